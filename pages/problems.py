"""Upload, step 2: every problem at once, by rule, each with its cell; and how to get rid of it."""

from dataclasses import replace
from datetime import date
from textwrap import shorten

import streamlit as st

from analysis import problems
from analysis.problems import Group
from analysis.wording import Wording, plain
from ledger import desk, memory, quarantine
from ledger.accounts import Account
from ledger.declaration import Column
from ledger.tables import TABLES
from ui import data, files, mapping, notes, reader
from ui import desk as table
from ui.desk import Prepared
from ui.reports import taking

MOST_SHOWN = 500
MOST_BY_HAND = 200
LONGEST_TITLE = 90
ICONS = {"error": ":material/error:", "warning": ":material/warning:", "note": ":material/info:"}


def summary(words: Wording, found: Prepared, groups: list[Group]) -> None:
    """How many rows there are, and how many problems; whether a file was given before."""
    errors = sum(group.size for group in groups if group.severity == "error")
    warnings = sum(group.size for group in groups if group.severity == "warning")
    with st.container(horizontal=True):
        for name, rows in found.tables.items():
            st.metric(words.say(f"table.{name}"), words.say("problems.rows", n=len(rows)))
        st.metric(words.say("problems.errors"), words.number(errors))
        st.metric(words.say("problems.warnings"), words.number(warnings))
    kept = data.ledger().trail(what="keep")
    for name, file in found.files.items():
        given = [entry for entry in kept if file.received in entry.received]
        if len(given) > 1:
            first = given[-1]
            st.info(
                words.say(
                    "upload.given_before",
                    file=plain(name),
                    by=plain(first.who),
                    at=words.moment(first.at),
                )
            )


def may_open(digest: str) -> bool:
    """Whether the file is there, and not shut away from this account."""
    received = data.ledger().received(digest)
    return received.content is not None and quarantine.may_open(received, account)


def offer_report(words: Wording, found: Prepared) -> None:
    """For each file that is no table that we know: to read it as a report."""
    for name, file in found.files.items():
        if not taking.may_be_one(file) or not may_open(file.received):
            continue
        label = words.say("problems.is_report", file=name)
        if st.button(label, icon=":material/article:", key=f"report {file.received}"):
            reports = taking.as_report(submission, file.received)
            table.keep(submission, account, replace(submission.decisions, reports=reports))
            table.go_to("report", submission)


def take_back(words: Wording, found: Prepared) -> None:
    """Each file with problems as a workbook with the problems in it."""
    for name, file in found.files.items():
        is_report = file.received in submission.decisions.reports
        if not file.problems or is_report or not may_open(file.received):
            continue
        st.download_button(
            words.say("problems.take_back", file=name),
            lambda file=file, name=name: files.marked(name, file, words.language),
            f"{name.rpartition('.')[0] or name}-{words.say('marking.suffix')}.xlsx",
            icon=":material/download:",
            on_click="ignore",
            key=f"take back {file.received}",
        )


def remember(words: Wording, account: Account, column: str, meanings: dict[str, str]) -> None:
    """Correct texts in this draft, and remember it for its sources."""
    for source in found.sources:
        for written, meant in meanings.items():
            memory.keep_meaning(data.ledger(), source, column, written, meant, account.name)
    st.session_state[table.CHANGED] = words.say("problems.corrected", n=len(meanings))
    corrections = table.with_corrections(submission, column, meanings)
    table.decide(words, account, submission, corrections=corrections)


def one_click(words: Wording, group: Group) -> None:
    """Apply every suggestion of a group; choose the order of day and month."""
    with st.container(horizontal=True):
        if group.suggestions and st.button(
            words.say("problems.apply", n=len(group.suggestions)),
            type="primary",
            key=f"apply {group.key}",
        ):
            remember(words, account, group.column, group.suggestions)
        if group.rule in ("day", "moment"):
            for day_first, entry in ((True, "problems.day_first"), (False, "problems.month_first")):
                read = problems.days_read(group.values, day_first=day_first)
                if len(read) == len(group.values) and st.button(
                    words.say(entry), key=f"{entry} {group.key}"
                ):
                    remember(words, account, group.column, read)
        if group.rule == "personal_name" and st.button(
            words.say("problems.no_person"), key=f"no person {group.key}"
        ):
            known = {name: list(texts) for name, texts in submission.decisions.persons_not.items()}
            known[group.column] = [*known.get(group.column, []), *group.values]
            table.decide(words, account, submission, persons_not=known)


def by_hand(words: Wording, group: Group, column: Column) -> None:
    """Say for each text what it means."""
    if not group.values or len(group.values) > MOST_BY_HAND or group.is_personal:
        return
    with st.expander(words.say("problems.by_hand", n=len(group.values))):
        meant = words.say("problems.meant")
        written = words.say("problems.written")
        choice = (
            st.column_config.SelectboxColumn(options=list(column.choices))
            if column.kind == "choice"
            else st.column_config.TextColumn()
        )
        edited = st.data_editor(
            {written: group.values, meant: [group.suggestions.get(v, "") for v in group.values]},
            disabled=[written],
            column_config={meant: choice},
            hide_index=True,
            key=f"by hand {group.key} {words.language}",
        )
        pairs = zip(edited[written], edited[meant], strict=True)
        meanings = {value: text.strip() for value, text in pairs if text and text.strip()}
        if st.button(words.say("problems.use"), key=f"use {group.key}", disabled=not meanings):
            remember(words, account, group.column, meanings)


def reason(words: Wording, group: Group) -> None:
    """Why a warning is no mistake, in words."""
    given = submission.decisions.reasons.get(group.key, "")
    with st.form(f"reason {group.key}", border=False):
        text = st.text_input(words.say("problems.reason"), given, max_chars=500)
        if st.form_submit_button(words.say("problems.keep_reason")) and text.strip():
            reasons = {**submission.decisions.reasons, group.key: text.strip()}
            table.decide(words, account, submission, reasons=reasons)


def ask_for_day(words: Wording, account: Account, group: Group) -> None:
    """The day that a file is about which does not say so; asked once for each such file."""
    for name, problem in group.problems:
        received = found.files[name].received
        with st.form(f"day {received}", border=False):
            likely = str(problem.params.get("suggested", ""))
            day = st.date_input(
                words.say("problems.which_day", file=name),
                value=date.fromisoformat(likely) if likely else None,
                format="YYYY-MM-DD",
            )
            if st.form_submit_button(words.say("problems.use_day")) and isinstance(day, date):
                days = {**submission.decisions.days, received: day.isoformat()}
                table.decide(words, account, submission, days=days)


def show(words: Wording, group: Group) -> None:
    """One group: what is expected, where, and what can be done."""
    first = group.problems[0][1]
    label = words.say(f"label.{group.column}") if group.column in columns else plain(group.column)
    icon = ICONS[group.severity]
    done = " ✓" if submission.decisions.reasons.get(group.key) else ""
    title = words.say(
        "problems.group",
        column=label or words.say("problems.file"),
        expected=shorten(plain(first.expected(words.language)), LONGEST_TITLE, placeholder=" …"),
        n=group.size,
    )
    with st.expander(f"{title}{done}", icon=icon, expanded=group.severity == "error"):
        st.markdown(plain(first.expected(words.language)))
        if submission.is_open:
            one_click(words, group)
        if submission.is_open and group.rule == "day_missing":
            ask_for_day(words, account, group)
        listed = problems.table(group, words, MOST_SHOWN)
        if group.is_personal and not all(may_open(f.received) for f in found.files.values()):
            listed = listed.drop(columns=words.say("problems.value"), errors="ignore")
        st.dataframe(listed, hide_index=True)
        if group.size > MOST_SHOWN:
            notes.small(words.say("table.more", shown=MOST_SHOWN, all=group.size))
        if submission.is_open and group.severity == "error" and group.column in columns:
            by_hand(words, group, columns[group.column])
        if submission.is_open and group.severity == "warning":
            reason(words, group)


words = reader.wording()
st.title(words.say("menu.problems"))
account, submission = table.opened(words)
table.steps(words, submission, "problems")
with st.spinner(words.say("upload.reading", n=len(submission.files))):
    found = data.prepared(submission)
    groups = table.groups(submission)
columns = {column.name: column for t in TABLES.values() for column in t.columns}
summary(words, found, groups)
if submission.is_open:
    offer_report(words, found)
    mapping.offer(words, account, submission, found)
for group in groups:
    show(words, group)
if groups:
    take_back(words, found)
if not found.has_errors:
    waiting = problems.without_reason(groups, submission.decisions.reasons)
    st.success(words.say("problems.none") if not groups else words.say("problems.no_errors"))
    if waiting:
        st.info(words.say("problems.reasons_wanted", n=len(waiting)))
    if st.button(words.say("problems.go_on"), type="primary"):
        table.go_to("differences", submission)
if submission.is_open and st.button(words.say("draft.discard"), type="tertiary"):
    desk.move(data.ledger(), submission.id, "discard", account.name)
    table.forget()
    st.switch_page("upload.py", query_params={})
