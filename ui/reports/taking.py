"""Reports among the files of a draft: recognised, their text, and what is decided of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from ledger import desk
from ledger.accounts import Account
from ledger.desk import Submission
from ledger.frames import to_pandas
from ledger.ledger import NotNow
from ledger.reported import Report, from_json
from ledger.tables import TABLES
from loaders.drafting import Prepared
from loaders.files import digest as hash_of
from loaders.loading import Loaded
from loaders.reports import Unreadable, language_of, text_of
from loaders.reports.offering import begin, looked_through
from loaders.source_cards import card_of
from ui import data, files

# About 250 pages: more than anybody decides on one page, and as much as a browser shows at once.
MOST_LETTERS = 600_000
# What the reader of tables says of files that are no tables whatever is in them.
NO_TABLES = ("is_pdf", "is_web_page")
MAY_BE_REPORTS = (*NO_TABLES, "not_a_workbook")


def text(name: str, content: bytes) -> str:
    """The text of a report. Raises Unreadable."""
    found = text_of(name, content)
    if len(found) > MOST_LETTERS:
        raise Unreadable("report.too_many_letters", limit=MOST_LETTERS)
    return found


def text_kept(digest: str) -> str:
    """The text of a file that the ledger keeps. Raises Unreadable."""
    return _text_kept(digest)


def begun(name: str, content: bytes) -> Report:
    """A report with what it seems to be. Raises Unreadable."""
    return begin(text(name, content), _cards())


def paste(account: Account, name: str, pasted: str, to: Submission | None) -> Submission:
    """Keep a pasted report as a file of that name, in a draft. Raises Unreadable and NotNow."""
    content = pasted.encode()
    reports = {hash_of(content): begun(name, content).as_json}
    return files.give(account, [(name, content)], to, reports)


def recognised(found: Prepared) -> dict[str, dict[str, Any]]:
    """Those files of a draft that no loader knows and that are reports, as Decisions.reports."""
    reports = {}
    for file in found.files.values():
        if file.loader:
            continue
        received = data.ledger().received(file.received)
        if received.content is None or received.quarantined_at:
            continue
        rules = {problem.rule for problem in file.problems}
        try:
            report = begun(received.name, received.content)
        except Unreadable:
            # The page of the report says why.
            report = Report()
            if not rules.intersection(NO_TABLES):
                continue
        # A table in no known format is text as well, but in no language.
        if report.language or rules.intersection(MAY_BE_REPORTS):
            reports[file.received] = report.as_json
    return reports


def may_be_one(file: Loaded) -> bool:
    """Whether a file that was read as no table, or perhaps as one, may be a report instead."""
    return not file.loader or any(p.rule == "not_confirmed" for p in file.problems)


def as_report(submission: Submission, digest: str) -> dict[str, Any]:
    """Decisions.reports of a draft, in which one file more is a report."""
    received = data.ledger().received(digest)
    try:
        report = begun(received.name, received.content or b"")
    except Unreadable:
        report = Report()
    return {**submission.decisions.reports, digest: report.as_json}


def look_through(digest: str, about: Report) -> Report:
    """The report with everything that is found in its text. Raises Unreadable."""
    return looked_through(text_kept(digest), about, _points())


def language_seen(digest: str) -> str | None:
    """The language that a report seems to be in. Raises Unreadable."""
    return language_of(text_kept(digest))


def change(
    submission: Submission, account: Account, digest: str, changed: Callable[[Report], Report]
) -> bool:
    """Change what is decided of a report; False when the draft was moved on meanwhile.

    A colleague who decides another number of the same report is not in the way.
    """
    for _ in range(3):
        now = desk.get(data.ledger(), submission.id)
        report = changed(from_json(now.decisions.reports[digest]))
        reports = {**now.decisions.reports, digest: report.as_json}
        try:
            desk.decide(data.ledger(), now, account.name, replace(now.decisions, reports=reports))
        except NotNow:
            continue
        return True
    return False


def of(submission: Submission) -> dict[str, Report]:
    """The reports of a draft, by the hash of their files."""
    kept: Mapping[str, Mapping[str, Any]] = submission.decisions.reports
    return {digest: from_json(kept[digest]) for digest in submission.files if digest in kept}


def cards_of(found: Prepared) -> list[str]:
    """The sources that have a card in a draft, or a format of ours brings one for."""
    given = found.tables.get("sources")
    brought = [source for source in found.sources if card_of(source)]
    return [*brought, *(given["source_id"].to_pylist() if given is not None else [])]


def _cards() -> list[dict[str, str]]:
    rows = data.ledger().rows("sources").to_pylist()
    return [
        {name: str(row[name] or "") for name in ("source_id", "publisher", "title", "url")}
        for row in rows
    ]


def _points() -> list[dict[str, str]]:
    rows = to_pandas(data.ledger().rows("assistance_points"))
    return files.as_texts(rows, TABLES["assistance_points"].names).to_dict("records")


@st.cache_resource(max_entries=8, ttl=data.MINUTES, show_spinner=False)
def _text_kept(digest: str) -> str:
    received = data.ledger().received(digest)
    if received.content is None:
        raise Unreadable("report.erased")
    return text(received.name, received.content)
