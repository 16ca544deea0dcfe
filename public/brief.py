"""The brief: a view as one page without script that says all that the interactive page says.

`/brief?page=people_fleeing&<the page's query string>`; without a page, that of the Situation. For a
poor connection, for paper, for a telephone, and for those who cannot or will not run scripts. The
same document is `/brief.pdf`, and its parts can be embedded: see public/pdf.py and public/embed.py.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from analysis import documents, sharing, view
from analysis.shown import NotShown, Refused, Shown
from analysis.wording import Wording
from ledger import crisis
from public import links
from public.answers import Made, answer
from public.problems import sentences, status_of
from public.shell import told

TEMPLATES = Path(__file__).parent / "templates"
HTML = "text/html; charset=utf-8"
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors {ancestors}"
)
# Where a number is filled in that only who prints knows.
BLANK = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Link:
    """An address with what it is called; `here` is true where the reader is already."""

    label: str
    address: str
    language: str = ""
    here: bool = False


async def brief(request: Request) -> Response:
    """The brief of the view that the address asks for."""
    base = links.base(request)
    return await answer(
        request, f"brief {base}", "", lambda shown: _made(shown, base), refusing(request)
    )


def refusing(request: Request) -> Callable[[NotShown, Wording], Response]:
    """How an address that cannot be shown is answered: what is wrong with it, and the ways on."""

    def refused(not_shown: NotShown, words: Wording) -> Response:
        named = {one.parameter for one in not_shown.refused}
        kept = [pair for pair in request.query_params.multi_items() if pair[0] not in named]
        query = f"?{urlencode(kept)}" if kept else ""
        said = sentences(not_shown.refused, words)
        way = (words.say("brief.without"), f"/brief{query}")
        response = told(words, "problem.not_shown", said, status_of(not_shown.refused), way)
        response.headers["cache-control"] = "no-store"
        return response

    return refused


def said(shown: Shown, base: str) -> dict[str, Any]:
    """A view as a document, and what is said around it: which version, of when, where to go."""
    words, about = shown.words, crisis.read()
    if shown.page not in documents.PAGES:
        raise NotShown([Refused("page", shown.page, "page", tuple(documents.PAGES))])
    document = documents.of(shown)
    site = about.site_name[words.language]
    version = {
        "version": shown.version.number,
        "day": words.moment(shown.version.published_at),
    }
    entry = "footer" if shown.version.number else "footer.none"
    state = "brief.is_frozen" if shown.frozen else "brief.is_live"
    days = words.span(shown.days.start, shown.days.end)
    has_days = "time" in view.PARAMETERS[shown.page] and shown.version.number
    return {
        "document": document,
        "headline": document.finding or f"{document.title}: {words.crisis()}",
        "language": words.language,
        "site": site,
        "crisis": words.crisis(),
        "state": words.say(state, **version) if shown.version.number else "",
        "days": words.say("brief.days", days=days) if has_days else "",
        "version": words.say(entry, site=site, **version),
        "address": base + links.page(shown, sharing.parameters(shown, frozen=shown.frozen)),
        "all_rules": f"/brief?page=methodology&lang={words.language}",
        "contact": words.say("footer.contact", contact=about.contact) if about.contact else "",
    }


def _made(shown: Shown, base: str) -> Made:
    words, values = shown.words, said(shown, base)
    numbered = words.say("brief.page_number", page=BLANK, pages=BLANK).split(BLANK)
    text = template("brief.html").render(
        **values,
        say=words.say,
        actions=_actions(shown),
        pages=_pages(shown),
        numbered=numbered,
        qr=Markup(qr(values["address"])),
    )
    policy = POLICY.format(ancestors="'none'")
    return Made(text.encode(), HTML, headers=(("content-security-policy", policy),))


def qr(address: str) -> str:
    """A QR code as SVG that takes the size of what it stands in, dark on light."""
    drawing = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawing, kind="svg", border=4, light="#fff", xmldecl=False, omitsize=True, nl=False)
    return drawing.getvalue().decode()


def _actions(shown: Shown) -> list[Link]:
    """The same view in other forms, of other versions, in other languages."""
    words, number = shown.words, shown.version.number
    other = sharing.parameters(shown, frozen=not shown.frozen)
    label = words.say("brief.live" if shown.frozen else "brief.frozen", version=number)
    languages = [code for code in crisis.read().languages if code != words.language]
    return [
        Link(words.say("brief.page"), links.page(shown)),
        Link(words.say("brief.pdf"), links.form("/brief.pdf", shown)),
        *([Link(label, links.form("/brief", shown, other))] if number else []),
        *(
            Link(name.capitalize(), links.form("/brief", shown, lang=code), code)
            for code in languages
            for name in [Wording(code).language_name(code)]
        ),
    ]


def _pages(shown: Shown) -> list[Link]:
    """The briefs of all pages, with as much of what is asked for as each understands.

    Where a number comes from is reached from that number, and from nowhere else.
    """
    made = []
    for name in documents.PAGES:
        if name == "provenance" != shown.page:
            continue
        kept = {key: said for key, said in shown.asked.items() if key in view.PARAMETERS[name]}
        query = "&".join(filter(None, (f"page={name}", view.query_string(kept))))
        address = f"/brief?{query}&lang={shown.words.language}"
        made.append(Link(shown.words.say(f"menu.{name}"), address, here=name == shown.page))
    return made


@cache
def template(name: str) -> Template:
    """A template of public/templates, in which every value is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"css": _css, "svg": Markup}
    return made.get_template(name)


def _css(text: str) -> Markup:
    """A text as a string of CSS inside a style element."""
    escaped = re.sub(r"[^\w .,:·()-]", lambda found: f"\\{ord(found.group()):x} ", text)
    return Markup(f'"{escaped}"')
