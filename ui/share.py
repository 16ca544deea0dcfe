"""Share: one question, live or frozen, and then everything that a link is wanted for."""

import html
from base64 import b64encode

import streamlit as st

from analysis import finding, sharing
from analysis.shown import Shown
from analysis.wording import Wording
from ledger import links
from ui import data, link, sign_in

LIVE, FROZEN = "live", "frozen"
# Streamlit shows the button that copies only under a mouse; here a keyboard and a finger reach it.
COPY_BUTTONS = """<style>
[data-testid=stDialog] [data-testid=stCode] > div,
[data-testid=stDialog] [data-testid=stCode] > div > div {
    visibility: visible; opacity: 1; pointer-events: auto;
}
[data-testid=stDialog] [data-testid=stCode] > pre { padding-right: 3.5rem; }
</style>"""


@st.fragment
def button(words: Wording) -> None:
    """The button to share a page; nothing is made before it is pressed."""
    if data.known().draft:
        return  # a preview is shared with colleagues by its own address
    title = words.say("share.title")
    if st.button(title, icon=":material/share:", key="share"):
        st.dialog(title, width="medium", icon=":material/share:")(_offer)(words)


def _offer(words: Wording) -> None:
    st.html(COPY_BUTTONS)
    if data.known().small:
        st.warning(words.say("disclosure.share"))
    view = data.view_of(link.page(), words)
    frozen = _is_frozen(words, view)
    shared = sharing.address(view, frozen=frozen)
    address = link.full(shared)
    by_link, in_message = st.tabs([words.say(f"share.{tab}") for tab in ("by_link", "in_message")])
    with by_link:
        _copied(words, "share.address", address)
        address = _short(words, shared, address)
        _drawn(words, address, f"{links.code_of(shared)}.svg")
    with in_message:
        text = sharing.message(view, address, frozen=frozen)
        _copied(words, "share.text", text)
        subject = finding.of(view).sentence
        st.link_button(words.say("share.mail"), sharing.mail(subject, text), icon=":material/mail:")


def _is_frozen(words: Wording, view: Shown) -> bool:
    """The one question: whether the link follows new figures or stays on these."""
    captions = {
        LIVE: words.say("share.live_why"),
        FROZEN: words.say(
            "share.frozen_why", version=view.version.number, last=words.day(view.days.end)
        ),
    }
    chosen = st.radio(
        words.say("share.which"),
        [*captions],
        index=int(view.frozen),
        format_func=lambda which: words.say(f"share.{which}"),
        captions=[*captions.values()],
        key=f"share which in {words.language}",
    )
    return chosen == FROZEN


def _short(words: Wording, shared: str, address: str) -> str:
    """The short link, once somebody asked for it; returns the shorter address that there is."""
    code = links.code_of(shared)
    known = links.find(data.ledger(), code)
    if known is None:
        place = st.empty()
        if place.button(words.say("share.make_short"), icon=":material/link:"):
            known = _made(words, shared)
        if known:
            place.empty()
    if known and known.status == "open":
        address = link.full(f"/s/{code}")
        _copied(words, "share.short", address)
    elif known:
        st.info(words.say(f"share.{known.status}"))
    return address


def _drawn(words: Wording, address: str, name: str) -> None:
    """A QR code of an address, to show and to keep."""
    drawing = sharing.qr(address)
    picture = f"data:image/svg+xml;base64,{b64encode(drawing).decode()}"
    about = html.escape(words.say("share.qr_of", link=address))
    st.html(f'<img src="{picture}" width="196" alt="{about}">')
    label = words.say("share.qr")
    icon = ":material/qr_code:"
    st.download_button(label, drawing, name, "image/svg+xml", icon=icon, on_click="ignore")


def _made(words: Wording, shared: str) -> links.Link | None:
    account = sign_in.account()
    try:
        return links.make(data.ledger(), shared, account.name if account else "")
    except links.TooManyError:
        st.warning(words.say("share.too_many"))
    except links.TooLongError:
        st.warning(words.say("share.too_long"))
    return None


def _copied(words: Wording, entry: str, text: str) -> None:
    """A text with a button that copies it."""
    st.markdown(f"**{words.say(entry)}**")
    st.code(text, language=None, wrap_lines=True)
