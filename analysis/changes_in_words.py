"""What a version changed, in sentences: for feeds, and for those who are told when it comes.

Only what readers see of a version and of the one before is compared, so that a sentence tells no
more than the two versions put together. All is of the version's own day: it never changes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from analysis import counts_in_words, disclosure, freshness, lateness, leading, rows_in_words, since
from analysis.counts_in_words import Around
from analysis.headlines import publishers
from analysis.kept import Kept
from analysis.published import Published, rule
from analysis.rows import as_rows
from analysis.wording import Wording
from ledger import crisis
from ledger.changes import Changes
from ledger.check_personal import EMAIL
from ledger.ledger import Version
from ledger.tables import TABLES

MOST_SENTENCES = 10
FEWEST_ROWS = 3
MOST_LATE = 3
MOST_PUBLISHERS = 3
# What a reader wants to know first stands first: numbers that are not what they were.
_KEPT = Kept(1024)
KINDS = ("revised", "corrected", "withdrawn", "added")


@dataclass(frozen=True)
class Told:
    """For each table a version changed a summary and sentences about rows.

    `counted` says how many rows of each table readers see added, revised and so on; `falls` and
    `late` are about counts.
    """

    counted: dict[str, dict[str, int]]
    tables: dict[str, tuple[str, list[str]]]
    falls: list[str]
    late: list[str]


def seen(published: Published, version: Version, words: Wording) -> Version:
    """A version with the numbers of what readers see of its changes.

    Points that are not public are not counted, and a table of which readers see no change is left
    out: what is told below is told of such a version.
    """
    return replace(version, changed=_told_once(published, version, words).counted)


def title(version: Version, words: Wording, names: Iterable[str] = TABLES) -> str:
    """A version and how many rows it changed in some tables: "Version 27: 48 counts added"."""
    told = words.listed(
        _counted(name, version.changed[name], words) for name in names if name in version.changed
    )
    entry = "changes.title_reverts" if version.reverts else "changes.title"
    told = told or words.say("changes.nothing")
    # Numbers of versions are names: without separators between their digits.
    return words.say(entry, version=str(version.number), reverts=str(version.reverts), told=told)


def sentences(
    published: Published, version: Version, words: Wording, names: Iterable[str] = TABLES
) -> list[str]:
    """What a version changed in some tables, about MOST_SENTENCES: the largest changes, how many
    rows are not told of, and what was late. Plain text."""
    told = _told_once(published, version, words)
    chosen = [(name, told.tables[name]) for name in names if name in told.tables]
    first = [*_note(version, words), *(summary for _, (summary, _) in chosen)]
    details = [text for _, (_, rows) in chosen for text in rows]
    last = [*told.falls, *told.late] if "counts" in {*names} else []
    room = max(MOST_SENTENCES - len(first) - len(last), FEWEST_ROWS)
    left = len(details[room:])
    for name, (_, rows) in chosen:
        if name in rows_in_words.ONE_BY_ONE:
            left += Counter(told.counted[name]).total() - len(rows)
    more = [words.say("changes.more", n=left)] if left and details else []
    return [_as_sentence(text) for text in (*first, *details[:room], *more, *last)]


def _told_once(published: Published, version: Version, words: Wording) -> Told:
    key = (published, version.number, words, rule())
    return _KEPT.get(key, lambda: _told(published, version, words))


def _told(published: Published, version: Version, words: Wording) -> Told:
    number = version.number
    beside = published.ledger.tables(number, ["sources", "breaks"])
    cards = publishers(beside["sources"])
    decided, around = published.decided(number), published.ledger.around(number)
    told = Told({}, {}, [], _late(published, version, beside["sources"], words))
    for name in (name for name in TABLES if name in around):
        shown = [disclosure.shown(rows, name, rule(), decided) for rows in around[name]]
        changed = since.compared(name, *shown)
        if not changed.counted:
            continue
        told.counted[name] = changed.counted
        if name == "counts":
            seen = Around(shown[0], shown[1], beside["breaks"], cards, words)
            rows = counts_in_words.sentences(changed, seen)
            told.falls.extend(counts_in_words.fallen(changed, seen))
        else:
            rows = rows_in_words.of(name, changed, cards, words)
        told.tables[name] = (_summary(name, changed, cards, words), rows)
    return told


def _note(version: Version, words: Wording) -> list[str]:
    told = []
    if version.reverts:
        told.append(words.say("changes.reverts", reverts=str(version.reverts)))
    # What is sent out cannot be called back: nobody's address goes with it.
    if note := " ".join(EMAIL.sub("…", version.note).split()):
        told.append(words.say("changes.note", note=note))
    return told


def _counted(name: str, numbers: Mapping[str, int], words: Wording) -> str:
    return words.listed(
        words.say(f"changes.{name}.{kind}", n=numbers[kind]) for kind in KINDS if kind in numbers
    )


def _summary(name: str, changed: Changes, cards: Mapping[str, str], words: Wording) -> str:
    """How many rows changed, and whose, those with most first."""
    counted = _counted(name, changed.counted, words)
    sources = pd.concat([getattr(changed, kind)["source_id"].astype(str) for kind in KINDS])
    whose = [*dict.fromkeys(cards.get(code, code) for code in sources.value_counts().index)]
    if len(whose) > MOST_PUBLISHERS:
        others = words.say("changes.others", n=len(whose) - MOST_PUBLISHERS)
        whose = [*whose[:MOST_PUBLISHERS], others]
    if not whose:
        return counted
    return words.say("changes.summary", counted=counted, sources=words.listed(whose))


def _late(
    published: Published, version: Version, sources: pd.DataFrame, words: Wording
) -> list[str]:
    """Which series were late on the day of a version; nothing if it only looked back."""
    day = version.published_at.date()
    # Where even the newest version is of days long gone, this one need not be read.
    for number in dict.fromkeys((published.newest(), version.number)):
        held = published.newest_counts(number, withheld=True)
        last = held["reference_period_end"].max()
        if pd.isna(last) or freshness.is_historical(last.date(), day):
            return []
    order = leading.leads(sources, crisis.read())
    late = freshness.late(freshness.series(held, sources, order, day))
    cards = publishers(sources)
    told = [
        # Emphasis is for pages; a sentence here is plain text.
        lateness.told(row, cards.get(row["source_id"], row["source_id"]), words).replace(
            "**", "", 2
        )
        for row in as_rows(late.head(MOST_LATE))
    ]
    rest = len(late) - len(told)
    return [*told, *([words.say("changes.late_more", n=rest)] if rest else [])]


def _as_sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…", "”", "»")) else f"{text}."
