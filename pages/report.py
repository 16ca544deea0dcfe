"""Upload, a step for reports: each number that was recognised, to accept, correct or dismiss."""

from collections.abc import Mapping

import streamlit as st

from analysis import sources
from analysis.wording import Wording, plain
from ledger import desk
from ledger.accounts import Account
from ledger.desk import Submission
from ledger.reported import CORRECTED, DISMISSED, Report
from ui import data, files, reader
from ui import desk as table
from ui.reports import about, correcting, marked, taking
from ui.reports.taking import Unreadable


def choose(words: Wording, reports: Mapping[str, Report]) -> str:
    """The report that is worked on; asked for where a draft has several."""
    if len(reports) == 1:
        return next(iter(reports))
    names = data.ledger().received_names()
    return st.selectbox(
        words.say("report.which"), list(reports), format_func=lambda digest: names[digest]
    )


def ask_about(words: Wording, account: Account, submission: Submission, digest: str) -> None:
    """Language, day of publication, source and address; then the report is read."""
    report = taking.of(submission)[digest]

    def read(said: Report) -> None:
        with st.spinner(words.say("report.reading")):
            found = taking.look_through(digest, said)
        keep(words, account, submission, digest, lambda _: found)
        st.rerun()

    if taking.language_seen(digest) is None:
        st.warning(words.say("report.other_language"))
    if not report.is_read:
        about.form(words, digest, report, read)
        return
    with st.expander(words.say("report.about_it", **said_of(words, report))):
        st.markdown(words.say("report.again"))
        about.form(words, digest, report, read)


def said_of(words: Wording, report: Report) -> dict[str, str]:
    """What was said of a report, in words."""
    tables = data.ledger().tables()
    return {
        "spoken": words.language_name(report.language),
        "day": report.day,
        "source": plain(sources.name(tables, report.source_id)),
    }


def keep(words: Wording, account: Account, submission: Submission, digest: str, changed) -> None:
    """Keep a change of what is decided; says so where the draft was moved on meanwhile."""
    if not taking.change(submission, account, digest, changed):
        st.session_state[table.CHANGED] = words.say("draft.changed_meanwhile")


def ask_for_card(words: Wording, account: Account, submission: Submission, report: Report) -> None:
    """The card of a source that has none yet, where the draft does not bring one."""
    known = {*sources.ids(data.ledger().tables()), *taking.cards_of(data.prepared(submission))}
    if report.source_id in known:
        return

    def give(content: bytes) -> None:
        files.give(account, [(words.say("report.card_name"), content)], submission)
        st.rerun()

    about.card(words, report.source_id, give)


@st.fragment
def decide(words: Wording, account: Account, draft: str, digest: str) -> None:
    """The text and the rows beside it; what is decided is kept at once."""
    submission = desk.get(data.ledger(), draft)
    report = taking.of(submission)[digest]

    def take(given: marked.Given) -> None:
        def changed(now: Report) -> Report:
            for at, decision in given.decisions:
                now = now.decided(at, decision)
            return now

        if given.decisions:
            keep(words, account, submission, digest, changed)
        if given.edit is not None:
            st.session_state[EDIT] = given.edit

    marked.show(
        words, digest, taking.text_kept(digest), report, is_open=submission.is_open, take=take
    )
    asked = st.session_state.pop(EDIT, None)
    if asked is not None and submission.is_open:
        correct(words, account, submission, digest, asked)
    go_on(words, account, submission, digest, report)


def correct(words: Wording, account: Account, submission: Submission, digest: str, at: int) -> None:
    """The form for one row."""

    @st.dialog(words.say("report.correct_title", number=at + 1), width="large")
    def ask() -> None:
        def kept(row: Mapping[str, str]) -> None:
            change = lambda now: now.decided(at, CORRECTED, row)  # noqa: E731
            keep(words, account, submission, digest, change)
            st.rerun()

        found = taking.of(submission)[digest].found[at]
        correcting.form(words, f"{digest} {at}", found, kept)

    ask()


def go_on(
    words: Wording, account: Account, submission: Submission, digest: str, report: Report
) -> None:
    """To the problems, once everything is decided; or dismiss what is left."""
    left = len(report.undecided)
    with st.container(horizontal=True):
        if st.button(
            words.say("report.go_on"), type="primary", disabled=bool(left), key="report go on"
        ):
            table.go_to("problems", submission)
        if left and submission.is_open and st.button(words.say("report.dismiss_rest", n=left)):

            def rest(now: Report) -> Report:
                for at in now.undecided:
                    now = now.decided(at, DISMISSED)
                return now

            keep(words, account, submission, digest, rest)
            st.rerun()


EDIT = "report to correct"
words = reader.wording()
st.title(words.say("menu.report"))
account, submission = table.opened(words)
table.steps(words, submission, "report")
reports = taking.of(submission)
if not reports:
    st.info(words.say("report.none"))
    st.stop()
digest = choose(words, reports)
try:
    if submission.is_open:
        ask_about(words, account, submission, digest)
    report = reports[digest]
    if report.is_read and not report.found:
        st.info(words.say("report.nothing_found"))
    elif report.is_read:
        if submission.is_open:
            ask_for_card(words, account, submission, report)
        decide(words, account, submission.id, digest)
except Unreadable as unreadable:
    st.error(words.say(unreadable.message, **unreadable.values))
