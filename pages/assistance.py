"""Assistance: where people get help, on a map and as a list, with numbers to dial."""

from dataclasses import replace

import streamlit as st

from analysis import assistance_map, pictures, points
from analysis.headlines import as_rows
from ledger import crisis
from ledger.vocabulary import POINT_STATUSES
from ui import data, giving, link, notes, reader, share

MAP = "assistance map"
CLOSER = "assistance closer"
SYMBOLS = "/geo/symbols"

words = reader.wording()
about = crisis.read()
every = data.tables()["assistance_points"]


def follow_map() -> None:
    """A point clicked on the map becomes the point chosen in the list and in the address."""
    picked = st.session_state[MAP].selection.objects.get(assistance_map.POINTS, [])
    link.choose(words, "point", picked[0]["point_id"] if picked else "")


def come_closer(steps: int) -> None:
    """Zoom without a mouse or fingers."""
    st.session_state[CLOSER] = st.session_state.get(CLOSER, 0) + steps


# 1. What the reader chooses -----------------------------------------------------------

st.title(words.say("menu.assistance"))
st.markdown(words.say("assistance.about"))
if every.empty:
    st.info(words.say("assistance.none_reported"))
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom"):
    countries = link.several(words, "country", points.values(every, "country_iso3"), words.country)
    kinds = link.several(words, "kind", points.values(every, "kind"), words.named("kind"))
    services = link.several(
        words, "service", points.values(every, "services"), words.named("services")
    )
with st.container(horizontal=True, vertical_alignment="bottom"):
    languages = link.several(
        words, "speaks", points.values(every, "languages"), words.language_name
    )
    statuses = link.several(
        words, "status", [*POINT_STATUSES, points.NOT_REPORTED], words.option("status")
    )
    find = link.text(words, "find")
asked = points.Asked(countries, kinds, services, languages, statuses, find)
shown = points.chosen(every, asked)
closed = points.chosen(every, replace(asked, statuses=[points.CLOSED]))
hidden = 0 if statuses else len(closed)
st.markdown(words.say("assistance.found", n=len(shown)))
if hidden:
    notes.small(words.say("assistance.closed_hidden", n=hidden))
if shown.empty:
    st.info(words.say("assistance.none"))
    st.stop()

# 2. Lines and services to reach from anywhere -----------------------------------------

lines = shown[shown["kind"].isin(points.LINES)]
if len(lines):
    st.subheader(words.say("assistance.lines"))
for country, group in points.by_country(lines, words):
    st.markdown(f"##### {country}")
    with st.container(horizontal=True):
        for card in points.cards(group, words):
            with st.container(border=True, width=390):
                st.markdown(card)

# 3. Places on the map, and the same to choose from a list ------------------------------

places = points.placed(shown)
if len(places):
    title = words.say("assistance.places")
    st.subheader(title)
    names = {row["point_id"]: points.name(row, words) for row in as_rows(places)}
    listed = ["", *sorted(names, key=lambda point: names[point])]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        point = link.one(
            words, "point", listed, lambda code: names.get(code) or words.say("choose.none")
        )
        for name, icon, steps in (("closer", "zoom_in", 1), ("farther", "zoom_out", -1)):
            label = words.say(f"map.{name}")
            st.button(label, icon=f":material/{icon}:", on_click=come_closer, args=(steps,))
    deck = assistance_map.deck(places, point, st.session_state.get(CLOSER, 0), about, words)
    st.pydeck_chart(deck, on_select=follow_map, selection_mode="single-object", key=MAP)
    with st.container(horizontal=True):
        for kind in points.values(places, "kind"):
            st.markdown(f"![]({SYMBOLS}/{kind}.svg) {words.name('kind', kind)}")
    verified = places["last_verified"].dropna()
    if len(verified):
        newest, oldest = words.day(verified.max()), words.day(verified.min())
        notes.small(words.say("assistance.verified", oldest=oldest, newest=newest))
    notes.small(words.say("map.disclaimer"))
    picture = pictures.of_points(title, places, data.tables()["sources"], about, words)
    giving.picture(words, picture, "places")
    share.button(words, "map")
    for card in points.cards(places[places["point_id"] == point], words):
        with st.container(border=True):
            st.markdown(card)

# 4. The same as a list -------------------------------------------------------------------

notes.folded(
    words.say("assistance.list", n=len(shown)),
    "points as a list",
    lambda: notes.table(words, points.listed(shown, words)),
)
with st.container(horizontal=True):
    notes.download(words, lambda: shown, "assistance_points")
    st.download_button(
        words.say("download.geojson"),
        lambda: points.geojson(shown).encode(),
        "assistance_points.geojson",
        "application/geo+json",
        icon=":material/download:",
        on_click="ignore",
    )
notes.how_to_read(words, "assistance.how_to_read")
share.button(words)
