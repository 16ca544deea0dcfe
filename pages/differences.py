"""Upload, step 3: what a draft would change, beside what is public now."""

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from analysis import charts, counts, differences, problems
from analysis.wording import Wording
from ledger.changes import Changes
from ledger.ledger import NotNow
from ui import changes, data, desk, notes, reader


def numbers(words: Wording, name: str, changed: Changes) -> None:
    """How many rows of a table are added, revised, corrected, withdrawn, unchanged."""
    st.subheader(words.say(f"table.{name}"))
    shown = {"added": 0, "revised": 0, "withdrawn": 0} | changed.counted
    with st.container(horizontal=True):
        for kind, n in [*shown.items(), ("unchanged", changed.unchanged)]:
            st.metric(words.say(f"differences.{kind}"), words.number(n))


def drawn(words: Wording, changed: Changes) -> None:
    """The series that change most, as they are and as they would be."""
    now = counts.newest(data.tables()["counts"])
    then = counts.newest(data.tables_with(submission)["counts"])
    for number, series in enumerate(differences.changed_series(changed).to_dict("records")):
        breaks = data.tables()["breaks"]
        lines = differences.before_and_after(now, then, series, breaks, words)
        if not lines:
            continue
        st.markdown(f"**{differences.series_name(series, words)}**")
        title = words.name("unit", series["unit"])
        figure = charts.lines(lines, charts.Chart(title), words)
        notes.plot(words, figure, f"before and after {number}", charts.in_words(lines, words))


def left_out(words: Wording) -> None:
    """Rows that an earlier file had: they stay, unless somebody chooses to withdraw them."""
    for name, frame in found.left_out.items():
        shown = frame.head(notes.MOST_ROWS)
        about = desk.subject_as_text(name, shown)
        chosen = submission.decisions.withdrawn.get(name, [])
        st.subheader(words.say("differences.left_out", table=words.say(f"table.{name}")))
        st.markdown(words.say("differences.left_out_how", n=len(frame)))
        title = words.say("differences.withdraw")
        listed = differences.listed(name, shown, words)
        listed.insert(0, title, [subject in chosen for subject in about])
        edited = st.data_editor(
            listed,
            disabled=[column for column in listed.columns if column != title],
            hide_index=True,
            key=f"withdraw {name} {words.language}",
        )
        wanted = [subject for subject, gone in zip(about, edited[title], strict=True) if gone]
        if (
            submission.is_open
            and wanted != chosen
            and st.button(
                words.say("differences.withdraw_chosen", n=len(wanted)),
                key=f"withdraw chosen {name}",
            )
        ):
            withdrawn = {**submission.decisions.withdrawn, name: wanted}
            desk.decide(words, account, submission, withdrawn=withdrawn)


def changed_under_us(words: Wording) -> None:
    """What others published after the analyst looked at the differences."""
    base = submission.decisions.base
    if base is None or base >= found.draft.base:
        return
    since = data.ledger().changes(base, found.draft.base)
    touched = {name: c for name, c in since.items() if name in found.changes and c.counted}
    if touched:
        st.warning(words.say("differences.changed_under", n=found.draft.base - base))
        for name, changed in touched.items():
            changes.listed(words, name, changed, unfolded=True)
        st.divider()


words = reader.wording()
st.title(words.say("menu.differences"))
account, submission = desk.opened(words)
desk.steps(words, submission, "differences")
with st.spinner(words.say("differences.working")):
    has_errors = data.prepared(submission).has_errors
if has_errors:
    st.warning(words.say("differences.errors_first"))
    st.stop()
found = desk.compared(submission)
st.markdown(words.say("differences.about", version=found.draft.base))
changed_under_us(words)
if not found.draft.slots:
    st.info(words.say("differences.none"))
for name, changed in found.changes.items():
    numbers(words, name, changed)
    if name == "counts":
        drawn(words, changed)
    changes.listed(words, name, changed, unfolded=True)
left_out(words)
waiting = problems.without_reason(desk.groups(submission), submission.decisions.reasons)
if waiting:
    st.warning(words.say("problems.reasons_wanted", n=len(waiting)))
    if st.button(words.say("differences.back_to_reasons")):
        desk.go_to("problems", submission)
if st.button(words.say("differences.go_on"), type="primary", disabled=not found.draft.slots):
    if submission.is_open and submission.decisions.base != found.draft.base:
        with suppress(NotNow):
            desk.keep(submission, account, replace(submission.decisions, base=found.draft.base))
    desk.go_to("publish", submission)
