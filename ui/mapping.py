"""Say which column of a file is which of ours; once for each header, then remembered."""

from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd
import streamlit as st

from analysis import crisis, sources
from analysis.wording import Wording, plain
from ledger import memory
from ledger.accounts import Account
from ledger.declaration import Column, Table
from ledger.desk import Submission
from ledger.tables import TABLES
from loaders import recipes
from loaders.drafting import Prepared
from loaders.files import letter_of
from loaders.loading import Loaded
from loaders.recipes import Recipe
from ui import data, desk

COLUMN_RULES = {"unknown_format", "unknown_column", "missing_column", "header_blank"}


def offer(words: Wording, account: Account, submission: Submission, found: Prepared) -> None:
    """For each sheet whose columns are not ours: a table to say which is which."""
    for name, file in found.files.items():
        wrong = {p.sheet for p in file.problems if p.rule in COLUMN_RULES and p.severity == "error"}
        for sheet, head in file.heads.items():
            if head and (sheet in wrong or not file.loader):
                title = " ".join(part for part in (name, sheet) if part)
                with st.expander(words.say("mapping.title", file=plain(title)), expanded=True):
                    _map(words, account, submission, f"{file.received} {sheet}", head, file)


def _map(
    words: Wording,
    account: Account,
    submission: Submission,
    key: str,
    head: list[list[str]],
    file: Loaded,
) -> None:
    st.markdown(words.say("mapping.how"))
    st.dataframe(_as_frame(head))
    likely = recipes.likely_header(head)
    row = st.number_input(
        words.say("mapping.header_row"), 1, len(head), likely, key=f"header row {key}"
    )
    names = list(TABLES)
    known = next(iter(file.tables), names[0])
    chosen = st.selectbox(
        words.say("mapping.table"),
        names,
        names.index(known),
        format_func=lambda name: words.say(f"table.{name}"),
        key=f"table {key} {words.language}",
    )
    table = TABLES[chosen]
    titles = [title for title in recipes.titles(head[row - 1]) if title]
    columns = _columns(words, table, titles, head[row:], f"{key} {row} {chosen}")
    constants = _constants(words, table, columns, f"{key} {chosen}")
    recipe = Recipe(chosen, columns, constants)
    missing = [c.name for c in table.columns if c.required and c.name not in recipe.filled]
    if missing:
        labels = words.listed(words.say(f"label.{name}") for name in missing)
        st.info(words.say("mapping.missing", columns=labels))
    if st.button(
        words.say("mapping.use"), type="primary", key=f"use {key}", disabled=bool(missing)
    ):
        header = recipes.fingerprint(head[row - 1])
        memory.keep_recipe(data.ledger(), header, asdict(recipe), account.name)
        known_recipes = {**submission.decisions.recipes, header: asdict(recipe)}
        desk.decide(words, account, submission, recipes=known_recipes)


def _columns(
    words: Wording, table: Table, titles: Sequence[str], below: list[list[str]], key: str
) -> dict[str, str]:
    """Which of our columns each title of the file is; left-out titles are not there."""
    suggested = recipes.suggested(table, titles)
    ours = words.say("mapping.ours")
    theirs = words.say("mapping.theirs")
    labels = {words.say(f"label.{name}"): name for name in table.names}
    named = {name: label for label, name in labels.items()}
    edited = st.data_editor(
        pd.DataFrame(
            {
                theirs: list(titles),
                words.say("mapping.example"): [
                    _example(below, place) for place in range(len(titles))
                ],
                ours: [named.get(suggested.get(title, ""), "") for title in titles],
            }
        ),
        disabled=[theirs, words.say("mapping.example")],
        column_config={ours: st.column_config.SelectboxColumn(options=["", *labels])},
        hide_index=True,
        key=f"columns {key} {words.language}",
    )
    pairs = zip(edited[theirs], edited[ours], strict=True)
    return {title: labels[label] for title, label in pairs if label}


def _constants(words: Wording, table: Table, columns: dict[str, str], key: str) -> dict[str, str]:
    """What is the same in every row: columns that the file does not have."""
    st.markdown(words.say("mapping.constants"))
    unmapped = [column for column in table.columns if column.name not in columns.values()]
    others = [c for c in unmapped if not c.required and c.name != "origin_iso3"]
    more = st.multiselect(
        words.say("mapping.more"),
        others,
        format_func=lambda column: words.say(f"label.{column.name}"),
        placeholder=words.say("mapping.more"),
        key=f"more {key} {words.language}",
    )
    shown = [column for column in unmapped if column not in others or column in more]
    places = st.columns(2)
    given = {}
    for number, column in enumerate(shown):
        with places[number % 2]:
            if value := _constant(words, column, f"constant {key} {column.name} {words.language}"):
                given[column.name] = value
    return given


def _constant(words: Wording, column: Column, key: str) -> str:
    label, help_text = words.say(f"label.{column.name}"), words.say(column.meaning)
    if column.kind == "choice":
        named = words.named(column.name)
        chosen = st.selectbox(
            label,
            column.choices,
            index=None,
            placeholder=words.say("choose.one"),
            format_func=named,
            help=help_text,
            key=key,
        )
    elif column.name == "source_id":
        tables = data.ledger().tables()
        chosen = st.selectbox(
            label,
            sources.ids(tables),
            index=None,
            accept_new_options=True,
            placeholder=words.say("choose.one"),
            format_func=lambda code: sources.name(tables, code),
            help=help_text,
            key=key,
        )
    else:
        known = crisis.read().origin_iso3 if column.name == "origin_iso3" else ""
        chosen = st.text_input(label, known, help=help_text, key=key)
    return (chosen or "").strip()


def _as_frame(head: list[list[str]]) -> pd.DataFrame:
    width = max(len(row) for row in head)
    rows = [[*row, *[""] * (width - len(row))] for row in head]
    letters = [letter_of(place) for place in range(width)]
    return pd.DataFrame(rows, columns=letters, index=range(1, len(rows) + 1))


def _example(below: list[list[str]], place: int) -> str:
    return next((row[place] for row in below if len(row) > place and row[place].strip()), "")
