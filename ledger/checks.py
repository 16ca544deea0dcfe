"""Judge every value of a sheet against the declaration of its table, all problems at once.

The sheet comes as texts, exactly as written, and leaves in the schema of its table; a cell that
cannot be used is null there and a Problem in the list. Each distinct value is judged once: a
million rows hold a few thousand of them.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ledger.check_findings import Findings, Letters, Problem
from ledger.check_keys import without_repeats
from ledger.check_kinds import Converted, Fault, convert, nearest
from ledger.check_personal import personal_texts, rows_of_individuals
from ledger.check_rows import ROW_RULES
from ledger.decisions import UNDECIDED, Decisions
from ledger.declaration import LABELS, Column, Table
from ledger.exporting import MARKED
from ledger.tables import TABLES

__all__ = ["Problem", "check"]

NOT_IN_THE_FUTURE = ("reference_period_end", "published_at", "last_verified")


def check(
    table_name: str,
    raw: pa.Table,
    sheet: str,
    letters: Letters,
    today: date,
    received: str = "",
    header_row: int = 1,
    decisions: Decisions = UNDECIDED,
) -> tuple[pa.Table, list[Problem]]:
    """The sheet's rows in the schema of its table, and everything that is wrong with them.

    `raw` has the file's columns that the table declares, as text, and `row` (int32), the number
    a spreadsheet shows. `letters` gives the spreadsheet letter of every column the file has,
    the unknown ones too; blank for a value that stands in no cell. `received` is the hash of the
    file. Texts that `decisions` correct are judged as corrected. A row that repeats another
    exactly is taken once. Raises KeyError when there is no such table.
    """
    table = TABLES[table_name]
    raw = _as_meant(raw, decisions.corrections)
    rows = raw["row"].to_numpy()
    findings = Findings(raw, sheet, letters)
    _check_header(table, letters, header_row, findings)
    columns = [_checked(column, raw, findings, today, decisions) for column in table.columns]
    checked = _with_origin(table, columns, received, sheet, rows)
    for rule in ROW_RULES.get(table.name, ()):
        rule(checked, findings)
    if table.name == "counts" and rows_of_individuals(checked):
        findings.problems.append(Problem("error", "individuals", sheet))
    checked = without_repeats(table, checked, findings)
    order = {name: position for position, name in enumerate(table.names)}
    findings.problems.sort(key=lambda problem: (problem.row, order.get(problem.column, -1)))
    return checked, findings.problems + findings.not_listed()


def _check_header(table: Table, letters: Letters, row: int, findings: Findings) -> None:
    for name in letters:
        if name not in table.names:
            params: dict[str, object] = {"table": table.name, "columns": ", ".join(table.names)}
            findings.header(name, row, Fault("unknown_column", nearest(name, table.names), params))
    for column in table.columns:
        if column.required and column.name not in letters:
            params = {"table": table.name, "column": column.name}
            findings.header(column.name, row, Fault("missing_column", params=params))


def _checked(
    column: Column, raw: pa.Table, findings: Findings, today: date, decisions: Decisions
) -> pa.Array:
    """One column in its type; its faults go to the findings."""
    if column.name not in raw.column_names:
        return pa.nulls(len(raw), column.arrow_type)
    encoded = _encoded(raw[column.name])
    texts = _unmarked(pc.utf8_trim_whitespace(encoded.dictionary))
    texts = pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)
    if texts.null_count == len(texts) and not column.required:
        return pa.nulls(len(raw), column.arrow_type)
    values, faults = _not_in_future(column, convert(column, texts), today)
    faults |= _personal(column, texts, decisions)
    if column.required and texts.null_count:
        blanks = pc.indices_nonzero(pc.is_null(texts)).to_pylist()
        faults |= {position: Fault("blank", params={"column": column.name}) for position in blanks}
    if faults:
        indices = encoded.indices.to_numpy(zero_copy_only=False)
        faulty = np.zeros(len(texts), dtype=bool)
        faulty[list(faults)] = True
        for position in np.flatnonzero(faulty[indices]).tolist():
            findings.at(position, column.name, faults[int(indices[position])])
    return _spread(values, encoded.indices)


def _unmarked(texts: pa.StringArray) -> pa.StringArray:
    """Without the mark that we put before what a spreadsheet would run."""
    if not pc.any(pc.starts_with(texts, "'")).as_py():
        return texts
    return pc.replace_substring_regex(texts, MARKED, r"\1")


def _personal(column: Column, texts: pa.StringArray, decisions: Decisions) -> dict[int, Fault]:
    """Personal data among the texts, but for what somebody said is no person's name."""
    cleared = set(decisions.persons_not.get(column.name, ()))
    return {
        position: fault
        for position, fault in personal_texts(column, texts).items()
        if fault.rule != "personal_name" or texts[position].as_py() not in cleared
    }


def _as_meant(raw: pa.Table, corrections: Mapping[str, Mapping[str, str]]) -> pa.Table:
    """The sheet with the texts that were corrected in their corrected form."""
    for name in set(corrections).intersection(raw.column_names):
        meanings = corrections[name]
        encoded = _encoded(raw[name])
        texts = pc.utf8_trim_whitespace(encoded.dictionary)
        found = pc.index_in(texts, value_set=pa.array(list(meanings), pa.string()))
        meant = pa.array(list(meanings.values()), pa.string()).take(found)
        column = pc.coalesce(meant, encoded.dictionary).take(encoded.indices)
        raw = raw.set_column(raw.column_names.index(name), name, column)
    return raw


def _encoded(texts: pa.ChunkedArray) -> pa.DictionaryArray:
    """The texts as one dictionary array without nulls."""
    if texts.null_count:
        texts = pc.fill_null(texts.cast(pa.string()), "")
    if not pa.types.is_dictionary(texts.type):
        texts = pc.dictionary_encode(texts)
    if texts.num_chunks == 1:
        return texts.chunk(0)
    return pa.concat_arrays(texts.unify_dictionaries().chunks or [pa.array([], LABELS)])


def _not_in_future(column: Column, converted: Converted, today: date) -> Converted:
    if column.name not in NOT_IN_THE_FUTURE:
        return converted
    values, faults = converted
    late = pc.fill_null(pc.greater(values.cast(pa.date32()), pa.scalar(today)), False)
    for position in pc.indices_nonzero(late).to_pylist():
        faults[position] = Fault("future", params={"today": today.isoformat()})
    return pc.if_else(late, pa.scalar(None, values.type), values), faults


def _spread(values: pa.Array, indices: pa.Array) -> pa.Array:
    """The value of every row, from the values of the distinct texts."""
    if not pa.types.is_string(values.type):
        return values.take(indices)
    distinct = values.dictionary_encode()
    if len(distinct.dictionary) == len(values):
        return pa.DictionaryArray.from_arrays(indices, values)
    return pa.DictionaryArray.from_arrays(distinct.indices.take(indices), distinct.dictionary)


def _with_origin(
    table: Table, columns: list[pa.Array], received: str, sheet: str, rows: np.ndarray
) -> pa.Table:
    same = np.zeros(len(rows), dtype=np.int32)
    origin = [
        pa.DictionaryArray.from_arrays(same, pa.array([received])),
        pa.DictionaryArray.from_arrays(same, pa.array([sheet])),
        pa.array(rows, pa.int32()),
    ]
    return pa.Table.from_arrays([*columns, *origin], schema=table.schema)
