"""What stands under and beside a figure: its source, its table, how to read it, how to share it."""

from collections.abc import Callable
from typing import Literal
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from analysis import (
    charts,
    comparison,
    headlines,
    lateness,
    listing,
    making,
    sparklines,
)
from analysis.headlines import Headline
from analysis.printed import Picture
from analysis.wording import Wording, plain
from ui import data, extract, giving, link

MOST_ROWS = 1000
ORIGINS = ("label.origin", "label.made", "label.origin_first", "label.origin_other")
ORIGINS += ("label.origin_then", "label.origin_now")


def headline(
    words: Wording,
    title: str,
    lead: Headline | None,
    judged: pd.DataFrame,
    *,
    sparkline: bool = False,
) -> None:
    """A count with its qualifier, as-of day, change, source and unit; or that there is none.

    `judged` are the series as freshness.series gives them: a count that is out of date is shown
    faint and says so, one whose next is late says that.
    """
    if lead is None:
        st.metric(title, words.say("count.none"))
        return
    how = lateness.of_headline(lead, judged)
    value = headlines.value(lead.row, words)
    value = f":gray[{value}]" if lateness.is_expired(how) else value
    breaks = data.tables()["breaks"]
    change = headlines.change(lead, breaks, words) or None
    st.metric(title, value, change, delta_color="off", delta_arrow="off")
    if sparkline and len(lead.series) > 1:
        st.html(sparklines.drawn(lead, title, breaks, words, also=lateness.said(how, words)))
    small(source_line(words, lead.row))
    if late := lateness.with_icon(how, words):
        small(late)
    with st.container(horizontal=True, gap="small"):
        origin(words, listing.origin(lead.row))
        if headlines.moved(lead, breaks):
            asked = f"{listing.origin(lead.row)}&made={making.CHANGE}"
            origin(words, asked, "origin.change")


def origin(words: Wording, asked: str, entry: str = "origin.link") -> None:
    """The link from a figure to where it comes from; `asked` is from listing.origin."""
    icon = ":material/account_tree:"
    params = link.of_one_number(asked)
    st.page_link("provenance.py", label=words.say(entry), icon=icon, query_params=params)


def small(text: str) -> None:
    """A note in small letters. Not a caption: those are too faint to read in the sun."""
    st.markdown(f":small[{text}]")


def source_line(words: Wording, row: headlines.Row) -> str:
    """Unit, as-of day, publisher with a link to the page where the count stands."""
    return headlines.source_line(row, publishers(), words)


def sum_of_countries(words: Wording, beside: pd.DataFrame) -> None:
    """The sum of what countries reported, to stand beside the newest published total."""
    title = words.say("totals.sum")
    if beside.empty:
        st.metric(title, words.say("count.none"))
        return
    last = beside.iloc[-1]
    against = comparison.sum_against_total(last, words)
    value = words.count(last["sum"], last["sum_qualifier"])
    st.metric(title, value, against, delta_color="off", delta_arrow="off")
    small(words.say("totals.sum_of", n=int(last["countries"]), as_of=words.day(last["as_of"])))
    asked = f"count={last['origin']}&made={making.SUM_OF_COUNTRIES}"
    origin(words, asked, "origin.made")


def publishers() -> dict[str, str]:
    """The publisher of each source of the version shown."""
    return data.composed(lambda: headlines.publishers(data.tables()["sources"]), "publishers")


def listing_of(
    words: Wording, counts: pd.DataFrame, name: str, columns: tuple = listing.COLUMNS
) -> None:
    """The table behind a chart and its download."""

    def show() -> None:
        shown = counts.sort_values("reference_period_end", ascending=False).head(MOST_ROWS)
        sources = data.tables()["sources"]
        frame(words, listing.listed(shown, sources, words, columns))
        if len(counts) > MOST_ROWS:
            small(words.say("table.more", shown=MOST_ROWS, all=len(counts)))
        download(words, lambda: counts, name)

    folded(words.say("table.behind", n=len(counts)), f"table {name}", show)


@st.fragment
def folded(title: str, key: str, show: Callable[[], object]) -> None:
    """Something that is made only when a reader unfolds it."""
    box = st.expander(title, key=key, on_change="rerun")
    if box.open:
        with box:
            show()


def table(words: Wording, rows: pd.DataFrame) -> None:
    """A small table as plain HTML; addresses are links, other texts are shown as written."""
    shown = rows.map(_as_markdown)
    for title in _origins(words, rows):
        label = words.say("origin.short")
        shown[title] = [
            f"[{label}]({link.origin(asked)})" if asked else "" for asked in rows[title]
        ]
    st.table(shown)


def frame(
    words: Wording,
    rows: pd.DataFrame,
    height: int | Literal["auto"] = "auto",
    said: Callable[[pd.DataFrame], Styler] | None = None,
) -> None:
    """A table to scroll and sort, with a link from each row to where it comes from.

    `said` puts into words what rows are sorted by as numbers and days.
    """
    links = {title: rows[title].map(link.origin) for title in _origins(words, rows)}
    opens = st.column_config.LinkColumn(display_text=words.say("origin.short"))
    linked = rows.assign(**links)
    st.dataframe(
        said(linked) if said else linked,
        hide_index=True,
        height=height,
        column_config=dict.fromkeys(links, opens),
        placeholder="–" if said else None,
    )


def _origins(words: Wording, rows: pd.DataFrame) -> list[str]:
    """The columns that ask where a number comes from."""
    return [title for name in ORIGINS if (title := words.say(name)) in rows]


def download(words: Wording, rows: Callable[[], pd.DataFrame], name: str) -> None:
    """Buttons for the rows shown, in our columns; a file is made only when one is pressed."""
    with st.container(horizontal=True, width="content"):
        for ending, form in extract.forms(words, rows).items():
            giving.file(words, name, ending, form)


def plot(words: Wording, figure, name: str, in_words: str, picture: Picture | None = None) -> None:
    """A chart, for those who do not see it what it says, and it as a picture to give away."""
    st.plotly_chart(figure, config=charts.CONFIG, key=name)
    with st.expander(words.say("chart.in_words")):
        st.write(in_words)
    if picture:
        giving.picture(words, picture, name)


def _as_markdown(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    if cell.startswith(("https://", "http://")):
        return f"[{plain(urlsplit(cell).netloc.removeprefix('www.'))}]({cell})"
    return plain(cell)


def how_to_read(words: Wording, entry: str) -> None:
    """What the figures of a page mean and do not mean."""
    with st.expander(words.say("how_to_read"), icon=":material/info:"):
        st.markdown(words.say(entry))
