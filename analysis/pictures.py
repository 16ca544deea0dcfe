"""Charts and maps of pages as pictures to give away, each with what has to be said with it."""

import pandas as pd

from analysis import charts, headlines, lines, printed
from analysis.printed import Picture
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


def of_nationalities(
    title: str, group: pd.DataFrame, sources: pd.DataFrame, words: Wording
) -> Picture:
    """A breakdown by nationality, which is no total."""
    names, says, in_words = lines.nationality_bars(group, words)
    values = group["count"].astype(float).tolist()
    told = words.listed(f"{name}: {said}" for name, said in zip(names, in_words, strict=True))
    return Picture(
        title,
        [credit(group, sources, words), words.say("nationality.not_a_total")],
        lambda caption: printed.bars_svg(names, values, says, words, told, WIDTH, caption),
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


def credit(rows: pd.DataFrame, sources: pd.DataFrame, words: Wording) -> str:
    """What these counts count, the last day that they are about, whose they are."""
    if rows.empty:
        return ""
    names = headlines.publishers(sources)
    publishers = dict.fromkeys(names.get(one, one) for one in rows["source_id"].astype(str))
    said = words.say(
        "source.line",
        unit=words.listed(words.name("unit", str(unit)) for unit in rows["unit"].unique()),
        as_of=words.day(rows["reference_period_end"].max()),
        source=words.listed(publishers),
    )
    return said[0].upper() + said[1:]


def signature(version: Version | None, site: str, words: Wording) -> str:
    """The site, and which version of its figures a picture shows."""
    if version is None:
        return words.say("footer.none", site=site)
    day = words.moment(version.published_at)
    return words.say("footer", site=site, version=version.number, day=day)
