"""Publish one file from the command line: keep it, load it, and refuse it or make it a version."""

from dataclasses import dataclass
from pathlib import Path

from ledger import quarantine
from ledger.checks import Problem
from ledger.ledger import Conflict, Ledger, NothingToPublish
from ledger.words import say
from loaders.files import UnknownFormat
from loaders.loading import load
from loaders.source_cards import with_cards


@dataclass(frozen=True)
class Outcome:
    """What came of it: 0 published, 1 refused, 2 no loader knows the file; and what to say."""

    exit_code: int
    text: str


def publish(ledger: Ledger, path: Path, by: str, note: str, language: str) -> Outcome:
    """Publish a file as the newest version; with an error in it, only the file itself is kept."""
    try:
        content = path.read_bytes()
    except OSError:
        return _refused(path.name, [Problem("error", "readable_file")], language, 1)
    digest = ledger.keep(path.name, content, by)
    try:
        loaded = load(path.name, content)
    except UnknownFormat as unknown:
        return _refused(path.name, [unknown.problem], language, 2)
    if any(problem.is_personal for problem in loaded.problems):
        quarantine.shut_away(ledger, digest, by)
    if loaded.has_errors:
        return _refused(path.name, loaded.problems, language, 1)
    try:
        version = ledger.publish(ledger.draft(with_cards(ledger, loaded.tables)), by, note)
    except NothingToPublish:
        return Outcome(1, say("loaders.nothing_to_publish", language, file=path.name))
    except Conflict:
        return Outcome(1, say("loaders.conflict", language, file=path.name))
    n = sum(len(rows) for rows in loaded.tables.values())
    published = say("loaders.published", language, n=n, version=version.number)
    return Outcome(0, "\n".join([published, *_lines(loaded.problems, language)]))


def _refused(name: str, problems: list[Problem], language: str, exit_code: int) -> Outcome:
    n = sum(problem.severity == "error" for problem in problems)
    refused = say("loaders.refused", language, n=n, file=name)
    return Outcome(exit_code, "\n".join([refused, *_lines(problems, language)]))


def _lines(problems: list[Problem], language: str) -> list[str]:
    return [line(problem, language) for problem in problems]


def line(problem: Problem, language: str) -> str:
    """A problem in one line: how bad, where, what stands there, what should, what was meant."""
    where = "!".join(part for part in (problem.sheet, problem.cell) if part)
    parts = [
        say(f"loaders.{problem.severity}", language),
        where,
        problem.column,
        say("loaders.value", language, value=problem.value) if problem.value else "",
        problem.expected(language),
    ]
    if problem.suggestion:
        parts.append(say("loaders.suggestion", language, suggestion=problem.suggestion))
    return "  ".join(part for part in parts if part)
