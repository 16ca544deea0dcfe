"""What changed in this view: a frozen view beside the same view of the newest version."""

import streamlit as st

from analysis import sharing, since, view
from analysis.since import KINDS, Since
from analysis.wording import Wording, plain
from ui import data, link, notes, reader


def which(words: Wording) -> str:
    """The page that the address asks about; without one, or without a version, the way on."""
    page = link.asked("page")
    if page not in view.SHARING:
        link.say_unknown(words, [page] if page else [])
        st.info(words.say("changed.no_page"))
        for name in view.READING:
            st.page_link(
                f"{name}.py", label=words.say(f"menu.{name}"), query_params=link.kept("lang")
            )
        st.stop()
    if not data.known().frozen:
        st.info(words.say("changed.no_version"))
        label = words.say("changed.open_page", page=words.say(f"menu.{page}"))
        st.page_link(f"{page}.py", label=label, query_params=back(page))
        st.stop()
    return page


def back(page: str, **changed: str) -> dict[str, str]:
    """What the address asks of the page, some of it changed."""
    return link.kept("lang", *view.PARAMETERS[page], **changed)


def about(words: Wording, page: str, made: Since) -> None:
    """Which view this is, which versions are compared, and the ways back."""
    before, now = made.before.version, made.now.version
    said = words.say(
        "changed.about",
        page=words.say(f"menu.{page}"),
        version=before.number,
        day=words.moment(before.published_at),
        newest=now.number,
        newest_day=words.moment(now.published_at),
    )
    st.markdown(said)
    days = made.before.days
    chosen = [words.say("changed.days", days=words.span(days.start, days.end))]
    if "time" not in view.PARAMETERS[page]:
        chosen = []
    st.markdown(plain(" ".join([*chosen, *sharing.choices(made.before, words)])))
    if day := made.before.as_published:
        st.markdown(words.say("version.as_published", day=words.day(day)))
    with st.container(horizontal=True):
        label = words.say("changed.frozen_view", version=before.number)
        icon = ":material/lock:"
        st.page_link(f"{page}.py", label=label, icon=icon, query_params=back(page))
        label = words.say("changed.live_view")
        live = back(page, as_known="")
        st.page_link(f"{page}.py", label=label, icon=":material/update:", query_params=live)


def rows(words: Wording, made: Since, name: str) -> None:
    """Everything that changed in one table: revised first, then withdrawn, then added."""
    for kind in KINDS:
        if not (n := len(made.rows(name, kind))):
            continue
        title = words.say(f"differences.{kind}_rows", n=n)
        st.subheader(words.say("ledger.counted", table=words.say(f"table.{name}"), numbers=title))
        notes.frame(words, since.listed(made, name, kind, notes.MOST_ROWS, words))
        if n > notes.MOST_ROWS:
            notes.small(words.say("table.more", shown=notes.MOST_ROWS, all=n))


words = reader.wording()
st.title(words.say("menu.changed"))
page = which(words)
made = since.of(data.view_of(page, words))
about(words, page, made)
if made.counted:
    st.markdown(f"**{since.in_words(made, words)}**")
    for name in made.counted:
        rows(words, made, name)
    notes.download(words, lambda: since.to_download(made), f"changed_{page}")
else:
    versions = {"version": made.before.version.number, "newest": made.now.version.number}
    st.info(words.say("changed.nothing", **versions))
