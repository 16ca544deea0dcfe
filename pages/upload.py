"""Upload, step 1: give files, paste a table, or take the template; drafts that are under way."""

from dataclasses import replace

import streamlit as st

from analysis.wording import Wording
from ledger import desk
from ledger.accounts import Account
from ledger.desk import Submission
from ledger.ledger import NotNow
from ui import data, files, link, notes, reader, sign_in
from ui import desk as table
from ui.reports import taking
from ui.reports.taking import Unreadable

MOST_MEGABYTES = 200
MOST_DRAFTS = 50


def give(words: Wording, account: Account, to: Submission | None) -> None:
    """Take files or a pasted table, keep them, and open their problems."""
    dropped = st.file_uploader(
        words.say("upload.files"),
        accept_multiple_files=True,
        max_upload_size=MOST_MEGABYTES,
        help=words.say("upload.files_help", n=MOST_MEGABYTES),
    )
    with st.expander(words.say("upload.paste")):
        pasted = st.text_area(words.say("upload.paste_here"), height=160)
        use_pasted = st.button(words.say("upload.use_pasted"), disabled=not pasted.strip())
    with st.expander(words.say("upload.paste_report")):
        st.markdown(words.say("upload.report_how"))
        report = st.text_area(words.say("upload.report_here"), height=240)
        use_report = st.button(words.say("upload.use_report"), disabled=not report.strip())
    if dropped and st.button(words.say("upload.read", n=len(dropped)), type="primary"):
        given = [(file.name, file.getvalue()) for file in dropped]
        files.let_go(dropped)
        read(words, account, to, given)
    if use_pasted:
        read(words, account, to, [(words.say("upload.pasted_name"), pasted.encode())])
    if use_report:
        read_report(words, account, to, report)


def read_report(words: Wording, account: Account, to: Submission | None, report: str) -> None:
    """Keep a pasted report, and open it to decide on its numbers."""
    try:
        draft = taking.paste(account, words.say("upload.report_name"), report, to)
    except Unreadable as unreadable:
        st.error(words.say(unreadable.message, **unreadable.values))
    else:
        table.go_to("report", draft)


def read(
    words: Wording, account: Account, to: Submission | None, given: list[tuple[str, bytes]]
) -> None:
    """Keep the files from the first moment; then read them."""
    with st.status(words.say("upload.reading", n=len(given)), expanded=True) as status:
        for name, content in given:
            st.write(words.say("upload.kept", file=name, n=len(content)))
        draft = files.give(account, given, to)
        reports = taking.recognised(data.prepared(draft))
        status.update(label=words.say("upload.done"), state="complete")
    if reports:
        known = {**draft.decisions.reports, **reports}
        table.keep(draft, account, replace(draft.decisions, reports=known))
    table.go_to("report" if reports else "problems", draft)


def template(words: Wording) -> None:
    """Our template as a workbook, for each table."""

    def show() -> None:
        st.markdown(words.say("upload.template_how"))
        with st.container(horizontal=True):
            for name, content in files.templates(words.language).items():
                label = words.say(f"table.{name}")
                st.download_button(
                    label, content, f"{name}.xlsx", on_click="ignore", key=f"template {name}"
                )

    notes.folded(words.say("upload.template"), "template", show)


def formats(words: Wording) -> None:
    """Whose files are read as they are."""

    def show() -> None:
        st.markdown(words.say("upload.formats_how"))
        notes.table(words, files.formats(words))

    notes.folded(words.say("upload.formats"), "formats", show)


def under_way(words: Wording) -> None:
    """Every draft with the step that it is at."""
    st.subheader(words.say("upload.drafts"))
    names = data.ledger().received_names()
    drafts = [draft for draft in desk.every(data.ledger()) if draft.status != "published"]
    for draft in drafts[:MOST_DRAFTS]:
        files = ", ".join(names.get(digest, "") for digest in draft.files)
        label = words.say(
            "upload.draft",
            files=files,
            status=words.say(f"draft.status.{draft.status}"),
            by=draft.drafted_by,
            at=words.moment(draft.changed_at),
        )
        page = "problems" if draft.is_open else "publish"
        st.page_link(f"{page}.py", label=label, query_params=link.kept("lang", draft=draft.id))
    if not drafts:
        notes.small(words.say("upload.no_drafts"))


words = reader.wording()
st.title(words.say("upload.title"))
account = sign_in.required(words, "draft")
adding_to = None
if link.asked("draft"):
    account, adding_to = table.opened(words)
    table.steps(words, adding_to, "upload")
    st.markdown(words.say("upload.adding"))
else:
    st.markdown(words.say("upload.about"))

if adding_to is None or adding_to.is_open:
    try:
        give(words, account, adding_to)
    except NotNow:
        st.warning(words.say("draft.changed_meanwhile"))
formats(words)
template(words)
st.page_link(
    "edit.py",
    label=words.say("upload.by_hand"),
    icon=":material/edit:",
    query_params=link.kept("lang"),
)
if adding_to is None:
    under_way(words)
