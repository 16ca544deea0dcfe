"""What a link asks for: reading and writing the query string of a view.

The address is the view. It holds codes, never labels (`country=POL~MDA`), so it opens the same
in every language; `latest` is a word, so a link can follow new counts or stay on a day. One
query string serves a page and everything read without it. `lang` travels beside the view and
is no part of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

PAGES = {
    "situation": "/",
    "people_fleeing": "/people_fleeing",
    "third_country_nationals": "/third_country_nationals",
    "internally_displaced": "/internally_displaced",
    "assistance": "/assistance",
    "updates": "/updates",
    "figures_and_sources": "/figures_and_sources",
    "versions": "/versions",
    "upload": "/upload",
    "report": "/report",
    "problems": "/problems",
    "differences": "/differences",
    "publish": "/publish",
    "edit": "/edit",
    "accounts": "/accounts",
    "links": "/links",
    "disagreements": "/disagreements",
    "provenance": "/provenance",
    "methodology": "/methodology",
    "changed": "/changed",
}
# The pages with figures; those after them are the desk of people who publish.
READING = tuple(PAGES)[: [*PAGES].index("figures_and_sources") + 1]
# What stands behind the figures: reached from them, not from the menu.
BEHIND = ("disagreements", "provenance", "methodology")
# The pages whose views can be shared, and about which the page `changed` can be.
SHARING = (*READING, *BEHIND)
STEPS = ("upload", "report", "problems", "differences", "publish")

SHARED = ("country", "time", "as_known", "as_published")
# Whether earlier values are drawn, and of which days of publication.
EARLIER = ("revisions", "vintages")
PARAMETERS: dict[str, tuple[str, ...]] = {
    "situation": (*SHARED, "source", "events"),
    "people_fleeing": (*SHARED, "source", "measure", "scale", "rate", *EARLIER, "events"),
    "third_country_nationals": (*SHARED, "source", "nationality"),
    "internally_displaced": (*SHARED, "source", *EARLIER),
    "assistance": ("country", "as_known", "kind", "service", "speaks", "status", "find", "point"),
    "updates": ("country", "time", "as_known", "kind", "sector", "find"),
    "figures_and_sources": (*SHARED, "source", "table", "find"),
    "disagreements": (*SHARED, "source"),
    "versions": ("version",),
    "provenance": (*SHARED, "source", "table", "count", "made"),
    "methodology": ("as_known",),
    "feed": ("as_known",),
}
# What changed in a view: its page beside everything that the address of the page asks for.
PARAMETERS["changed"] = ("page", *dict.fromkeys(n for page in SHARING for n in PARAMETERS[page]))
# What is read below /api/v1, by table, and the table of a page that is more than some rows of one.
OF_ROWS = ("as_known", "source", "find", "hxl")
PARAMETERS |= {
    "api/counts": (
        *(*SHARED, "source", "nationality", "population_type", "measure", "scale", "rate"),
        *("find", "history", "page", "hxl", *EARLIER),
    ),
    "api/counts/people_fleeing": (*PARAMETERS["people_fleeing"], "page", "hxl"),
    "api/assistance_points": (*PARAMETERS["assistance"], "source", "hxl"),
    "api/needs": ("country", *OF_ROWS),
    "api/offers": ("country", *OF_ROWS),
    "api/assisted_movements": ("country", "time", "nationality", *OF_ROWS),
    "api/updates": ("country", "time", "kind", "sector", *OF_ROWS),
    "api/sources": OF_ROWS,
    "api/breaks": ("country", *OF_ROWS),
    "api/openapi": (),
}
# The values of parameters that choose one of a few; the first is the default and is not written.
CHOICES = {
    "measure": ("cumulative", "daily"),
    "scale": ("linear", "log"),
    "rate": ("count", "per_1000"),
    "revisions": ("none", "shown"),
    "history": ("newest", "all"),
    "hxl": ("off", "on"),
}
# Pages whose table is more than some rows of counts: it can be asked for with `page`.
PAGES_OF_COUNTS = ("people_fleeing",)
# Parameters of which a reader chooses any number of codes.
SEVERAL = ("country", "nationality", "source", "kind", "service", "speaks", "status", "vintages")
SEVERAL += ("population_type", "sector", "events")
# Which number the page `provenance` is about, and which page `changed`: no part of other views.
OF_ONE_PAGE = ("count", "made", "page")
ORDER = tuple(dict.fromkeys(name for names in PARAMETERS.values() for name in names))
# `draft` shows the pages as they would be if a draft were published, to those who may see it.
BESIDE_THE_VIEW = ("lang", "draft", "refused", "embed", "embed_options")
ADDED_BY_MESSENGERS = ("utm_", "fbclid", "gclid", "mc_")

SEPARATOR = "~"
LATEST = "latest"


def codes(text: str) -> tuple[str, ...]:
    """`POL~MDA` as ("POL", "MDA"), each once, in the order asked."""
    return tuple(dict.fromkeys(code for code in text.split(SEPARATOR) if code))


def unknown_parameters(names: Iterable[str]) -> list[str]:
    """Names in a link that no page of this dashboard reads."""
    read = {*BESIDE_THE_VIEW}.union(*(PARAMETERS.get(page, ()) for page in PAGES))
    return [name for name in names if name not in read and not is_added(name)]


def is_added(name: str) -> bool:
    """Whether messengers and mailings add a parameter of that name; it asks for nothing."""
    return name.startswith(ADDED_BY_MESSENGERS)


def canonical(page: str, asked: Mapping[str, str]) -> dict[str, str]:
    """The one form that all share who ask for the same: each code once, no default of a page."""
    once = {name: SEPARATOR.join(codes(asked[name])) for name in SEVERAL if name in asked}
    default = {name: few[0] for name, few in CHOICES.items()} if page in PAGES else {}
    said = {**asked, **once}
    return {name: value for name, value in said.items() if value not in ("", default.get(name))}


@dataclass(frozen=True)
class Days:
    """A span of reference days; `follows` is true when its end moves with new counts."""

    start: date
    end: date
    follows: bool

    def text(self, first: date) -> str:
        """How the link says it; a start on the first day of the crisis is left out."""
        end = LATEST if self.follows else self.end.isoformat()
        return end if self.start == first else f"{self.start.isoformat()}..{end}"


def days(text: str, first: date, last: date) -> Days:
    """Read `2022-03-01..latest`, `2022-03-01..2022-04-01`, `2022-04-01` or `latest`.

    `first` is where the crisis began, `last` the newest reported day; days outside are moved
    in. Raises ValueError when it is none of these or ends before it starts.
    """
    start_text, has_start, end_text = text.rpartition("..")
    start = day(start_text) if has_start else first
    follows = end_text == LATEST
    end = last if follows else day(end_text)
    if has_start and not follows and start > end:
        raise ValueError(f"{text} ends before it starts")
    return Days(min(max(start, first), last), min(max(end, first), last), follows)


def day(text: str) -> date:
    """A day as links write it: 2022-03-01. Raises ValueError for anything else, other forms too."""
    found = date.fromisoformat(text)
    if found.isoformat() != text:
        raise ValueError(f"{text} is no day")
    return found


def query_string(asked: Mapping[str, str]) -> str:
    """The canonical query string of a view: parameters in a fixed order, empty ones left out."""
    ordered = sorted(
        asked, key=lambda name: (name not in ORDER, name in ORDER and ORDER.index(name), name)
    )
    return "&".join(f"{name}={quote(asked[name], safe='~.:,')}" for name in ordered if asked[name])
