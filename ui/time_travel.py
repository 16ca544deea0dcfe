"""Going back: to what this dashboard knew, and to what the sources had published.

Two clocks: a version is what was recorded here (`as_known`), a vintage what a publisher said on a
day (`as_published`). Choosing nothing shows the newest.
"""

from datetime import date

import streamlit as st

from analysis import counts, published, view
from analysis.wording import Wording
from ledger import crisis
from ui import data, link

ICON = ":material/history:"
# Older versions are reached by their day.
MOST_VERSIONS = 200


def offer(words: Wording, page: str) -> None:
    """The choices of time that a page reads, behind a button."""
    known = data.known()
    if known.draft or not known.newest:
        return
    with st.popover(words.say("time_travel.title"), icon=ICON, type="tertiary"):
        st.markdown(words.say("time_travel.as_known"))
        _choose_version(words)
        days = [version.published_at.date() for version in published.here().versions().values()]
        _choose_day(words, "as_known", min(days), max(days))
        if "as_published" in view.PARAMETERS[page]:
            st.markdown(words.say("time_travel.as_published"))
            _choose_day(words, "as_published", crisis.read().start, _last_published())
        if link.asked("as_known") or link.asked("as_published"):
            st.button(words.say("time_travel.newest"), on_click=_go_to_newest)


def say_as_published(words: Wording, page: str) -> None:
    """That a page shows what had been published by the end of a day, and the way back."""
    day = data.as_published()
    if day and "as_published" in view.PARAMETERS[page]:
        said = words.say("version.as_published", day=words.day(day))
        back = words.say("time_travel.back", link=link.address(as_published=""))
        st.info(f"{said} {back}", icon=ICON)


def _choose_version(words: Wording) -> None:
    known, every = data.known(), published.here().versions()
    numbers = dict.fromkeys([*sorted(every, reverse=True)[:MOST_VERSIONS], known.version])
    key = f"{link.CHOICE}the version in {words.language}"
    by_number = known.frozen and link.asked("as_known").isdecimal()
    st.session_state[key] = known.version if by_number else None
    st.selectbox(
        words.say("time_travel.version"),
        list(numbers),
        format_func=lambda number: words.say(
            "time_travel.version_of",
            version=number,
            day=words.moment(every[number].published_at),
            note=every[number].note,
        ),
        index=None,
        placeholder=words.say("time_travel.none"),
        key=key,
        on_change=lambda: link.write("as_known", str(st.session_state[key] or "")),
    )


def _choose_day(words: Wording, name: str, first: date, last: date) -> None:
    """The day that a parameter asks for; blank when it asks for none, or for a version."""
    key = f"{link.CHOICE}{name} day in {words.language}"
    asked = _day(link.asked(name))
    st.session_state[key] = asked
    st.date_input(
        words.say(f"time_travel.{name}.day"),
        value=None,
        min_value=min(first, asked or first),
        max_value=max(last, asked or last),
        format="YYYY-MM-DD",
        key=key,
        on_change=lambda: link.write(name, str(st.session_state[key] or "")),
    )


def _day(text: str) -> date | None:
    try:
        return None if text.isdecimal() else date.fromisoformat(text)
    except ValueError:
        return None


def _last_published() -> date:
    """The last day on which a source published a count, as far as the version shown knows."""
    table = data.tables()["counts"]
    days = data.composed(lambda: counts.publication_days(table), "publication days")
    return date.fromisoformat(days[-1]) if days else crisis.read().start


def _go_to_newest() -> None:
    link.write("as_known", "")
    link.write("as_published", "")
