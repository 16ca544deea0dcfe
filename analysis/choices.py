"""What an address asks for, in words."""

from collections.abc import Callable

from analysis import sources
from analysis.published import Tables
from analysis.wording import Wording


def called(tables: Tables, words: Wording) -> dict[str, Callable[[str], str]]:
    """For each parameter whose values are codes what a code is called; codes are known ones."""
    options = ("status", "measure", "scale", "rate", "history", "page")
    return {
        "country": words.countries,
        "nationality": words.country,
        "source": lambda code: sources.name(tables, code),
        "population_type": words.named("population_type"),
        "kind": words.named("kind"),
        "service": words.named("services"),
        "speaks": words.language_name,
        "table": lambda code: words.say(f"table.{code}"),
        **{name: words.option(name) for name in options},
    }
