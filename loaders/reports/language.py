"""The language files: what a speaker wrote there, ready to be looked up."""

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loaders.reports.phrases import Phrasebook, plain

FOLDER = Path(__file__).parent / "languages"
REFERENCE = Path(__file__).parents[2] / "data" / "reference"
LANGUAGES = ("en", "fr", "uk")
# Tables of a language file whose lists become marks in a text: category "table.key".
MARKED = (
    "qualifiers",
    "qualifiers_after",
    "nouns",
    "verbs",
    "time",
    "leave",
    "places",
    "sources",
    "reference",
    "contacts",
)
OWN_NAMES = ("en", "un_en"), ("fr", "un_fr"), ("uk",)


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language: its settings as written, its phrases, its names of places."""

    code: str
    settings: dict
    phrases: Phrasebook
    numbers: Phrasebook
    names: Phrasebook
    abbreviations: frozenset[str]
    may_end: frozenset[str]  # abbreviations after which a sentence may end

    def words(self, table: str, key: str) -> frozenset[str]:
        """A list of single words."""
        return frozenset(plain(self.settings[table].get(key, "")).split())


@cache
def language(code: str) -> Language:
    """The language of a code out of LANGUAGES."""
    settings = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    entries = [
        (phrase, f"{table}.{key}", key)
        for table in MARKED
        for key, listed in settings[table].items()
        if isinstance(listed, str)
        for phrase in listed.split(",")
    ]
    entries += [
        (word, "dates.weekday", str(number))
        for number, forms in enumerate(settings["dates"]["weekdays"])
        for word in forms.split()
    ]
    entries += [
        (phrase, f"dates.{key}", key)
        for key in ("today", "yesterday")
        for phrase in settings["dates"][key].split(",")
    ]
    numbers = [
        (phrase, "number.phrase", f"{kind}:{value}")
        for kind in ("phrases", "about")
        for value, listed in settings["numbers"].get(kind, {}).items()
        for phrase in listed.split(",")
    ]
    abbreviations = frozenset(plain(settings["abbreviations"]).split())
    may_end = frozenset(plain(settings["abbreviations_that_end"]).split())
    names = Phrasebook(_names(code, settings))
    return Language(
        code, settings, Phrasebook(entries), Phrasebook(numbers), names, abbreviations, may_end
    )


def _names(code: str, settings: dict) -> Iterator[tuple[str, str, str]]:
    """Names of countries, and words for their people and towns, each with the country's code."""
    for iso3, name in _countries(code):
        yield _inflected(name, settings), "place", iso3
    for iso3, words in _rows("demonyms.csv", "iso3", code):
        if iso3.startswith("XX"):  # stateless, unknown: no country
            continue
        for word in words.split(";"):
            yield _people(word, code), "people", iso3
    for iso3, listed in settings["places"].get("small", {}).items():
        for name in listed.split(","):
            yield name, "small", iso3
    for iso3, listed in settings["places"]["stems"].items():
        for name in map(str.strip, listed.split(",")):
            is_people = name[0].islower() or name.endswith("*") and not settings.get("endings")
            yield name, "people" if is_people else "town", iso3


def _people(word: str, code: str) -> str:
    """A word for people as a phrase that means it in any number and case."""
    if code == "uk":
        return re.sub(r"(?:ець|ці)$", "ц*", word)
    return f"{word}*" if code == "fr" else word


def _countries(code: str) -> Iterator[tuple[str, str]]:
    """Each country's names in a language, and its other names that are written in its letters."""
    columns = {"en": ("en", "un_en"), "fr": ("fr", "un_fr"), "uk": ("uk",)}[code]
    for column in columns:
        for iso3, name in _rows("countries.csv", "iso3", column):
            yield iso3, _short(name)
    for iso3, alias in _rows("country_aliases.csv", "iso3", "alias"):
        if bool(re.search("[А-яіїєґ]", alias)) == (code == "uk") and not re.search(r"[,(]", alias):
            yield iso3, alias


def _rows(file: str, key: str, column: str) -> Iterator[tuple[str, str]]:
    with (REFERENCE / file).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row[column]:
                yield row[key], row[column]


def _short(name: str) -> str:
    return re.sub(r"\s*\(.*?\)|\s*[–-]\s(?=\w).*", "", name).replace(",", "")


def _inflected(name: str, settings: dict) -> str:
    """A name as a phrase; in a language with cases, each word without its ending."""
    ending = settings.get("endings")
    if not ending:
        return name
    words = re.split(r"[\s-]+", plain(name))
    stems = [re.sub(f"(?:{ending})$", "", word) if len(word) > 3 else word for word in words]
    return " ".join(f"{s}*" if len(s) > 2 else w for s, w in zip(stems, words, strict=True))
