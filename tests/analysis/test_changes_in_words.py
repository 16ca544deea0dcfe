"""What a version changed, in words: the largest first, with qualifiers, and nothing withheld."""

from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest
import time_machine

from analysis import changes_in_words, disclosure
from analysis.published import Published
from analysis.wording import Wording
from ledger.ledger import Ledger
from ledger.tables import TABLES
from tests.ledger.made_up import counts, points

# All counts are made up.
EN, FR = Wording("en"), Wording("fr")
DAY = datetime(2022, 3, 20, 12, tzinfo=UTC)
LATER = {"published_at": datetime(2022, 3, 3, tzinfo=UTC)}
OF_INDIANS = {"population_type": "third_country_nationals", "nationality_iso3": "IND"}
SLOVAK = {"location_iso3": "SVK", "count": 70}
SECRET = {"point_id": "p2", "public": "no", "name": "A shelter", "country_iso3": "ROU"}


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Published:
    """Four versions of one day; the last takes two back."""
    ledger = Ledger(f"sqlite:///{tmp_path_factory.mktemp('words') / 'ledger.sqlite'}")
    first = counts(
        {"location_iso3": None, "count": 600_000, "qualifier": "at_least", "unit": "crossings"},
        {"location_iso3": "POL", "count": 1000},
        {"location_iso3": "HUN", "count": 0},
        {**OF_INDIANS, "location_iso3": "POL", "count": 3},
        SLOVAK,
    )
    second = counts(
        {"location_iso3": None, "count": 650_000, "unit": "crossings", **LATER},
        {"location_iso3": "POL", "count": 900, **LATER},
        {"location_iso3": "HUN", "count": 5, **LATER},
        {**OF_INDIANS, "location_iso3": "POL", "count": 4, **LATER},
        {"location_iso3": "ROU", "count": 44},
        *({"place_as_reported": f"place {n}", "count": 1000 + n} for n in range(30)),
    )
    places = points({"point_id": "p1"}, SECRET)
    with time_machine.travel(DAY, tick=True):
        publish(ledger, {"counts": first}, {})
        publish(ledger, {"counts": second}, {"counts": counts(SLOVAK)})
        publish(ledger, {"assistance_points": places}, {})
        ledger.revert(1, "Ada", "")
    return Published(ledger)


def publish(ledger, tables, withdrawn):
    ledger.publish(ledger.draft(tables, withdrawn), "Ada", " The morning's  report. ")


def told(published, number, words=EN, names=tuple(TABLES)):
    version = published.versions()[number]
    return changes_in_words.sentences(published, version, words, names)


def title(published, number, words=EN, names=tuple(TABLES)):
    seen = changes_in_words.seen(published, published.versions()[number], words)
    return changes_in_words.title(seen, words, names)


def test_titles_count_what_was_changed_before_what_was_added(published):
    # A fourth was revised, whose number is withheld before and after.
    assert (
        title(published, 2) == "Version 2: 3 counts revised, 1 count withdrawn and 31 counts added"
    )
    assert title(published, 2, FR) == (
        "Version 2\u202f: 3 nombres révisés, 1 nombre retiré et 31 nombres ajoutés"
    )
    assert title(published, 4).startswith("Version 4, as version 1 again: ")


def test_the_largest_revisions_are_told_old_and_new_with_their_qualifiers(published):
    revised = [text for text in told(published, 2) if text.startswith("Revised")]

    assert revised == [
        "Revised: people fleeing, all countries together, border crossings from 24 February 2022 to"
        " 1 March 2022 (made_up): at least 600,000, now 650,000 (about +50,000, about +8.3%).",
        "Revised: people fleeing, Poland, people from 24 February 2022 to 1 March 2022 (made_up):"
        " 1,000, now 900 (−100, −10%).",
        "Revised: people fleeing, Hungary, people from 24 February 2022 to 1 March 2022 (made_up):"
        " 0, now 5 (+5).",
    ]
    assert "au moins 600\u202f000, maintenant 650\u202f000" in " ".join(told(published, 2, FR))


def test_the_newest_count_of_each_series_is_told_totals_first_and_the_rest_is_counted(published):
    first, second = told(published, 1), told(published, 2)

    period = "from 24 February 2022 to 1 March 2022 (made_up)."
    assert [text for text in first if text.startswith("New: ")] == [
        f"New: people fleeing, all countries together: at least 600,000 border crossings {period}",
        f"New: people fleeing, Poland: 1,000 people {period}",
        f"New: people fleeing, Slovakia: 70 people {period}",
        f"New: people fleeing, Hungary: 0 people {period}",
    ]
    assert "1 more change is listed on the page Versions." in first
    assert "New: people fleeing, Romania: 44 people" in " ".join(second)
    assert "New: people fleeing, place 29, Poland: 1,029 people" in " ".join(second)
    assert "No longer here: people fleeing, Slovakia: 70 people" in " ".join(second)
    assert len(second) <= changes_in_words.MOST_SENTENCES + 1


def test_a_press_release_is_told_whole_joint_counts_and_nationalities_by_their_names(tmp_path):
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    nationals = {"population_type": "third_country_nationals"}
    joint = {**nationals, "location_iso3": "MDA+SVK", "place_as_reported": "Moldova and Slovakia"}
    stock = {"measure": "stock", "reference_period_start": date(2022, 3, 1)}
    release = counts(
        {"location_iso3": None, "count": 600, "qualifier": "at_least"},
        {"location_iso3": None, "count": 500, "reference_period_end": date(2022, 2, 28)},
        {**nationals, **stock, "location_iso3": "UKR", "count": 470, "qualifier": "more_than"},
        {**joint, "count": 60, "qualifier": "at_least"},
        {**OF_INDIANS, "location_iso3": "UKR", "count": 50},
    )
    publish(ledger, {"counts": release}, {})

    new = [text for text in told(Published(ledger), 1) if text.startswith("New: ")]
    period = "from 24 February 2022 to 1 March 2022 (made_up)."
    assert new == [
        f"New: people fleeing, all countries together: at least 600 people {period}",
        "New: third-country nationals, Ukraine: more than 470 people on 1 March 2022 (made_up).",
        f"New: third-country nationals, Moldova and Slovakia: at least 60 people {period}",
        f"New: third-country nationals, nationality India, Ukraine: 50 people {period}",
    ]
    french = " ".join(told(Published(ledger), 1, FR))
    assert "Moldavie et Slovaquie\u202f: au moins 60 personnes" in french
    assert "nationalité Inde" in french


def test_what_moved_fell_and_was_taken_back_is_said_with_days_and_reason(tmp_path):
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    poland, moldova = {"location_iso3": "POL"}, {"location_iso3": "MDA", "qualifier": "at_least"}
    first = counts({**poland, "count": 1000}, {**moldova, "count": 300}, SLOVAK)
    publish(ledger, {"counts": first}, {})
    later = {"reference_period_end": date(2022, 3, 2), **LATER}
    taken_back = {"location_iso3": "SVK", "count": None, "status": "withdrawn", **LATER}
    second = counts(
        {**poland, **later, "count": 1600},
        {**moldova, **later, "count": 90, "note": "A border post was closed"},
        taken_back,
    )
    publish(ledger, {"counts": second}, {})
    said = told(Published(ledger), 2)

    assert "1,600 people from 24 February 2022 to 2 March 2022 (made_up), +600 since 1 March." in (
        " ".join(said)
    )
    assert "at least 90 people from 24 February 2022 to 2 March 2022 (made_up), about −210" in (
        " ".join(said)
    )
    assert said[-1] == (
        "A cumulative count fell. Moldova: from at least 300 on 1 March 2022 to at least 90 on"
        " 2 March 2022. Note on the later count: “A border post was closed”."
    )
    assert [text for text in said if text.startswith("Withdrawn by its publisher: ")] == [
        "Withdrawn by its publisher: people fleeing, Slovakia: 70 people from 24 February 2022 to"
        " 1 March 2022 (made_up)."
    ]
    later = counts({**poland, "count": 1700, "reference_period_end": date(2022, 3, 3)})
    publish(ledger, {"counts": later}, {})
    assert "fell" not in " ".join(told(Published(ledger), 3))


def test_of_points_their_kinds_and_what_is_new_in_their_status_are_told(tmp_path):
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    point = {"kind": "border_crossing_point", "status": "open"}
    publish(ledger, {"assistance_points": points(point, {"point_id": "p2"})}, {})
    closed = point | {"status": "closed", "locality": "Elsewhere"}
    publish(ledger, {"assistance_points": points(closed)}, {})
    both = Published(ledger)

    assert told(both, 1)[2:] == [
        "Added: border crossing point (1) and hotline (1).",
        "Where: Poland (2).",
    ]
    assert told(both, 2)[2:] == [
        "New status: closed (1).",
        "Revised in them: Locality (1) and Status (1).",
    ]


def test_the_note_is_quoted_and_what_is_taken_back_is_said(published):
    assert told(published, 1)[0] == "Published with the note: “The morning's report.”"
    assert told(published, 4)[0].startswith("What version 1 said is said again")


def test_small_counts_and_hidden_points_are_never_told(published):
    for number in (1, 2, 4):
        assert "IND" not in " ".join(told(published, number))
        assert "nationals" not in " ".join(told(published, number))
    points_told = " ".join(told(published, 3))
    assert title(published, 3) == "Version 3: 1 assistance point added"
    assert "1 assistance point added" in points_told
    assert "Where: Poland (1)." in points_told
    assert "Romania" not in points_told
    changed = published.ledger.changes(2, 3)["assistance_points"]
    shown = disclosure.told(changed, "assistance_points", [])
    assert shown.added["point_id"].tolist() == ["p1"]


def test_of_some_tables_only_these_are_told(published):
    assert len(told(published, 3, names=("counts",))) <= 2
    assert title(published, 3, names=("counts",)) == "Version 3: no value changed"


def test_addresses_in_a_note_stay_here(tmp_path):
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    draft = ledger.draft({"counts": counts({})})
    ledger.publish(draft, "Ada", "As ada.lovelace@example.org said")

    assert told(Published(ledger), 1)[0] == "Published with the note: “As … said”"


def test_what_a_version_says_stays_when_others_follow(published, tmp_path):
    alone = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    with time_machine.travel(DAY, tick=True):
        publish(alone, {"counts": counts({"count": 70, "location_iso3": "SVK"})}, {})
        before = told(Published(alone), 1)
    publish(alone, {"counts": counts({"count": 99, "location_iso3": "SVK"})}, {})

    assert told(Published(alone), 1) == before


def late(tmp_path, day):
    """What is said of lateness on a day, of counts as of 1 March that come daily."""
    ledger = Ledger(f"sqlite:///{tmp_path / f'{day:%j}.sqlite'}")
    card = {"source_id": "made_up", "publisher": "A **bold** publisher", "title": "t"}
    card |= {"licence": "l", "citation": "c", "cadence_days": 1}
    card |= {"received_file": "f" * 64, "received_sheet": "sources", "received_row": 2}
    cards = pa.Table.from_pylist([card], schema=TABLES["sources"].schema)
    both = {"counts": counts({"count": 70}), "sources": cards}
    with time_machine.travel(datetime.combine(day, DAY.timetz()), tick=True):
        publish(ledger, both, {})
    return [text for text in told(Published(ledger), 1) if "due: " in text.lower()]


def test_what_is_late_is_judged_on_the_day_of_the_version(tmp_path):
    first = date(2022, 3, 1)

    assert late(tmp_path, first) == []
    assert late(tmp_path, first + timedelta(days=2)) == [
        "Due: people fleeing, since the start, Poland. Last count as of 1 March 2022"
        " (A **bold** publisher)."
    ]
    assert late(tmp_path, first + timedelta(days=20))[0].startswith("Long overdue: ")
    assert late(tmp_path, first + timedelta(days=400)) == []
