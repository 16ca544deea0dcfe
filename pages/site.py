"""The frame of every page: menu, language, which version is shown, footer."""

from datetime import date

import streamlit as st

from analysis import documents, freshness, published, sharing, since, view
from analysis.wording import Wording
from ledger import crisis
from ledger.desk import Submission
from ui import data, desk, link, notes, reader, sign_in, time_travel


def menu(words: Wording, pages: dict[str, st.Page]) -> None:
    """Links to all pages that take the reader's choices along, and the choice of language."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for name in view.READING:
            label = words.say(f"menu.{name}")
            taken_along = link.without_page(link.parameters())
            st.page_link(pages[name], label=label, query_params=taken_along)
        known = sign_in.account()
        desk_pages = {"versions": "draft", "upload": "draft"}
        desk_pages |= {"accounts": "manage", "links": "manage"}
        for name, right in desk_pages.items():
            if known and known.may(right):
                label = words.say(f"menu.{name}")
                st.page_link(pages[name], label=label, query_params=link.kept("lang"))
        reader.choose_language(words)


def say_which_version(words: Wording, page: str) -> None:
    """Whether the figures are frozen, historical, or asked for in a way we do not know."""
    known = data.known()
    say_disclosure(words, small=known.small)
    if known.frozen:
        _say_frozen(words, known, page)
    time_travel.say_as_published(words, page)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _, last = data.reported_days()
        if freshness.is_historical(last, date.today()):
            notes.small(words.say("version.historical", day=words.day(last)))
        time_travel.offer(words, page)
        offer_light_version(words, page)


def offer_light_version(words: Wording, page: str) -> None:
    """The way to the same view as one page without script, for a poor connection or for paper."""
    if page in documents.PAGES and not data.known().draft:
        shown = data.view_of(page, words)
        path = sharing.form("/brief", shown, frozen=shown.frozen, language=words.language)
        notes.small(f"[:material/article: {words.say('brief.light')}]({link.here()}{path})")


def say_refused(words: Wording, page: str) -> None:
    """What the address asks of a page in vain, with what is understood and the way on without."""
    shown, refused = data.read_address(page, words)
    kept = {**shown.asked, "lang": link.asked("lang")}
    kept |= {"page": page} if link.asked("page") else {}
    link.say_refused(words, refused, link.address_of(kept))


def say_disclosure(words: Wording, *, small: bool) -> None:
    """That small counts are seen here which are not public; or to what counts are rounded."""
    rule = published.rule()
    if small:
        said = words.say("disclosure.not_public", threshold=rule.threshold)
        st.error(said, icon=":material/visibility_off:")
    elif rule.rounding > 1:
        notes.small(words.say("disclosure.rounded", base=rule.rounding))


def _say_frozen(words: Wording, known: data.Known, page: str) -> None:
    """Which version is shown, of when, and what changed in this view since."""
    shown = data.version(known.version)
    day = words.moment(shown.published_at) if shown else ""
    st.info(words.say("version.frozen", version=known.version, day=day), icon=":material/lock:")
    if known.newest == known.version:
        return
    changes = since.of(data.view_of(page, words))
    entry = "changed.newer" if changes.counted else "changed.newer_without"
    said = words.say(entry, n=known.newest - known.version, told=since.in_words(changes, words))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(said)
        if changes.counted:
            params = link.kept("lang", *view.PARAMETERS[page], page=page)
            label = words.say("changed.open")
            icon = ":material/difference:"
            st.page_link("changed.py", label=label, icon=icon, query_params=params)
        st.markdown(words.say("changed.live", link=link.address(as_known="")))


def footer(words: Wording, pages: dict[str, st.Page]) -> None:
    """Who runs this dashboard, and which version of the figures it shows."""
    known = data.known()
    shown = data.version(known.version)
    about = crisis.read()
    st.divider()
    site = about.site_name[words.language]
    if shown:
        published = words.moment(shown.published_at)
        notes.small(words.say("footer", site=site, version=known.version, day=published))
    else:
        notes.small(words.say("footer.none", site=site))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        label = words.say("menu.methodology")
        kept = link.kept("lang", "as_known")
        st.page_link(pages["methodology"], label=label, query_params=kept)
        label = words.say("menu.versions")
        st.page_link(pages["versions"], label=label, query_params=link.kept("lang"))
        notes.small(f"[{words.say('feed.name')}](/feed.xml?lang={words.language})")
        sign_in.line(words)
    if about.contact:
        notes.small(words.say("footer.contact", contact=about.contact))


def preview(words: Wording, page: str) -> Submission | None:
    """The draft whose figures the page shows; only for those who prepare or review drafts."""
    if not link.asked("draft") or page not in view.SHARING:
        return None
    _, draft = desk.opened(words)
    say_preview(words)
    if data.prepared(draft).has_errors:
        st.error(words.say("differences.errors_first"))
        st.stop()
    return draft


def say_preview(words: Wording) -> None:
    """That these figures are not public, with the way back to the draft."""
    st.warning(words.say("preview.not_public"), icon=":material/visibility:")
    st.page_link(
        "publish.py", label=words.say("preview.back"), query_params=link.kept("lang", "draft")
    )


link.follow_address()
words = reader.wording()
site = crisis.read().site_name[words.language]
st.set_page_config(layout="wide")
pages = {
    name: st.Page(
        f"{name}.py",
        title=f"{words.say(f'menu.{name}')} – {site}",
        url_path=path.strip("/"),
        default=path == "/",
    )
    for name, path in view.PAGES.items()
}
chosen = st.navigation(list(pages.values()), position="hidden")
small = sign_in.may("see_small_counts")
data.look_up_version(small=small)
sign_in.follow_wanted()
menu(words, pages)
name = next(name for name, page in pages.items() if page.url_path == chosen.url_path)
st.session_state[link.PAGE] = name
if draft := preview(words, name):
    data.look_up_version(draft, small=small)
about = link.asked("page") if name == "changed" else name
if about in view.SHARING and not draft:
    say_refused(words, about)
if name in view.SHARING:
    say_which_version(words, name)
chosen.run()
footer(words, pages)
