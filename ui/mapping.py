"""Say which column of a file is which of ours; once for each header, then remembered."""

from dataclasses import asdict
from typing import Any

import pandas as pd
import streamlit as st

from analysis import sources
from analysis.wording import Wording, plain
from ledger import memory
from ledger.accounts import Account
from ledger.declaration import Column, Table
from ledger.desk import Submission
from ledger.tables import TABLES
from loaders import recipes
from loaders.drafting import Prepared
from loaders.loading import Loaded
from loaders.mapped import Proposal
from loaders.recipes import Recipe
from loaders.title_words import suggested
from ui import data, desk

COLUMN_RULES = {"unknown_format", "unknown_column", "missing_column", "header_blank"}
# What one column of numbers counts, besides what is the same in every row.
OF_A_SERIES = ("population_type", "measure", "sex", "reference_period_end", "location_iso3")
MORE_OF_A_SERIES = ("unit", "nationality_iso3")


def offer(words: Wording, account: Account, submission: Submission, found: Prepared) -> None:
    """For each table whose columns are not ours: a table to say which is which."""
    for name, file in found.files.items():
        for number, proposal in enumerate(_proposals(file)):
            title = " ".join(part for part in (name, proposal.sheet) if part)
            label = words.say("mapping.title", file=plain(title))
            with st.expander(label, expanded=not proposal.confirmed and number == 0):
                key = f"{file.received} {proposal.sheet} {proposal.header_row}"
                _map(words, account, submission, key, proposal)


def _proposals(file: Loaded) -> list[Proposal]:
    """The tables that were found in a file; else the first rows of the sheets nobody could read."""
    if file.proposals:
        return file.proposals
    wrong = {p.sheet for p in file.problems if p.rule in COLUMN_RULES and p.severity == "error"}
    return [
        _of_head(sheet, head, next(iter(file.tables), "counts"))
        for sheet, head in file.heads.items()
        if head and (sheet in wrong or not file.loader)
    ]


def _of_head(sheet: str, head: list[list[str]], table: str) -> Proposal:
    row = recipes.likely_header(head)
    titles = recipes.titles(head[row - 1])
    recipe = Recipe(table, suggested(TABLES[table], [title for title in titles if title]))
    return Proposal(sheet, row, titles, head[row:], recipe, confirmed=False)


def _map(
    words: Wording, account: Account, submission: Submission, key: str, proposal: Proposal
) -> None:
    st.markdown(words.say("mapping.how"))
    st.markdown(words.say("mapping.found", row=proposal.header_row, n=len(proposal.titles)))
    names = list(TABLES)
    chosen = st.selectbox(
        words.say("mapping.table"),
        names,
        names.index(proposal.recipe.table),
        format_func=lambda name: words.say(f"table.{name}"),
        key=f"table {key} {words.language}",
    )
    table = TABLES[chosen]
    before = proposal.recipe
    if chosen != before.table:
        before = Recipe(chosen, suggested(table, [title for title in proposal.titles if title]))
    columns, series = _columns(words, table, proposal, before, f"{key} {chosen}")
    given = {*columns.values(), *(("count",) if series else ())}
    constants = _constants(words, table, given, _own(series), before, f"{key} {chosen}")
    recipe = Recipe(chosen, columns, constants, series, _around(before, constants))
    if recipe.missing:
        labels = words.listed(words.say(f"label.{name}") for name in recipe.missing)
        st.info(words.say("mapping.missing", columns=labels))
    if st.button(
        words.say("mapping.use"), type="primary", key=f"use {key}", disabled=bool(recipe.missing)
    ):
        header = recipes.fingerprint(proposal.titles)
        memory.keep_recipe(data.ledger(), header, asdict(recipe), account.name)
        known_recipes = {**submission.decisions.recipes, header: asdict(recipe)}
        desk.decide(words, account, submission, recipes=known_recipes)


def _around(before: Recipe, constants: dict[str, str]) -> list[str]:
    """What stays to be looked for outside the rows of each file: what nobody has changed."""
    return [name for name in before.around if constants.get(name) == before.constants.get(name)]


def _own(series: dict[str, dict[str, str]]) -> set[str]:
    """What every column of numbers says for itself."""
    kept = [set(means) for means in series.values()]
    return set.intersection(*kept) if kept else set()


def _columns(
    words: Wording, table: Table, proposal: Proposal, before: Recipe, key: str
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Which of our columns each title is, and what each column of numbers counts."""
    ours, theirs = words.say("mapping.ours"), words.say("mapping.theirs")
    example = words.say("mapping.example")
    labels = {words.say(f"label.{name}"): name for name in table.names}
    named = {name: label for label, name in labels.items()}
    is_counts = table.name == "counts"
    titles = [(at, title) for at, title in enumerate(proposal.titles) if title]
    meant = {**before.columns, **dict.fromkeys(before.series, "count")}
    frame = pd.DataFrame(
        {
            theirs: [title for _, title in titles],
            example: [_example(proposal.below, at) for at, _ in titles],
            ours: [named.get(meant.get(title, ""), "") for _, title in titles],
        }
    )
    config: dict[str, Any] = {
        theirs: st.column_config.TextColumn(pinned=True),
        ours: st.column_config.SelectboxColumn(options=["", *labels]),
    }
    choices = {name: _choices(words, table.column(name)) for name in _of_a_series(before)}
    for name, known in choices.items():
        coded = {code: label for label, code in known.items()}
        values = [before.series.get(title, {}).get(name, "") for _, title in titles]
        frame[named[name]] = [coded.get(value, value) for value in values]
        if known:
            config[named[name]] = st.column_config.SelectboxColumn(options=["", *known])
    if is_counts:
        st.markdown(words.say("mapping.series_how", column=named["count"]))
    edited = st.data_editor(
        frame,
        disabled=[theirs, example],
        column_config=config,
        hide_index=True,
        key=f"columns {key} {words.language}",
    )
    columns: dict[str, str] = {}
    series: dict[str, dict[str, str]] = {}
    for row in edited.to_dict("records"):
        column = labels.get(row[ours] or "", "")
        if is_counts and column == "count":
            said = {name: (row[named[name]] or "").strip() for name in choices}
            series[row[theirs]] = {
                name: choices[name].get(text, text) for name, text in said.items() if text
            }
        elif column:
            columns[row[theirs]] = column
    return columns, series


def _of_a_series(before: Recipe) -> list[str]:
    """What is asked of each column of numbers: the usual, and what one says already."""
    if before.table != "counts":
        return []
    said = {name for own in before.series.values() for name in own}
    return [*OF_A_SERIES, *(name for name in MORE_OF_A_SERIES if name in said)]


def _choices(words: Wording, column: Column) -> dict[str, str]:
    """The codes of a column that has some, by the words for them."""
    if column.kind != "choice":
        return {}
    name = words.named(column.name)
    return {name(code): code for code in column.choices}


def _constants(
    words: Wording, table: Table, given: set[str], own: set[str], before: Recipe, key: str
) -> dict[str, str]:
    """What is the same in every row: columns that the file does not have."""
    st.markdown(words.say("mapping.constants"))
    unmapped = [column for column in table.columns if column.name not in given | own]
    around = [column for column in unmapped if column.name in before.around]
    asked = [c for c in unmapped if c.required or c.name == "origin_iso3" or c in around]
    others = [column for column in unmapped if column not in asked]
    more = st.multiselect(
        words.say("mapping.more"),
        others,
        format_func=lambda column: words.say(f"label.{column.name}"),
        placeholder=words.say("mapping.more"),
        key=f"more {key} {words.language}",
    )
    places = st.columns(2)
    found = {}
    for number, column in enumerate([*asked, *more]):
        with places[number % 2]:
            known = before.constants.get(column.name, "")
            place = f"constant {key} {column.name} {words.language}"
            if value := _constant(words, column, known, place):
                found[column.name] = value
    return found


def _constant(words: Wording, column: Column, known: str, key: str) -> str:
    label, help_text = words.say(f"label.{column.name}"), words.say(column.meaning)
    if column.kind == "choice":
        named = words.named(column.name)
        chosen = st.selectbox(
            label,
            column.choices,
            index=column.choices.index(known) if known else None,
            placeholder=words.say("choose.one"),
            format_func=named,
            help=help_text,
            key=key,
        )
    elif column.name == "source_id":
        tables = data.ledger().tables()
        ids = list(dict.fromkeys([*sources.ids(tables), *([known] if known else [])]))
        chosen = st.selectbox(
            label,
            ids,
            index=ids.index(known) if known else None,
            accept_new_options=True,
            placeholder=words.say("choose.one"),
            format_func=lambda code: sources.name(tables, code),
            help=help_text,
            key=key,
        )
    else:
        chosen = st.text_input(label, known, help=help_text, key=key)
    return (chosen or "").strip()


def _example(below: list[list[str]], place: int) -> str:
    return next((row[place] for row in below if len(row) > place and row[place].strip()), "")
