"""Countries, nationalities and regions by the names that people write, in the languages of files.

An exact answer is one that the text can only mean, whatever its case, accents and punctuation. A
near answer is a suggestion and is only ever shown ("Dominican" is not Dominica). The names stand in
data/reference: countries.csv (UN and CLDR), country_aliases.csv, demonyms.csv, admin1.csv.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ledger.check_countries import NOT_NAMES, reference
from ledger.nearness import SHORTEST, is_as_near_to_another, nearest
from ledger.spelling import bare, plain, spellings, stem, uncased

FOLDER = Path(__file__).parent.parent / "data" / "reference"
# Languages whose names change with their case.
CASED = ("uk", "pl", "ru")
# Names that publishers use for one of two countries: nobody can say which.
AMBIGUOUS = frozenset(
    {"congo", "korea", "конго", "kongo", "corea", "coree", "coreea", "корея"}
    | {"republic of china", "korea poludniowa i polnocna", "virgin islands", "guiana", "nigera"}
)
OF_REGIONS = re.compile(
    r"\b(?:oblast|oblasti|obwod|region|regiunea|voblast|область|обл|region de|oblast de|obl)\b"
)
Names = dict[str, str]


@cache
def exact_country(text: str) -> str:
    """The code of the country that a code or name means; "" if it means none, or two."""
    return _first(text, _countries())


@cache
def exact_nationality(text: str) -> str:
    """The same, also for words for a country's people; XXA stateless, XXX unknown."""
    return _first(text, _nationalities())


@cache
def exact_place(text: str, country_iso3: str) -> str:
    """The code of the region of a country that a code or name means; stars are left aside."""
    known, name = _places(country_iso3), plain(text)
    without_kind = " ".join(OF_REGIONS.sub(" ", name).split())
    return known.get(name) or known.get(without_kind, "")


@cache
def near_country(text: str) -> str:
    """The country with the name that is spelled most like the text; "" if none is near."""
    return exact_nationality(text) or _near_or_cased(plain(text), _countries())


@cache
def near_nationality(text: str) -> str:
    """The nationality with the name that is spelled most like the text; "" if none is near."""
    return exact_nationality(text) or _near_or_cased(plain(text), _nationalities())


@cache
def near_place(text: str, country_iso3: str) -> str:
    """The region with the name that is spelled most like the text; "" if none is near."""
    return exact_place(text, country_iso3) or nearest(plain(text), _places(country_iso3))


def _first(text: str, known: Names) -> str:
    """What the first spelling of a text means that is known, unless it is one of two things."""
    for name in spellings(text):
        if name in AMBIGUOUS:
            return ""
        if name in known:
            return known[name]
    return ""


def _near_or_cased(name: str, known: Names) -> str:
    """What a name in another case means, else the nearest name."""
    short = bare(uncased(name))
    if _is_of_two(name) or _is_of_two(short):
        return ""
    if found := known.get(short):
        return found
    cased = _stems().get(stem(short), "")
    found = cased or nearest(short, known)
    return "" if is_as_near_to_another(short, found, known, 1 if cased else 2) else found


def _is_of_two(name: str) -> bool:
    return name in AMBIGUOUS or name in _in_two()


@cache
def _countries() -> Names:
    codes = ((row[code], row["iso3"]) for row in reference() for code in ("iso2", "iso3"))
    names = (
        (name, row["iso3"]) for row in reference() for title, name in row.items() if _is_name(title)
    )
    aliases = ((row["alias"], row["iso3"]) for row in _rows("country_aliases.csv"))
    return _unambiguous([*aliases, *codes], names)


@cache
def _nationalities() -> Names:
    own = {code: code for code in ("xxa", "xxx")}
    words = _unambiguous((), _words("demonyms.csv", "iso3", {"iso3"}))
    return {**words, **_countries(), **{name: code.upper() for name, code in own.items()}}


@cache
def _stems() -> Names:
    """What the stem of a name means in languages that change names with their case."""
    listed = [(row[language], row["iso3"]) for row in reference() for language in CASED]
    listed += [(row["alias"], row["iso3"]) for row in _rows("country_aliases.csv")]
    cased = [(plain(name), code) for name, code in listed]
    return _unambiguous((), ((stem(name), code) for name, code in cased if len(name) > SHORTEST))


@cache
def _in_two() -> frozenset[str]:
    """Words for the people of two countries: Dominican, Congolese, Korean."""
    codes: dict[str, set[str]] = defaultdict(set)
    for word, code in _words("demonyms.csv", "iso3", {"iso3"}):
        codes[plain(word)].add(code)
    return frozenset(word for word, found in codes.items() if len(found) > 1)


@cache
def _places(country_iso3: str) -> Names:
    words = _words("admin1.csv", "code", {"country_iso3", "code"}, country_iso3)
    codes = [(row["code"], row["code"]) for row in _rows("admin1.csv")]
    return _unambiguous([pair for pair in codes if pair[1] in {c for _, c in words}], words)


def _words(file: str, code: str, others: set[str], country_iso3: str = "") -> list[tuple[str, str]]:
    """Each word of a file with the code that it stands for."""
    return [
        (word, row[code])
        for row in _rows(file)
        if not country_iso3 or row["country_iso3"] == country_iso3
        for language, words in row.items()
        if language not in others
        for word in (words or "").split(";")
        if word
    ]


def _unambiguous(first: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> Names:
    """What each name means; the first lead, and a name of two things among the others is none."""
    known = {plain(name): code for name, code in first if name}
    means: dict[str, set[str]] = defaultdict(set)
    for name, code in others:
        means[plain(name)].add(code)
    single = {name: codes.pop() for name, codes in means.items() if name and len(codes) == 1}
    found = {**single, **known}
    return {name: code for name, code in found.items() if name not in AMBIGUOUS}


def _is_name(title: str) -> bool:
    return title not in NOT_NAMES and title not in ("iso2", "iso3")


@cache
def _rows(file: str) -> tuple[dict[str, str], ...]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))
