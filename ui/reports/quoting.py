"""Where a number of a report stands: its sentence, on the page that says where a number is from."""

from collections.abc import Mapping

import streamlit as st

from analysis import published, report_quotes
from analysis.wording import Wording
from ledger import desk
from ledger.reported import CORRECTED, Found
from ledger.tracing import FileKept
from ui import data, notes, sign_in


def found(name: str, row: Mapping, file: FileKept | None) -> list[Found]:
    """The number in its report, and what else was found in its sentence; none for other files."""
    reports = desk.reports(data.ledger(), file.hash) if file else []
    return report_quotes.of_row(reports, name, row)


def show(words: Wording, of_sentence: list[Found], row: Mapping) -> None:
    """The sentence with the number marked, to those who may read it; to others why not."""
    st.subheader(words.say("provenance.sentence"))
    known = sign_in.account()
    shown = data.newest_tables()["counts"]
    public = report_quotes.may_be_public(of_sentence, row, shown, published.rule())
    if not (public or known and known.may("draft")):
        notes.small(words.say("provenance.sentence_kept_back"))
        return
    st.markdown(report_quotes.quoted(of_sentence[0], words))
    if of_sentence[0].decision == CORRECTED:
        notes.small(words.say("provenance.corrected"))
