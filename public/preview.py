"""What messengers and search engines show of a link: its finding, as tags in the head of a page.

They read the page without running it. The tags say the view that the address asks for, in its
language, and lead to the card that draws it. An address that asks for something in vain gets the
tags of what its page shows instead; nothing that an address says can break the page.
"""

import html
import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request

from analysis import cards, finding, published, sharing
from analysis.finding import Finding
from analysis.kept import Kept
from analysis.shown import Shown
from analysis.view import SHARING
from analysis.wording import Wording
from ledger import crisis, database
from public import links

# Of longer addresses the tags are made each time.
LONGEST_KEPT = 600
MOST_KEPT = 2000
_KEPT = Kept(MOST_KEPT)


def tags(request: Request, page: str, words: Wording) -> Sequence[str]:
    """The tags for the head of a page. Reads the ledger: not in the event loop."""
    if page not in SHARING:
        return _general(page, words)
    try:
        return _of_view(request, page, words)
    except SQLAlchemyError:
        # The page will say that the ledger does not answer; its head need not.
        logging.getLogger(__name__).warning("a preview without the ledger", exc_info=True)
        return _general(page, words)


def _of_view(request: Request, page: str, words: Wording) -> Sequence[str]:
    here, today, base = published.here(), datetime.now(UTC).date(), links.base(request)

    def make() -> Sequence[str]:
        asked = links.parameters(request)
        return _tags(sharing.understood(page, asked, words, here, today)[0], base)

    query = request.url.query
    if len(query) > LONGEST_KEPT:
        return make()
    about = (
        database.default_url(),
        here.newest(),
        published.rule(),
        today,
        base,
        words,
        page,
        query,
    )
    return _KEPT.get(about, make)


def _tags(view: Shown, base: str) -> Sequence[str]:
    found, words = finding.of(view), view.words
    title, description = _title(found), _description(view, found)
    return [
        _meta("name", "description", f"{title} {description}" if found.source else description),
        *_graph(words, title, description, base + links.page(view)),
        *_picture(view, base + links.form("/card.png", view, _of_version(view)), title),
    ]


def _title(found: Finding) -> str:
    """The first sentence; what has to be said with it follows in the description."""
    first, more, _ = found.sentence.partition(". ")
    return f"{first}." if more else first


def _description(view: Shown, found: Finding) -> str:
    words, version = view.words, view.version
    more = found.sentence.removeprefix(_title(found)).strip()
    about = "" if found.source else words.say("site.description", crisis=words.crisis())
    day = words.moment(version.published_at)
    told = words.say("card.version", version=version.number, day=day) if version.number else ""
    return " ".join(part for part in (more, found.source, about, told) if part)


def _of_version(view: Shown) -> dict[str, str]:
    """What the card's address asks for: this version, so that it never shows other figures.

    Messengers keep pictures by their address; a newer version has another one.
    """
    number = view.version.number
    return {**view.asked, "as_known": str(number)} if number else dict(view.asked)


def _general(page: str, words: Wording) -> Sequence[str]:
    """The tags of a page that leads with no figure."""
    description = words.say("site.description", crisis=words.crisis())
    title = f"{words.say(f'menu.{page}')}: {words.crisis()}"
    return [_meta("name", "description", description), *_graph(words, title, description)]


def _graph(words: Wording, title: str, description: str, address: str = "") -> list[str]:
    others = [one for one in crisis.read().languages if one != words.language]
    return [
        _meta("property", "og:type", "website"),
        _meta("property", "og:site_name", crisis.read().site_name[words.language]),
        _meta("property", "og:title", title),
        _meta("property", "og:description", description),
        *([_meta("property", "og:url", address)] if address else []),
        _meta("property", "og:locale", _locale(words)),
        *(_meta("property", "og:locale:alternate", _locale(Wording(one))) for one in others),
    ]


def _picture(view: Shown, address: str, title: str) -> list[str]:
    return [
        _meta("property", "og:image", address),
        _meta("property", "og:image:type", "image/png"),
        _meta("property", "og:image:width", str(cards.WIDTH)),
        _meta("property", "og:image:height", str(cards.HEIGHT)),
        _meta("property", "og:image:alt", title),
        _meta("name", "twitter:card", "summary_large_image"),
        _meta("name", "twitter:image", address),
        _meta("name", "twitter:image:alt", title),
    ]


def _locale(words: Wording) -> str:
    """As Facebook names locales: `en_GB`, `fr_FR`."""
    territory = words.locale.territory or words.language.upper()
    return f"{words.language}_{territory}"


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{html.escape(content)}">'
