"""Updates: what was done and decided in response, as a timeline and as marks on charts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from analysis import listing, narration, view
from analysis.charts import Mark
from analysis.rows import Row, as_rows
from analysis.shown import Shown
from analysis.trends import Trend
from analysis.view import Days
from analysis.wording import Wording, plain

COLUMNS = ("date", "title_en", "kind", "country_iso3", "place", "sector", "organisation")


@dataclass(frozen=True)
class Asked:
    """What a reader asks for; an empty choice asks for all."""

    countries: Sequence[str]
    kinds: Sequence[str]
    sectors: Sequence[str]
    words: str = ""


def asked(said: Mapping[str, str]) -> Asked:
    """What the parameters of an address ask for."""
    chosen_codes = [view.codes(said.get(name, "")) for name in ("country", "kind", "sector")]
    return Asked(*chosen_codes, said.get("find", ""))


def of_view(shown: Shown) -> pd.DataFrame:
    """The updates that a view asks for, the newest first."""
    known = within(shown.tables["updates"], shown.days)
    return chosen(known, asked(shown.asked), shown.words)


def within(updates: pd.DataFrame, days: Days) -> pd.DataFrame:
    """The updates of some days, the newest first."""
    known = narration.known(updates, days.end)
    return known[known["date"] >= pd.Timestamp(days.start)]


def chosen(updates: pd.DataFrame, asked: Asked, words: Wording) -> pd.DataFrame:
    """The updates that match everything that is asked for."""
    matches = pd.Series(True, index=updates.index)
    for column, values in (("country_iso3", asked.countries), ("kind", asked.kinds)):
        if values:
            matches &= updates[column].isin(values)
    if asked.sectors:
        sectors = updates["sector"].astype(object).fillna("").str.split(";")
        matches &= sectors.map(lambda codes: bool({*asked.sectors} & {*codes}))
    return listing.search(updates[matches], asked.words, "updates", words)


def title(row: Row, words: Wording) -> str:
    """What an update is about, in the reader's language if it was told in it."""
    return str(row[f"title_{words.language}"] or row["title_en"])


def named(updates: pd.DataFrame, words: Wording) -> dict[str, str]:
    """What each update is called where a reader chooses some: its day and title, by its id."""
    return {
        str(row["update_id"]): words.on_day(title(row, words), row["date"])
        for row in as_rows(updates)
    }


def finding(found: pd.DataFrame, words: Wording) -> str:
    """How many updates there are, of which days, and what the newest is about."""
    if found.empty:
        return words.say("updates.none")
    newest = as_rows(found)[0]
    days = words.span(found["date"].min(), found["date"].max())
    return words.say("updates.finding", n=len(found), days=days, title=title(newest, words))


def by_day(found: pd.DataFrame, words: Wording) -> list[tuple[str, list[str]]]:
    """Each day with its updates as Markdown, the newest day first."""
    cards: dict[date, list[str]] = {}
    for row in as_rows(found):
        cards.setdefault(row["date"].date(), []).append(_card(row, words))
    return [(words.day(day), of_day) for day, of_day in cards.items()]


def _card(row: Row, words: Wording) -> str:
    """Title, kind and place, text, who says so and where."""
    places = [words.countries(row["country_iso3"])] if row["country_iso3"] else []
    places += [row["place"]] if row["place"] else []
    sectors = [words.name("sector", code) for code in str(row["sector"]).split(";") if code]
    about = [words.name("kind", row["kind"]), *places, *sectors]
    return words.say(
        "updates.card",
        title=plain(title(row, words)),
        about=plain(" \N{MIDDLE DOT} ".join(about)),
        text=plain(str(row[f"text_{words.language}"] or row["text_en"])),
        organisation=plain(row["organisation"]),
        url=row["source_url"],
    )


def listed(found: pd.DataFrame, words: Wording) -> pd.DataFrame:
    """The updates as a reader's table."""
    titles = {name: words.say(f"label.{name}") for name in COLUMNS}
    titles["title_en"] = words.say("updates.title")
    rows = [
        {
            titles["date"]: words.short_day(row["date"]),
            titles["title_en"]: title(row, words),
            titles["kind"]: words.name("kind", row["kind"]),
            titles["country_iso3"]: words.countries(row["country_iso3"]),
            titles["place"]: row["place"],
            titles["sector"]: words.listed(
                words.name("sector", code) for code in str(row["sector"]).split(";") if code
            ),
            titles["organisation"]: row["organisation"],
        }
        for row in as_rows(found)
    ]
    return pd.DataFrame(rows, columns=[*titles.values()])


def on_chart(made: Trend, updates: pd.DataFrame, codes: Sequence[str], words: Wording) -> Trend:
    """A chart with some updates marked at their days, and what they are under it.

    Marks are numbered, those of one day together: their titles would cover the counts.
    """
    among = updates[updates["update_id"].isin(list(codes))].sort_values("date", kind="stable")
    told = [(number, row) for number, row in enumerate(as_rows(among), start=1)]
    if not told:
        return made
    of_days: dict[date, list[str]] = {}
    for number, row in told:
        of_days.setdefault(row["date"].date(), []).append(str(number))
    marks = [Mark(day, ", ".join(numbers)) for day, numbers in of_days.items()]
    lines = [
        words.say("updates.mark", n=number, what=words.on_day(title(row, words), row["date"]))
        for number, row in told
    ]
    below = "\n".join(f"- {plain(line)}" for line in lines)
    return replace(
        made,
        chart=replace(made.chart, marks=[*made.chart.marks, *marks]),
        below="\n\n".join(filter(None, [made.below, words.say("updates.marked"), below])),
        in_words="\n\n".join([made.in_words, *map(plain, lines)]),
        notes=[*made.notes, words.say("updates.marked"), *lines],
    )


def as_asked(made: Trend, shown: Shown) -> Trend:
    """A chart of a view with the updates marked that the view asks for."""
    codes = view.codes(shown.asked.get("events", ""))
    return on_chart(made, shown.tables["updates"], codes, shown.words)
