"""What people decide about files that they are about to publish: part of a draft, kept as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Decisions:
    """What was decided about the files of a submission.

    corrections  {column: {as written: as meant}}
    recipes      how files that are not in our template are read, by the hash of their header
    persons_not  texts that look like a person's and are none, by column
    days         the day that a file is about which does not say so itself, by the file's hash
    reasons      why each kind of warning is no mistake, by its rule and column
    withdrawn    {table: [subject as text by column]}: what is to be taken out of the ledger
    reports      files that are reports, and what was decided of each number found in them, by the
                 file's hash: a ledger.reported.Report as JSON
    base         the version that the analyst compared the rows with; None before that
    """

    corrections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    recipes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    persons_not: Mapping[str, list[str]] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    withdrawn: Mapping[str, list[dict[str, str]]] = field(default_factory=dict)
    reports: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    base: int | None = None


UNDECIDED = Decisions()
