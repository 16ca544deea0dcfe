"""Accounts and the audit trail: who may do what, and who did what. For admins."""

import pandas as pd
import streamlit as st

from analysis.wording import Wording
from ledger import accounts
from ledger.accounts import ROLES, Account
from ui import data, notes, reader, sign_in


def roles(words: Wording, admin: Account) -> None:
    """The role of each account; a row that is taken out loses its role."""
    st.subheader(words.say("accounts.roles"))
    st.markdown(words.say("accounts.roles_how"))
    before = accounts.roles(data.ledger())
    name, role = words.say("accounts.account"), words.say("accounts.role")
    edited = st.data_editor(
        pd.DataFrame({name: list(before), role: list(before.values())}, dtype=object),
        num_rows="dynamic",
        column_config={
            name: st.column_config.TextColumn(required=True),
            role: st.column_config.SelectboxColumn(options=list(ROLES), required=True),
        },
        hide_index=True,
        key=f"roles {words.language} {sorted(before.items())}",
    )
    pairs = zip(edited[name], edited[role], strict=True)
    after = {str(who).strip(): what for who, what in pairs if who and what}
    if st.button(words.say("accounts.keep"), type="primary", disabled=after == before):
        for who in {*before, *after}:
            if before.get(who, "") != after.get(who, ""):
                accounts.grant(data.ledger(), who, after.get(who, ""), admin.name)
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
