"""Versions: every publication, what it changed, the files it came from; and taking one back."""

import streamlit as st

from analysis import disclosure, sources
from analysis.wording import Wording, plain
from ledger import quarantine
from ledger.accounts import Account
from ledger.ledger import NothingToPublish, Version
from ui import changes, data, link, notes, reader, sign_in


def files(words: Wording, version: Version, account: Account) -> None:
    """The files as received, for those who publish; not those with personal data."""
    ledger = data.ledger()
    told = ledger.trail(what="publish", version=version.number)
    for digest in (digest for entry in told for digest in entry.received):
        received = ledger.received(digest)
        if received.content is None:
            notes.small(words.say("versions.erased", file=plain(received.name)))
        elif not quarantine.may_open(received, account):
            notes.small(words.say("versions.quarantined", file=plain(received.name)))
        else:
            st.download_button(
                words.say("versions.download", file=received.name),
                lambda digest=digest: ledger.received(digest).content or b"",
                received.name,
                icon=":material/download:",
                on_click="ignore",
                key=f"file {digest}",
            )


def take_back(words: Wording, version: Version, account: Account) -> None:
    """Publish the version before this one again: two clicks and a reason."""
    with st.popover(words.say("versions.take_back", version=version.number)):
        st.markdown(words.say("versions.take_back_how", version=version.number - 1))
        with st.form("take back", border=False):
            reason = st.text_input(words.say("versions.reason"))
            if st.form_submit_button(words.say("versions.take_back_now"), type="primary"):
                if reason.strip():
                    revert(words, version.number - 1, account, reason.strip())
                else:
                    st.warning(words.say("versions.reason_wanted"))


def revert(words: Wording, number: int, account: Account, reason: str) -> None:
    """Make an earlier version the newest one again."""
    try:
        made = data.ledger().revert(number, account.name, reason)
    except NothingToPublish:
        st.info(words.say("versions.same", version=number))
    else:
        params = link.kept("lang", version=str(made.number))
        st.switch_page("versions.py", query_params=params)


words = reader.wording()
account = sign_in.account()
every = {version.number: version for version in data.ledger().versions()}
st.title(words.say("menu.versions"))
st.markdown(words.say("versions.about"))
st.markdown(words.say("versions.feed", link=f"/feed.xml?lang={words.language}"))
numbers = [str(number) for number in sorted(every, reverse=True)]
if not numbers:
    st.info(words.say("versions.none"))
    st.stop()
st.dataframe(sources.versions(every.values(), words), hide_index=True, height=300)
chosen = link.one(words, "version", numbers, lambda number: words.say("versions.number", n=number))
version = every[int(chosen)]
st.subheader(words.say("versions.number", n=chosen))
st.markdown(
    words.say(
        "versions.line",
        at=words.moment(version.published_at),
        by=plain(version.published_by),
        note=plain(version.note),
    )
)
if version.reverts:
    notes.small(words.say("versions.reverts", version=version.reverts))
st.page_link(
    "situation.py",
    label=words.say("versions.open"),
    icon=":material/lock:",
    query_params=link.kept("lang", as_known=chosen),
)
around = [data.tables_of(number) for number in (version.number - 1, version.number)]
for name, changed in data.ledger().changes(version.number - 1, version.number).items():
    told = disclosure.told(changed, name, [tables[name] for tables in around])
    changes.listed(words, name, told, unfolded=False)
if account and account.may("draft"):
    files(words, version, account)
if account and account.may("publish") and version.number > 1:
    take_back(words, version, account)
