"""Disagreements: wherever two sources report the same thing and do not agree, largest first."""

import streamlit as st

from analysis import comparison, counts, disagreements, headlines, pairing, sources
from analysis.comparison import OTHER
from analysis.wording import Wording, plain
from ui import data, link, notes, reader, share, side_by_side

MOST_IN_FULL = 10

words = reader.wording()
tables = data.tables()
span = data.chosen_days(words)
newest = data.composed(
    lambda: pairing.with_company(counts.until(data.newest_counts(), span.start, span.end)),
    *("reported by several sources", span),
)
order = side_by_side.leads(newest)


def in_full(words: Wording, row: headlines.Row) -> None:
    """Two counts, how far they are apart, and what each source counts and how."""
    with st.container(border=True):
        st.markdown(f"**{plain(disagreements.about(row, words))}**")
        for column, which in zip(st.columns(2), ("", OTHER), strict=True):
            with column:
                one_side(words, row, which)
        st.markdown(disagreements.apart(row, words))
        # Each box keeps its own state: the same two counts, the same box.
        key = f"definitions {row['origin']} {row[f'origin{OTHER}']}"
        notes.folded(words.say("side_by_side.definitions"), key, lambda: definitions(words, row))


def one_side(words: Wording, row: headlines.Row, which: str) -> None:
    """One of two counts with its source, day and way back to where it comes from."""
    title = words.say("side_by_side.other" if which else "side_by_side.first")
    st.metric(title, disagreements.number(row, which, words))
    source = {"source_id": row[f"source_id{which}"], "unit": row[f"unit{which}"]}
    about = {"reference_period_end": row[f"as_of{which}"], "source_url": row[f"source_url{which}"]}
    notes.small(notes.source_line(words, source | about))
    notes.small(plain(sources.name(tables, row[f"source_id{which}"])))
    notes.origin(words, f"count={row[f'origin{which}']}")


def definitions(words: Wording, row: headlines.Row) -> None:
    """What each of two sources counts, how, and what it misses."""
    for column, which in zip(st.columns(2), ("", OTHER), strict=True):
        source = row[f"source_id{which}"]
        with column:
            st.markdown(f"**{plain(sources.name(tables, source))}**")
            st.markdown(sources.definition(tables, source, words))


st.title(words.say("menu.disagreements"))
st.markdown(words.say("side_by_side.why"))
notes.small(words.say("side_by_side.method"))
every = data.composed(
    lambda: comparison.side_by_side(newest, order), "disagreements", span, order.chosen
)

# 1. What the reader chooses -----------------------------------------------------------

with st.container(horizontal=True, vertical_alignment="bottom"):
    chosen = link.several(words, "country", disagreements.places(every), words.country)
    link.days(words, *data.reported_days())
    side_by_side.choose(words, newest, order)
side_by_side.say_who_leads(words, newest, order)

# 2. Sources that disagree ---------------------------------------------------------------

pairs = disagreements.of_places(every, chosen)
st.subheader(words.say("side_by_side.title"))
if pairs.empty:
    st.info(words.say("side_by_side.none"))
else:
    shown = pairs.head(MOST_IN_FULL)
    st.markdown(words.say("side_by_side.found", n=len(pairs), shown=len(shown)))
    for row in headlines.as_rows(shown):
        in_full(words, row)
    listed = pairs.head(notes.MOST_ROWS)
    st.subheader(words.say("side_by_side.all", n=len(pairs)))
    notes.frame(words, disagreements.table(listed, tables, words))
    if len(pairs) > len(listed):
        notes.small(words.say("table.more", shown=len(listed), all=len(pairs)))
    notes.download(words, lambda: disagreements.with_definitions(pairs, tables), "disagreements")

# 3. Published totals that differ from the sum of countries -----------------------------------

st.subheader(words.say("totals.title"))
st.markdown(words.say("totals.why_short"))
if chosen:
    st.info(words.say("totals.all_countries"))
else:
    totals = data.composed(
        lambda: disagreements.totals(data.vintages(span)), "totals that differ", span
    )
    if totals.empty:
        st.info(words.say("totals.none"))
    else:
        listed = totals.head(notes.MOST_ROWS)
        notes.frame(words, disagreements.totals_table(listed, tables, words))
        notes.download(words, lambda: totals, "totals_and_sums_of_countries")

share.button(words)
notes.how_to_read(words, "side_by_side.how_to_read")
