"""A ledger with the seed and a million made-up counts, and the chart that is drawn from it."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

import loaders
from analysis import charts, counts, fleeing, leading, lines
from analysis.wording import Wording
from ledger import crisis
from ledger.declaration import LABELS
from ledger.ledger import Ledger
from ledger.tables import TABLES

ROOT = Path(__file__).parent.parent.parent
ROWS = 1_000_000
A_DAY = 400
BEFORE_THE_CRISIS = "2015-01-01"


def made_up_counts(rows: int = ROWS, first: str = BEFORE_THE_CRISIS) -> pa.Table:
    """Made-up stocks of refugees: 20 origins by 20 countries, for each day from the first on."""
    codes = pd.read_csv(ROOT / "data" / "reference" / "countries.csv")["iso3"].tolist()
    number = np.arange(rows)
    day = np.datetime64(first) + (number // A_DAY).astype("timedelta64[D]")
    labels = {
        "source_id": np.full(rows, "made_up"),
        "population_type": np.full(rows, "refugees"),
        "measure": np.full(rows, "stock"),
        "unit": np.full(rows, "people"),
        "origin_iso3": np.array(codes)[number % 20],
        "location_iso3": np.array(codes)[20 + number // 20 % 20],
        "qualifier": np.full(rows, "exact"),
        "source_url": np.full(rows, "https://example.org/made-up"),
    }
    values = {
        "reference_period_start": day,
        "reference_period_end": day,
        "count": number % 99_991,
        "published_at": day.astype("datetime64[s]"),
    }
    columns = []
    for name, kind in zip(
        TABLES["counts"].schema.names, TABLES["counts"].schema.types, strict=True
    ):
        if name in labels:
            columns.append(pa.array(labels[name]).dictionary_encode().cast(LABELS))
        elif name in values:
            columns.append(pa.array(values[name]).cast(kind))
        else:
            columns.append(pa.nulls(rows, kind))
    return pa.table(columns, schema=TABLES["counts"].schema)


def fill(folder: Path, first: str = BEFORE_THE_CRISIS) -> None:
    """A ledger in the folder, with the seed and a million made-up counts on top."""
    ledger = Ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
    loaders.seed(ledger)
    made_up = made_up_counts(first=first)
    ledger.publish(ledger.draft({"counts": made_up}), "benchmark", "Made-up counts")


def write_chart(folder: Path) -> Path:
    """The chart of the Situation page as JSON, for a peer that shows it on constants."""
    tables = Ledger(f"sqlite:///{folder / 'ledger.sqlite'}").tables()
    words, about = Wording("en"), crisis.read()
    newest = counts.newest(tables["counts"])
    people = fleeing.everybody(newest, about.start, newest["reference_period_end"].max().date())
    order = leading.leads(tables["sources"], about)
    series = fleeing.cumulative(fleeing.by_country(people, order))
    places = fleeing.newest_by_country(series)["location_iso3"].tolist()[: lines.MOST_LINES]
    drawn = lines.of_places(series, places, tables["breaks"], words)
    marks = lines.marks(series, tables["breaks"], words)
    chart = charts.Chart(words.say("axis.crossings"), marks=marks)
    path = folder / "chart.json"
    path.write_text(charts.lines(drawn, chart, words).to_json(), encoding="utf-8")
    return path
