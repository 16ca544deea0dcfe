"""The rows below a header, column by column, and how a format turns them into columns of ours.

A format says for each column of ours which cells it comes from and how their texts are meant. What
it does not understand stays as written, so that ledger.checks names the text that the file has.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ledger import columns as whole_columns
from ledger.checks import Problem, check
from ledger.decisions import Decisions
from ledger.declaration import LABELS
from ledger.tables import TABLES
from loaders.meanings import NOTHING, whole

Judged = tuple[dict[str, pa.Table], list[Problem]]


@dataclass(frozen=True)
class Asked:
    """What a reader is asked with: the hash of the file, today, and what people decided."""

    received: str
    today: date
    decisions: Decisions


@dataclass(frozen=True)
class Cells:
    """One text for each row, with the letter of its column ("" where it stands in no cell)."""

    texts: pa.DictionaryArray
    letter: str = ""

    def read(self, meaning: Callable[[str], str]) -> "Cells":
        """The same, each distinct text as `meaning` gives it back."""
        return self._with(pa.array([meaning(text) for text in self.distinct], pa.string()))

    def whole(self) -> "Cells":
        """Whole numbers as we write them, "" for nothing; see loaders.meanings.whole."""
        texts = pc.utf8_trim_whitespace(self.texts.dictionary)
        if pc.any(pc.match_substring_regex(texts, r"[0-9]\D[0-9]{3}")).as_py():
            return self.read(whole)
        texts = pc.replace_substring_regex(texts, r"^([0-9]+)\.0+$", r"\1")
        nothing = pc.is_in(pc.utf8_lower(texts), pa.array(sorted(NOTHING)))
        return self._with(pc.if_else(nothing, "", texts))

    def named(self, known: Mapping[str, str], otherwise: str) -> "Cells":
        """What is known of each text, and the same for all others."""
        texts = pc.utf8_trim_whitespace(self.texts.dictionary)
        places = pc.index_in(texts, pa.array(list(known)))
        return self._with(pc.fill_null(pa.array(list(known.values())).take(places), otherwise))

    def is_in(self, *texts: str) -> np.ndarray:
        """Which rows have one of the texts."""
        known = pc.is_in(pc.utf8_trim_whitespace(self.texts.dictionary), pa.array(texts))
        return known.take(self.texts.indices).to_numpy(zero_copy_only=False)

    def _with(self, dictionary: pa.Array) -> "Cells":
        """The same rows, each distinct text in another form."""
        return replace(self, texts=pa.DictionaryArray.from_arrays(self.texts.indices, dictionary))

    def where(self, test: Callable[[str], bool]) -> np.ndarray:
        """For which rows the test is true; each distinct text is tested once."""
        true = np.array([test(text) for text in self.distinct], bool)
        return true[self.places] if len(true) else np.zeros(len(self.texts), bool)

    @property
    def distinct(self) -> list[str]:
        """Every text once, trimmed."""
        return [text.strip() for text in self.texts.dictionary.to_pylist()]

    @property
    def places(self) -> np.ndarray:
        """For each row the place of its text in the dictionary."""
        return self.texts.indices.to_numpy(zero_copy_only=False)

    def filled(self) -> np.ndarray:
        """Which rows have a text."""
        full = pc.not_equal(pc.utf8_trim_whitespace(self.texts.dictionary), "")
        return full.take(self.texts.indices).to_numpy(zero_copy_only=False)

    def texts_of_rows(self) -> list[str]:
        """The text of each row, trimmed."""
        return [text.strip() for text in self.texts.to_pylist()]


@dataclass(frozen=True)
class Body:
    """The rows below a header, by title, and the number that a spreadsheet shows for each."""

    sheet: str
    header_row: int
    by_title: Mapping[str, Cells]
    rows: pa.Array
    problems: list[Problem]

    def __getitem__(self, title: str) -> Cells:
        """The column of that title, in the first spelling (`Oblast|Region`) that is there.

        Blank cells where the file lacks it.
        """
        spelled = next((name for name in title.split("|") if name in self.by_title), "")
        return self.by_title[spelled] if spelled else self.all("")

    def __len__(self) -> int:
        return len(self.rows)

    def has(self, title: str) -> bool:
        """Whether the file has a column of that title, in one of its spellings."""
        return any(name in self.by_title for name in title.split("|"))

    def all(self, text: str) -> Cells:
        """The same text for every row; it stands in no cell."""
        return constant(text, len(self.rows))

    def joined(self, titles: Iterable[str], join: Callable[..., str]) -> Cells:
        """A text for each row, made of its texts in several columns; each set of them once."""
        columns = [self[title] for title in titles]
        numbers, size = np.zeros(len(self), np.int64), 1
        for cells in columns:
            numbers, distinct = pd.factorize(numbers * len(cells.texts.dictionary) + cells.places)
            size = len(distinct)
        first = np.full(size, -1)
        first[numbers[::-1]] = np.arange(len(self))[::-1]
        texts = [
            [text.strip() for text in cells.texts.take(first).to_pylist()] for cells in columns
        ]
        rows = zip(*texts, strict=True) if texts else [()] * size
        joined = pa.array([join(*row) for row in rows], pa.string())
        return Cells(pa.DictionaryArray.from_arrays(numbers.astype(np.int32), joined))

    def only(self, chosen: np.ndarray) -> "Body":
        """The rows for which `chosen` is true."""
        if chosen.all():
            return self
        mask = pa.array(chosen)
        kept = {t: replace(c, texts=c.texts.filter(mask)) for t, c in self.by_title.items()}
        return replace(self, by_title=kept, rows=self.rows.filter(mask))


def judged(
    table: str,
    body: Body,
    columns: Mapping[str, Cells | str],
    asked: Asked,
    places: Iterable[str] = (),
) -> Judged:
    """The rows in the schema of a table of ours, and every problem. A text is for every row.

    `places` are columns that hold names of places and never of persons.
    """
    cells = {
        name: constant(cell, len(body)) if isinstance(cell, str) else cell
        for name, cell in columns.items()
        if cell != ""
    }
    raw = pa.table({**{name: cell.texts for name, cell in cells.items()}, "row": body.rows})
    letters = {name: cell.letter for name, cell in cells.items()}
    named = {name: cells[name].distinct for name in places if name in cells}
    cleared = {**asked.decisions.persons_not, **named}
    rows, problems = check(
        table,
        raw,
        body.sheet,
        letters,
        asked.today,
        asked.received,
        body.header_row,
        replace(asked.decisions, persons_not=cleared),
    )
    return {table: rows}, problems


def united(pieces: Iterable[Judged], problems: Iterable[Problem] = ()) -> Judged:
    """Several judged pieces as one: rows of one table under each other, in order of the file."""
    rows: dict[str, list[pa.Table]] = {}
    found = list(problems)
    for tables, more in pieces:
        for name, table in tables.items():
            rows.setdefault(name, []).append(table)
        found += more
    return {name: whole_columns.joined(tables) for name, tables in rows.items()}, found


def nothing(table: str = "counts") -> dict[str, pa.Table]:
    """A table without rows."""
    return {table: TABLES[table].schema.empty_table()}


def constant(text: str, rows: int) -> Cells:
    """The same text for that many rows."""
    indices = pa.array(np.zeros(rows, np.int32))
    return Cells(pa.DictionaryArray.from_arrays(indices, pa.array([text], LABELS.value_type)))


def of_texts(texts: list[str]) -> Cells:
    """A text for each row that stands in no cell of its own."""
    return Cells(pa.array(texts, pa.string()).dictionary_encode())


def note(rule: str, body: Body, row: int = 0, **params: object) -> Problem:
    """Something a reader should know that needs no reason and stops nothing."""
    return Problem("note", rule, body.sheet, row=row, params=params)


def warning(rule: str, body: Body, row: int = 0, **params: object) -> Problem:
    """Something about the whole sheet, or one row of it, that asks for a reason."""
    return Problem("warning", rule, body.sheet, row=row, params=params)
