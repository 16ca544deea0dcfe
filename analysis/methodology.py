"""How figures are made, said from the rules themselves, so that it cannot say other than they do.

Every list is read from the declaration that the code follows, and every number in a sentence is
the constant that the code compares with. The sentences stand in the catalogues; a test fails when
a rule, a measure or a qualifier has none.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import (
    adding,
    disclosure,
    lateness,
    methodology_lines,
    methods_of_sources,
    narration,
)
from analysis.wording import Wording, plain
from ledger import changes, check_rows, checks, quarantine, vocabulary
from ledger import words as catalogues
from ledger.crisis import Crisis
from ledger.declaration import Column, Table
from ledger.plausibility import lost, pace, parts, points, revisions, rows, series, totals
from ledger.tables import COUNTS, TABLES

Tables = dict[str, pd.DataFrame]
DOUBTS = "methodology.doubt."


@dataclass(frozen=True)
class Section:
    """A part of the page: its title and its text in Markdown."""

    title: str
    text: str


def sections(
    tables: Tables, crisis: Crisis, words: Wording, names: Iterable[str] = ()
) -> list[Section]:
    """The rules by which figures are read, judged, added up, compared, withheld and shown.

    `names`: only these sections, which are named in the catalogue entries of their titles.
    """
    made: dict[str, Callable[[], list[str]]] = {
        "words": lambda: [words.say("methodology.words_why"), *_vocabulary(words)],
        "vintages": lambda: _vintages(words),
        "adding": lambda: _adding(words),
        "qualifiers": lambda: _qualifiers(words),
        "leads": lambda: methods_of_sources.leads(tables, crisis, words),
        "agreeing": lambda: methods_of_sources.agreeing(words),
        "breaks": lambda: _breaks(tables, words),
        "lines": lambda: methodology_lines.lines(tables, words),
        "freshness": lambda: lateness.rules(words),
        "disclosure": lambda: _disclosure(crisis, words),
        "checks": lambda: _checks(words),
        "doubts": lambda: _doubts(words),
        "files": lambda: [words.say("methodology.files_text", n=quarantine.KEPT_FOR.days)],
    }
    return [
        Section(words.say(f"methodology.title.{name}"), "\n\n".join(made[name]()))
        for name in names or made
    ]


def columns(table: Table, words: Wording) -> pd.DataFrame:
    """What a table has: each column, its kind, whether it must be there, what it means."""
    titles = [words.say(f"methodology.column.{name}") for name in ("name", "kind", "is", "means")]
    told = [
        (words.say(f"label.{column.name}"), _kind(column, words), _is(column, words), meaning)
        for column in table.columns
        for meaning in [words.say(column.meaning)]
    ]
    return pd.DataFrame(told, columns=titles)


def doubts_said(language: str) -> list[str]:
    """The rules of plausibility that have a sentence on the page."""
    entries = catalogues.entries(language)
    return sorted(e.removeprefix(DOUBTS) for e in entries if e.startswith(DOUBTS))


def check_names(table: str) -> list[str]:
    """The rules that read several columns of a row of a table together, by their names."""
    rules = check_rows.ROW_RULES.get(table, ())
    names = (getattr(rule, "__qualname__", "") for rule in rules)
    return [name.partition(".")[0] for name in names]


def _vocabulary(words: Wording) -> list[str]:
    """Each measure, unit, population type and status, and what it means."""
    told = {
        "measure": vocabulary.MEASURES,
        "unit": vocabulary.UNITS,
        "population_type": vocabulary.POPULATION_TYPES,
        "method": vocabulary.METHODS,
        "status": vocabulary.COUNT_STATUSES,
    }
    return [_values(column, values, words) for column, values in told.items()]


def _values(column: str, values: Iterable[str], words: Wording) -> str:
    """The values in use; of a measure and a unit also what each means for adding up."""
    names = {value: words.name(column, value) for value in values}
    label = words.say(f"label.{column}")
    if column not in ("measure", "unit"):
        meaning = words.say(COUNTS.column(column).meaning)
        listed = ", ".join(names.values())
        return words.say("methodology.and_values", column=label, meaning=meaning, values=listed)
    told = [
        words.say(
            "methodology.means", name=name, meaning=words.say(f"methodology.means.{column}.{value}")
        )
        for value, name in names.items()
    ]
    return f"**{label}**\n{_bullets(told)}"


def _vintages(words: Wording) -> list[str]:
    subject, stated = _labels(COUNTS.subject, words), _labels(changes.STATED, words)
    return [words.say("methodology.vintages_text", subject=subject, stated=stated)]


def _adding(words: Wording) -> list[str]:
    same = _labels(adding.SAME, words)
    refused = [
        words.say("methodology.refuses.different", columns=same),
        words.say("methodology.refuses.place_twice"),
        words.say("methodology.refuses.joint_or_regional"),
        words.say("methodology.refuses.gaps"),
        words.say("methodology.refuses.breakdowns", columns=_labels(adding.BREAKDOWNS, words)),
    ]
    shown = [words.say("methodology.adding_text"), words.say("methodology.added_up")]
    return [words.say("methodology.refuses"), _bullets(refused), *shown]


def _qualifiers(words: Wording) -> list[str]:
    example = 1000
    order = [
        words.say(
            "methodology.qualifier",
            name=words.name("qualifier", qualifier),
            short=plain(words.count(example, qualifier)),
        )
        for qualifier in vocabulary.QUALIFIERS
    ]
    return [words.say("methodology.qualifiers_text"), _numbered(order)]


def _breaks(tables: Tables, words: Wording) -> list[str]:
    known = narration.breaks_in_words(tables, words)
    return [words.say("methodology.breaks_text"), _bullets(known) or words.say("methodology.none")]


def _disclosure(crisis: Crisis, words: Wording) -> list[str]:
    rule = disclosure.rule(crisis)
    told = words.say(
        "methodology.disclosure_text",
        most=rule.threshold - 1,
        columns=_labels(disclosure.POINTING, words),
    )
    rounded = words.say("disclosure.rounded", base=rule.rounding) if rule.rounding > 1 else ""
    return [told, words.say("methodology.disclosure_protects", n=rule.threshold), rounded]


def _checks(words: Wording) -> list[str]:
    every = {name: check_names(name) for name in TABLES}
    rules = dict.fromkeys(rule for names in every.values() for rule in names)
    late = _labels(checks.NOT_IN_THE_FUTURE, words)
    told = [words.say(f"methodology.check.{rule}") for rule in rules]
    future = words.say("methodology.check.future", columns=late)
    return [words.say("methodology.checks_text"), _bullets([*told, future])]


def _doubts(words: Wording) -> list[str]:
    values = _numbers_of_doubts(words)
    told = [
        words.say(f"methodology.doubt.{rule}", **values) for rule in doubts_said(words.language)
    ]
    return [words.say("methodology.doubts_text"), _bullets(told)]


def _numbers_of_doubts(words: Wording) -> dict[str, Any]:
    """What the sentences about doubts are filled in with: the constants of the rules."""
    return {
        "fewest": rows.FEWEST,
        "most_change": words.part(revisions.MOST_CHANGE),
        "times": series.TIMES_THE_LARGEST,
        "counts_before": series.POINTS_BEFORE,
        "rounding": words.part(parts.ROUNDING),
        "added": _labels(parts.ADDED, words),
        "near": words.rate(points.NEAR_THE_BORDER),
        "spreads": pace.SPREADS,
        "times_fastest": words.rate(pace.TIMES_THE_FASTEST),
        "revisions": revisions.REVISIONS_BEFORE,
        "times_revised": revisions.TIMES_THE_LARGEST,
        "least_revised": words.part(revisions.LEAST_CHANGE),
        "share_moves": words.part(totals.SHARE_MOVES),
        "settled": totals.SETTLED,
        "first_rest": words.part(totals.FIRST_REST),
        "always": lost.ALWAYS,
        "times_silent": lost.TIMES_THE_LONGEST_SILENCE,
        "least_silence": lost.LEAST_SILENCE,
        "repeated": words.part(lost.REPEATED),
    }


def _kind(column: Column, words: Wording) -> str:
    kind = words.say(f"methodology.kind.{column.kind}")
    if not column.choices:
        return kind
    named = ", ".join(words.name(column.name, choice) for choice in column.choices)
    return words.say("methodology.kind_of", kind=kind, values=named)


def _is(column: Column, words: Wording) -> str:
    """Whether a column has to be there, and whether it tells rows apart."""
    told = [words.say("methodology.column.required")] if column.required else []
    told += [words.say("methodology.column.key")] if column.key else []
    return ", ".join(told)


def _labels(names: Iterable[str], words: Wording) -> str:
    return words.listed(words.say(f"label.{name}") for name in names)


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _numbered(lines: Iterable[str]) -> str:
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, start=1))
