"""The brief: a view as one page without script that says all that the interactive page says.

It is for a phone with a poor connection, for paper, and for those who cannot or will not run
scripts. The same document is `/brief.pdf`, and each of its parts can be embedded.
"""

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.requests import Request
from starlette.responses import Response

from analysis import documents, view
from analysis import methodology as rules
from analysis.documents.parts import Paragraph, paragraphs
from analysis.shown import NotShown, Shown
from analysis.wording import Wording, plain
from ledger import crisis
from public import links
from public.answers import Made, answer
from public.links import Link
from public.problems import sentences, status_of
from public.shell import told

TEMPLATES = Path(__file__).parent / "templates"
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors {ancestors}"
)
# Of the rules by which figures are made those that a reader of figures needs at hand.
RULES = ("qualifiers", "vintages", "adding", "disclosure")
PLACE = "\N{REPLACEMENT CHARACTER}"


async def brief(request: Request) -> Response:
    """The view that the address asks for: `page` says of which page, Situation when left out."""
    base = links.base(request)
    return await answer(request, f"brief {base}", "", lambda shown: _html(shown, base), refused)


def refused(not_shown: NotShown, words: Wording) -> Response:
    """A page that names what is wrong with an address, and the way to the pages."""
    said = sentences(not_shown.refused, words)
    return told(words, "problem.not_shown", said, status_of(not_shown.refused))


def filled_in(shown: Shown, base: str) -> dict[str, Any]:
    """What a document says besides its own parts: which version, where it is from, where to go."""
    words = shown.words
    about = crisis.read()
    document = documents.of(shown)
    day = words.moment(shown.version.published_at)
    version = {"version": shown.version.number, "day": day}
    site = about.site_name[words.language]
    address = base + links.page(shown, **links.frozen(shown))
    return {
        "document": document,
        "headline": document.finding or document.title,
        "language": words.language,
        "site": site,
        "crisis": words.crisis(),
        "state": words.say("brief.is_frozen" if shown.frozen else "brief.is_live", **version),
        "days": _days(shown),
        "version_line": words.say("footer", site=site, **version),
        "sources": _sources(shown),
        "method": _method(shown),
        "address": address,
        "contact": words.say("footer.contact", contact=about.contact) if about.contact else "",
    }


def _html(shown: Shown, base: str) -> Made:
    words = shown.words
    before, between, after = words.say("brief.page_number", page=PLACE, pages=PLACE).split(PLACE)
    values = filled_in(shown, base)
    text = template("brief.html").render(
        **values,
        say=words.say,
        actions=_actions(shown),
        pages=_pages(shown),
        qr=qr(values["address"]),
        page_number={"before": before, "between": between, "after": after},
    )
    policy = {"content-security-policy": POLICY.format(ancestors="'none'")}
    return Made(text.encode(), "text/html; charset=utf-8", headers=tuple(policy.items()))


def qr(address: str) -> str:
    """A QR code as SVG without a size of its own."""
    drawing = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawing, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True, nl=False
    )
    return drawing.getvalue().decode()


def _days(shown: Shown) -> str:
    if "time" not in view.PARAMETERS[shown.page]:
        return ""
    days = shown.words.span(shown.days.start, shown.days.end)
    return shown.words.say("brief.days", days=days)


def _actions(shown: Shown) -> list[Link]:
    """The same view in other forms and languages, newest or for ever."""
    words, number = shown.words, shown.version.number
    label = words.say("brief.live" if shown.frozen else "brief.frozen", version=number)
    other = {"as_known": ""} if shown.frozen else links.frozen(shown)
    others = [code for code in crisis.read().languages if code != words.language]
    return [
        Link(words.say("brief.page"), links.page(shown)),
        Link(label, links.form(shown, "/brief", **other)),
        Link(words.say("brief.pdf"), links.form(shown, "/brief.pdf")),
        *(
            Link(
                Wording(code).locale.get_display_name() or code,
                links.form(shown, "/brief", lang=code),
                code,
            )
            for code in others
        ),
    ]


def _in_language(shown: Shown, code: str) -> Link:
    name = Wording(code).language_name(code)
    return Link(name.capitalize(), links.form(shown, "/brief", lang=code), code)


def _pages(shown: Shown) -> list[Link]:
    """The briefs of the other pages, for the same choices as far as they know them."""
    made = []
    for name in documents.PAGES:
        kept = {key: value for key, value in shown.asked.items() if key in view.PARAMETERS[name]}
        query = view.query_string(kept)
        address = f"/brief?page={name}&{query}&lang={shown.words.language}".replace("&&", "&")
        made.append(Link(shown.words.say(f"menu.{name}"), address, here=name == shown.page))
    return made


def _sources(shown: Shown) -> list[Paragraph]:
    """The publishers of what is shown, with their terms and pages."""
    words = shown.words
    rows = shown.tables["assistance_points"] if shown.page == "assistance" else shown.counts
    present = {*rows["source_id"].dropna().astype(str).unique()}
    cards = shown.tables["sources"]
    cards = cards[cards["source_id"].isin(present)].sort_values("publisher")
    said = [
        words.say(
            "brief.source",
            name=plain(f"{row.publisher}: {row.title}"),
            licence=plain(str(row.licence or "–")),
            link=words.say("brief.source_link", url=row.url) if row.url else "",
        )
        for row in cards.astype(object).where(cards.notna(), "").itertuples()
    ]
    return paragraphs(*(f"- {one}" for one in said))


def _method(shown: Shown) -> list[Paragraph]:
    """The rules that a reader needs at hand, and the way to all."""
    words = shown.words
    titles = {words.say(f"methodology.title.{name}") for name in RULES}
    sections = rules.sections(shown.tables, crisis.read(), words)
    texts = [
        text for one in sections if one.title in titles for text in (f"**{one.title}**", one.text)
    ]
    address = f"/brief?page=methodology&lang={words.language}"
    return paragraphs(*texts, f"[{words.say('brief.all_rules')}]({address})")


@cache
def template(name: str) -> Template:
    """A template of public/templates, in which every value is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    made.filters["css"] = _css
    return made.get_template(name)


def _css(text: str) -> str:
    """A text as a string of CSS inside a style element."""
    return '"' + re.sub(r"[^\w .,:·()-]", lambda found: f"\\{ord(found.group()):x} ", text) + '"'
