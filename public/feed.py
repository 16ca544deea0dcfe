"""Atom feeds (RFC 4287) of what was published: `/feed.xml` of all, `/feed/TABLE.xml` of one table.

An entry is a version that changed something in the feed's tables, in the words of
analysis.changes_in_words. Names of entries are made of the moment when the ledger was begun, so
they stay when the deployment moves to another address, and differ between two deployments. Earlier
entries stand in archives (RFC 5005): the feed with `as_known`, which never changes.
"""

import html
import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from xml.etree import ElementTree as Xml

from starlette.requests import Request
from starlette.responses import Response

from analysis import changes_in_words
from analysis.published import Published
from analysis.shown import Refused, Shown
from analysis.wording import Wording
from ledger import crisis
from ledger.ledger import Version
from ledger.tables import TABLES
from public import links
from public.answers import Made, answer
from public.language import language_of
from public.problems import not_shown

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
MEDIA_TYPE = "application/atom+xml"
MOST_ENTRIES = 30
PATH = "/feed.xml"
# What XML 1.0 cannot say, escaped or not.
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Xml.register_namespace("", ATOM)
Xml.register_namespace("fh", HISTORY)


async def every(request: Request) -> Response:
    """What every version changed."""
    return await _answer(request, "")


async def of_table(request: Request) -> Response:
    """What versions changed in one table; 404 with the names of all for one that is none."""
    name = request.path_params["file"].removesuffix(".xml")
    if f"{name}.xml" != request.path_params["file"] or name not in TABLES:
        allowed = tuple(path(table) for table in ("", *TABLES))
        return not_shown([Refused("table", name, "feed", allowed)], Wording(language_of(request)))
    return await _answer(request, name)


def path(table: str = "") -> str:
    """Where the feed of a table, or of all, is."""
    return f"/feed/{table}.xml" if table else PATH


def urn(published: Published, *about: object) -> str:
    """A name for ever of something that this ledger published."""
    begun = published.versions().get(1)
    first = begun.published_at.isoformat() if begun else crisis.read().start.isoformat()
    return uuid.uuid5(uuid.NAMESPACE_OID, " ".join(map(str, (first, *about)))).urn


def making_ready(published: Published) -> Iterator[None]:
    """Put the newest versions in words before anybody asks for a feed, one at a time."""
    for version in [*published.versions().values()][: -MOST_ENTRIES - 1 : -1]:
        for language in crisis.read().languages:
            changes_in_words.sentences(published, version, Wording(language))
        yield


async def _answer(request: Request, table: str) -> Response:
    base = links.base(request)
    return await answer(
        request,
        f"feed {table} {base}",
        "feed",
        lambda shown: Made(written(shown, table, base), MEDIA_TYPE),
    )


def written(shown: Shown, table: str, base: str) -> bytes:
    """The feed of a table, or of all when it is blank, as XML; `base` is where readers reach us.

    It ends with the version that is shown.
    """
    published, words = shown.published, shown.words
    names = (table,) if table else tuple(TABLES)
    versions, earlier = window(shown, table)
    feed = Xml.Element(f"{{{ATOM}}}feed", {"xml:lang": words.language})
    site = crisis.read().site_name[words.language]
    of = words.say(f"table.{table}") if table else words.say("feed.all")
    _add(feed, "id", urn(published, "feed", words.language, table))
    _add(feed, "title", words.say("feed.title", site=site, crisis=words.crisis(), of=of))
    _add(feed, "subtitle", words.say("feed.about"))
    begun = datetime.combine(crisis.read().start, time(), UTC)
    _add(feed, "updated", _moment(versions[0].published_at if versions else begun))
    _add(_add(feed, "author"), "name", site)
    _link(feed, "alternate", f"{base}/versions?lang={words.language}", "text/html", words)
    _pages(feed, shown, f"{base}{path(table)}", earlier)
    seen = (changes_in_words.seen(published, one, words) for one in versions)
    told = [one for one in seen if not table or table in one.changed]
    feed.extend(_entry(published, one, words, names, base) for one in told)
    return Xml.tostring(feed, encoding="utf-8", xml_declaration=True)


def _pages(feed: Xml.Element, shown: Shown, address: str, earlier: int) -> None:
    """Where the feed is, its newest entries, and those before it (RFC 5005)."""

    def link(rel: str, asked: str = "") -> None:
        query = f"{asked}&" if asked else ""
        to = f"{address}?{query}lang={shown.words.language}"
        _link(feed, rel, to, MEDIA_TYPE, shown.words)

    link("self", shown.query)
    if shown.frozen:
        Xml.SubElement(feed, f"{{{HISTORY}}}archive")
        link("current")
    if earlier:
        link("prev-archive", f"as_known={earlier}")


def window(shown: Shown, table: str) -> tuple[list[Version], int]:
    """The newest versions of a feed, the newest first, and the version that its archive ends with.

    It is 0 when there is no archive. Archives begin with the first version and are full, so that
    all feeds of a table lead to the same ones.
    """
    known = shown.published.versions().values()
    held = [one for one in known if one.number <= shown.version.number]
    held = [one for one in held if not table or table in one.changed]
    archived = max(len(held) - 1, 0) // MOST_ENTRIES * MOST_ENTRIES
    return held[: -MOST_ENTRIES - 1 : -1], held[archived - 1].number if archived else 0


def _entry(
    published: Published, version: Version, words: Wording, names: tuple[str, ...], base: str
) -> Xml.Element:
    entry = Xml.Element(f"{{{ATOM}}}entry")
    table = names[0] if len(names) == 1 else ""
    _add(entry, "id", urn(published, "version", version.number, words.language, table))
    _add(entry, "title", changes_in_words.title(version, words, names))
    _add(entry, "updated", _moment(version.published_at))
    _add(entry, "published", _moment(version.published_at))
    known = f"as_known={version.number}&lang={words.language}"
    _link(entry, "alternate", f"{base}/?{known}", "text/html", words)
    changes = f"{base}/versions?version={version.number}&lang={words.language}"
    _link(entry, "related", changes, "text/html", words)
    for name in (name for name in names if name in version.changed):
        _link(entry, "related", f"{base}/api/v1/{name}.json?{known}", "application/json", words)
        _add(entry, "category", term=name, label=words.say(f"table.{name}"))
    said = changes_in_words.sentences(published, version, words, names)
    _add(entry, "content", _paragraphs(said), type="html")
    return entry


def _paragraphs(said: Iterable[str]) -> str:
    """Sentences as HTML: what comes from files and notes is text, never markup."""
    return "".join(f"<p>{html.escape(one)}</p>" for one in said)


def _add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    element = Xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = NO_XML.sub("\ufffd", text) or None
    return element


def _link(parent: Xml.Element, rel: str, href: str, kind: str, words: Wording) -> None:
    _add(parent, "link", rel=rel, href=href, type=kind, hreflang=words.language)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
