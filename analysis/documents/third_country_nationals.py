"""Third-country nationals as a document: present, crossed, by nationality, helped home."""

import pandas as pd

from analysis import counts, headlines, lateness, lines, listing, nationals, sources, view, ways
from analysis.documents import shared, tables
from analysis.documents.parts import Block, Document, Heading, Numbers, Picture
from analysis.documents.prose import prose
from analysis.headlines import Headline
from analysis.leading import Leads
from analysis.shown import Shown
from ledger import crisis

PAGE = "third_country_nationals"


def document(shown: Shown) -> Document:
    """What the page says for a view."""
    words, about, newest = shown.words, crisis.read(), shown.counts
    reported = counts.only(newest, population_type=nationals.KIND)
    order = shown.order(reported)
    present = headlines.third_country_nationals_present(newest, about, order)
    crossed = headlines.third_country_nationals_fleeing(newest, order)
    finding = headlines.sentence(present, words, f"{PAGE}.finding", about) if present else ""
    numbers = [
        shared.number(shown, name, words.say(f"{PAGE}.{entry}"), lead, order)
        for name, entry, lead in (("present", "headline", present), ("crossed", "crossed", crossed))
    ]
    blocks = [
        Numbers(numbers),
        *_since(shown, crossed),
        *_joint(shown, reported, order),
        *_by_country(shown, reported, order),
        *_by_nationality(shown, reported, order),
        *_helped(shown),
        *shared.how_to_read(shown, f"{PAGE}.how_to_read"),
    ]
    helped = nationals.movements(shown.tables["assisted_movements"], shown.days.end)
    sources = shared.ids(numbers, reported, *(rows for _, rows in helped))
    return Document(words.say(f"menu.{PAGE}"), finding, blocks, sources)


def _since(shown: Shown, crossed: Headline | None) -> list[Block]:
    title = shown.words.say(f"{PAGE}.since")
    if crossed is None:
        return _nothing(shown, title)
    made = nationals.since(crossed, shown.tables, shown.rewriting(), shown.words)
    return [shared.chart(shown, "since", title, made, crossed.series)]


def _joint(shown: Shown, reported: pd.DataFrame, order: Leads) -> list[Block]:
    title = shown.words.say(f"{PAGE}.joint")
    joint = nationals.joint(reported, order)
    if joint.empty:
        return _nothing(shown, title)
    return [
        Heading(title),
        prose(shown.words.say(f"{PAGE}.joint_why")),
        tables.counts(shown, "joint", title, joint, listing.TOTAL_COLUMNS),
    ]


def _by_country(shown: Shown, reported: pd.DataFrame, order: Leads) -> list[Block]:
    title = shown.words.say(f"{PAGE}.by_country")
    by_country = lateness.of_places(nationals.by_country(reported, order), shown.judged())
    if by_country.empty:
        return _nothing(shown, title)
    columns = (*listing.TOTAL_COLUMNS, "freshness")
    return [
        Heading(title),
        prose(shown.words.say(f"{PAGE}.by_country_why")),
        tables.counts(shown, "by_country", title, by_country, columns),
    ]


def _by_nationality(shown: Shown, reported: pd.DataFrame, order: Leads) -> list[Block]:
    title = shown.words.say(f"{PAGE}.by_nationality")
    chosen = list(view.codes(shown.asked.get("nationality", "")))
    groups = list(nationals.groups(nationals.by_nationality(reported, chosen, order)))
    if not groups:
        return _nothing(shown, title)
    return [Heading(title), *(_bars(shown, *group) for group in groups)]


def _bars(shown: Shown, row: headlines.Row, group: pd.DataFrame) -> Picture:
    words = shown.words
    bars = lines.nationality_bars(group, words)
    note = f"{shared.source_line(shown, row)} {words.say('nationality.not_a_total')}"
    name = f"nationality_{row['location_iso3'] or 'all'}_{row['source_id']}"
    return shared.bars(shown, name, words.countries(row["location_iso3"]), group, bars, note)


def _helped(shown: Shown) -> list[Block]:
    words = shown.words
    chosen = list(view.codes(shown.asked.get("nationality", "")))
    movements = nationals.of_nationalities(shown.tables["assisted_movements"], chosen)
    helped = nationals.movements(movements, shown.days.end)
    drawn = ways.by_source(nationals.known(movements, shown.days.end))
    made: list[Block] = [_ways(shown, rows) for rows in drawn]
    made += [
        tables.table(
            shown, entry.replace(".", "_"), words.say(entry), listing.movements(rows, words)
        )
        for entry, rows in helped
    ]
    return [Heading(words.say("movements.title")), *made] if made else []


def _ways(shown: Shown, rows: pd.DataFrame) -> Picture:
    words = shown.words
    source = str(rows["source_id"].iloc[0])
    title = words.say("ways.title", source=sources.name(shown.tables, source))
    note = words.say("ways.not_a_total")
    return shared.bars(shown, f"ways_{source}", title, rows, ways.bars(rows, words), note)


def _nothing(shown: Shown, title: str) -> list[Block]:
    return [Heading(title), prose(shown.words.say("nothing_reported"))]
