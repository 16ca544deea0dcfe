"""Share: one question, live or frozen, and then everything that a link is wanted for."""

import html
from base64 import b64encode

import streamlit as st

from analysis import documents, finding, sharing
from analysis.shown import Shown
from analysis.wording import Wording
from ledger import links
from ui import data, link, notes, sign_in

LIVE, FROZEN = "live", "frozen"
ICON = ":material/share:"
TABS = ("by_link", "in_message", "embedded", "otherwise")
# Streamlit shows the button that copies only under a mouse; here a keyboard and a finger reach it.
COPY_BUTTONS = """<style>
[data-testid=stDialog] [data-testid=stCode] > div,
[data-testid=stDialog] [data-testid=stCode] > div > div {
    visibility: visible; opacity: 1; pointer-events: auto;
}
[data-testid=stDialog] [data-testid=stCode] > pre { padding-right: 3.5rem; }
</style>"""


@st.fragment
def button(words: Wording, part: str = "") -> None:
    """The button to share a page, or a part of it; nothing is made before it is pressed.

    `part` is a name of what can be embedded of the page, see public/embed.py: `chart`, `map`.
    """
    if data.known().draft or (part and link.page() not in sharing.PARTS):
        return  # a preview is shared with colleagues by its own address
    title = words.say("share.part" if part else "share.title")
    kind = "tertiary" if part else "secondary"
    if st.button(title, icon=ICON, type=kind, key=f"share {part}".strip()):
        st.dialog(title, width="medium", icon=ICON)(_offer)(words, part)


def _offer(words: Wording, part: str) -> None:
    st.html(COPY_BUTTONS)
    if data.known().small:
        st.warning(words.say("disclosure.share"))
    view = data.view_of(link.page(), words)
    frozen = _is_frozen(words, view)
    shared = sharing.address(view, frozen=frozen)
    tabs = [words.say(f"share.{tab}") for tab in TABS]
    # Who shares a chart most often wants to embed it.
    first = tabs[TABS.index("embedded" if part else "by_link")]
    by_link, in_message, embedded, otherwise = st.tabs(tabs, default=first)
    with by_link:
        _copied(words, "share.address", link.full(shared))
        address = _short(words, shared)
        _drawn(words, address, f"{links.code_of(shared)}.svg")
    with in_message:
        _message(words, view, address, frozen=frozen)
    with embedded:
        _embedded(words, view, part, frozen=frozen)
    with otherwise:
        _otherwise(words, view, frozen=frozen)


def _is_frozen(words: Wording, view: Shown) -> bool:
    """The one question: whether the link follows new figures or stays on these."""
    chosen = st.radio(
        words.say("share.which"),
        [LIVE, FROZEN],
        index=int(view.frozen),
        format_func=lambda which: words.say(f"share.{which}"),
        key=f"share which in {words.language}",
    )
    told = {"version": view.version.number, "last": words.day(view.days.end)}
    notes.small(words.say(f"share.{chosen}_why", **told))
    return chosen == FROZEN


def _short(words: Wording, shared: str) -> str:
    """The short link, once somebody asked for it; returns the shortest address that there is."""
    code = links.code_of(shared)
    known = links.find(data.ledger(), code)
    if known is None:
        place = st.empty()
        if place.button(words.say("share.make_short"), icon=":material/link:"):
            known = _made(words, shared)
        if known:
            place.empty()
    if known and known.status == "open":
        short = link.full(f"/s/{code}")
        _copied(words, "share.short", short)
        return short
    if known:
        st.info(words.say(f"share.{known.status}"))
    return link.full(shared)


def _made(words: Wording, shared: str) -> links.Link | None:
    account = sign_in.account()
    try:
        return links.make(data.ledger(), shared, account.name if account else "")
    except links.TooManyError:
        st.warning(words.say("share.too_many"))
    except links.TooLongError:
        st.warning(words.say("share.too_long"))
    return None


def _drawn(words: Wording, address: str, name: str) -> None:
    """A QR code of an address, to show and to keep."""
    drawing = sharing.qr(address)
    picture = f"data:image/svg+xml;base64,{b64encode(drawing).decode()}"
    about = html.escape(words.say("share.qr_of", link=address))
    st.html(f'<img src="{picture}" width="196" alt="{about}">')
    label = words.say("share.qr")
    icon = ":material/qr_code:"
    st.download_button(label, drawing, name, "image/svg+xml", icon=icon, on_click="ignore")


def _message(words: Wording, view: Shown, address: str, *, frozen: bool) -> None:
    """The finding with its day, source and link, to copy or to send by e-mail."""
    text = sharing.message(view, address, frozen=frozen)
    _copied(words, "share.text", text)
    mail = sharing.mail(finding.of(view).sentence, text)
    st.link_button(words.say("share.mail"), mail, icon=":material/mail:")


def _embedded(words: Wording, view: Shown, part: str, *, frozen: bool) -> None:
    """The code that shows a part of the view inside another site."""
    if not part and view.page not in sharing.PARTS:
        st.markdown(words.say("share.no_part"))
        return
    chosen = part or st.radio(
        words.say("share.which_part"),
        sharing.PARTS[view.page],
        format_func=lambda name: words.say(f"share.part.{name}"),
        horizontal=True,
        key=f"share part in {words.language}",
    )
    path = sharing.form(f"/embed/{chosen}", view, frozen=frozen, language=words.language)
    _copied(words, "share.code", sharing.embedded(link.here() + path, finding.of(view).sentence))
    st.link_button(words.say("share.try"), link.here() + path, icon=":material/open_in_new:")


def _otherwise(words: Wording, view: Shown, *, frozen: bool) -> None:
    """The same view as one light page and as PDF, and its rows."""
    said = {"frozen": frozen, "language": words.language}
    has_brief = view.page in documents.PAGES
    for entry, path, icon in (
        ("share.brief", sharing.form("/brief", view, **said) if has_brief else "", "article"),
        ("share.pdf", sharing.form("/brief.pdf", view, **said) if has_brief else "", "print"),
        ("share.csv", sharing.rows(view, **said), "table"),
    ):
        if path:
            st.link_button(words.say(entry), link.here() + path, icon=f":material/{icon}:")


def _copied(words: Wording, entry: str, text: str) -> None:
    """A text with a button that copies it."""
    st.markdown(f"**{words.say(entry)}**")
    st.code(text, language=None, wrap_lines=True)
