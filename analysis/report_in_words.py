"""What was found in a report, in a reader's words: what it was read as, why, and how surely."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from analysis import provenance
from analysis.report_beside import Beside
from analysis.report_text import CONTACT, kind
from analysis.wording import Wording
from ledger.reported import Found
from ledger.tables import TABLES
from ledger.vocabulary import POPULATION_TYPES

LOW = 0.8
OF_A_LINE = ("country_iso3", "phone", "phone_note", "url")


def rules(found: Iterable[Found], words: Wording) -> dict[str, str]:
    """Each rule that decided something, as a sentence."""
    return {name: rule(name, words) for name in sorted({name for f in found for name in f.why})}


def rule(name: str, words: Wording) -> str:
    """A rule of the reader of reports as a sentence. Raises KeyError for one that has none."""
    family, _, rest = name.partition("_")
    if family == "qualifier":
        return words.say("report.why.qualifier", words=words.name("qualifier", rest))
    if family in ("noun", "verb"):
        meant = words.say(f"report.{family}.{rest}")
        return words.say(f"report.why.{family}", words=meant)
    return words.say(f"report.why.{name}")


def value(found: Found, words: Wording) -> str:
    """The number with its qualifier, a range with both ends; of a contact its number or page."""
    row = found.row
    if found.table != "counts":
        return row.get("phone") or row.get("url") or row.get("name", "")
    if not row.get("count", "").isdecimal():
        return row.get("count", "") or words.say("count.none")
    shown = words.count(int(row["count"]), row.get("qualifier") or "exact")
    most = row.get("count_max", "")
    if most.isdecimal():
        return words.say("report.range", low=shown, high=words.number(int(most)))
    return shown


def kind_of(found: Found, words: Wording) -> str:
    """Which people are counted, or what kind of help a line gives."""
    column = "population_type" if found.table == "counts" else "kind"
    code = found.row.get(column, "")
    return words.name(column, code) if code in TABLES[found.table].column(column).choices else code


def facts(found: Found, words: Wording) -> list[str]:
    """What else was read: measure, days, places; of a line its country, note and page."""
    if found.table != "counts":
        said = [found.row.get(name, "") for name in OF_A_LINE]
        said[0] = words.countries(said[0]) if said[0] else ""
        return [found.row.get("name", ""), " · ".join(text for text in said if text)]
    told = [provenance.about("counts", as_row(found.row), words)]
    if (unit := found.row.get("unit", "")) not in ("", "people"):
        told.append(words.say("report.unit", unit=words.name("unit", unit)))
    if found.source:
        told.append(words.say("report.said_by", source=found.source))
    return told


def notes(
    found: Found, beside: Beside | None, publishers: Mapping[str, str], words: Wording
) -> list[tuple[str, bool]]:
    """What to look at before deciding, each with whether it is grave."""
    told = []
    declared = TABLES[found.table].columns
    missing = [c.name for c in declared if c.required and not found.row.get(c.name)]
    if missing:
        names = words.listed(words.say(f"label.{name}") for name in missing)
        told.append((words.say("report.missing", columns=names), True))
    if is_doubtful(found):
        told.append((words.say("report.doubtful"), True))
    if beside:
        public = beside.row
        entry = "report.contradicts" if beside.contradicts else "report.beside"
        number = words.count(public["count"], public["qualifier"])
        day = words.short_day(public["reference_period_end"])
        by = publishers.get(public["source_id"], public["source_id"])
        told.append((words.say(entry, count=number, day=day, source=by), beside.contradicts))
    return told


def is_doubtful(found: Found) -> bool:
    """Whether it was read with so little confidence that it is marked."""
    return found.confidence < LOW


def legend(found: Iterable[Found], words: Wording) -> list[tuple[str, str]]:
    """The kinds of marks that a text has, with how many there are of each."""
    kinds = [kind(one) for one in found]
    named = {code: words.name("population_type", code) for code in POPULATION_TYPES}
    named[CONTACT] = words.say("report.contacts")
    return [
        (code, words.say("report.legend", what=label, n=kinds.count(code)))
        for code, label in named.items()
        if code in kinds
    ]


def as_row(texts: Mapping[str, str]) -> dict[str, Any]:
    """A count given as texts, as analysis.provenance tells it; a text that is no day stays one."""
    row: dict[str, Any] = {name: texts.get(name, "") for name in TABLES["counts"].names}
    for name in ("reference_period_start", "reference_period_end"):
        row[name] = _day(row[name])
    return row


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
