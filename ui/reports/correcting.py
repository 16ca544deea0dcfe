"""Correct what a number in a report was read as: a form with a field for each attribute."""

from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from analysis.wording import Wording, country_names, plain
from ledger.declaration import Column
from ledger.reported import Found
from ledger.tables import TABLES

FIELDS = {
    "counts": (
        *("count", "count_max", "qualifier", "population_type", "measure", "unit"),
        *("origin_iso3", "location_iso3", "nationality_iso3", "reference_period_start"),
        *("reference_period_end", "place_as_reported", "note"),
    ),
    "assistance_points": (*("name", "kind", "country_iso3", "phone", "phone_note", "url", "note"),),
}


def form(words: Wording, key: str, found: Found, keep: Callable[[Mapping[str, str]], None]) -> None:
    """The sentence, a field for each attribute, and a button that keeps them all."""
    first, last = found.span
    before, number, after = (
        plain(part) for part in (found.quote[:first], found.quote[first:last], found.quote[last:])
    )
    st.markdown(f"> {before} **{number}** {after}".replace("\n", " "))
    with st.form(f"correct {key}", border=False):
        places = st.columns(2)
        given = {}
        for number_of, name in enumerate(FIELDS[found.table]):
            column = TABLES[found.table].column(name)
            with places[number_of % 2]:
                given[name] = _field(words, column, found.row.get(name, ""), f"{key} {name}")
        if st.form_submit_button(words.say("report.correct"), type="primary"):
            changed = {**found.row, **given}
            keep({name: text for name, text in changed.items() if text})


def _field(words: Wording, column: Column, text: str, key: str) -> str:
    """One attribute as text, asked for as its kind wants it."""
    label = words.say(f"label.{column.name}")
    if column.kind == "choice":
        named = words.named(column.name)
        return _one(words, label, column.choices, text, named, key)
    names = country_names(words.language)
    by_name = sorted(names, key=lambda code: names[code])
    if column.kind == "country":
        return _one(words, label, by_name, text, words.country, key)
    if column.kind == "countries":
        chosen = [code for code in text.split("+") if code in names]
        return "+".join(st.multiselect(label, by_name, chosen, format_func=words.country, key=key))
    if column.kind == "day":
        day = st.date_input(label, date.fromisoformat(text), format="YYYY-MM-DD", key=key)
        return day.isoformat() if isinstance(day, date) else text
    if column.kind == "whole":
        number = st.number_input(label, min_value=0, value=int(text) if text else None, key=key)
        return "" if number is None else str(number)
    return st.text_input(label, text, key=key).strip()


def _one(words: Wording, label: str, options, text: str, named, key: str) -> str:
    """One of some codes, or none."""
    place = list(options).index(text) if text in options else None
    chosen = st.selectbox(
        label, options, place, format_func=named, placeholder=words.say("choose.one"), key=key
    )
    return chosen or ""
