"""The problems of a draft as an analyst works through them: by rule and column, with counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.wording import Wording
from ledger.check_days import day_and_month
from ledger.checks import Problem

FileProblem = tuple[str, Problem]
ORDER = ("error", "warning", "note")
MORE = ("more_of_the_same", "more_doubts")


@dataclass(frozen=True)
class Group:
    """All problems of one rule in one column, with the file that each stands in."""

    rule: str
    column: str
    severity: str
    problems: tuple[FileProblem, ...]

    @property
    def key(self) -> str:
        """How a reason names the group."""
        return f"{self.rule} {self.column}".strip()

    @property
    def size(self) -> int:
        """How many cells or rows it is about, those not listed one by one included."""
        return sum(_size(problem) for _, problem in self.problems)

    @property
    def suggestions(self) -> dict[str, str]:
        """What texts were probably meant to be: as written to as meant."""
        return {
            problem.value.strip(): problem.suggestion
            for _, problem in self.problems
            if problem.suggestion and problem.value.strip()
        }

    @property
    def values(self) -> list[str]:
        """The texts that are wrong, each once."""
        return list(dict.fromkeys(p.value.strip() for _, p in self.problems if p.value.strip()))

    @property
    def is_personal(self) -> bool:
        """Whether it tells of personal data."""
        return self.problems[0][1].is_personal


def grouped(problems: Iterable[FileProblem]) -> list[Group]:
    """Errors before warnings, those before notes; personal data first, then the largest group."""
    found: dict[tuple[str, str, str], list[FileProblem]] = {}
    for name, problem in problems:
        rule = str(problem.params.get("rule", problem.rule))
        key = (problem.severity, rule if problem.rule in MORE else problem.rule, problem.column)
        found.setdefault(key, []).append((name, problem))
    groups = [
        Group(rule, column, severity, tuple(listed))
        for (severity, rule, column), listed in found.items()
    ]
    return sorted(groups, key=lambda g: (not g.is_personal, ORDER.index(g.severity), -g.size))


def without_reason(groups: Iterable[Group], reasons: Mapping[str, str]) -> list[Group]:
    """The warnings that nobody has given a reason for."""
    return [g for g in groups if g.severity == "warning" and not reasons.get(g.key, "").strip()]


def table(group: Group, words: Wording, most: int) -> pd.DataFrame:
    """Where each problem of a group stands, what stands there, what should, what was meant."""
    titles = [
        words.say(f"problems.{name}")
        for name in ("in_file", "sheet", "cell", "value", "expected", "suggestion")
    ]
    rows = [
        (
            name,
            problem.sheet,
            problem.cell or (words.say("problems.row", row=problem.row) if problem.row else ""),
            problem.value,
            problem.expected(words.language),
            problem.suggestion,
        )
        for name, problem in group.problems[:most]
    ]
    frame = pd.DataFrame(rows, columns=titles)
    filled = [title for title in titles if frame[title].astype(bool).any()]
    return frame[filled]


def days_read(values: Iterable[str], *, day_first: bool) -> dict[str, str]:
    """What days such as 03/04/2022 mean in one order; texts that are no such day are left out."""
    read: dict[str, date | None] = {
        value: day_and_month(value, day_first=day_first) for value in values
    }
    return {value: day.isoformat() for value, day in read.items() if day}


def _size(problem: Problem) -> int:
    return int(str(problem.params.get("n", 1))) if problem.rule in MORE else 1
