"""The draft that an address names, worked out; shared by the pages of the desk.

A draft is compared again when its files or decisions change, or the ledger does.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from analysis import problems, view
from analysis.problems import Group
from analysis.wording import Wording
from ledger import desk, plausibility
from ledger.accounts import Account
from ledger.changes import Changes
from ledger.decisions import Decisions
from ledger.desk import Submission
from ledger.ledger import Conflict, Draft, NothingToPublish, NotNow
from loaders import drafting
from loaders.drafting import NotCompared, Prepared, Refused, subject_as_text
from ui import data, link, sign_in

__all__ = ["Prepared", "subject_as_text"]

CHANGED = "draft changed"


@dataclass(frozen=True)
class Compared:
    """A draft beside the newest version: what it would change, and what it leaves out."""

    draft: Draft
    changes: dict[str, Changes]
    left_out: dict[str, pd.DataFrame]
    doubts: list[problems.FileProblem]


def opened(words: Wording) -> tuple[Account, Submission]:
    """Who looks, and the draft that the address names. The page ends for all others."""
    account = sign_in.required(words, "draft")
    try:
        return account, desk.get(data.ledger(), link.asked("draft"))
    except desk.UnknownDraft:
        st.warning(words.say("draft.unknown", draft=link.asked("draft")))
        st.page_link("upload.py", label=words.say("menu.upload"), query_params=link.kept("lang"))
        st.stop()


def steps(words: Wording, submission: Submission, here: str) -> None:
    """The way from the file to the public, each step with its own link; status and files."""
    names = ", ".join(_names(submission))
    st.caption(
        words.say(
            "draft.line",
            files=names,
            by=submission.drafted_by,
            at=words.moment(submission.drafted_at),
            status=words.say(f"draft.status.{submission.status}"),
        )
    )
    with st.container(horizontal=True, gap="small"):
        for number, name in enumerate(_steps(submission), start=1):
            label = f"{number}. {words.say(f'menu.{name}')}"
            st.page_link(
                f"{name}.py",
                label=f"**{label}**" if name == here else label,
                query_params=link.kept("lang", draft=submission.id),
            )
    if said := st.session_state.pop(CHANGED, None):
        st.success(said)


def go_to(page: str, submission: Submission) -> None:
    """Open a step of a draft."""
    st.switch_page(f"{page}.py", query_params=link.kept("lang", draft=submission.id))


def compared(submission: Submission) -> Compared:
    """A draft without errors beside the newest version."""
    newest = data.ledger().newest()
    return _compared((submission.id, submission.changed_at, newest), submission)


def groups(submission: Submission) -> list[Group]:
    """Every problem of a draft by rule and column; the doubts too, once there is no error."""
    found = data.prepared(submission)
    doubts = [] if found.has_errors else compared(submission).doubts
    return problems.grouped([*found.problems, *doubts])


def decide(words: Wording, account: Account, submission: Submission, **changed: Any) -> None:
    """Change decisions of a draft and show it anew; says so when somebody else was faster."""
    try:
        keep(submission, account, replace(submission.decisions, **changed))
    except NotNow:
        st.session_state[CHANGED] = words.say("draft.changed_meanwhile")
    st.rerun()


def keep(submission: Submission, account: Account, decisions: Decisions) -> None:
    """Change the decisions of a draft. Raises NotNow when somebody else was faster."""
    desk.decide(data.ledger(), submission, account.name, decisions)


def with_corrections(
    submission: Submission, column: str, meanings: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """The corrections of a draft with some more; a corrected text may be corrected again."""
    known = {name: dict(texts) for name, texts in submission.decisions.corrections.items()}
    of_column = known.setdefault(column, {})
    for written, meant in of_column.items():
        of_column[written] = meanings.get(meant, meant)
    of_column |= meanings
    return known


def publish(submission: Submission, account: Account, note: str) -> int | str:
    """Make a draft the newest version: its number, or the entry that says what is in the way."""
    try:
        version = drafting.publish(data.ledger(), submission, account.name, note)
    except (Conflict, NotCompared):
        return "publish.conflict"
    except NothingToPublish:
        return "differences.none"
    except Refused:
        return "differences.errors_first"
    except NotNow:
        return "draft.changed_meanwhile"
    forget()
    return version.number


def forget() -> None:
    """Let go of what was worked out for drafts: one was published or discarded."""
    data.forget_drafts()
    _compared.clear()


def _steps(submission: Submission) -> list[str]:
    """The steps of a draft; one more where it has a report."""
    has_report = bool(submission.decisions.reports)
    return [name for name in view.STEPS if name != "report" or has_report]


def _names(submission: Submission) -> list[str]:
    names = data.ledger().received_names()
    return [names.get(digest, digest[:8]) for digest in submission.files]


@st.cache_resource(max_entries=2, ttl=data.MINUTES, show_spinner=False)
def _compared(key: Hashable, _submission: Submission) -> Compared:
    ledger, found = data.ledger(), data.prepared(_submission)
    draft = drafting.work_out(ledger, found, _submission.decisions)
    doubts = plausibility.of_upload(ledger, found.tables)
    named = {file.received: name for name, file in found.files.items()}
    every_file = ", ".join(named.values())
    return Compared(
        draft,
        ledger.would_change(draft),
        ledger.left_out(draft),
        [(named.get(str(d.params.get("received_file")), every_file), d) for d in doubts],
    )
