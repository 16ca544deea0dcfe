"""Upload, steps 4 and 5: the pages as they would be; publish now, later, or after a review."""

from datetime import UTC, date, datetime, time

import streamlit as st

from analysis import differences, problems, view
from analysis.wording import Wording, plain
from ledger import crisis, desk
from ledger.accounts import Account
from ledger.desk import Submission
from ledger.ledger import NotNow
from ledger.tables import TABLES
from ui import data, link, notes, reader
from ui import desk as table

MOST_ROWS_TO_NAME = 200


def preview(words: Wording) -> None:
    """Links to the real pages as they would be; only who is signed in can open them."""
    st.subheader(words.say("publish.preview"))
    st.markdown(words.say("publish.preview_how"))
    with st.container(horizontal=True):
        for name in view.READING:
            st.page_link(
                f"{name}.py",
                label=words.say(f"menu.{name}"),
                icon=":material/visibility:",
                query_params=link.kept("lang", draft=submission.id),
            )


def obstacles(words: Wording, account: Account) -> list[str]:
    """What still stands between the draft and its publication, in words."""
    found = []
    if errors:
        return [words.say("differences.errors_first")]
    groups = table.groups(submission)
    if waiting := problems.without_reason(groups, submission.decisions.reasons):
        found.append(words.say("problems.reasons_wanted", n=len(waiting)))
    if submission.decisions.base is None:
        found.append(words.say("publish.not_compared"))
    if crisis.read().four_eyes and submission.status not in ("approved", "scheduled"):
        found.append(words.say("publish.four_eyes"))
    if not account.may("publish"):
        found.append(
            words.say("sign_in.no_right", name=account.name, right=words.say("right.publish"))
        )
    return found


def publish(words: Wording, account: Account) -> None:
    """Publish now, at a set time, or ask for a review."""
    in_the_way = obstacles(words, account)
    for sentence in in_the_way:
        st.warning(sentence)
    note = st.text_area(
        words.say("publish.note"), submission.note, help=words.say("publish.note_help")
    ).strip()
    now, later, review = st.columns(3)
    with now:
        st.markdown(f"**{words.say('publish.now_title')}**")
        if st.button(
            words.say("publish.now"), type="primary", disabled=bool(in_the_way) or not note
        ):
            publish_now(words, account, note)
    with later:
        st.markdown(f"**{words.say('publish.later_title')}**")
        day = st.date_input(words.say("publish.day"), min_value=date.today(), format="YYYY-MM-DD")
        hour = st.time_input(words.say("publish.hour"), time(12))
        moment = datetime.combine(day, hour, UTC)
        too_early = moment <= datetime.now(UTC)
        if st.button(
            words.say("publish.later"), disabled=bool(in_the_way) or not note or too_early
        ):
            move(words, account, "schedule", note, moment)
    with review:
        st.markdown(f"**{words.say('publish.review_title')}**")
        if submission.is_open and st.button(
            words.say("publish.ask_review"), disabled=errors or not note
        ):
            move(words, account, "ask_review", note)
    if not note:
        notes.small(words.say("publish.note_first"))


def publish_now(words: Wording, account: Account, note: str) -> None:
    """Make the draft the newest version; say what is in the way, and leave what is public."""
    outcome = table.publish(submission, account, note)
    if isinstance(outcome, int):
        st.switch_page("versions.py", query_params=link.kept("lang", version=str(outcome)))
    st.error(words.say(outcome))
    if outcome == "publish.conflict":
        st.page_link(
            "differences.py",
            label=words.say("publish.see_changes"),
            query_params=link.kept("lang", draft=submission.id),
        )


def move(
    words: Wording, account: Account, what: str, note: str = "", at: datetime | None = None
) -> None:
    """Move the draft on, and show it anew."""
    try:
        desk.move(data.ledger(), submission.id, what, account.name, note, at)
    except NotNow:
        st.session_state[table.CHANGED] = words.say("draft.changed_meanwhile")
    st.rerun()


def review(words: Wording, account: Account) -> None:
    """What a reviewer can do with a draft that waits, and the way back for its analyst."""
    own = account.name == submission.drafted_by
    with st.container(horizontal=True):
        if submission.can("approve") and account.may("approve"):
            if st.button(words.say("publish.approve"), type="primary", disabled=own):
                move(words, account, "approve", submission.note)
            if own:
                notes.small(words.say("publish.own_draft"))
        can_send_back = submission.can("send_back") and account.may("approve")
        if can_send_back and st.button(words.say("publish.send_back")):
            move(words, account, "send_back")
        can_reopen = submission.can("reopen") and (own or account.may("publish"))
        if can_reopen and st.button(words.say("publish.reopen")):
            move(words, account, "reopen")


def remarks(words: Wording, account: Account) -> None:
    """What was said about the draft or single rows of it, and room to say more."""
    st.subheader(words.say("publish.remarks"))
    for said in desk.remarks(data.ledger(), submission.id):
        about = f"**{plain(said.about)}**  \n" if said.about else ""
        st.markdown(
            f"{about}{plain(said.text)}  \n:small[{plain(said.by)} · {words.moment(said.at)}]"
        )
    with st.form("remark", clear_on_submit=True):
        about = st.selectbox(
            words.say("publish.remark_about"),
            rows_to_name(words),
            index=None,
            placeholder=words.say("publish.whole_draft"),
        )
        text = st.text_input(words.say("publish.remark"), max_chars=1000)
        if st.form_submit_button(words.say("publish.say")) and text.strip():
            desk.remark(data.ledger(), submission.id, account.name, about or "", text.strip())
            st.rerun()


def rows_to_name(words: Wording) -> list[str]:
    """The rows that the draft changes, by what they are about."""
    if errors:
        return []
    named = []
    for name, changed in table.compared(submission).changes.items():
        for frame in (differences.revisions(changed), changed.added, changed.withdrawn):
            rows = frame.head(MOST_ROWS_TO_NAME).to_dict("records")
            named += [differences.about(TABLES[name], row, words) for row in rows]
    return list(dict.fromkeys(named))[:MOST_ROWS_TO_NAME]


def status(words: Wording, submission: Submission) -> None:
    """Where the draft is on its way."""
    values = {
        "by": plain(submission.decided_by or submission.drafted_by),
        "at": words.moment(submission.publish_at or submission.changed_at),
        "version": submission.version or 0,
    }
    st.info(words.say(f"draft.told.{submission.status}", **values))


words = reader.wording()
st.title(words.say("menu.publish"))
account, submission = table.opened(words)
table.steps(words, submission, "publish")
status(words, submission)
with st.spinner(words.say("differences.working")):
    errors = data.prepared(submission).has_errors
if submission.status in ("published", "discarded"):
    st.page_link(
        "versions.py",
        label=words.say("menu.versions"),
        query_params=link.kept("lang", version=str(submission.version or "")),
    )
    remarks(words, account)
    st.stop()
if not errors:
    preview(words)
if submission.is_open or submission.status == "approved":
    publish(words, account)
review(words, account)
remarks(words, account)
