"""The document of third-country nationals: present, crossed, by nationality, helped home."""

import pandas as pd

from analysis import (
    charts,
    counts,
    falls,
    headlines,
    lateness,
    lines,
    listing,
    nationals,
    printed,
    provisional,
    trends,
    view,
)
from analysis.documents import shared
from analysis.documents.parts import (
    Block,
    Document,
    Heading,
    Numbers,
    Picture,
    grid,
    paragraphs,
    prose,
)
from analysis.headlines import Headline
from analysis.leading import Leads
from analysis.shown import Shown
from ledger import crisis


def document(shown: Shown) -> Document:
    """The page for a view, as a document."""
    words, about, newest = shown.words, crisis.read(), shown.counts
    reported = counts.only(newest, population_type=nationals.KIND)
    order = shown.order(reported)
    present = headlines.third_country_nationals_present(newest, about, order)
    crossed = headlines.third_country_nationals_fleeing(newest, order)
    finding = ""
    if present:
        finding = headlines.sentence(present, words, "third_country_nationals.finding", about)
    numbers = [
        shared.number(shown, words.say(f"third_country_nationals.{name}"), lead, order)
        for name, lead in (("headline", present), ("crossed", crossed))
    ]
    blocks: list[Block] = [
        Numbers(numbers),
        *_since(shown, crossed),
        *_by_country(shown, reported, order),
        *_by_nationality(shown, reported, order),
        *_helped(shown),
        *shared.how_to_read(shown, "third_country_nationals.how_to_read"),
    ]
    return Document(words.say("menu.third_country_nationals"), finding, blocks)


def _since(shown: Shown, crossed: Headline | None) -> list[Block]:
    words, tables = shown.words, shown.tables
    title = words.say("third_country_nationals.since")
    if crossed is None:
        return [Heading(title), prose(words.say("nothing_reported"))]
    rules = shown.rewriting()
    series = provisional.marked(crossed.series, rules)
    series = falls.marked(series, tables["counts"], tables["breaks"], words)
    drawn = [lines.dots(series, words.say("place.all"), tables["breaks"], words)]
    chart = charts.Chart(lines.axis(series, words))
    made = trends.trend(drawn, series, chart, tables["sources"], rules, words)
    return [shared.chart(shown, "crossed", title, made)]


def _by_country(shown: Shown, reported: pd.DataFrame, order: Leads) -> list[Block]:
    words = shown.words
    joint = nationals.joint(reported, order)
    by_country = lateness.of_places(nationals.by_country(reported, order), shown.judged())
    titles = [words.say(f"third_country_nationals.{name}") for name in ("joint", "by_country")]
    joint_is_known = shared.counts_table(shown, titles[0], joint, listing.TOTAL_COLUMNS)
    columns = (*listing.TOTAL_COLUMNS, "freshness")
    return [
        Heading(titles[0]),
        prose(words.say("third_country_nationals.joint_why")),
        prose(words.say("nothing_reported")) if joint.empty else joint_is_known,
        Heading(titles[1]),
        prose(words.say("third_country_nationals.by_country_why")),
        shared.counts_table(shown, titles[1], by_country, columns),
    ]


def _by_nationality(shown: Shown, reported: pd.DataFrame, order: Leads) -> list[Block]:
    words = shown.words
    chosen = list(view.codes(shown.asked.get("nationality", "")))
    of_nationality = nationals.by_nationality(reported, chosen, order)
    blocks: list[Block] = [Heading(words.say("third_country_nationals.by_nationality"))]
    if of_nationality.empty:
        blocks.append(prose(words.say("nothing_reported")))
    for row, group in nationals.groups(of_nationality):
        names, says, in_words = lines.nationality_bars(group, words)
        title = words.say("nationality.title", place=words.countries(row["location_iso3"]))
        alternative = words.listed(f"{n}: {s}" for n, s in zip(names, in_words, strict=True))
        values = group["count"].astype(float).tolist()
        svg = printed.bars_svg(names, values, says, words, alternative, shared.WIDTH)
        note = f"{shared.source_line(shown, row)} {words.say('nationality.not_a_total')}"
        name = f"nationality_{row['location_iso3'] or 'all'}_{row['source_id']}"
        blocks.append(Picture(name, title, svg, alternative, paragraphs(note)))
    return blocks


def _helped(shown: Shown) -> list[Block]:
    words = shown.words
    blocks: list[Block] = [Heading(words.say("movements.title"))]
    for entry, rows in nationals.movements(shown.tables["assisted_movements"], shown.days.end):
        blocks.append(grid(words.say(entry), listing.movements(rows, words), words))
    return blocks
