"""What a view says first: its finding in a sentence, and whose number that is, of which day."""

from dataclasses import dataclass

from analysis import counts, displaced, fleeing, headlines, nationals, situation
from analysis.headlines import Headline
from analysis.shown import Shown
from ledger import crisis


@dataclass(frozen=True)
class Finding:
    """A sentence with its number and qualifier, and its as-of day and publisher.

    `value` is the number with its qualifier, short, and `lead` its series. A view without such a
    number has the name of its page for a sentence, and no source.
    """

    sentence: str
    source: str = ""
    value: str = ""
    lead: Headline | None = None


def of(view: Shown) -> Finding:
    """The finding of a view in its language, as its page says it."""
    words = view.words
    lead, entry = _lead(view)
    if lead is None:
        page = words.say(f"menu.{view.page}")
        return Finding(words.say("finding.none", page=page, crisis=words.crisis()))
    publishers = headlines.publishers(view.tables["sources"])
    source = lead.row["source_id"]
    return Finding(
        headlines.sentence(lead, words, entry, crisis.read()),
        words.say(
            "finding.source", as_of=words.day(lead.as_of), source=publishers.get(source, source)
        ),
        headlines.value(lead.row, words),
        lead,
    )


def _lead(view: Shown) -> tuple[Headline | None, str]:
    """The count that the page leads with, and the catalogue entry that says it."""
    newest, about = view.counts, crisis.read()
    match view.page:
        case "situation":
            order = view.order(situation.reporting(newest, about))
        case "people_fleeing":
            order = view.order(fleeing.everybody(newest, view.days.start, view.days.end))
        case "third_country_nationals":
            order = view.order(counts.only(newest, population_type=nationals.KIND))
            present = headlines.third_country_nationals_present(newest, about, order)
            return present, "third_country_nationals.finding"
        case "internally_displaced":
            order = view.order(displaced.reported(newest, about))
            found = headlines.internally_displaced(newest, about, order)
            return found, "internally_displaced.finding"
        case _:
            return None, ""
    lead = headlines.people_fleeing(newest, order)
    return lead, f"people_fleeing.finding.{lead.row['unit']}" if lead else ""
