"""Accounts and the audit trail: who may do what, and who did what. For admins."""

import pandas as pd
import streamlit as st

from analysis.wording import Wording
from ledger import accounts
from ledger.accounts import ROLES, Account
from ui import data, notes, reader, sign_in


def roles(words: Wording, admin: Account) -> None:
    """The role of each account, and a form to give one or take it away."""
    st.subheader(words.say("accounts.roles"))
    st.markdown(words.say("accounts.roles_how"))
    given = accounts.roles(data.ledger())
    titles = [words.say("accounts.account"), words.say("accounts.role")]
    if given:
        notes.table(words, pd.DataFrame(list(given.items()), columns=titles).set_index(titles[0]))
    with st.form("role", clear_on_submit=True):
        name = st.text_input(titles[0], max_chars=200).strip()
        none = words.say("accounts.no_role")
        role = st.selectbox(
            titles[1], [*ROLES, none], index=None, placeholder=words.say("choose.one")
        )
        if st.form_submit_button(words.say("accounts.give"), type="primary") and name and role:
            accounts.grant(data.ledger(), name, "" if role == none else role, admin.name)
            st.rerun()


def trail(words: Wording) -> None:
    """Every entry of the audit trail, to read and to download."""
    st.subheader(words.say("accounts.trail"))
    names = data.ledger().received_names()
    frame = pd.DataFrame(
        [
            {
                words.say("accounts.at"): entry.at,
                words.say("accounts.who"): entry.who,
                words.say("accounts.what"): words.say(f"audit.{entry.what}"),
                words.say("accounts.note"): entry.note,
                words.say("accounts.version"): entry.version,
                words.say("accounts.draft"): entry.draft or "",
                words.say("accounts.files"): ", ".join(
                    f"{names.get(digest, '')} {digest[:12]}" for digest in entry.received
                ),
            }
            for entry in data.ledger().trail()
        ]
    )
    st.dataframe(frame, hide_index=True)
    notes.download(words, lambda: frame, "audit")


words = reader.wording()
st.title(words.say("menu.accounts"))
admin = sign_in.required(words, "manage")
roles(words, admin)
trail(words)
