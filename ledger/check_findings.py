"""What was found wrong in one sheet: problems, each with the cell a spreadsheet shows."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ledger.check_kinds import Fault
from ledger.words import say


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file.

    `severity` is "error" (stops a publication) or "warning". `cell` is written as a spreadsheet
    does (B12) and is "" for a whole sheet, whose `row` is 0; `sheet` is "" for a plain file.
    `value` is what the file says, exactly; `suggestion` what was probably meant, or "".
    """

    severity: str
    rule: str
    sheet: str = ""
    cell: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    params: dict[str, object] = field(default_factory=dict)
    suggestion: str = ""

    def expected(self, language: str) -> str:
        """What should have stood there, as a sentence."""
        return say(f"expected.{self.rule}", language, **self.params)


class Findings:
    """The problems of one sheet and which of its rows (by position) have an error."""

    def __init__(self, raw: pa.Table, sheet: str, letters: dict[str, str]) -> None:
        """`raw` is the sheet as texts, with `row`: the number that a spreadsheet shows."""
        self.problems: list[Problem] = []
        self.in_error = np.zeros(len(raw), dtype=bool)
        self._raw = raw
        self._sheet = sheet
        self._letters = letters

    def row(self, position: int) -> int:
        """The row number that a spreadsheet shows."""
        return self._raw["row"][position].as_py()

    def is_blank(self, column: str) -> pa.Array:
        """Which rows of the file have nothing in that column."""
        if column not in self._raw.column_names:
            return pa.array(np.ones(len(self._raw), dtype=bool))
        texts = pc.utf8_trim_whitespace(self._raw[column].cast(pa.string()))
        return pc.fill_null(pc.equal(texts, ""), True)

    def at(self, position: int, column: str, fault: Fault) -> None:
        """Note a fault of one cell, or of its row when the file lacks the column."""
        if fault.severity == "error":
            self.in_error[position] = True
        row = self.row(position)
        known = column in self._raw.column_names
        value = self._raw[column][position].as_py() or "" if known else ""
        self._add(column, value, fault, f"{self._letters.get(column, 'A')}{row}", row)

    def header(self, column: str, row: int, fault: Fault) -> None:
        """Note a fault of a column's name, or of a column that is not there."""
        letter = self._letters.get(column)
        if letter:
            self._add(column, column, fault, f"{letter}{row}", row)
        else:
            self._add(column, "", fault, "", 0)

    def _add(self, column: str, value: str, fault: Fault, cell: str, row: int) -> None:
        place = (self._sheet, cell, row, column, value)
        self.problems.append(
            Problem(fault.severity, fault.rule, *place, fault.params, fault.suggestion)
        )
