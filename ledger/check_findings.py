"""What was found wrong in one sheet: problems, each with the cell a spreadsheet shows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ledger.check_kinds import Fault
from ledger.words import say

# A file in which every cell is wrong is told so without a million lines.
MOST_OF_A_RULE = 20_000
# The spreadsheet letter of each column; one for each row where a column is made of several.
Letters = Mapping[str, str | pa.DictionaryArray]
PERSONAL = ("personal_", "individuals")


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file.

    `severity` is "error" (stops a publication), "warning" (asks for a reason) or "note" (tells what
    was left out, and asks for nothing). `cell` is written as a spreadsheet
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

    @property
    def is_personal(self) -> bool:
        """Whether it tells of personal data, which shuts the whole file away."""
        return self.rule.startswith(PERSONAL)

    def expected(self, language: str) -> str:
        """What should have stood there, as a sentence. Params that are lists name columns."""
        params = {
            name: _labels(value, language) if isinstance(value, list) else value
            for name, value in self.params.items()
        }
        return say(f"expected.{self.rule}", language, **params)


def _labels(columns: list[str], language: str) -> str:
    return ", ".join(say(f"label.{name}", language) for name in columns) or "–"


class Findings:
    """The problems of one sheet and which of its rows (by position) have an error."""

    def __init__(self, raw: pa.Table, sheet: str, letters: Letters) -> None:
        """`raw` is the sheet as texts, with `row`: the number that a spreadsheet shows."""
        self.problems: list[Problem] = []
        self._listed: Counter[tuple[str, str, str]] = Counter()
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
        texts = self._raw[column].combine_chunks()
        if not pa.types.is_dictionary(texts.type):
            texts = texts.dictionary_encode()
        blank = pc.equal(pc.utf8_trim_whitespace(texts.dictionary), "")
        return pc.fill_null(blank.take(texts.indices), True)

    def at(self, position: int, column: str, fault: Fault) -> None:
        """Note a fault of one cell, or of its row when the file lacks the column."""
        if fault.severity == "error":
            self.in_error[position] = True
        kind = (fault.severity, fault.rule, column)
        self._listed[kind] += 1
        if self._listed[kind] > MOST_OF_A_RULE:
            return
        row = self.row(position)
        known = column in self._raw.column_names
        value = self._raw[column][position].as_py() or "" if known else ""
        letter = self._letters.get(column, "A")
        letter = letter if isinstance(letter, str) else letter[position].as_py()
        self._add(column, value, fault, f"{letter}{row}" if letter else "", row)

    def header(self, column: str, row: int, fault: Fault) -> None:
        """Note a fault of a column's name, or of a column that is not there."""
        letter = self._letters.get(column)
        if letter:
            self._add(column, column, fault, f"{letter}{row}", row)
        else:
            self._add(column, "", fault, "", 0)

    def not_listed(self) -> list[Problem]:
        """For each rule and column with more than MOST_OF_A_RULE problems, how many more."""
        return [
            Problem(
                severity,
                "more_of_the_same",
                self._sheet,
                column=column,
                params={"rule": rule, "n": found - MOST_OF_A_RULE},
            )
            for (severity, rule, column), found in self._listed.items()
            if found > MOST_OF_A_RULE
        ]

    def _add(self, column: str, value: str, fault: Fault, cell: str, row: int) -> None:
        place = (self._sheet, cell, row, column, value)
        self.problems.append(
            Problem(fault.severity, fault.rule, *place, fault.params, fault.suggestion)
        )
