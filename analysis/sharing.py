"""What is shared of a view: links that stay true, and texts and pictures that carry them.

A shared link always carries its time. Live, it follows the newest figures; frozen, it names the
version. Everybody who shares the same view shares the same address.
"""

import html
from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from urllib.parse import quote

import segno

from analysis import documents, finding, migrations, nationals, shown, view
from analysis.choices import called
from analysis.published import Published
from analysis.shown import NotShown, Refused, Shown
from analysis.wording import Wording

# What can be shown inside other sites, by page: the first of its kind; see public/embed.py.
OF_COUNTS = ("chart", "figure", "table")
PARTS_OF_PAGES = {
    "situation": ("chart", "map", "figure", "table"),
    "people_fleeing": OF_COUNTS,
    "third_country_nationals": OF_COUNTS,
    "internally_displaced": OF_COUNTS,
    "assistance": ("map", "table"),
    "figures_and_sources": ("table",),
    "disagreements": ("table",),
}
PARTS = {page: parts for page, parts in PARTS_OF_PAGES.items() if page in documents.PAGES}
# What the rows of a page are asked for besides its own parameters; see public/api.
OF_TABLES = {
    "people_fleeing": {"page": "people_fleeing"},
    "third_country_nationals": {"population_type": nationals.KIND},
    "internally_displaced": {"population_type": "idps"},
    "assistance": {"table": "assistance_points"},
    "updates": {"table": "updates"},
}
# Pixels of what is embedded in another site.
HEIGHT = 520


def understood(
    page: str,
    asked: Mapping[str, Iterable[str]],
    words: Wording,
    published: Published,
    today: date,
) -> tuple[Shown, list[Refused]]:
    """The view that a page shows for an address of which it may understand a part only.

    What is asked for in vain is left out and named beside. What other pages read is left out too:
    the menu takes it along.
    """
    said = migrations.migrated(asked)
    read = view.PARAMETERS[page]
    refused = [
        Refused(name, said[name], "parameter", read) for name in view.unknown_parameters(said)
    ]
    said = {name: value for name, value in said.items() if name in read}
    try:
        return shown.of(page, _each(said), words, published, today), refused
    except NotShown as not_shown:
        refused += not_shown.refused
    kept = {name: _kept(name, value, refused) for name, value in said.items()}
    return shown.of(page, _each(kept), words, published, today), refused


def _kept(name: str, value: str, refused: list[Refused]) -> str:
    """What is left of the value of a parameter without what was refused."""
    vain = {one.value for one in refused if one.parameter == name}
    if name in view.SEVERAL:
        return view.SEPARATOR.join(code for code in view.codes(value) if code not in vain)
    return "" if value in vain else value


def parameters(of_view: Shown, *, frozen: bool) -> dict[str, str]:
    """The parameters of a shared link: those of the view, its time, and its version if frozen.

    A live link to days that end with the last reported one follows new days.
    """
    asked = {**of_view.asked, "as_known": str(of_view.version.number) if frozen else ""}
    if "time" in view.PARAMETERS[of_view.page]:
        start, end = of_view.days.start, of_view.days.end
        follows = not frozen and end == of_view.reported_days[1]
        asked["time"] = f"{start}..{view.LATEST if follows else end}"
    return {name: value for name, value in asked.items() if value}


def address(of_view: Shown, *, frozen: bool) -> str:
    """Path and query of a shared link, without a language: what a short code stands for."""
    query = view.query_string(parameters(of_view, frozen=frozen))
    path = view.PAGES[of_view.page]
    return f"{path}?{query}" if query else path


def _each(said: Mapping[str, str]) -> dict[str, list[str]]:
    return {name: [value] for name, value in said.items()}


def choices(of_view: Shown, words: Wording) -> list[str]:
    """What the reader of a view chose besides its time and version, in words."""
    names = called(of_view.tables, words)
    return [
        words.say(
            "changed.choice",
            choice=words.say(f"choose.{name}"),
            values=words.listed(names[name](code) for code in view.codes(asked)),
        )
        for name, asked in of_view.asked.items()
        if name in names
    ]


def message(of_view: Shown, link: str, *, frozen: bool) -> str:
    """What to send with a link: the finding, whose number, of which day, the version if frozen."""
    words, version = of_view.words, of_view.version
    found = finding.of(of_view)
    day = words.moment(version.published_at)
    told = words.say("share.of_version", version=version.number, day=day) if frozen else ""
    return "\n".join(line for line in (found.sentence, found.source, told, link) if line)


def qr(link: str) -> bytes:
    """A QR code of a link as SVG, dark on light with its quiet zone, whatever stands around it."""
    drawing = BytesIO()
    code = segno.make(link, error="m", micro=False)
    code.save(drawing, kind="svg", scale=4, border=4, dark="#000", light="#fff")
    return drawing.getvalue()


def mail(subject: str, text: str) -> str:
    """A link that opens an e-mail with a subject and a text, to nobody yet."""
    lines = text.replace("\n", "\r\n")
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"


def form(path: str, of_view: Shown, *, frozen: bool, language: str = "") -> str:
    """Path and query of the view in another form, such as `/brief` or `/embed/chart`."""
    asked = {"page": of_view.page, **parameters(of_view, frozen=frozen), "lang": language}
    return f"{path}?{view.query_string(asked)}"


def rows(of_view: Shown, *, frozen: bool, language: str = "") -> str:
    """Path and query of the rows of a page's view as CSV; blank for a page that is of no table."""
    asked = {**parameters(of_view, frozen=frozen), **OF_TABLES.get(of_view.page, {})}
    table = asked.pop("table", "" if of_view.page in view.BEHIND else "counts")
    read = view.PARAMETERS.get(f"api/{table}", ())
    query = {name: value for name, value in asked.items() if name in read}
    return f"/api/v1/{table}.csv?{view.query_string({**query, 'lang': language})}" if read else ""


def embedded(link: str, title: str) -> str:
    """HTML that shows what stands at a link inside another site."""
    source, name = html.escape(link), html.escape(title)
    return (
        f'<iframe src="{source}" title="{name}" width="100%" height="{HEIGHT}" '
        'loading="lazy" style="border:0"></iframe>'
    )
