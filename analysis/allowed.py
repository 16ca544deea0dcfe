"""The values that parameters of an address may have, where these are few or known to the ledger."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from analysis import counts, points, view
from analysis.wording import country_names
from ledger.tables import TABLES
from ledger.vocabulary import (
    POINT_KINDS,
    POINT_STATUSES,
    POPULATION_TYPES,
    SECTORS,
    SERVICES,
    UPDATE_KINDS,
)

if TYPE_CHECKING:
    from analysis.shown import Shown


def _sources(shown: "Shown") -> tuple[str, ...]:
    def known() -> tuple[str, ...]:
        tables = shown.tables
        reported = tables["counts"]["source_id"].cat.categories
        return tuple(sorted({*tables["sources"]["source_id"].astype(str), *reported}))

    return shown.published.made(known, "sources known", shown.version.number)


def _places(shown: "Shown") -> tuple[str, ...]:
    """Countries, and several that a publisher gives one number for together."""

    def known() -> tuple[str, ...]:
        reported = shown.tables["counts"]["location_iso3"].cat.categories
        joint = (place for place in reported if "+" in place)
        return tuple(sorted({*country_names("en"), *joint}))

    return shown.published.made(known, "places known", shown.version.number)


def _countries(_shown: "Shown") -> tuple[str, ...]:
    return tuple(sorted(country_names("en")))


def _measures(shown: "Shown") -> tuple[str, ...]:
    """How pages show counts; where rows are listed also what a count measures."""
    of_pages = view.CHOICES["measure"]
    return (*of_pages, "stock", "flow") if shown.page == "api/counts" else of_pages


def _kinds(shown: "Shown") -> tuple[str, ...]:
    """Of updates where these are asked for, else of assistance points."""
    return UPDATE_KINDS if shown.page.endswith("updates") else POINT_KINDS


def _events(shown: "Shown") -> tuple[str, ...]:
    """The updates that can be marked on a chart."""
    return tuple(shown.tables["updates"]["update_id"].astype(str))


def _speaks(shown: "Shown") -> tuple[str, ...]:
    return tuple(points.values(shown.tables["assistance_points"], "languages"))


def _one_of(choices: tuple[str, ...]) -> Callable[["Shown"], tuple[str, ...]]:
    return lambda _: choices


# More allowed values than these are not listed; the sentence says their form.
MOST_NAMED = 60
BY_NAME: dict[str, Callable[["Shown"], tuple[str, ...]]] = {
    **{name: _one_of(choices) for name, choices in view.CHOICES.items()},
    "measure": _measures,
    "page": _one_of(view.PAGES_OF_COUNTS),
    "population_type": _one_of(POPULATION_TYPES),
    "kind": _kinds,
    "sector": _one_of(SECTORS),
    "events": _events,
    "service": _one_of(SERVICES),
    "status": _one_of((*POINT_STATUSES, points.NOT_REPORTED)),
    "table": _one_of(tuple(TABLES)),
    "country": _places,
    "nationality": _countries,
    "source": _sources,
    "speaks": _speaks,
    "vintages": lambda shown: tuple(counts.publication_days(shown.tables["counts"])),
}
