"""The page of methods says every rule that the code follows, with the numbers of the code."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analysis import freshness, methodology
from analysis.wording import plain
from ledger import check_rows, quarantine, vocabulary
from ledger import words as catalogues
from ledger.plausibility import parts, rows, series
from ledger.tables import TABLES
from tests.analysis.conftest import table

PLAUSIBILITY = Path(rows.__file__).parent
MAKERS = ("Doubt", "_doubt", "_doubt_with_before", "_of_unit")


@pytest.fixture
def text(a_crisis, words) -> str:
    """Everything the page says of rules, on an empty ledger."""
    return text_of({name: table(name, []) for name in TABLES}, a_crisis, words)


def text_of(tables, a_crisis, words) -> str:
    sections = methodology.sections(tables, a_crisis, words)
    return "\n".join(f"{section.title}\n{section.text}" for section in sections)


def rules_of_plausibility() -> set[str]:
    """The name of every rule that makes a doubt, as the code writes it."""
    found = set()
    for path in PLAUSIBILITY.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MAKERS and node.args:
                first = node.args[0]
                found |= {first.value} if isinstance(first, ast.Constant) else set()
            if isinstance(node, ast.Dict) and path.name == "lost.py":
                found |= {k.value for k in node.keys if str(k.value).endswith("_missing")}
    return found


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_rule_of_plausibility_has_its_sentence_and_no_other_has(language):
    assert len(rules_of_plausibility()) > 10
    assert set(methodology.doubts_said(language)) == rules_of_plausibility()


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("measure", vocabulary.MEASURES),
        ("unit", vocabulary.UNITS),
        ("population_type", vocabulary.POPULATION_TYPES),
        ("method", vocabulary.METHODS),
        ("status", vocabulary.COUNT_STATUSES),
        ("qualifier", vocabulary.QUALIFIERS),
    ],
)
def test_every_value_in_use_is_named(text, words, column, values):
    assert all(words.name(column, value) in text for value in values)


def test_qualifiers_stand_from_the_most_to_the_least_certain(text, words):
    names = [words.name("qualifier", qualifier) for qualifier in vocabulary.QUALIFIERS]
    listed = [text.index(f"{place}. {name}") for place, name in enumerate(names, start=1)]

    assert listed == sorted(listed)


def test_every_rule_about_a_row_has_its_sentence(text, words):
    for name in check_rows.ROW_RULES:
        assert methodology.check_names(name)
        for rule in methodology.check_names(name):
            assert words.say(f"methodology.check.{rule}") in text


def test_numbers_are_those_that_the_code_compares_with(text, words, monkeypatch, a_crisis):
    for overdue in (*freshness.GRACE_DAYS_WHEN_SLOWER, quarantine.KEPT_FOR.days):
        assert str(overdue) in text
    monkeypatch.setattr(freshness, "GRACE_DAYS", ((1, 71, 72),))
    monkeypatch.setattr(series, "TIMES_THE_LARGEST", 73)
    monkeypatch.setattr(series, "POINTS_BEFORE", 74)
    monkeypatch.setattr(rows, "FEWEST", 75)
    monkeypatch.setattr(parts, "ROUNDING", 0.76)
    chosen = replace(a_crisis, disclosure={"threshold": 78})
    changed = text_of({name: table(name, []) for name in TABLES}, chosen, words)

    assert all(number in changed for number in ("77", "71", "72", "73", "74", "75", "76"))


def test_the_sources_that_lead_and_the_breaks_are_those_of_the_deployment(a_crisis, words):
    tables = {name: table(name, []) for name in TABLES} | {
        "breaks": table(
            "breaks",
            [{"source_id": "a", "date": date(2030, 2, 3), "text_en": "New.", "text_fr": "New."}],
        )
    }
    said = text_of(tables, a_crisis, words)

    assert plain("made_up_a") + " → " + plain("made_up_b") in said
    assert words.day(date(2030, 2, 3)) in said


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_every_table_is_told(words, name):
    told = methodology.columns(TABLES[name], words)

    assert len(told) == len(TABLES[name].columns)
    assert not (told.iloc[:, [0, 1, 3]] == "").any().any()
