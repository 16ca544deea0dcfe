"""From a number on a page to its publisher, file, cell and version; and the page of methods."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

import loaders
from analysis import counts, fleeing, identity, listing
from analysis.headlines import as_rows
from analysis.leading import Leads
from ledger import crisis
from ledger.ledger import Ledger
from ledger.tables import COUNTS, TABLES
from tests.pages.test_every_page import text_of

RECEIVED = Path(__file__).parent.parent.parent / "data" / "received"
CARDS = "2022-02-24_source_cards_sources.csv"
RELEASE = "2022-03-01_iom_press_release_counts.csv"
both_pages = pytest.mark.parametrize("page", ["provenance", "methodology"])
both_languages = pytest.mark.parametrize("language", ["en", "fr"])


@pytest.fixture
def ledger(tmp_path) -> Ledger:
    """The ledger that `opened_on` opens pages on."""
    return Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")


def publish(ledger: Ledger, name: str, content: bytes, without: bytes = b"") -> None:
    """Publish a file as a page does: the file is kept, then its rows are published."""
    ledger.keep(name, content, "test")
    loaded = loaders.load(name, content)
    gone = loaders.load(name, without).tables if without else {}
    ledger.publish(ledger.draft({} if without else loaded.tables, gone), "test", f"note on {name}")


def seed(ledger: Ledger, *names: str) -> None:
    for name in names:
        publish(ledger, name, (RECEIVED / name).read_bytes())


def release(lines: int) -> bytes:
    """The first lines of the press release, header included."""
    text = (RECEIVED / RELEASE).read_bytes()
    return b"".join(text.splitlines(keepends=True)[:lines])


def names_of(ledger: Ledger, table: str = "counts", **equal: object) -> list[str]:
    """What links call the rows of a table that have these values."""
    rows = ledger.tables()[table]
    for name, value in equal.items():
        rows = rows[rows[name] == value]
    return identity.codes(TABLES[table], rows)


def linked(app) -> list[str]:
    """Every count that the tables of a page link to."""
    cells = [cell for table in app.table for cell in table.value.to_numpy().ravel()]
    cells += [cell for table in app.dataframe for cell in table.value.to_numpy().ravel()]
    found = (re.search(r"/provenance\?.*count=([\w.]+)", str(cell)) for cell in cells)
    return [match[1] for match in found if match]


@both_languages
def test_a_count_is_followed_to_its_publisher_file_cell_and_version(opened_on, ledger, language):
    seed(ledger, CARDS, RELEASE)
    (lead,) = names_of(ledger, count=600_000)
    app = opened_on("provenance", count=lead, lang=language)
    text = text_of(app)

    assert not app.exception
    assert "600" in text
    assert "(https://unofficeny.iom.int/news" in text
    assert "2022\\-03\\-01\\_iom" in text or "2022-03-01\\_iom" in text
    assert "**J2**" in text
    assert f"ersion 2, {'recorded' if language == 'en' else 'enregistrée le'}" in text
    assert RELEASE.replace("_", "\\_") in text
    assert app.get("download_button")[0].label.endswith(RELEASE)


@pytest.mark.parametrize(
    "page", ["people_fleeing", "third_country_nationals", "figures_and_sources", "assistance"]
)
def test_every_row_of_a_table_links_to_a_row_of_the_ledger(opened, seeded, page):
    app = opened(page, lang="en", table="counts")
    held = Ledger(f"sqlite:///{seeded / 'ledger.sqlite'}").tables()
    known = {code for name in TABLES for code in identity.codes(TABLES[name], held[name])}

    assert page == "assistance" or linked(app)
    assert set(linked(app)) <= known


def test_the_sum_of_countries_lists_its_parts_and_they_add_up_to_it(opened, seeded):
    people = opened("people_fleeing", lang="en")
    shown = next(m.value for m in people.metric if m.label == "Sum of countries")
    held = Ledger(f"sqlite:///{seeded / 'ledger.sqlite'}").tables()["counts"]
    totals = counts.only(held, location_iso3=None, source_id="unhcr_odp_ukraine")
    totals = totals[totals["measure"] == "cumulative"].sort_values("published_at")
    (total,) = identity.codes(COUNTS, totals.tail(1))
    app = opened("provenance", count=total, made="sum_of_countries", lang="en")

    assert app.metric[0].value == shown
    parts = app.dataframe[0].value
    assert sum(int(said.replace(",", "")) for said in parts["Count"]) == int(shown.replace(",", ""))
    assert len(linked(app)) >= len(parts)


def test_what_was_added_up_here_lists_its_days(opened, seeded):
    newest = counts.newest(Ledger(f"sqlite:///{seeded / 'ledger.sqlite'}").tables()["counts"])
    first, last = newest["reference_period_end"].agg(["min", "max"])
    people = fleeing.everybody(newest, first, last)
    series = fleeing.cumulative(fleeing.by_country(people, Leads(order=crisis.read().source_order)))
    row = as_rows(series[series["how"] == fleeing.ADDED_UP].tail(1))[0]
    asked = dict(parse_qsl(listing.origin(row)))
    app = opened("provenance", **asked, lang="en")

    assert asked["made"] == "added_up"
    assert app.metric[0].value == f"{row['count']:,}"
    assert len(app.dataframe[0].value) > 1


@both_languages
def test_the_change_of_a_headline_and_a_rate_lead_to_what_they_are_made_of(opened, language):
    people = opened("people_fleeing", lang=language, rate="per_1000", country="MDA")
    (lead,) = {
        dict(parse_qsl(link.proto.query_string))["count"]
        for link in people.get("page_link")
        if "made=change" in link.proto.query_string
    }
    change = opened("provenance", count=lead, made="change", lang=language)

    assert change.metric[0].value in next(m.delta for m in people.metric if m.delta)
    assert len(change.dataframe[0].value) == 2
    rate = opened("provenance", count=lead, made="per_1000", lang=language)
    assert not rate.exception  # all countries together have no inhabitants


@pytest.mark.parametrize(
    "table", ["assisted_movements", "assistance_points", "updates", "sources", "breaks"]
)
@both_languages
def test_a_row_of_any_table_has_its_place(opened, seeded, table, language):
    ledger = Ledger(f"sqlite:///{seeded / 'ledger.sqlite'}")
    app = opened("provenance", count=names_of(ledger, table)[0], table=table, lang=language)

    assert not app.exception
    assert app.get("download_button")


# Made up, in the form of the Refugee Data Finder.
POPULATION = (
    "Year,Country of Origin,Country of Origin ISO,Country of Asylum,Country of Asylum ISO,"
    "Refugees under UNHCR's mandate,Asylum-seekers\n2020,Aland,UKR,Poland,POL,1200,3400\n"
)
RECORDS = [
    {"year": 2020, "coo_iso": "UKR", "coa_iso": country, "refugees": n, "asylum_seekers": 0}
    for country, n in (("POL", 1200), ("ROU", 3400))
]


@both_languages
def test_the_cell_in_a_publishers_own_format_is_told_and_the_record_in_json(
    opened_on, ledger, language
):
    seed(ledger, CARDS)
    publish(ledger, "population.csv", POPULATION.encode())
    (name,) = names_of(ledger, count=3400)
    assert "**G2**" in text_of(opened_on("provenance", count=name, lang=language))

    publish(ledger, "population.json", json.dumps({"items": RECORDS}).encode())
    (name,) = names_of(ledger, count=3400, location_iso3="ROU")
    text = text_of(opened_on("provenance", count=name, lang=language))
    assert ("Record: 2" if language == "en" else "Enregistrement") in text
    assert "**2**" not in text


def test_a_table_and_a_way_that_are_not_known_are_named(opened):
    app = opened("provenance", count="a.b", table="people", made="of_air", lang="en")

    told = " ".join(warning.value for warning in app.warning)
    assert "“people”" in told
    assert "of\\_air" in told


def test_a_row_that_was_taken_out_says_so_and_leads_to_the_last_version_that_has_it(
    opened_on, ledger
):
    seed(ledger, CARDS, RELEASE)
    (lead,) = names_of(ledger, count=600_000)
    publish(ledger, RELEASE, release(2), without=release(2))
    app = opened_on("provenance", count=lead, lang="en")

    assert not app.exception
    assert "taken out in version 3" in text_of(app)
    assert "as_known=2" in text_of(app)
    assert "600,000+" in text_of(opened_on("provenance", count=lead, as_known="2", lang="en"))


def test_a_frozen_link_does_not_know_a_row_that_came_later(opened_on, ledger):
    seed(ledger, CARDS, RELEASE)
    (lead,) = names_of(ledger, count=600_000)
    app = opened_on("provenance", count=lead, as_known="1", lang="en")

    assert "came with version 2" in text_of(app)
    assert "600,000" not in text_of(app)


@pytest.mark.parametrize("code", ["iom_press_ukraine.aaaaaaaaaaaaa", "nobody.x", "?", "a.b.c", "é"])
def test_a_number_that_is_not_known_is_told_to_the_reader(opened, code):
    app = opened("provenance", count=code, lang="en")

    assert not app.exception
    assert any("not known here" in warning.value for warning in app.warning)


@both_languages
def test_a_suppressed_count_keeps_its_number_and_its_file_to_itself(opened_on, ledger, language):
    seed(ledger, CARDS)
    few = (
        "source_id,population_type,measure,unit,reference_period_start,reference_period_end,"
        "origin_iso3,location_iso3,nationality_iso3,count,qualifier,published_at,source_url,note\n"
        "iom_press_ukraine,third_country_nationals,stock,people,2022-03-01,2022-03-01,UKR,POL,TUN,"
        "3,exact,2022-03-02,https://example.org/few,three people\n"
    )
    publish(ledger, "few.csv", few.encode())
    (hidden,) = names_of(ledger, count=3)
    app = opened_on("provenance", count=hidden, lang=language)
    text = text_of(app)

    assert not app.exception
    assert "<5" in text.replace("\\", "")
    assert "three" not in text
    assert not re.search(r"(?<![\d.])3(?![\d.])", " ".join(str(m.value) for m in app.metric))
    assert not app.get("download_button")


def test_a_file_that_was_shut_away_is_not_given_and_its_name_not_shown(opened_on, ledger):
    from ledger import quarantine

    seed(ledger, CARDS, RELEASE)
    (lead,) = names_of(ledger, count=600_000)
    digest = ledger.tables()["counts"]["received_file"].iloc[0]
    quarantine.shut_away(ledger, digest, "test")
    app = opened_on("provenance", count=lead, lang="en")

    assert not app.exception
    assert not app.get("download_button")
    assert RELEASE.replace("_", "\\_") not in app.markdown[-2].value
    assert "not given to readers" in text_of(app)


@both_pages
@both_languages
def test_the_page_opens_on_an_empty_ledger(opened_on, page, language):
    app = opened_on(page, lang=language)

    assert not app.exception
    assert app.title


@both_languages
def test_the_methodology_opens_from_the_page_of_sources_and_has_their_cards(opened, language):
    app = opened("methodology", lang=language)

    assert not app.exception
    assert len(app.expander) > len(TABLES)
