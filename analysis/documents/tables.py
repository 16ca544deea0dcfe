"""From tables that pages list (analysis.listing and others) to tables of a document."""

from urllib.parse import parse_qsl, urlsplit

import pandas as pd

from analysis import listing, view
from analysis.documents.parts import Cell, Paragraph, Run, Table
from analysis.shown import Shown
from analysis.wording import Wording

# Columns that ask where a number comes from, and the column of the number, which leads there.
ORIGINS = {
    "label.origin": ("label.count", "label.name", "label.series.as_of", "totals.published"),
    "label.made": ("label.rate", "totals.sum"),
    "label.origin_first": ("side_by_side.first",),
    "label.origin_other": ("side_by_side.other",),
}
NUMERIC = ("label.count", "label.rate", "totals.published", "totals.sum", "totals.difference")
# What is longer is a sentence, though it may be about a number.
LONGEST_NUMBER = 30


def table(
    shown: Shown, name: str, title: str, rows: pd.DataFrame, every: int | None = None
) -> Table:
    """A reader's table; `every` is how many rows there are where not all are given.

    A column that says nothing in any row is left out; one that says the same in all is told once
    above the table, and notes below it: paper is narrow.
    """
    words = shown.words
    origins = {words.say(entry): named for entry, named in ORIGINS.items()}
    texts = rows.drop(columns=[column for column in origins if column in rows])
    texts = texts.astype(object).where(texts.notna(), "").astype(str)
    texts = texts.loc[:, (texts != "").any() | texts.empty]
    links = pd.DataFrame("", texts.index, texts.columns)
    for column in rows.columns.intersection(list(origins)):
        of = [words.say(entry) for entry in origins[column]]
        leading = next((title for title in of if title in texts), texts.columns[0])
        links[leading] = [origin(shown, asked) for asked in rows[column]]
    alike = _alike(texts, links)
    said = " \N{MIDDLE DOT} ".join(f"{column}: {text}" for column, text in alike.items())
    texts, notes = _noted(texts.drop(columns=list(alike)), words)
    cells = [
        [_cell(*pair) for pair in zip(*row, strict=True)]
        for row in zip(texts.to_numpy(), links[texts.columns].to_numpy(), strict=True)
    ]
    count = len(rows) if every is None else every
    entry = "brief.rows" if count == len(rows) else "brief.rows_of"
    caption = words.say(entry, n=count, title=title, shown=len(rows))
    columns = [str(column) for column in texts.columns]
    return Table(name, caption, columns, cells, _numeric(texts, words), said, notes)


def _alike(texts: pd.DataFrame, links: pd.DataFrame) -> dict[str, str]:
    """The columns after the first in which several rows all say the same, and what they say."""
    if len(texts) < 2:
        return {}
    return {
        str(column): texts[column].iloc[0]
        for column in texts.columns[1:]
        if (texts[column] == texts[column].iloc[0]).all() and (links[column] == "").all()
    }


def _noted(texts: pd.DataFrame, words: Wording) -> tuple[pd.DataFrame, list[Paragraph]]:
    """The texts with the numbers of notes in place of notes, and the notes."""
    column = words.say("label.note")
    if column not in texts or len(texts) < 2:
        return texts, []
    notes = [note for note in texts[column].unique() if note]
    numbers = {note: str(number) for number, note in enumerate(notes, start=1)}
    told = [Paragraph([Run(note)], "number") for note in notes]
    return texts.assign(**{column: texts[column].map(numbers).fillna("")}), told


def _numeric(texts: pd.DataFrame, words: Wording) -> list[int]:
    """The places of the columns of numbers."""
    named = {words.say(entry) for entry in NUMERIC}
    return [
        place
        for place, column in enumerate(texts.columns)
        if column in named and texts[column].str.len().max() <= LONGEST_NUMBER
    ]


def counts(
    shown: Shown, name: str, title: str, rows: pd.DataFrame, columns: tuple, most: int = 60
) -> Table:
    """Counts in the columns of listing.listed, at most so many."""
    listed = listing.listed(rows.head(most), shown.tables["sources"], shown.words, columns)
    return table(shown, name, title, listed, len(rows))


def origin(shown: Shown, asked: str) -> str:
    """The brief of where a number comes from; `asked` is from listing.origin, or blank."""
    if not asked:
        return ""
    beside = {name: said for name, said in shown.asked.items() if name in (*view.SHARED, "source")}
    query = view.query_string(beside | dict(parse_qsl(asked)))
    return f"/brief?page=provenance&{query}&lang={shown.words.language}"


def _cell(text: str, link: str) -> Cell:
    """A cell; an address of the web is shown as the name of its site, and leads there."""
    if text.startswith(("https://", "http://")):
        return Cell(urlsplit(text).netloc.removeprefix("www."), text)
    return Cell(text, link)
