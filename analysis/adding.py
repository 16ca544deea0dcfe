"""The one place where counts are added, subtracted and made into rates; what would mix is refused.

Every page and every output gets its totals here. A number carries what it is: source, population
type, measure, unit, period, places, breakdown and vintage. Numbers may be added when all of these
agree but the place, or, for a flow, but the days. The rules are those of the EGRISS recommendations
on refugee and IDP statistics: stock, flow and cumulative are different things, a crossing is not a
person, and a total that was published is not the sum of what countries reported.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from analysis import breaks as method_breaks
from analysis import identity, qualifiers
from analysis.numbers import Difference, Number
from analysis.rows import Row

# What has to be the same in every part of a total, besides what its measure asks for.
SAME = ("source_id", "population_type", "measure", "unit", "origin_iso3", "operation", "round")
BREAKDOWNS = (
    "nationality_iso3",
    "sex",
    "age_range",
    "admin1_code",
    "admin2_code",
    "place_as_reported",
)
# Over several places a stock may be of several days, what is cumulative began on one, and a flow
# is of one period.
SAME_DAYS = {
    "stock": (),
    "cumulative": ("reference_period_start",),
    "flow": ("reference_period_start", "reference_period_end"),
}
# A series goes on from report to report; a survey's rounds follow each other in it.
OF_A_SERIES = (
    *("source_id", "population_type", "measure", "unit", "origin_iso3", "location_iso3"),
    *BREAKDOWNS,
)
# What two sources have to have in common for their counts to be subtracted, and when it has to be:
# a stock is of one moment, whatever the days of the survey behind it.
OF_BOTH = ("population_type", "measure", "unit", "origin_iso3", "location_iso3", *BREAKDOWNS)
WHEN = {
    "stock": ("reference_period_end",),
    "cumulative": ("reference_period_start", "reference_period_end"),
    "flow": ("reference_period_start", "reference_period_end"),
}
ONE_DAY = pd.Timedelta(days=1)


class MixedError(ValueError):
    """Counts that do not belong together were to be added, subtracted or compared."""


class MethodChangedError(MixedError):
    """Two counts of a series were made in different ways; `days` are when that changed."""

    def __init__(self, days: list[date]) -> None:
        super().__init__("counts made in different ways cannot be subtracted")
        self.days = days


def total(parts: pd.DataFrame, unit: str = "") -> Number:
    """Add counts of different countries; `unit` is what the caller will call them, if it says so.

    Raises MixedError when they differ in source, population type, measure, unit, origin, round or
    breakdown, in the days that their measure asks for, when a place stands there twice, when a
    joint count, a regional total or a count without a number is among them, or none at all.
    """
    if parts.empty:
        raise MixedError("there is nothing to add")
    sums(parts, np.zeros(len(parts), int))
    return _added(parts, unit)


def sums(parts: pd.DataFrame, of: np.ndarray) -> pd.Series:
    """The sum of each of many totals at once: `of` says for each part which total it is a part of.

    The result has an entry for each total. Raises MixedError as `total` does.
    """
    measures = parts["measure"].unique()
    for column in (*SAME, *BREAKDOWNS, *(day for one in measures for day in SAME_DAYS[str(one)])):
        _refuse_mixed(parts, column, of)
    places = parts["location_iso3"]
    joint = places.astype(str).str.contains("+", regex=False)
    twice = pd.DataFrame({"of": of, "place": places.to_numpy()}).duplicated().any()
    if places.isna().any() or twice or joint.any():
        raise MixedError("only one count of each single country can be added")
    _refuse_missing(parts)
    return parts["count"].groupby(of).sum()


def over_time(flows: pd.DataFrame, unit: str = "") -> Number:
    """Add a flow of one place over days that follow each other without a gap or an overlap.

    Raises MixedError for any other measure: stocks, rounds and cumulative counts are never summed
    over time; and for two places, breakdowns or sources, or days that are missing or twice there.
    """
    if flows.empty:
        raise MixedError("there is nothing to add")
    _refuse_unless_one_flow(flows, "location_iso3")
    ordered = flows.sort_values("reference_period_start")
    starts, ends = ordered["reference_period_start"], ordered["reference_period_end"]
    if not (starts.iloc[1:].to_numpy() == (ends.iloc[:-1] + ONE_DAY).to_numpy()).all():
        raise MixedError("days are missing or stand there twice")
    return _added(ordered, unit)


def running(flows: pd.DataFrame) -> pd.DataFrame:
    """Daily flows of each country added up from its first day, in the rows of `flows`.

    The running sum stops at the first day without a count: what follows a gap is not known.
    Raises MixedError when they are no flows of one source, population type and unit.
    """
    if flows.empty:
        return flows
    _refuse_unless_one_flow(flows)
    _refuse_missing(flows)
    ordered = flows.sort_values(["location_iso3", "reference_period_end"])
    by_place = ordered.groupby("location_iso3", observed=True)
    since_first = ordered["reference_period_end"] - by_place["reference_period_end"].transform(
        "min"
    )
    unbroken = since_first.dt.days == by_place.cumcount()
    weakest_yet = by_place["qualifier"].transform(qualifiers.weakest_yet)
    return ordered.assign(count=by_place["count"].cumsum(), qualifier=weakest_yet)[unbroken]


def difference(later: Row, earlier: Row, breaks: pd.DataFrame) -> Difference:
    """How much a count grew between two reports of one series, or is larger than another place's.

    Raises MixedError when the two differ in what they count, in unit or in who counts, or when what
    is cumulative began on different days; MethodChangedError when one of `breaks` lies between them
    or they were made by different methods.
    """
    _refuse_unlike(later, earlier, _of_one_series(later["measure"]))
    if not method_breaks.alike(earlier, later, breaks):
        raise MethodChangedError(method_breaks.between(earlier, later, breaks))
    moved = int(later["count"]) - int(earlier["count"])
    return Difference(moved, qualifiers.of_difference(later["qualifier"], earlier["qualifier"]))


def apart(one: Row, other: Row) -> int:
    """How much more a source reports than another of the same people, place and days.

    Raises MixedError when they count different people, in different units (people and crossings
    stand beside each other and are never subtracted) or at different times: numbers of two days
    differ because time passed.
    """
    _refuse_unlike(one, other, (*OF_BOTH, *WHEN[one["measure"]]))
    return int(other["count"]) - int(one["count"])


def each_apart(one: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    """The same of many pairs at once, row by row; blank where `apart` would refuse."""
    ones, others = one.reset_index(drop=True), other.reset_index(drop=True)
    alike = identity.marks(ones, OF_BOTH) == identity.marks(others, OF_BOTH)
    for measure, days in WHEN.items():
        of_measure = (ones["measure"] == measure).to_numpy()
        if of_measure.any():
            same_days = identity.marks(ones, days) == identity.marks(others, days)
            alike &= ~of_measure | same_days
    return (others["count"] - ones["count"]).where(alike)


def before(counts: pd.DataFrame, row: pd.DataFrame) -> pd.DataFrame:
    """The newest earlier count from which one (a table of one) may be subtracted; a table too."""
    earlier = counts[counts["reference_period_end"] < row["reference_period_end"].iloc[0]]
    for column in _of_one_series(row["measure"].iloc[0]):
        value = row[column].iloc[0]
        earlier = earlier[earlier[column].isna() if pd.isna(value) else earlier[column] == value]
    return earlier.sort_values(["reference_period_end", "published_at"]).tail(1)


def per_thousand(series: pd.DataFrame, populations: Mapping[str, int]) -> pd.DataFrame:
    """Counts for each 1,000 inhabitants; countries without a known population are left out."""
    known = series[series["location_iso3"].isin(list(populations))]
    inhabitants = known["location_iso3"].astype(str).map(populations).astype("float64")
    return known.assign(count=known["count"].astype(float) / inhabitants * 1000)


def _refuse_mixed(counts: pd.DataFrame, column: str, of: np.ndarray) -> None:
    """Raises MixedError unless all parts of each total say the same, or nothing, in a column."""
    codes = pd.Series(pd.factorize(counts[column], use_na_sentinel=False)[0])
    if (codes != codes.groupby(of).transform("first")).any():
        raise MixedError(f"counts that differ in {column} cannot be added")


def _refuse_unless_one_flow(counts: pd.DataFrame, *also: str) -> None:
    """Raises MixedError unless the counts are one flow, alike in some columns `also`."""
    for column in (*SAME, *BREAKDOWNS, *also):
        _refuse_mixed(counts, column, np.zeros(len(counts), int))
    if counts["measure"].iloc[0] != "flow":
        raise MixedError("only a flow can be added over time")


def _refuse_missing(counts: pd.DataFrame) -> None:
    if counts["count"].isna().any():
        raise MixedError("a count without a number cannot be added: missing is not zero")


def _of_one_series(measure: str) -> tuple[str, ...]:
    """The columns in which reports of one series agree; what is cumulative also in its start."""
    return (*OF_A_SERIES, *(SAME_DAYS["cumulative"] if measure == "cumulative" else ()))


def _refuse_unlike(one: Row, other: Row, columns: tuple[str, ...]) -> None:
    for column in columns:
        if one[column] != other[column]:
            raise MixedError(f"counts that differ in {column} cannot be subtracted")


def _added(parts: pd.DataFrame, unit: str) -> Number:
    first = parts.iloc[0]
    _refuse_missing(parts)
    if unit and unit != first["unit"]:
        raise MixedError(f"{first['unit']} cannot be called {unit}")
    days = parts["reference_period_end"]
    return Number(
        int(parts["count"].sum()),
        qualifiers.weakest(parts["qualifier"]),
        str(first["source_id"]),
        str(first["population_type"]),
        str(first["measure"]),
        str(first["unit"]),
        tuple(sorted(parts["location_iso3"].dropna().astype(str).unique())),
        days.min().date(),
        days.max().date(),
        parts["published_at"].max(),
        parts,
    )
