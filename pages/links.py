"""Short links: which were made, and an admin's way to pause, resume and remove them."""

import pandas as pd
import streamlit as st

from analysis.wording import Wording
from ledger import links
from ledger.accounts import Account
from ledger.ledger import NotNow
from ledger.links import Link
from ui import data, link, notes, reader, sign_in

# What can be done with a link of each status.
MOVES = {
    "open": {"pause": links.pause, "remove": links.remove},
    "paused": {"resume": links.resume, "remove": links.remove},
    "removed": {},
}


def found(words: Wording) -> list[Link]:
    """The links that hold what is looked for in their code, view or maker; all without a search."""
    every = links.every(data.ledger())
    wanted = st.text_input(words.say("choose.find")).strip().casefold()
    return [one for one in every if wanted in f"{one.code} {one.view} {one.shared_by}".casefold()]


def listed(words: Wording, shown: list[Link]) -> pd.DataFrame:
    """Links as a table: where each leads, who made it when, and what became of it."""
    titles = ("code", "view", "shared_at", "shared_by", "status", "because")
    cells = [
        (one.code, one.view, one.shared_at, one.shared_by, _status(words, one), one.because)
        for one in shown
    ]
    return pd.DataFrame(cells, columns=[words.say(f"links.{title}") for title in titles])


def change(words: Wording, admin: Account, shown: list[Link]) -> None:
    """A form to pause, resume or remove one link, with the reason."""
    by_code = {one.code: one for one in shown}
    code = st.selectbox(words.say("links.code"), [*by_code])
    chosen = by_code[code]
    st.markdown(f"`{link.root()}/s/{code}` · {_status(words, chosen)}")
    if not MOVES[chosen.status]:
        notes.small(words.say("links.removed_for_good"))
        return
    with st.form("change a link", clear_on_submit=True):
        reason = st.text_input(words.say("links.because"), max_chars=500).strip()
        with st.container(horizontal=True):
            pressed = [
                what
                for what in MOVES[chosen.status]
                if st.form_submit_button(words.say(f"links.{what}"))
            ]
    if pressed and not reason:
        st.warning(words.say("links.reason_wanted"))
    elif pressed:
        try:
            MOVES[chosen.status][pressed[0]](data.ledger(), code, admin.name, reason)
        except NotNow:
            st.warning(words.say("links.changed_meanwhile"))
        else:
            st.rerun()


def _status(words: Wording, one: Link) -> str:
    return words.say(f"links.status.{one.status}")


words = reader.wording()
st.title(words.say("menu.links"))
admin = sign_in.required(words, "manage")
st.markdown(words.say("links.about", most=links.MOST_AN_HOUR))
shown = found(words)
if shown:
    st.dataframe(listed(words, shown[: notes.MOST_ROWS]), hide_index=True)
    if len(shown) > notes.MOST_ROWS:
        notes.small(words.say("table.more", shown=notes.MOST_ROWS, all=len(shown)))
    change(words, admin, shown[: notes.MOST_ROWS])
else:
    st.info(words.say("links.none"))
