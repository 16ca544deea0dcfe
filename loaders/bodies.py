"""The rows below a header, column by column, and those of a publisher's table.

Of that one what only looks like a row is left out (tags, notes, remarks), and told as a problem of
severity "note", which says where it stands.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from ledger.checks import Problem
from ledger.declaration import LABELS
from loaders.cells import Cells, constant, under_each_other
from loaders.files import letter_of
from loaders.headers import Found

# Up to that many sets of texts are joined whether a row has them or not.
FEW = 10_000
# In rows that were stacked: what a column says, and the title of the column.
STACKED, FROM = "\0stacked", "\0from"
LONGEST_VALUE, FEWEST_COLUMNS = 60, 3
BEGINNINGS_OF_NOTES = ("*", "note", "source", "n.b.", "nb:", "(*", "¹", "1)", "remarque", "nota")


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

    def joined(self, columns: Iterable[str | Cells], join: Callable[..., str]) -> Cells:
        """A text for each row, made of its texts in several columns; each set of them once.

        A column is given by its title, or as it was read.
        """
        if not len(self):
            return self.all("")
        read = [(self[one] if isinstance(one, str) else one).shorter() for one in columns]
        numbers, sets = np.zeros(len(self), np.int64), 1
        for cells in read:
            numbers = numbers * len(cells.texts.dictionary) + cells.places
            sets *= len(cells.texts.dictionary)
            if sets > FEW:
                numbers, distinct = pd.factorize(numbers)
                sets = len(distinct)
        some_row = np.zeros(sets, np.int64)  # for each set a row that has it; 0 if none has
        some_row[numbers] = np.arange(len(self))
        texts = (cells.of_rows(pa.array(some_row)).texts_of_rows() for cells in read)
        rows = zip(*texts, strict=True) if read else [()]
        joined = pa.array([join(*row) for row in rows], pa.string())
        return Cells(pa.DictionaryArray.from_arrays(numbers.astype(np.int32), joined))

    def only(self, chosen: np.ndarray) -> "Body":
        """The rows for which `chosen` is true."""
        if chosen.all():
            return self
        places = pa.array(np.flatnonzero(chosen).astype(np.int32))
        kept = {title: cells.of_rows(places) for title, cells in self.by_title.items()}
        return replace(self, by_title=kept, rows=self.rows.take(places))

    def stacked(
        self, columns: Mapping[str, Cells], counts: Callable[[Cells], np.ndarray]
    ) -> "Body":
        """The rows once for each of some columns, with the column's text as STACKED.

        Only rows are taken whose text there `counts`; FROM is the title of the column.
        """
        pieces = []
        for title, cells in columns.items():
            places = pa.array(np.flatnonzero(counts(cells)).astype(np.int32))
            pieces.append((title, places, cells.of_rows(places)))
        every = pa.concat_arrays([pa.array([], pa.int32()), *(places for _, places, _ in pieces)])
        others = {t: c.of_rows(every) for t, c in self.by_title.items() if t not in columns}
        titles = [constant(title, len(places)).texts for title, places, _ in pieces]
        letters = [constant(cells.letter, len(places)).texts for _, places, cells in pieces]
        texts = [cells.texts for _, _, cells in pieces]
        value = Cells(under_each_other(texts), letters=under_each_other(letters))
        by_title = {**others, FROM: Cells(under_each_other(titles)), STACKED: value}
        return replace(self, by_title=by_title, rows=self.rows.take(every))


def note(rule: str, body: Body, row: int = 0, **params: object) -> Problem:
    """Something a reader should know that needs no reason and stops nothing."""
    return Problem("note", rule, body.sheet, row=row, params=params)


def warning(rule: str, body: Body, row: int = 0, **params: object) -> Problem:
    """Something about the whole sheet, or one row of it, that asks for a reason."""
    return Problem("warning", rule, body.sheet, row=row, params=params)


def blanks(body: Body, *titles: str) -> Iterator[Problem]:
    """An error for each row that has nothing in a column that it cannot be understood without."""
    for title in titles:
        for row in body.rows.filter(pa.array(~body[title].filled())).to_pylist():
            letter = body[title].letter
            place = (body.sheet, f"{letter}{row}" if letter else "", row, title)
            yield Problem("error", "blank", *place, params={"column": title})


def body_of(found: Found) -> Body:
    """The rows below the titles that were found; a row of HXL tags and notes are left out.

    Notes stand beside the table, or below it in a single cell; a problem of severity "note" says
    where they are.
    """
    unread = {place for place, title in enumerate(found.titles) if title in found.header.unread}
    body = _body(found, unread)
    if unread and _may_hold_notes(body):
        body = _body(found, set())
    return _without_notes(body, found)


def _body(found: Found, without: set[int]) -> Body:
    rows = found.sheet.below(found.row, without)
    table = rows.columns
    by_title: dict[str, Cells] = {}
    for place, title in enumerate(found.titles):
        if title and title not in by_title and place not in without:
            letter = "" if found.sheet.has_records else letter_of(place)
            by_title[title] = Cells(_encoded(table[str(place)]), letter)
    numbers = table["row"].combine_chunks()
    problems = [_as_note(problem) for problem in rows.problems]
    problems += [*_unknown(found), *_twice(found)]
    body = Body(found.sheet.name, found.row, by_title, numbers, problems)
    return _without_tags(body)


def _encoded(texts: pa.ChunkedArray) -> pa.DictionaryArray:
    whole = texts if pa.types.is_dictionary(texts.type) else texts.dictionary_encode()
    if whole.num_chunks == 1:
        return whole.chunk(0)
    return pa.concat_arrays(whole.unify_dictionaries().chunks or [pa.array([], LABELS)])


def _as_note(problem: Problem) -> Problem:
    """A note beside the table, or a line below it that begins as notes do, is no error."""
    if problem.rule == "beside_table":
        return replace(problem, severity="note")
    text = problem.value.strip().strip('"').lower()
    if problem.rule == "row_short" and text.startswith(BEGINNINGS_OF_NOTES):
        return Problem("note", "note_left_out", problem.sheet, row=problem.row)
    return problem


def _unknown(found: Found) -> list[Problem]:
    """Titles that the format does not know: told, because they may say more than we read."""
    others = [title for title in found.titles if title and title not in found.known]
    if not others:
        return []
    params: dict[str, object] = {"titles": ", ".join(others)}
    return [Problem("note", "titles_unknown", found.sheet.name, row=found.row, params=params)]


def _twice(found: Found) -> list[Problem]:
    """An error for each column whose title the format knows and an earlier one has: it is lost."""
    titles = found.titles
    again = [n for n, title in enumerate(titles) if title in found.known and title in titles[:n]]
    return [
        Problem(
            "error",
            "title_twice",
            found.sheet.name,
            f"{letter_of(place)}{found.row}",
            found.row,
            titles[place],
            titles[place],
            {"title": titles[place]},
        )
        for place in again
    ]


def _without_tags(body: Body) -> Body:
    """Without the first row if most of what it holds is HXL tags: some tags lack their mark."""
    if not len(body):
        return body
    first = [cells.texts[0].as_py().strip() for cells in body.by_title.values()]
    tags = [text for text in first if text]
    if not tags or sum(text.startswith("#") for text in tags) <= len(tags) / 2:
        return body
    return body.only(np.arange(len(body)) > 0)


def _without_notes(body: Body, found: Found) -> Body:
    """Without rows that hold a single text which is a note and no value."""
    if len(body.by_title) < FEWEST_COLUMNS or found.sheet.has_records or not len(body):
        return body
    if not _may_hold_notes(body):
        return body
    filled = np.sum([cells.filled() for cells in body.by_title.values()], axis=0)
    remarks = np.any([cells.where(_is_remark) for cells in body.by_title.values()], axis=0)
    notes = (filled == 1) & remarks
    numbers = body.rows.filter(pa.array(notes)).to_pylist()
    said = [note("note_left_out", body, number) for number in numbers]
    return replace(body.only(~notes), problems=body.problems + said)


def _may_hold_notes(body: Body) -> bool:
    """Whether some row has fewer than two texts."""
    filled = np.zeros(len(body), np.int32)
    for cells in body.by_title.values():
        filled += cells.filled()
        if filled.min(initial=2) > 1:
            return False
    return True


def _is_remark(text: str) -> bool:
    """Whether a text is too long for a value, or begins as notes do."""
    return len(text) > LONGEST_VALUE or text.lower().startswith(BEGINNINGS_OF_NOTES)
