"""The text of a report with its numbers marked, and the rows beside it: a piece of our own.

It is a page in a frame, without third parties: ui/reports/reader/. What comes from the report goes
to it as JSON and is shown as text; what is decided comes back as (position, decision) pairs.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v1 import declare_component

from analysis import report_in_words as told
from analysis.report_beside import Beside, beside
from analysis.report_text import kind, pieces
from analysis.wording import Wording
from ledger.decisions import UNDECIDED
from ledger.frames import to_pandas
from ledger.reported import Report
from loaders.judging import Asked
from loaders.loading import latest_date_on_earth
from loaders.reports.decided import rows
from ui import data, notes

_reader = declare_component("report", path=Path(__file__).parent / "reader")
BUTTONS = ("accepted", "edit", "dismissed", "undo")
KEYS = ("j", "k", "a", "e", "d", "u")
SAID = ("text", "rows", "left", "accepted", "corrected", "dismissed")


@dataclass(frozen=True)
class Given:
    """What an analyst did in the piece: decisions by position, and which row to correct."""

    decisions: list[tuple[int, str]]
    edit: int | None


def show(
    words: Wording,
    key: str,
    text: str,
    report: Report,
    *,
    is_open: bool,
    take: Callable[[Given], None],
) -> None:
    """The report to decide on; `take` is called with what is decided."""
    place, handled = f"report {key}", f"report handled {key}"

    def changed() -> None:
        said = st.session_state[place]
        if said and said["number"] > st.session_state.get(handled, 0):
            st.session_state[handled] = said["number"]
            take(Given([(at, what) for at, what in said["decisions"]], said["edit"]))

    _reader(
        **_arguments(words, text, report),
        language=words.language,
        open=is_open,
        state=[one.decision for one in report.found],
        saved=st.session_state.get(handled, 0),
        key=place,
        on_change=changed,
    )


def _arguments(words: Wording, text: str, report: Report) -> dict[str, Any]:
    """Everything that does not change with a decision, and a version that says so."""
    near = _beside(report)
    publishers = notes.publishers()
    listed = [
        {
            "type": kind(one),
            "value": told.value(one, words),
            "kind": told.kind_of(one, words),
            "label": f"{told.value(one, words)} · {told.kind_of(one, words)}",
            "facts": told.facts(one, words),
            "notes": told.notes(one, near.get(at), publishers, words),
            "sure": words.say("report.sure", share=words.part(one.confidence)),
            "why": one.why,
        }
        for at, one in enumerate(report.found)
    ]
    made = {
        "pieces": pieces(text, report.found),
        "rows": listed,
        "rules": told.rules(report.found, words),
        "legend": told.legend(report.found, words),
        "keys": [(key, words.say(f"report.key.{key}")) for key in KEYS],
        "buttons": [
            ("" if name == "undo" else name, words.say(f"report.button.{name}")) for name in BUTTONS
        ],
        "says": {name: words.say(f"report.says.{name}") for name in SAID},
    }
    version = hashlib.sha256(json.dumps(made, ensure_ascii=False).encode()).hexdigest()[:16]
    return {**made, "version": version}


def _beside(report: Report) -> dict[int, Beside]:
    """What is public of the things that are counted, by position."""
    counts = [
        replace(one, sentence=at) for at, one in enumerate(report.found) if one.table == "counts"
    ]
    if not counts:
        return {}
    asked = Asked("", latest_date_on_earth(), UNDECIDED)
    drafts = to_pandas(rows(counts, "counts", asked)[0]["counts"])
    return beside(data.newest_counts(), drafts.set_index(drafts["received_row"].astype(int)))
