"""Who is signed in, and how one signs in.

With an identity provider in .streamlit/secrets.toml ([auth], OpenID Connect) people sign in there.
Without one, a link that opens once is printed when the server starts; that works only on the
machine itself, so that nobody can publish over a network without an account.
"""

from collections import OrderedDict
from datetime import UTC, datetime

import streamlit as st

from analysis import view
from analysis.wording import Wording
from ledger import accounts
from ledger.accounts import Account
from ledger.ledger import Ledger
from ui import data, link

LOCAL_ACCOUNT = "local analyst"
TOKEN = "_streamlit_xsrf"
MOST_WAITING = 1000


@st.cache_resource
def _wanted() -> OrderedDict[str, dict[str, str]]:
    """What each browser was about to open when it went to the identity provider to sign in."""
    return OrderedDict()


def has_provider() -> bool:
    """Whether people sign in with an identity provider."""
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def is_local() -> bool:
    """Whether the server can be reached from this machine only."""
    return st.get_option("server.address") in accounts.LOOPBACK


def printed_at_start(ledger: Ledger, words: Wording) -> str:
    """What the server says about signing in when it starts, with the link where there is one."""
    if has_provider():
        return words.say("sign_in.with_provider")
    if not is_local():
        return _why_refused(words)
    secret = accounts.make_link(ledger, LOCAL_ACCOUNT)
    port = st.get_option("server.port")
    return words.say("sign_in.link", link=f"http://localhost:{port}/sign_in?secret={secret}")


def account() -> Account | None:
    """Who looks at this page, with the roles of now; None for those who did not sign in."""
    ledger = data.ledger()
    if has_provider():
        settings = st.secrets.get("accounts", {})
        claims = st.user.to_dict()
        known = accounts.of_claims(claims, datetime.now(UTC), settings.get("roles_claim", ""))
        if known is None:
            return None
        given = accounts.roles(ledger).get(known.name, "")
        first = {"admin"} if known.name in settings.get("admins", []) else set()
        return Account(known.name, known.roles | ({given} - {""}) | first)
    secret = st.context.cookies.get(accounts.COOKIE, "")
    name = accounts.of_session(ledger, secret) if secret and _comes_from_here() else None
    return Account(name, frozenset({"admin"})) if name else None


def may(right: str) -> bool:
    """Whether somebody is signed in who has the right."""
    known = account()
    return known is not None and known.may(right)


def required(words: Wording, right: str) -> Account:
    """Somebody who has the right; others are told how to get it, and the page ends."""
    known = account()
    if known is None:
        _offer(words)
        st.stop()
    if not known.may(right):
        told = words.say("sign_in.no_right", name=known.name, right=words.say(f"right.{right}"))
        st.warning(told)
        st.stop()
    return known


def follow_wanted() -> None:
    """After signing in: open what was wanted before; say so when it was refused."""
    wanted = _wanted().pop(_browser(), None) if has_provider() else None
    if wanted:
        page = wanted.pop("page")
        if account() is None:
            wanted["refused"] = "yes"
        st.switch_page(f"{page}.py", query_params=wanted)


def line(words: Wording) -> None:
    """Who is signed in, and the way out; for all others the way in."""
    known = account()
    if known is None:
        st.page_link("upload.py", label=words.say("sign_in.title"), query_params=link.kept("lang"))
        return
    st.markdown(f":small[{words.say('sign_in.as', name=known.name)}]")
    if st.button(words.say("sign_out"), type="tertiary"):
        if has_provider():
            st.logout()
        else:
            accounts.end_session(data.ledger(), st.context.cookies.get(accounts.COOKIE, ""))
        st.rerun()


def _offer(words: Wording) -> None:
    """The way in that this deployment has."""
    st.markdown(words.say("sign_in.why"))
    if has_provider():
        if link.asked("refused"):
            st.warning(words.say("sign_in.did_not_work"))
        if st.button(words.say("sign_in.title"), type="primary"):
            waiting = _wanted()
            asked = {name: value for name, value in link.parameters().items() if name != "refused"}
            waiting[_browser()] = {**asked, "page": _page()}
            while len(waiting) > MOST_WAITING:
                waiting.popitem(last=False)
            st.login()
    elif is_local():
        st.info(words.say("sign_in.look_for_link"))
    else:
        st.warning(_why_refused(words))


def _why_refused(words: Wording) -> str:
    address = st.get_option("server.address") or "0.0.0.0"
    return words.say("sign_in.refused", address=address)


def _browser() -> str:
    """What tells this browser from others: its token against forged requests, unmasked."""
    parts = st.context.cookies.get(TOKEN, "").strip('"').split("|")
    try:
        mask, masked = (bytes.fromhex(part) for part in parts[1:3])
    except ValueError:
        return ""
    return bytes(byte ^ mask[at % len(mask)] for at, byte in enumerate(masked)).hex()


def _page() -> str:
    path = "/" + (st.context.url or "").split("//")[-1].partition("/")[2].partition("?")[0]
    return next((name for name, known in view.PAGES.items() if known == path), "upload")


def _comes_from_here() -> bool:
    ends = ["localhost" if st.context.ip_address is None else st.context.ip_address]
    return is_local() and accounts.is_this_machine(ends, st.context.headers)
