"""The rows of a publisher's table without what only looks like a row: tags, notes, remarks.

What is left out is told as a problem of severity "note", which says where it stands.
"""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from ledger.checks import Problem
from ledger.declaration import LABELS
from loaders.cells import Body, Cells, note
from loaders.files import letter_of
from loaders.headers import Found

LONGEST_VALUE, FEWEST_COLUMNS = 60, 3
BEGINNINGS_OF_NOTES = ("*", "note", "source", "n.b.", "nb:", "(*", "¹", "1)", "remarque", "nota")


def body_of(found: Found) -> Body:
    """The rows below the titles that were found; a row of HXL tags and notes are left out.

    Notes stand beside the table, or below it in a single cell; a problem of severity "note" says
    where they are.
    """
    rows = found.sheet.below(found.row)
    table = rows.columns
    by_title: dict[str, Cells] = {}
    for place, title in enumerate(found.titles):
        if title and title not in by_title:
            letter = "" if found.sheet.has_records else letter_of(place)
            by_title[title] = Cells(_encoded(table[str(place)]), letter)
    numbers = table["row"].combine_chunks()
    problems = [_as_note(problem) for problem in rows.problems]
    body = Body(found.sheet.name, found.row, by_title, numbers, problems + _unknown(found))
    return _without_notes(_without_tags(body), found)


def _encoded(texts: pa.ChunkedArray) -> pa.DictionaryArray:
    whole = texts if pa.types.is_dictionary(texts.type) else texts.dictionary_encode()
    if whole.num_chunks == 1:
        return whole.chunk(0)
    return pa.concat_arrays(whole.unify_dictionaries().chunks or [pa.array([], LABELS)])


def _as_note(problem: Problem) -> Problem:
    return replace(problem, severity="note") if problem.rule == "beside_table" else problem


def _unknown(found: Found) -> list[Problem]:
    """Titles that the format does not know: told, because they may say more than we read."""
    others = [title for title in found.titles if title and title not in found.known]
    if not others:
        return []
    params: dict[str, object] = {"titles": ", ".join(others)}
    return [Problem("note", "titles_unknown", found.sheet.name, row=found.row, params=params)]


def _without_tags(body: Body) -> Body:
    """Without the first row if it holds nothing but HXL tags."""
    if not len(body):
        return body
    first = [cells.texts[0].as_py().strip() for cells in body.by_title.values()]
    tags = [text for text in first if text]
    if not tags or not all(text.startswith("#") for text in tags):
        return body
    return body.only(np.arange(len(body)) > 0)


def _without_notes(body: Body, found: Found) -> Body:
    """Without rows that hold a single text which is a note and no value."""
    if len(body.by_title) < FEWEST_COLUMNS or found.sheet.has_records or not len(body):
        return body
    filled = np.sum([cells.filled() for cells in body.by_title.values()], axis=0)
    if filled.min() > 1:
        return body
    remarks = np.any([cells.where(_is_remark) for cells in body.by_title.values()], axis=0)
    notes = (filled == 1) & remarks
    numbers = body.rows.filter(pa.array(notes)).to_pylist()
    said = [note("note_left_out", body, number) for number in numbers]
    return replace(body.only(~notes), problems=body.problems + said)


def _is_remark(text: str) -> bool:
    """Whether a text is too long for a value, or begins as notes do."""
    return len(text) > LONGEST_VALUE or text.lower().startswith(BEGINNINGS_OF_NOTES)
