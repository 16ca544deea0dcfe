"""Earlier values: whether a page shows them and of which days, and all revisions as a table."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from analysis import counts, disagreements, ghosts, revision_list, view
from analysis.ghosts import Past
from analysis.wording import Wording
from ui import data, link, notes

MOST_ROWS = 500


def choose(words: Wording) -> str:
    """The choice whether earlier values are shown: one of view.CHOICES["revisions"]."""
    choices = list(view.CHOICES["revisions"])
    return link.one(words, "revisions", choices, words.option("revisions"), short=True)


def past(
    words: Wording, name: str, vintages: Callable[[], pd.DataFrame], *, drawn: bool = True
) -> Past:
    """All vintages of the counts of a page (`name`), their revisions, and the days chosen.

    Days are for a reader to choose where earlier values are `drawn`.
    """
    tables = data.tables()
    made = data.composed(
        lambda: ghosts.past(vintages(), tables), f"past of {name}", data.chosen_days(words)
    )
    return replace(made, days=_days(words)) if drawn else made


def _days(words: Wording) -> tuple[date, ...]:
    table = data.tables()["counts"]
    every = data.composed(lambda: counts.publication_days(table), "publication days")
    days = link.several(
        words,
        "vintages",
        every,
        lambda day: words.short_day(date.fromisoformat(day)),
        nothing="choose.vintages.none",
    )
    return tuple(map(date.fromisoformat, days))


def table(words: Wording, past: Past, places: Sequence[str], name: str) -> None:
    """The revisions of some places (none: all), the largest first, and what they amount to."""
    tables = data.tables()
    revised = disagreements.of_places(past.revised, list(places))
    st.subheader(words.say("revision.title"))
    st.markdown(revision_list.finding(revised, words))
    if revised.empty:
        return
    st.markdown(revision_list.fallen(revised, words))
    shown = revised.head(MOST_ROWS)
    listed = data.composed(
        lambda: revision_list.listed(shown, tables["sources"], tables["breaks"], words),
        *(f"revisions of {name}", data.chosen_days(words), tuple(places), words),
    )
    notes.frame(words, listed, said=lambda rows: revision_list.styled(rows, shown, words))
    notes.small(words.say("revision.how"))
    if len(revised) > len(shown):
        notes.small(words.say("revision.largest", n=len(shown), all=words.number(len(revised))))
    notes.download(words, lambda: revised, f"revisions_of_{name}")
