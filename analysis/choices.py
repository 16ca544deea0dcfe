"""What an address asks for, in words."""

from collections.abc import Callable
from datetime import date

from analysis import sources, updates, view
from analysis.published import Tables
from analysis.wording import Wording


def called(tables: Tables, words: Wording) -> dict[str, Callable[[str], str]]:
    """For each parameter whose values are codes what a code is called; codes are known ones."""
    named = updates.named(tables["updates"], words)
    options = ("status", "page", *(name for name in view.CHOICES if name != "hxl"))
    return {
        "country": words.countries,
        "nationality": words.country,
        "source": lambda code: sources.name(tables, code),
        "population_type": words.named("population_type"),
        "kind": words.named("kind"),
        "sector": words.named("sector"),
        "events": lambda code: named.get(code, code),
        "service": words.named("services"),
        "speaks": words.language_name,
        "vintages": lambda day: words.short_day(date.fromisoformat(day)),
        "table": lambda code: words.say(f"table.{code}"),
        **{name: words.option(name) for name in options},
    }
