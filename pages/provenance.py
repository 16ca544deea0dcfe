"""Where this number comes from: its publisher, its file, sheet, row and cell, and its version."""

import pandas as pd
import streamlit as st

from analysis import counts, identity, making, provenance, sources
from analysis.headlines import as_rows
from analysis.wording import Wording, plain
from ledger.tables import TABLES
from ui import data, link, notes, origin, reader, share
from ui.reports import quoting


def say_unknown(words: Wording, name: str, code: str) -> None:
    """That the version shown has no such row: it was taken out, came later, or never was."""
    shown = data.known().version
    changes = origin.versions_with(name, code)
    gone = provenance.gone_since([change for change in changes if change[0] <= shown])
    first = provenance.first_version(changes, {v.number: v for v in data.ledger().versions()})
    if gone:
        last, without = gone
        st.warning(words.say("provenance.taken_out", version=without))
        if version := data.version(without):
            notes.small(plain(version.note))
        st.markdown(words.say("provenance.last", link=link.address(as_known=str(last))))
    elif first:
        st.warning(words.say("provenance.later", shown=shown, version=first.number))
        st.markdown(words.say("provenance.newest", link=link.address(as_known="")))
    else:
        link.say_unknown(words, [code])


def how_made(words: Wording, row: pd.DataFrame, made: str) -> None:
    """What a total, a change or a rate was made of: counts, each with the link to its origin."""
    span = data.chosen_days(words)
    newest = counts.until(data.newest_counts(), span.start, span.end)
    total = making.total(made, row, newest, data.vintages(span), data.tables()["breaks"])
    st.subheader(words.say("provenance.how_made"))
    if total is None:
        st.info(words.say("provenance.nothing_made"))
        return
    st.metric(words.say(f"provenance.made.{made}"), making.value(total, words))
    st.markdown(making.why(total, words))
    notes.frame(words, provenance.listed(total.parts, words, provenance.PART_COLUMNS))


words = reader.wording()
st.title(words.say("menu.provenance"))
name, code, made = (link.asked(asked) for asked in ("table", "count", "made"))
link.say_unknown(words, provenance.unknown(name, made))
name = name if name in TABLES else "counts"
if not code:
    st.info(words.say("provenance.nothing_asked"))
    st.stop()
tables = data.tables()
found = identity.find(TABLES[name], tables[name], code)
if found.empty:
    say_unknown(words, name, code)
    st.stop()
row = as_rows(found)[0]

# 1. The number, or the total made of it and others ------------------------------------

if made in making.MADE and name == "counts":
    how_made(words, found, made)
    st.subheader(words.say(f"provenance.beside.{made}"))
st.markdown(f"### {plain(provenance.title(name, row, words))}")
st.markdown(plain(provenance.about(name, row, words)))
if row.get("status") == "withdrawn":
    st.warning(words.say("provenance.withdrawn"))

# 2. The publisher, the file as received, the version ------------------------------------

publisher, received = st.columns(2)
with publisher:
    st.subheader(words.say("provenance.publisher"))
    st.markdown(f"**{plain(sources.name(tables, row['source_id']))}**")
    if row.get("source_url"):
        st.markdown(words.say("provenance.page", url=row["source_url"]))
    for card in sources.cards(tables, words, row["source_id"]):
        with st.expander(words.say("provenance.card")):
            st.markdown(card.text)
    st.subheader(words.say("provenance.version"))
    changes = origin.versions_saying(name, found)
    if version := provenance.first_version(changes, {v.number: v for v in data.versions()}):
        at = words.moment(version.published_at.replace(microsecond=0))
        about = {"version": version.number, "at": at, "by": plain(version.published_by)}
        st.markdown(words.say("provenance.published", **about, note=plain(version.note)))
        params = link.kept("lang", version=str(version.number))
        label = words.say("provenance.open_version")
        st.page_link("versions.py", label=label, query_params=params)
    else:
        st.markdown(words.say("provenance.not_published"))

# 3. What else is said of it ------------------------------------------------------------

if name == "counts":
    every = provenance.vintages(tables["counts"], found)
    st.subheader(words.say("provenance.vintages", n=len(every)))
    here = "" if made else code
    notes.table(words, provenance.listed(every, words, provenance.VINTAGE_COLUMNS, here))
with st.expander(words.say("provenance.facts"), expanded=name != "counts"):
    st.markdown(provenance.said(provenance.facts(name, row, words), words))
share.button(words)
notes.how_to_read(words, "provenance.how_to_read")

# 4. The file, last: it may have to be read again ------------------------------------------

with received:
    st.subheader(words.say("provenance.received"))
    file = origin.file_of(row)
    of_sentence = quoting.found(name, row, file)
    with st.spinner(words.say("provenance.looking")):
        looked = origin.Looked({}, {}, False) if of_sentence else origin.look_into(file)
    letter = looked.letter(found) if name == "counts" else ""
    kind = "sentence" if of_sentence else "record" if looked.has_records else "row"
    told = provenance.place(row, file, letter, words, kind)
    st.markdown(provenance.said(told, words))
    if of_sentence:
        quoting.show(words, of_sentence, row)
    origin.give(words, file, looked)
