"""Earlier values on a chart: lines as they were published before, and what each point was.

A line is drawn again, faint, from what its publisher had published by the end of an earlier day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

import pandas as pd

from analysis import adding, counts, headlines, identity, lines, revision_list, revisions
from analysis.revisions import AGAIN, KIND
from analysis.rows import Row, as_rows
from analysis.traces import Line
from analysis.wording import Wording
from ledger.changes import BEFORE, STATED
from ledger.tables import COUNTS

# Of more lines earlier ones are not drawn; of all lines together not more than so many.
MOST_LINES, MOST_GHOSTS = 2, 4
MOST_TOLD = 8
# Days are chosen by how many counts changed by this share or more on the next one.
WORTH_SHOWING = 0.01
URLS = ("source_url", f"source_url{BEFORE}")


@dataclass(frozen=True)
class Past:
    """All vintages of some counts, their revisions, and what a reader wants to see of them.

    `revised` is from revisions.found; `days` are those by whose end earlier values had been
    published, as the reader chose them; when there are none, they are chosen here.
    """

    vintages: pd.DataFrame
    revised: pd.DataFrame
    breaks: Sequence[Row]
    publishers: Mapping[str, str]
    days: tuple[date, ...] = ()


def past(vintages: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> Past:
    """What is known of the past of some counts, given with all their vintages."""
    revised = revisions.found(vintages, tables["breaks"])
    publishers = headlines.publishers(tables["sources"])
    return Past(vintages, revised, as_rows(tables["breaks"]), publishers)


def told(series: pd.DataFrame, past: Past, words: Wording) -> pd.DataFrame:
    """The counts with a column (lines.EARLIER) of what each was before, a revision to a line."""
    again = past.revised[past.revised[KIND] == AGAIN].sort_values("published_at", ascending=False)
    of_series = identity.marks(series, COUNTS.subject)
    drawn = again[pd.Series(identity.marks(again, COUNTS.subject), again.index).isin(of_series)]
    of_counts: dict[int, list[Row]] = {}
    for count, row in zip(identity.marks(drawn, COUNTS.subject), as_rows(drawn), strict=True):
        of_counts.setdefault(count, []).append(row)
    said = {count: _told(rows, past, words) for count, rows in of_counts.items()}
    return series.assign(**{lines.EARLIER: [said.get(count, "") for count in of_series]})


def behind(
    drawn: Sequence[tuple[Line, pd.DataFrame]], past: Past, words: Wording
) -> dict[date, list[Line]]:
    """Lines, each given with its counts, as they were published by the end of earlier days."""
    found: dict[date, list[Line]] = {}
    for line, series in drawn:
        vintages = _same_series(past.vintages, series)
        most = MOST_GHOSTS // len(drawn)
        chosen = past.days or days(_same_series(past.revised, series), vintages, most)
        for day in chosen[:MOST_GHOSTS]:
            then = counts.newest(vintages, day)
            if len(then):
                name = words.say("ghost.name", name=line.name, day=words.day(day))
                rows = as_rows(_beside_now(then, series, words))
                ghost = lines.of_rows(rows, name, past.breaks, words)
                style = {"colour": line.colour, "dot": line.dot, "label": words.tick(day)}
                found.setdefault(day, []).append(replace(ghost, **style))
    return dict(sorted(found.items()))


def _beside_now(then: pd.DataFrame, now: pd.DataFrame, words: Wording) -> pd.DataFrame:
    """Earlier counts with a column (lines.EARLIER) of what those are now that are other ones."""
    subjects = identity.marks(now, COUNTS.subject)
    numbers = dict(zip(subjects, as_rows(now[list(STATED)]), strict=True))
    said = []
    for subject, was in zip(identity.marks(then, COUNTS.subject), as_rows(then), strict=True):
        row = numbers.get(subject)
        if row and all(row[name] == was[name] for name in STATED):
            said.append("")
        else:
            number = revision_list.number(row, words) if row else words.say("count.none")
            said.append(words.say("ghost.now", number=number))
    return then.assign(**{lines.EARLIER: said})


def in_words(earlier: Mapping[date, Sequence[Line]], past: Past, words: Wording) -> str:
    """Which earlier values `behind` draws, and who chose the days."""
    if not earlier:
        return words.say("ghost.none")
    said = words.say("ghost.drawn", days=words.listed(map(words.day, earlier)))
    if not past.days:
        return f"{said} {words.say('ghost.chosen')}"
    left = len(past.days) - MOST_GHOSTS
    return f"{said} {words.say('ghost.left_out', n=left)}" if left > 0 else said


def days(revised: pd.DataFrame, vintages: pd.DataFrame, most: int) -> tuple[date, ...]:
    """The days by whose end a line had been published most unlike it was published next.

    Before the publications that changed most of its counts by WORTH_SHOWING or more; among equals,
    before the largest change. `revised` and `vintages` are of that line alone.
    """
    little = (revised["share"].abs() < WORTH_SHOWING).fillna(False).astype(bool)
    worth = revised[(revised[KIND] == AGAIN) & ~little]
    published = worth["published_at"].dt.date
    size = worth["change"].abs().groupby(published).agg(["size", "max"])
    ranked = size.sort_values(["size", "max"], ascending=False).index
    known = sorted(vintages["published_at"].dropna().dt.date.unique())
    before = (max((one for one in known if one < day), default=None) for day in ranked)
    return tuple(dict.fromkeys(day for day in before if day))[:most]


def _same_series(rows: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    """The rows that go on in the series of some counts."""
    of_series = identity.marks(series, adding.OF_A_SERIES)
    return rows[pd.Series(identity.marks(rows, adding.OF_A_SERIES), rows.index).isin(of_series)]


def _told(rows: Sequence[Row], past: Past, words: Wording) -> str:
    """How many values a count had, by whom and where, and its revisions, the newest first."""
    source = rows[0]["source_id"]
    where = [urlsplit(row[url]).netloc for row in rows for url in URLS]
    publication = [past.publishers.get(source, source), *where]
    told = words.say(
        "ghost.values",
        values=revision_list.values(rows, words),
        publication=", ".join(dict.fromkeys(part for part in publication if part)),
    )
    reasons = [revisions.reason(row, past.breaks, words) for row in rows]
    each = [_one(*pair, words) for pair in zip(rows, reasons, strict=True)]
    more = [words.say("ghost.more", n=len(each) - MOST_TOLD)] if len(each) > MOST_TOLD else []
    unknown = [] if any(reasons) else [words.say("fall.no_reason")]
    return "\n".join([told, *each[:MOST_TOLD], *more, *unknown])


def _one(row: Row, reason: str, words: Wording) -> str:
    """When a number was replaced, and by which."""
    published = words.moment(row["published_at"]) if row["published_at"] else words.say("unknown")
    before, after = (revision_list.number(one, words) for one in (revisions.before(row), row))
    said = words.say("ghost.revision", published=published, before=before, after=after)
    return f"{said}. {reason}" if reason else said
