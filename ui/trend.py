"""A chart of counts over days, and what is said under it."""

import pandas as pd
import streamlit as st

from analysis import pictures, provisional
from analysis.trends import Trend
from analysis.wording import Wording
from ui import data, notes, share


def rewriting() -> pd.DataFrame:
    """How long sources rewrite their days, by what is known of them: see analysis.provisional."""
    return data.composed(
        lambda: provisional.measured(data.tables()["counts"], data.newest_counts()), "rewriting"
    )


def show(words: Wording, trend: Trend, name: str, title: str) -> None:
    """The chart, its text alternative, and under it the falls and provisional days in words."""
    picture = pictures.of_trend(title, trend, data.tables()["sources"], words)
    notes.plot(words, trend.figure, name, trend.in_words, picture)
    share.button(words, "chart")
    if trend.below:
        with st.container(key=f"below {name}"):
            st.markdown(trend.below)
