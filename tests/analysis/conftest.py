"""Made-up tables for tests, in the columns and types that pages get from the ledger."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from analysis.published import Published
from analysis.wording import Wording
from ledger.crisis import Crisis
from ledger.ledger import Ledger
from ledger.tables import TABLES
from tests.ledger.made_up import publish_two_versions

PANDAS_TYPES = {"whole": "Int64", "decimal": "float64", "day": "datetime64[s]"}
A_COUNT = {
    "source_id": "made_up_a",
    "population_type": "people_fleeing",
    "measure": "cumulative",
    "unit": "crossings",
    "reference_period_start": "2030-01-01",
    "qualifier": "exact",
    "origin_iso3": "AAA",
    "source_url": "https://example.org",
}


def table(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows of a table in the ledger's types; columns that a row does not name are blank."""
    frame = pd.DataFrame(rows, columns=TABLES[name].names)
    for column in TABLES[name].columns:
        values = frame[column.name]
        if column.kind == "moment":
            moments = pd.to_datetime(values, utc=True, format="ISO8601")
            frame[column.name] = moments.astype("datetime64[s, UTC]")
        elif column.kind == "day":
            frame[column.name] = pd.to_datetime(values).astype("datetime64[s]")
        else:
            frame[column.name] = values.astype(PANDAS_TYPES.get(column.kind, "category"))
    return frame


@pytest.fixture
def made_up_counts() -> Callable[..., pd.DataFrame]:
    """Counts from rows that say only what matters: location, end, count ..."""
    shorts = {"at": "location_iso3", "end": "reference_period_end", "published": "published_at"}

    def build(*rows: dict[str, Any]) -> pd.DataFrame:
        named = [{shorts.get(key, key): value for key, value in row.items()} for row in rows]
        return table("counts", [A_COUNT | row for row in named])

    return build


@pytest.fixture
def a_crisis() -> Crisis:
    """A crisis that does not exist."""
    return Crisis(
        site_name={"en": "Made-up monitor", "fr": "Moniteur inventé"},
        name={"en": "Made-up crisis", "fr": "Crise inventée"},
        from_origin={"en": "Aland", "fr": "Alande"},
        out_of_origin={"en": "from Aland", "fr": "depuis l’Alande"},
        in_origin={"en": "in Aland", "fr": "en Alande"},
        start=date(2030, 1, 1),
        origin_iso3="AAA",
        neighbours_iso3=("POL", "MDA"),
        languages=("en", "fr"),
        source_order={"people_fleeing": ["made_up_a", "made_up_b"]},
        map_view={"longitudes": [0, 40], "latitudes": [40, 60]},
        places={"AAA": [30, 49], "POL": [20, 52], "MDA": [28, 47]},
        contact="",
        logo="",
    )


@pytest.fixture(params=["en", "fr"])
def words(request: pytest.FixtureRequest) -> Wording:
    """Each language in turn."""
    return Wording(request.param)


@pytest.fixture(scope="session")
def two_versions(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Two versions; in the second much has changed."""
    url = f"sqlite:///{tmp_path_factory.mktemp('two versions') / 'ledger.sqlite'}"
    return Published(publish_two_versions(Ledger(url)))
