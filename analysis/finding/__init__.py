"""What a view says first: its finding in a sentence, and whose number that is, of which day."""

from analysis import (
    counts,
    displaced,
    fleeing,
    headlines,
    identity,
    nationals,
    provenance,
    situation,
)
from analysis.finding import chosen
from analysis.finding.said import Finding, source
from analysis.headlines import Headline
from analysis.rows import as_rows
from analysis.shown import Shown
from analysis.view import PARAMETERS
from ledger import crisis
from ledger.tables import TABLES

__all__ = ["Finding", "of"]


def of(view: Shown) -> Finding:
    """The finding of a view in its language, made once for all who ask for the same view."""
    return view.made(lambda: _of(view), "finding")


def _of(view: Shown) -> Finding:
    match view.page:
        case "people_fleeing" if "country" in view.asked:
            return chosen.of_countries(view)
        case "third_country_nationals" if "nationality" in view.asked:
            return chosen.of_nationalities(view)
        case "assistance":
            return chosen.of_points(view)
        case "updates":
            return chosen.of_updates(view)
        case "provenance":
            found = _of_number(view)
        case _:
            found = _of_headline(view)
    return found or _without_number(view)


def _without_number(view: Shown) -> Finding:
    """The name of the page; and that nothing was reported, where nothing was."""
    words = view.words
    name = words.say("finding.none", page=words.say(f"menu.{view.page}"), crisis=words.crisis())
    if "time" in PARAMETERS[view.page] and view.counts.empty:
        return Finding(f"{name}. {words.say('nothing_reported')}")
    return Finding(name)


def _of_headline(view: Shown) -> Finding | None:
    """As the page says it first."""
    lead, entry = _lead(view)
    if lead is None:
        return None
    return Finding(
        headlines.sentence(lead, view.words, entry, crisis.read()),
        source(view, lead.series.tail(1)),
        headlines.value(lead.row, view.words),
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


def _of_number(view: Shown) -> Finding | None:
    """The count that the page says the origin of; None when it is about another row, or none."""
    code = view.asked.get("count", "")
    if not code or view.asked.get("table", "counts") != "counts":
        return None
    found = identity.find(TABLES["counts"], view.tables["counts"], code)
    if found.empty:
        return None
    row = as_rows(found)[0]
    number = provenance.title("counts", row, view.words)
    about = provenance.about("counts", row, view.words)
    said = view.words.say("finding.number", number=number, about=about)
    return Finding(said, source(view, found))
