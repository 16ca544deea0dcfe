"""Every real publication again, one after the other: which breaks are doubted, what else is.

`python -m tests.benchmarks.anomalies [FOLDER]` replays the counts of data/received, and those of
FOLDER (CSV files in our columns) or of ../shared/facts/unhcr_odp where that is there. A publication
is what one source published at one moment; each is judged beside everything published before it,
in order, as an upload is (ledger.plausibility.doubts). Rows without published_at come first.

Not quiet is a publication that holds a known anomaly:
- one of BREAKS, which data/received/*_method_breaks.csv documents, at the moment it first shows;
- a fall, found here without the rules: a cumulative count below the one then known for the day
  before it in its series, or above the one of the day after it. Among them are the
  documented ones: Hungary on 1 March, Moldova on 5 March, Russia on 9 March, Belarus in May 2022,
  Poland in 2023 and 2024.
Every other publication is quiet, and any warning in it a false alarm: the ends of series that
really ended, days reported in part at first, and the chaos of the first week as well. Goal: fewer
than one quiet publication in ten has a warning.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyarrow as pa

from ledger import crisis, plausibility
from ledger.checks import Problem
from ledger.frames import to_pandas
from ledger.tables import COUNTS, TABLES
from loaders import load
from loaders.seeding import RECEIVED

FACTS = Path(__file__).parents[3] / "shared" / "facts" / "unhcr_odp"
LIMIT = 0.1
SERIES = [name for name in COUNTS.subject if name != "reference_period_end"]
PORTAL = "unhcr_odp_ukraine"


@dataclass(frozen=True)
class Known:
    """An anomaly: the row of that place ("" for a total) in a publication of that moment."""

    name: str
    source: str
    moment: pd.Timestamp
    place: str = ""


# Moments at which the breaks first show; what they are stands in the table of breaks.
BREAKS = [
    Known(name, source, pd.Timestamp(moment, tz="UTC"), place)
    for name, source, moment, place in (
        ("8 March 2022, total with a rest", PORTAL, "2022-03-08T09:20:16", ""),
        ("14 March 2022, other count", PORTAL, "2022-03-15T02:09:11", "MDA"),
        ("14 March 2022, other count", PORTAL, "2022-03-15T02:09:11", "ROU"),
        ("14 March 2022, the rest is lost", PORTAL, "2022-03-15T07:07:26", ""),
        ("16 March 2022, IDPs, another source", "iom_dtm_ukraine_gps", "2022-03-16", "UKR"),
    )
]


@dataclass(frozen=True)
class Publication:
    """What one source published at one moment, and the warnings about it."""

    source: str
    moment: pd.Timestamp
    rows: pd.DataFrame
    warnings: list[Problem]

    @cached_property
    def told(self) -> list[tuple[Problem, str]]:
        """Each warning with the place of its row."""
        at = zip(self.rows["received_file"], self.rows["received_row"], strict=True)
        places = dict(zip(at, self.rows["location_iso3"].astype(object).fillna(""), strict=True))
        return [(w, places[w.params["received_file"], w.row]) for w in self.warnings]


def received(folder: Path) -> pd.DataFrame:
    """The counts of all files of a folder, in order of publication."""
    loaded = [load(path.name, path.read_bytes()) for path in sorted(folder.glob("*counts*.csv"))]
    tables = [file.tables["counts"].unify_dictionaries() for file in loaded]
    counts = to_pandas(pa.concat_tables(tables))
    moment = counts["published_at"].fillna(pd.Timestamp(0, tz="UTC"))
    return counts.assign(moment=moment).sort_values("moment", kind="stable")


def replay(counts: pd.DataFrame) -> Iterator[Publication]:
    """Each publication of counts (as `received` gives them), judged beside those before it."""
    nothing = {name: to_pandas(table.schema.empty_table()) for name, table in TABLES.items()}
    rows = counts.drop(columns="moment")
    published = counts.groupby(["moment", "source_id"], observed=True)
    for (moment, source), at in published.groups.items():
        before = rows[(counts["moment"] < moment) & (counts["source_id"] == source)]
        new = rows.loc[at]
        found = plausibility.doubts(nothing | {"counts": before}, {"counts": new}, crisis.read())
        yield Publication(str(source), moment, new, found)


def falls(publications: Iterable[Publication]) -> list[Known]:
    """The places whose cumulative count falls from one day to the next one, by publication."""
    known: dict[tuple, dict[pd.Timestamp, int]] = {}
    found = {}
    for publication in publications:
        rows = publication.rows[publication.rows["measure"] == "cumulative"].dropna(subset="count")
        series = rows[SERIES].astype(object).fillna("").itertuples(index=False, name=None)
        given = list(zip(series, rows["reference_period_end"], rows["count"], strict=True))
        for name, day, count in given:
            known.setdefault(name, {})[day] = count
        for name, day, _ in given:
            if _falls_beside(known[name], day):
                place = name[SERIES.index("location_iso3")]
                found[Known("fall", publication.source, publication.moment, place)] = None
    return list(found)


def _falls_beside(counts: dict[pd.Timestamp, int], day: pd.Timestamp) -> bool:
    """Whether the count of a day is below that of the day before it, or above the one after it."""
    before = max((other for other in counts if other < day), default=day)
    after = min((other for other in counts if other > day), default=day)
    return counts[before] > counts[day] or counts[day] > counts[after]


def by_anomaly(publications: list[Publication]) -> dict[Known, list[Problem]]:
    """Every known anomaly that the publications hold, with the warnings at its place."""
    at = {(p.source, p.moment): p for p in publications}
    known = [*(b for b in BREAKS if (b.source, b.moment) in at), *falls(publications)]
    return {
        one: [w for w, place in at[one.source, one.moment].told if place == one.place]
        for one in known
    }


def quiet(publications: list[Publication], known: Iterable[Known]) -> list[Publication]:
    """The publications without a known anomaly."""
    loud = {(one.source, one.moment) for one in known}
    return [p for p in publications if (p.source, p.moment) not in loud]


def _print(title: str, publications: list[Publication]) -> None:
    known = by_anomaly(publications)
    calm = quiet(publications, known)
    alarms = [p for p in calm if p.warnings]
    lines = [f"{title}: {len(publications)} publications, {len(calm)} of them quiet"]
    for one, warnings in known.items():
        caught = ", ".join(sorted({f"{w.rule} (row {w.row}: {w.value})" for w in warnings}))
        name = f"{one.moment:%Y-%m-%d %H:%M} {one.name} {one.place}".strip()
        lines.append(f"  {name}: {caught or 'NOT CAUGHT'}")
    lines.append(f"  caught {sum(map(bool, known.values()))} of {len(known)}")
    for p in alarms:
        rules = ", ".join(
            sorted({f"{w.rule} {w.params.get('place', place)}".strip() for w, place in p.told})
        )
        lines.append(f"  false alarm {p.moment:%Y-%m-%d %H:%M} {p.source}: {rules}")
    rate = len(alarms) / len(calm)
    lines.append(f"  false alarms in {len(alarms)} of {len(calm)}: {rate:.3f} (limit {LIMIT})")
    sys.stdout.write("\n".join(lines) + "\n")


def main(folder: Path = FACTS) -> None:
    """Replay and print."""
    _print("data/received", list(replay(received(RECEIVED))))
    if folder.is_dir():
        _print(folder.name, list(replay(received(folder))))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
