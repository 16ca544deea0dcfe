"""Charts and maps of pages as pictures to give away, each with what has to be said with it."""

from collections.abc import Sequence

import pandas as pd

from analysis import charts, headlines, printed
from analysis.printed import Picture
from analysis.rows import as_rows
from analysis.trends import Trend
from analysis.wording import Wording
from ledger.crisis import Crisis
from ledger.ledger import Version

# Pixels of the drawing itself; titles and notes come on top.
WIDTH, HEIGHT, HEIGHT_OF_MAP = 760, 340, 460


def of_trend(title: str, trend: Trend, sources: pd.DataFrame, words: Wording) -> Picture:
    """A chart of counts over days, with its falls and provisional days in words."""
    return Picture(
        title,
        [credit(trend.series, sources, words), *trend.notes],
        lambda caption: printed.lines_svg(
            trend.drawn,
            trend.chart,
            words,
            charts.in_words(trend.drawn, words),
            (WIDTH, HEIGHT),
            caption,
        ),
    )


def of_bars(
    title: str,
    names: Sequence[str],
    rows: pd.DataFrame,
    note: str,
    sources: pd.DataFrame,
    words: Wording,
) -> Picture:
    """Counts side by side, the name of each given; `note` says what they are not."""
    counted = as_rows(rows)
    values = [float(row["count"]) for row in counted]
    says = [headlines.value(row, words) for row in counted]
    said = [words.count_in_words(row["count"], row["qualifier"]) for row in counted]
    in_words = words.listed(f"{name}: {one}" for name, one in zip(names, said, strict=True))
    return Picture(
        title,
        [credit(rows, sources, words), note],
        lambda caption: printed.bars_svg(names, values, says, words, in_words, WIDTH, caption),
    )


def of_map(title: str, latest: pd.DataFrame, note: str, crisis: Crisis, words: Wording) -> Picture:
    """The map of where people went; `note` says what its circles are, whose, and of which days."""
    return Picture(
        title,
        [note, words.say("map.disclaimer")],
        lambda caption: printed.map_svg(
            latest, crisis, words, note, (WIDTH, HEIGHT_OF_MAP), caption
        ),
    )


def of_points(
    title: str, places: pd.DataFrame, sources: pd.DataFrame, crisis: Crisis, words: Wording
) -> Picture:
    """The map of places where people get help."""
    publishers = words.listed(_publishers(places, sources))
    note = words.say("printed.points", n=len(places), sources=publishers)
    notes = [note, words.say("map.disclaimer")]
    verified = places["last_verified"].dropna()
    if len(verified):
        days = words.span(verified.min(), verified.max())
        notes.insert(1, words.say("printed.verified", days=days))
    return Picture(
        title,
        notes,
        lambda caption: printed.points_svg(
            places, crisis, words, note, (WIDTH, HEIGHT_OF_MAP), caption
        ),
    )


def credit(rows: pd.DataFrame, sources: pd.DataFrame, words: Wording) -> str:
    """What these counts count, the last day that they are about, whose they are."""
    if rows.empty:
        return ""
    said = words.say(
        "source.line",
        unit=words.listed(words.name("unit", str(unit)) for unit in rows["unit"].unique()),
        as_of=words.day(rows["reference_period_end"].max()),
        source=words.listed(_publishers(rows, sources)),
    )
    return said[0].upper() + said[1:]


def signature(version: Version | None, site: str, words: Wording) -> str:
    """The site, and which version of its figures a picture shows."""
    if version is None:
        return words.say("footer.none", site=site)
    day = words.moment(version.published_at)
    return words.say("footer", site=site, version=version.number, day=day)


def _publishers(rows: pd.DataFrame, sources: pd.DataFrame) -> list[str]:
    names = headlines.publishers(sources)
    return list(dict.fromkeys(names.get(one, one) for one in rows["source_id"].astype(str)))
