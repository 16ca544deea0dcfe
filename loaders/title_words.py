"""What words in titles mean, in the languages that files come in: data/reference/titles.csv.

A meaning is a column of ours (`location_iso3`), what a column of numbers counts
(`population_type=idps`), or `left_out` for a column that is none of ours.
"""

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from ledger.check_countries import folded
from ledger.declaration import Table
from ledger.words import LANGUAGES, say
from loaders.table_titles import BETWEEN

TITLES = Path(__file__).parent.parent / "data" / "reference" / "titles.csv"
NEAR = 86


def suggested(table: Table, file_titles: Iterable[str]) -> dict[str, str]:
    """For each title of a file the column that it probably means; each column at most once."""
    found: dict[str, str] = {}
    for title in file_titles:
        column = meant(table, title)
        if column and column not in found.values():
            found[title] = column
    return found


def meant(table: Table, title: str) -> str:
    """The column that a title probably means, "" if none; of one in several rows its last words."""
    known = _titles_of(tuple(column.name for column in table.columns))
    parts = title.split(BETWEEN)
    for text in dict.fromkeys([title, *reversed(parts)]):
        near = process.extractOne(_plain(text), known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        if near:
            return known[near[0]]
    return ""


def code_of(column: str, text: str) -> str:
    """The code of a column that a word of any language means (femmes: female), else the word."""
    plain = _plain(text)
    for means, words in _meanings():
        if means.startswith(f"{column}=") and plain in words:
            return means.partition("=")[2]
    return text


def said_of_numbers(title: str) -> dict[str, str]:
    """What a title says that a column of numbers counts: {"population_type": "idps"} and so on."""
    plain, last = f" {_plain(title)} ", _plain(title.rpartition(BETWEEN)[2])
    said: dict[str, str] = {}
    for means, words in _meanings():
        contained = any(f" {word} " in plain for word in words if len(word) > 1)
        if "=" in means and (contained or last in words):
            said.setdefault(*means.split("="))
    return said


def is_left_out(title: str) -> bool:
    """Whether a column is a share, a mean, a number of the row, or a way to reach somebody."""
    plain, known = _plain(title), dict(_meanings())
    whole = {plain, plain.rpartition(" ")[2]} if BETWEEN in title else {plain}
    contained = any(f" {word} " in f" {plain} " for word in known["left_out"] if len(word) > 1)
    others = any(plain in known[name] for name in ("phone", "latitude", "longitude"))
    return "%" in title or contained or others or bool(whole & known["row_number"])


def _plain(title: str) -> str:
    """A title as its words: small letters, no accents, no signs."""
    return " ".join(re.sub(r"[^\w%#°.]+", " ", folded(title.replace("_", " "))).split())


@cache
def _meanings() -> tuple[tuple[str, frozenset[str]], ...]:
    """Every meaning and the words for it in all languages, the longest list of words first."""
    words: dict[str, set[str]] = {}
    with TITLES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found = {_plain(title) for title in row["titles"].split(";")}
            words.setdefault(row["means"], set()).update(found - {""})
    return tuple((means, frozenset(found)) for means, found in words.items())


@cache
def _titles_of(names: tuple[str, ...]) -> dict[str, str]:
    """How people title each column: its name, its label in our languages, and usual words."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(_plain(name), name)
        for language in LANGUAGES:
            found.setdefault(_plain(say(f"label.{name}", language)), name)
    for means, words in _meanings():
        for word in words if means in names else ():
            found.setdefault(word, means)
    return found
