"""Problems as an analyst works through them."""

from analysis import problems
from analysis.wording import Wording
from ledger.checks import Problem

# Made up.
COUNTRY = ("error", "country", "counts", "G2", 2, "location_iso3", "Polland")


def day(row: int, value: str) -> Problem:
    return Problem("error", "day", "", f"F{row}", row, "reference_period_end", value)


def test_problems_are_grouped_by_rule_and_column_errors_first_the_largest_first():
    warning = Problem("warning", "origin_is_location", "", "G9", 9, "location_iso3", "UKR")
    found = [warning, *[day(n, f"0{n}/04/2022") for n in (3, 4)], Problem(*COUNTRY)]
    groups = problems.grouped(("a.csv", problem) for problem in found)

    assert [(g.rule, g.severity, g.size) for g in groups] == [
        ("day", "error", 2),
        ("country", "error", 1),
        ("origin_is_location", "warning", 1),
    ]


def test_personal_data_stands_before_everything():
    found = [*[day(n, "x") for n in range(5)], Problem("error", "personal_name", row=2)]

    assert problems.grouped(("a.csv", p) for p in found)[0].is_personal


def test_problems_that_are_not_listed_are_counted():
    more = Problem("error", "more_of_the_same", column="reference_period_end")
    more.params.update(rule="day", n=500)
    (group,) = problems.grouped([("a.csv", day(2, "x")), ("a.csv", more)])

    assert group.size == 501


def test_a_suggestion_is_offered_once_for_each_text():
    meant = [Problem(*COUNTRY[:3], f"G{n}", n, *COUNTRY[5:], {}, "POL") for n in (2, 3)]
    (group,) = problems.grouped(("a.csv", problem) for problem in meant)

    assert group.suggestions == {"Polland": "POL"}
    assert group.values == ["Polland"]


def test_only_warnings_without_words_wait_for_a_reason():
    found = [Problem("warning", "encoding"), Problem("warning", "repeated_row", column="count")]
    groups = problems.grouped(("a.csv", problem) for problem in found)
    reasons = {"encoding": "The ministry writes like this", "repeated_row count": "  "}

    assert [g.rule for g in problems.without_reason(groups, reasons)] == ["repeated_row"]


def test_a_table_of_problems_names_cell_value_and_what_was_expected_in_the_readers_language():
    (group,) = problems.grouped([("a.xlsx", Problem(*COUNTRY, {}, "POL"))])
    english = problems.table(group, Wording("en"), 10)
    french = problems.table(group, Wording("fr"), 10)

    assert english.iloc[0].tolist()[:4] == ["a.xlsx", "counts", "G2", "Polland"]
    assert english.iloc[0].tolist()[-1] == "POL"
    assert english.iloc[0, 4] != french.iloc[0, 4]


def test_days_are_read_in_the_order_that_the_analyst_names():
    written = ["03/04/2022", "25/12/2022", "soon"]

    assert problems.days_read(written, day_first=True) == {
        "03/04/2022": "2022-04-03",
        "25/12/2022": "2022-12-25",
    }
    assert problems.days_read(written, day_first=False) == {"03/04/2022": "2022-03-04"}
