"""From tables that pages list (analysis.listing and others) to tables of a document."""

from urllib.parse import parse_qsl, urlsplit

import pandas as pd

from analysis import listing, view
from analysis.documents.parts import Cell, Table
from analysis.shown import Shown

# Columns that ask where a number comes from, and the column of the number, which leads there.
ORIGINS = {
    "label.origin": ("label.count", "label.name", "label.series.as_of", "totals.published"),
    "label.made": ("label.rate", "totals.sum"),
    "label.origin_first": ("side_by_side.first",),
    "label.origin_other": ("side_by_side.other",),
}
NUMERIC = ("label.count", "label.rate", "totals.published", "totals.sum", "totals.difference")


def table(
    shown: Shown, name: str, title: str, rows: pd.DataFrame, every: int | None = None
) -> Table:
    """A reader's table; `every` is how many rows there are where not all are given.

    A column that says nothing in any row is left out.
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
    cells = [
        [_cell(*pair) for pair in zip(*row, strict=True)]
        for row in zip(texts.to_numpy(), links.to_numpy(), strict=True)
    ]
    count = len(rows) if every is None else every
    entry = "brief.rows" if count == len(rows) else "brief.rows_of"
    caption = words.say(entry, n=count, title=title, shown=len(rows))
    numeric = {words.say(entry) for entry in NUMERIC}
    at = [place for place, column in enumerate(texts.columns) if column in numeric]
    return Table(name, caption, [str(column) for column in texts.columns], cells, at)


def counts(
    shown: Shown, name: str, title: str, rows: pd.DataFrame, columns: tuple, most: int = 60
) -> Table:
    """Counts in the columns of listing.listed, at most so many."""
    listed = listing.listed(rows.head(most), shown.tables["sources"], shown.words, columns)
    return table(shown, name, title, listed, len(rows))


def origin(shown: Shown, asked: str) -> str:
    """The address of where a number comes from; `asked` is from listing.origin, or blank."""
    if not asked:
        return ""
    beside = {name: said for name, said in shown.asked.items() if name in (*view.SHARED, "source")}
    query = view.query_string(beside | dict(parse_qsl(asked)))
    return f"{view.PAGES['provenance']}?{query}&lang={shown.words.language}"


def _cell(text: str, link: str) -> Cell:
    """A cell; an address of the web is shown as the name of its site, and leads there."""
    if text.startswith(("https://", "http://")):
        return Cell(urlsplit(text).netloc.removeprefix("www."), text)
    return Cell(text, link)
