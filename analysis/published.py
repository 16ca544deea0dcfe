"""What was published, as everybody may see it: the one reading of the ledger for pages and others.

A part of the ledger never changes, so frames are cached by the hashes of their parts, shared by
all who read, and never changed in place. Small counts are withheld here, before anything is made
of a table, for all but those who may see them.
"""

from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeVar

import pandas as pd

from analysis import counts, disclosure
from analysis.by_place import ByPlace
from analysis.kept import Kept
from ledger import crisis, database
from ledger.ledger import Ledger, Version

Made = TypeVar("Made")
Tables = dict[str, pd.DataFrame]


class Published:
    """The versions of one ledger. `small`: also with the counts that are withheld from readers."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._kept = {
            "parts": Kept(64),
            "versions": Kept(2),
            "decided": Kept(4),
            "tables": Kept(4),
            "newest counts": Kept(8),
            "by place": Kept(8),
            "made": Kept(96),
        }

    def newest(self) -> int:
        """The number of the newest version; 0 in an empty ledger. Never from memory."""
        return self.ledger.newest()

    def versions(self, newest: int | None = None) -> dict[int, Version]:
        """Every version by its number, the oldest first; `newest` if it was just looked up."""
        newest = self.newest() if newest is None else newest

        def read() -> dict[int, Version]:
            return {version.number: version for version in self.ledger.versions()}

        return self._kept["versions"].get(newest, read)

    def version_of(self, asked: str) -> int | None:
        """The version that `as_known` asks for: a number, or a day (the last one until its end).

        None when it asks for neither, or when there is no such version.
        """
        if asked.isascii() and asked.isdecimal():
            number = int(asked) if len(asked) < 10 else 0
            return number if number in self.versions() else None
        try:
            end = datetime.combine(date.fromisoformat(asked) + timedelta(days=1), time(), UTC)
        except (ValueError, OverflowError):
            return None
        before = [v.number for v in self.versions().values() if v.published_at < end]
        return max(before, default=None)

    def parts(self, number: int) -> dict[str, tuple[str, ...]]:
        """The hashes of the parts of each table of a version: the key of what is made of it."""
        return self._kept["parts"].get(number, lambda: self.ledger.parts(number))

    def tables(self, number: int, *, small: bool = False) -> Tables:
        """Every table of a version."""
        return self._kept["tables"].get(
            (number, small, rule()), lambda: self._tables(number, small)
        )

    def decided(self, number: int) -> disclosure.Decisions:
        """What was decided about small counts of all versions up to one."""
        return self._kept["decided"].get(
            (number, rule()), lambda: disclosure.kept_until(self.ledger, number, rule())
        )

    def newest_counts(
        self,
        number: int,
        as_published: date | None = None,
        *,
        withheld: bool = False,
        small: bool = False,
    ) -> pd.DataFrame:
        """The newest vintages of the counts of a version; see counts.newest."""
        return self._kept["newest counts"].get(
            (number, as_published, withheld, small, rule()),
            lambda: counts.newest(
                self.tables(number, small=small)["counts"], as_published, withheld=withheld
            ),
        )

    def by_place(
        self, number: int, as_published: date | None = None, *, vintages: bool = False
    ) -> ByPlace:
        """The newest counts of a version, withheld ones among them, or with `vintages` every one.

        They can be found by place and day.
        """

        def place() -> ByPlace:
            if vintages:
                held = counts.published_by(self.tables(number)["counts"], as_published)
            else:
                held = self.newest_counts(number, as_published, withheld=True)
            return ByPlace(disclosure.with_every_reason(held))

        return self._kept["by place"].get((number, as_published, vintages, rule()), place)

    def made(self, make: Callable[[], Made], *key: Hashable) -> Made:
        """What pure functions make, once for all who see the same. Nobody changes what was made.

        `key` is everything that it depends on, the version among it.
        """
        return self._kept["made"].get(key, make)

    def _tables(self, number: int, small: bool) -> Tables:
        tables = self.ledger.tables(number)
        if small:
            return disclosure.unsuppressed(tables)
        return disclosure.suppress(tables, rule(), self.decided(number))


def rule() -> disclosure.Rule:
    """The rule on small counts that this deployment chose."""
    return disclosure.rule(crisis.read())


@lru_cache(maxsize=4)
def _of(url: str) -> Published:
    return Published(Ledger(url))


def here() -> Published:
    """What this deployment published; one for the whole process."""
    return _of(database.default_url())
