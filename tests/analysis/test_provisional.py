"""Provisional days: as the publisher says, or as its own vintages show, and never guessed."""

import pandas as pd
import pytest

from analysis import charts, counts, lines, methodology_lines, provisional
from ledger.tables import TABLES
from tests.analysis.conftest import table

NO_BREAKS = table("breaks", [])


def rewritten(made_up_counts, days: int, late: int = 2, times: int = 1) -> pd.DataFrame:
    """Each of some days of January 2030 published the day after, and again `late` days after."""
    made = []
    for day in range(1, days + 1):
        end = pd.Timestamp(f"2030-01-{day:02}")
        row = {"at": "POL", "end": f"{end:%Y-%m-%d}", "count": 100 * day}
        made.append(row | {"published": f"{end + pd.Timedelta(days=1):%Y-%m-%d}"})
        again = f"{end + pd.Timedelta(days=late):%Y-%m-%d}"
        made += [row | {"count": 100 * day + times, "published": again}] if late else []
    return made_up_counts(*made)


def marked(frame: pd.DataFrame) -> list[str]:
    newest = counts.newest(frame)
    rules = provisional.measured(frame, newest)
    return provisional.marked(newest, rules)[provisional.COLUMN].tolist()


def test_how_long_days_are_rewritten_is_measured_from_the_vintages(made_up_counts):
    frame = rewritten(made_up_counts, 12, late=3)

    (rule,) = provisional.measured(frame, counts.newest(frame)).to_dict("records")
    assert (rule["source_id"], rule["measure"], rule["days"]) == ("made_up_a", "cumulative", 3)
    # Day 12 was last published on the 15th; the days up to 3 days older may still change.
    assert marked(frame) == [""] * 11 + [provisional.BY_RULE]


@pytest.mark.parametrize("frame", ["few", "never", "same"])
def test_nothing_is_said_of_a_source_that_rewrote_little_or_nothing(made_up_counts, frame):
    made = {
        "few": lambda: rewritten(made_up_counts, provisional.FEWEST - 1),
        "never": lambda: rewritten(made_up_counts, 20, late=0),
        "same": lambda: rewritten(made_up_counts, 20, times=0),
    }[frame]()

    assert set(marked(made)) == {""}


def test_only_what_was_published_by_the_day_looked_at_is_measured(made_up_counts):
    frame = rewritten(made_up_counts, 20)
    early = counts.newest(frame, as_published=pd.Timestamp("2030-01-08").date())

    assert provisional.measured(frame, early).empty
    assert len(provisional.measured(frame, counts.newest(frame))) == 1


def test_a_count_is_provisional_where_its_publisher_says_so(made_up_counts):
    frame = made_up_counts(
        {"at": "POL", "end": "2030-01-01", "count": 1},
        {"at": "POL", "end": "2030-01-02", "count": 2, "status": "provisional"},
        {"at": "POL", "end": "2030-01-03", "count": 3, "status": "reported"},
    )

    assert marked(frame) == ["", provisional.BY_PUBLISHER, ""]


@pytest.fixture
def figure(made_up_counts, words):
    frame = made_up_counts(
        *({"at": "POL", "end": f"2030-01-0{day}", "count": day} for day in (1, 2)),
        *(
            {"at": "POL", "end": f"2030-01-0{day}", "count": day, "status": "provisional"}
            for day in (3, 4)
        ),
    )
    drawn = lines.of_places(frame.assign(how="published"), ["POL"], NO_BREAKS, words)
    return charts.lines(drawn, charts.Chart("Made up"), words)


def test_provisional_days_are_dashed_ringed_and_hatched_and_say_so(figure, words):
    settled, dashed, hatched = figure.data

    assert list(settled.y) == [1, 2, None, None]
    assert (settled.line.dash, dashed.line.dash) == ("solid", "dash")
    assert list(dashed.y) == [None, 2, 3, 4]
    assert list(dashed.marker.symbol) == ["circle", "circle", "circle-open", "circle-open"]
    assert hatched.fillpattern.shape == "/"
    assert (min(hatched.x[:4]), max(hatched.x[:4])) == (
        "2030-01-02T12:00:00",
        "2030-01-04T12:00:00",
    )
    assert words.name("status", "provisional") in {note.text for note in figure.layout.annotations}
    assert all(words.name("status", "provisional") in said for said in dashed.customdata[2:])


def test_the_rule_is_told_in_words_with_its_source_and_its_days(made_up_counts, words):
    frame = rewritten(made_up_counts, 12, late=3)
    newest = counts.newest(frame)
    rules = provisional.measured(frame, newest)

    (said,) = provisional.in_words(
        provisional.marked(newest, rules), rules, {"made_up_a": "M"}, words
    )
    assert words.day(pd.Timestamp("2030-01-12")) in said
    assert words.part(provisional.SHARE) in said and " 3 " in said
    assert provisional.in_words(provisional.marked(newest, rules[:0]), rules[:0], {}, words) == []


def test_the_page_of_methods_tells_what_was_measured(made_up_counts, words):
    tables = {name: table(name, []) for name in TABLES}
    told = "\n".join(methodology_lines.lines(tables, words))
    tables["counts"] = rewritten(made_up_counts, 12, late=3)
    measured = "\n".join(methodology_lines.lines(tables, words))

    assert words.say("methodology.none") in told
    assert str(provisional.FEWEST) in told
    assert words.name("measure", "cumulative") in measured
    assert words.say("methodology.none") not in measured
