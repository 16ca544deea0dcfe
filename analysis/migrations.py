"""Addresses in forms that other releases and other hands wrote, in today's form.

One pure function for each form, applied in order; what none of them understands stays as it is,
so that it is named to the reader. A link once sent is never broken: when the form of an address
changes, a function is added at the end and a test with an address of the old form.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from analysis import points, view
from analysis.wording import Wording, country_names
from ledger import words
from ledger.tables import TABLES
from ledger.vocabulary import POINT_KINDS, POINT_STATUSES, SERVICES

Asked = dict[str, str]
# Pages at addresses that they do not have, or no longer have.
MOVED = {"/situation": "/"}


def migrated(asked: Mapping[str, Iterable[str]]) -> Asked:
    """The parameters of an address in today's form, given every value of each of them."""
    today = {name: view.SEPARATOR.join(dict.fromkeys(all_)) for name, all_ in asked.items()}
    for migration in MIGRATIONS:
        today = migration(today)
    return today


def moved(path: str) -> str:
    """Where the page at a path stands today; blank when it stands there, or nowhere.

    A slash at the end is one too many: `/people_fleeing/`.
    """
    shorter = path.rstrip("/") or "/"
    today = MOVED.get(shorter, shorter)
    return today if path not in ("", today) and today in view.PAGES.values() else ""


def separated(asked: Asked) -> Asked:
    """`country=POL,MDA` and `country=POL;MDA`, as people and other dashboards write lists."""
    return asked | {
        name: re.sub(r"\s*[,;]\s*", view.SEPARATOR, asked[name])
        for name in view.SEVERAL
        if name in asked
    }


def coded(asked: Asked) -> Asked:
    """`country=Poland`, `country=Pologne` and `country=pol`: names and small letters for codes.

    Streamlit writes what a choice is called into the address, in the language of whoever chose.
    """
    return asked | {
        name: view.SEPARATOR.join(
            known.get(part.casefold(), part) for part in asked[name].split(view.SEPARATOR)
        )
        for name, known in codes_by_name().items()
        if name in asked
    }


MIGRATIONS: tuple[Callable[[Asked], Asked], ...] = (separated, coded)


@cache
def codes_by_name() -> dict[str, dict[str, str]]:
    """For each parameter the code of every name that it has in any of our languages."""
    known: dict[str, dict[str, str]] = {}
    for language in words.LANGUAGES:
        for name, code, called in _names(Wording(language)):
            known.setdefault(name, {}).update({called.casefold(): code, code.casefold(): code})
    return known


def _names(said: Wording) -> Iterator[tuple[str, str, str]]:
    """Parameter, code, and what the code is called."""
    for code, name in country_names(said.language).items():
        yield "country", code, name
        yield "nationality", code, name
    statuses = (*POINT_STATUSES, points.NOT_REPORTED)
    chosen = {name: view.CHOICES[name] for name in ("measure", "scale", "rate")}
    for name, codes in {**chosen, "status": statuses}.items():
        yield from ((name, code, said.option(name)(code)) for code in codes)
    yield from (("kind", code, said.name("kind", code)) for code in POINT_KINDS)
    yield from (("service", code, said.name("services", code)) for code in SERVICES)
    yield from (("table", code, said.say(f"table.{code}")) for code in TABLES)
