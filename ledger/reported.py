"""What was found in a report and what an analyst decided of it: part of a draft, kept as JSON.

What was found is kept as it was read, with its sentence. So it stays what the analyst has seen when
a later release reads texts better, and whoever reviews or reads needs no second reading.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

ACCEPTED, CORRECTED, DISMISSED, UNDECIDED = "accepted", "corrected", "dismissed", ""
TAKEN = (ACCEPTED, CORRECTED)


@dataclass(frozen=True)
class Found:
    """A count or contact in a report: where it stands, as which row it was read, what was decided.

    `start` and `end` are code points of the report's text, `quote` its sentence, which begins at
    `quote_start` and is the sentence of that number, from 1. `read` is the row by column as our
    template has it, `row` the same as corrected. `why` are the rules that decided.
    """

    table: str
    start: int
    end: int
    sentence: int
    quote: str
    quote_start: int
    read: Mapping[str, str]
    row: Mapping[str, str]
    why: tuple[str, ...] = ()
    confidence: float = 1
    source: str = ""
    decision: str = UNDECIDED

    @property
    def span(self) -> tuple[int, int]:
        """Where the number stands in its sentence."""
        return self.start - self.quote_start, self.end - self.quote_start


@dataclass(frozen=True)
class Report:
    """A report of a draft: its language, day of publication and source, and what was found in it.

    Nothing was looked for before the analyst has said these. `day` is as ISO 8601, `source_id` the
    card that the counts belong to, `said` the source that the text names most often.
    """

    language: str = ""
    day: str = ""
    source_id: str = ""
    source_url: str = ""
    said: str = ""
    is_read: bool = False
    found: tuple[Found, ...] = field(default_factory=tuple)

    @property
    def as_json(self) -> dict[str, Any]:
        """The report as Decisions.reports keeps it."""
        return asdict(self)

    @property
    def undecided(self) -> list[int]:
        """The positions of what nobody has decided."""
        return [at for at, one in enumerate(self.found) if one.decision == UNDECIDED]

    def decided(self, at: int, decision: str, row: Mapping[str, str] | None = None) -> "Report":
        """The same with one thing decided; `row` only where it was corrected."""
        one = self.found[at]
        if decision == ACCEPTED and one.row != one.read:
            decision = CORRECTED
        changed = replace(one, decision=decision, row=dict(row or one.row))
        return replace(self, found=(*self.found[:at], changed, *self.found[at + 1 :]))


def from_json(kept: Mapping[str, Any]) -> Report:
    """A report out of Decisions.reports."""
    said: dict[str, Any] = {**kept, "found": tuple(map(_found, kept["found"]))}
    return Report(**said)


def _found(kept: Mapping[str, Any]) -> Found:
    said: dict[str, Any] = {**kept, "why": tuple(kept["why"])}
    return Found(**said)
