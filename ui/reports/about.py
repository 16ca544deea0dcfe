"""What an analyst says of a report before it is read: language, day, source and address."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from analysis import sources
from analysis.wording import Wording
from ledger.reported import Report
from ledger.tables import SOURCES
from loaders.reports.language import LANGUAGES
from ui import data

OF_A_CARD = ("publisher", "title", "url", "licence", "citation", "cadence_days")


def form(words: Wording, key: str, report: Report, read: Callable[[Report], None]) -> None:
    """Ask for them; `read` is called with the report that says them all."""
    tables = data.ledger().tables()
    ids = list(dict.fromkeys([*sources.ids(tables), *filter(None, [report.source_id])]))
    with st.form(f"about {key}", border=True):
        left, right = st.columns(2)
        with left:
            spoken = st.selectbox(
                words.say("report.language"),
                LANGUAGES,
                LANGUAGES.index(report.language) if report.language else None,
                format_func=words.language_name,
                placeholder=words.say("choose.one"),
            )
            day = st.date_input(
                words.say("report.day"),
                date.fromisoformat(report.day) if report.day else None,
                format="YYYY-MM-DD",
                help=words.say("report.day_help"),
            )
        with right:
            source = st.selectbox(
                words.say("report.source"),
                ids,
                ids.index(report.source_id) if report.source_id else None,
                format_func=lambda code: sources.name(tables, code),
                placeholder=words.say("choose.one"),
                help=words.say("report.source_help"),
            )
            new = st.text_input(words.say("report.new_source"), placeholder="iom_flash_update")
            url = st.text_input(words.say("report.url"), report.source_url, placeholder="https://")
        if report.said:
            st.markdown(f":small[{words.say('report.said', source=report.said)}]")
        label = words.say("report.read_again" if report.is_read else "report.read")
        if not st.form_submit_button(label, type="primary"):
            return
    source = new.strip() or source
    if not (spoken and isinstance(day, date) and source and url.strip()):
        st.warning(words.say("report.say_all"))
        return
    said = {"language": spoken, "day": day.isoformat(), "source_url": url.strip()}
    read(replace(report, source_id=source, **said))


def card(words: Wording, source: str, give: Callable[[bytes], None]) -> None:
    """Ask for the card of a source that has none; it comes along as a file of our template."""
    st.info(words.say("report.no_card", source=source))
    with st.form(f"card of {source}", border=True):
        said = {name: st.text_input(words.say(f"label.{name}")) for name in OF_A_CARD}
        if st.form_submit_button(words.say("report.give_card")):
            written = io.StringIO(newline="")
            writer = csv.DictWriter(written, SOURCES.names)
            writer.writeheader()
            writer.writerow({"source_id": source, **said})
            give(written.getvalue().encode())
