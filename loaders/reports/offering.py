"""What is found in a report, offered as rows of our tables: nothing is taken unasked.

A report says less than a row needs. Where it leaves a day open, the day of publication stands for
it; what is cumulative is counted from the first day of the crisis unless the report says another.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from ledger import crisis
from ledger.reported import Found, Report
from loaders.around import days_in
from loaders.reports import DraftContact, DraftCount, language_of, read
from loaders.reports.language import LANGUAGES, language
from loaders.reports.sentences import Sentence, sentences

LINES_OF_HEAD = 6
LETTERS_OF_HEAD = 20_000
SURE = 1.0
# Publishers as French and Ukrainian reports name them, and as cards do.
SAME = {
    "oim": "iom",
    "organisation internationale pour les migrations": "iom",
    "international organization for migration": "iom",
    "мом": "iom",
    "міжнародна організація з міграції": "iom",
    "hcr": "unhcr",
    "увкб": "unhcr",
    "управління верховного комісара оон у справах біженців": "unhcr",
}
Row = Mapping[str, str]


def begin(text: str, cards: Sequence[Row]) -> Report:
    """A report that nobody has said anything of yet, with what it seems to be.

    `cards` are the source cards: a source that the text names chooses one.
    """
    head = text[:LETTERS_OF_HEAD]
    spoken = language_of(head) or ""
    lines = [days_in([line]) for line in text.split("\n", LINES_OF_HEAD)[:LINES_OF_HEAD]]
    days = next(filter(None, lines), set())
    said = _source_named(head, spoken, cards)
    card = nearest_card(said, cards, head)
    day = days.pop() if len(days) == 1 else ""
    return Report(spoken, day, card.get("source_id", ""), card.get("url", ""), said)


def _source_named(text: str, spoken: str, cards: Sequence[Row]) -> str:
    """The source that most counts of a text name; else the publisher that the text names most."""
    counts = read(text, spoken, None).counts if spoken else ()
    named = Counter(count.source for count in counts if count.source)
    if not named:
        words = Counter(re.findall(r"\w+", text))
        publishers = {card["publisher"] for card in cards}
        named = Counter({name: words[name] for name in sorted(publishers) if words[name]})
    return max(named, key=lambda name: named[name], default="")


def nearest_card(said: str, cards: Sequence[Row], text: str) -> Row:
    """The card whose publisher, or else title, a name is; an empty row without any.

    Of several the one whose title has most words of the text.
    """
    name = said.casefold()
    named, written = set(_words(SAME.get(name, name))), set(_words(text))

    def likeness(card: Row) -> tuple[int, int, float]:
        publisher, title = (set(_words(card[name])) for name in ("publisher", "title"))
        share = len(title & written) / max(1, len(title))
        return len(named & publisher), len(named & title), share

    best = max(cards, key=likeness, default=None)
    return best if best is not None and any(likeness(best)[:2]) else {}


def looked_through(text: str, about: Report, points: Sequence[Row]) -> Report:
    """The report with everything that is found in its text.

    `about` says language, day, source and address; `points` are the assistance points that are
    public: a line that is among them is offered as a confirmation of it.
    """
    reading = read(text, about.language, date.fromisoformat(about.day))
    stand = sentences_of(text, about.language)
    counts = [_found_count(text, stand, count, about) for count in reading.counts]
    contacts = [_found_contact(text, stand, one, about, points) for one in reading.contacts]
    found = sorted([*counts, *contacts], key=lambda one: (one.start, one.end))
    return replace(about, is_read=True, found=tuple(found))


def sentences_of(text: str, spoken: str) -> list[Sentence]:
    """The sentences of a text; the first is the sentence number 1 of a count."""
    known = LANGUAGES[0] if spoken not in LANGUAGES else spoken
    return sentences(text, language(known).abbreviations, language(known).may_end)


def _found_count(text: str, stand: list[Sentence], count: DraftCount, about: Report) -> Found:
    row = _row_of_count(count, about)
    where = (count.start, count.end, *_sentence(text, stand, count.start))
    return Found("counts", *where, row, row, count.why, count.confidence, count.source)


def _found_contact(
    text: str, stand: list[Sentence], one: DraftContact, about: Report, points: Sequence[Row]
) -> Found:
    row = _row_of_contact(one, about, points)
    where = (one.start, one.end, *_sentence(text, stand, one.start))
    why = ("known_line",) if _known(one, points) else ("line",)
    return Found("assistance_points", *where, row, row, why, SURE)


def _sentence(text: str, stand: list[Sentence], place: int) -> tuple[int, str, int]:
    """The number of the sentence at a place of the text, its words, and where it begins."""
    at = max(0, bisect_right([sentence.start for sentence in stand], place) - 1)
    return at + 1, text[stand[at].start : stand[at].end], stand[at].start


def _row_of_count(count: DraftCount, about: Report) -> dict[str, str]:
    end = count.reference_period_end or date.fromisoformat(about.day)
    begun = min(crisis.read().start, end) if count.measure == "cumulative" else end
    row = {
        "source_id": about.source_id,
        "population_type": count.population_type,
        "measure": count.measure,
        "unit": count.unit,
        "reference_period_start": (count.reference_period_start or begun).isoformat(),
        "reference_period_end": end.isoformat(),
        "origin_iso3": count.origin_iso3,
        "location_iso3": count.location_iso3,
        "nationality_iso3": count.nationality_iso3,
        "count": str(count.value),
        "count_max": "" if count.value_max is None else str(count.value_max),
        "qualifier": count.qualifier or "exact",
        "published_at": about.day,
        "source_url": about.source_url,
    }
    return {name: text for name, text in row.items() if text}


def _row_of_contact(one: DraftContact, about: Report, points: Sequence[Row]) -> dict[str, str]:
    known = _known(one, points)
    if known:
        seen = max(about.day, known.get("last_verified", ""))
        said = {name: text for name, text in known.items() if text}
        return {**said, "last_verified": seen, "phone_note": said.get("phone_note") or one.note}
    host = urlsplit(one.url if "//" in one.url else f"//{one.url}").netloc
    short = re.sub(r"[^a-z0-9]+", "_", (one.phone or host).lower()).strip("_")
    row = {
        "source_id": about.source_id,
        "point_id": f"{about.source_id}-{one.country_iso3.lower()}-{short}",
        "name": f"{about.said} {one.phone or host}".strip(),
        "kind": "hotline" if one.phone else "online_service",
        "country_iso3": one.country_iso3,
        "phone": one.phone,
        "phone_note": one.note,
        "url": one.url if "//" in one.url or not one.url else f"https://{one.url}",
        "status": "open",
        "last_verified": about.day,
        "source_url": about.source_url,
    }
    return {name: text for name, text in row.items() if text}


def _known(one: DraftContact, points: Sequence[Row]) -> Row:
    """The public point that a line is: its number, or the page of one without a number."""
    for point in points:
        if point["country_iso3"] != one.country_iso3:
            continue
        if one.phone and point["phone"] == one.phone:
            return point
        if not one.phone and not point["phone"] and _page(point["url"]) == _page(one.url):
            return point
    return {}


def _page(address: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?|/+$", "", address.lower())


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name.casefold()) if len(word) > 2]
