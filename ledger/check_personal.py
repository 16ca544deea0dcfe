"""Personal data that must never be stored: recognised, so that it is not published by accident.

Three kinds of text give a person away: an address or number that belongs to a person and not to
an office, and a given name with a surname. Names are found by a list of common given names, so a
rare one is missed; nothing here replaces the eyes of whoever publishes.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import phonenumbers
import pyarrow as pa
import pyarrow.compute as pc
from phonenumbers import Leniency, PhoneNumberMatcher, PhoneNumberType

from ledger.check_countries import folded
from ledger.check_kinds import Fault
from ledger.declaration import Column

GIVEN_NAMES = Path(__file__).parent.parent / "data" / "reference" / "given_names.txt"
MOST_INDIVIDUALS_BY_CHANCE = 20

EMAIL = re.compile(r"([\w.+\-]+)@([\w\-]+(?:\.[\w\-]+)+)")
FREE_MAIL = re.compile(
    r"(^|\.)(gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|me|aol|gmx|web|proton"
    r"(mail)?|ukr|i\.ua|meta|bigmir|mail|yandex|ya|rambler|inbox|bk|list|wp|onet|o2|interia|poczta"
    r"|orange|free|laposte|wanadoo|sfr|seznam|centrum|azet|abv|tutanota)\.[a-z]{2,3}(\.[a-z]{2})?$"
)
# A role, not a person, even at a provider of free mail.
OF_AN_OFFICE = re.compile(
    r"info|contact|help|hotline|office|support|centre|center|service|desk|team|aid|relief|refugee"
    r"|ukrain|volunt|consul|embass|border|shelter|press|media|protection|admin|secretar|no-?reply"
)
# Looked for at every word, so that the word before a name does not hide it.
NAME = re.compile(r"\b(?=([^\W\d_]{2,})[ \u00a0]+(?:[^\W\d_]\.[ ]*)?([^\W\d_][^\W\d_'’\-]{2,})\b)")
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Mme|Mlle|Frau|Herr|Pan|Pani)\.? [A-ZÀ-ÝЀ-Я][\w'’\-]{2,}")
# What bears a person's name and is a place or an institution.
NAMED_AFTER = re.compile(
    r"(?i)street|avenue|road|square|boulevard|university|institute|school|hospital|clinic|airport"
    r"|station|saint|\bst\b|church|cathedral|foundation|fund|caritas|bridge|park|museum|theatre"
    r"|\brue\b|université|école|hôpital|aéroport|\bgare\b|fondation|église|\bul\b|ulica|strada"
    r"|вул|улиц|площ|універс|лікарн|школ|аеропорт|вокзал|фонд|szpital|szko|dworzec|lotnisk"
)
PERSONAL_TITLES = re.compile(
    r"\b(first name|given name|last name|family name|surname|full name|fullname|firstname|lastname"
    r"|forename|middle name|maiden name|patronymic|date of birth|birth ?date|dob|birthday"
    r"|passport( (no|number))?|id (card|number)|identity card|national id|tax number|case number"
    r"|personal (phone|number|code)|home address|prenom|nom de famille|nom et prenom"
    r"|date de naissance|ne le|passeport|numero d[’' ]identite|numero de dossier"
    r"|прізвище|ім[’']я|по батькові|дата народження|паспорт|фамилия|имя|отчество|дата рождения"
    r"|imie|nazwisko|data urodzenia|pesel|paszport|prenume|nume de familie|data nasterii"
    r"|pasaport|adresse personnelle)\b"
)


def personal_titles(titles: Iterable[str]) -> list[str]:
    """The titles of columns that announce one person a row, in the languages of the region."""
    return [title for title in titles if PERSONAL_TITLES.search(folded(title.replace("_", " ")))]


def personal_texts(column: Column, texts: pa.StringArray) -> dict[int, Fault]:
    """What gives a person away among the distinct texts of a column, by position."""
    if column.kind != "text":
        return {}
    found: dict[int, Fault] = {}
    for mark, candidate, look in _LOOKS:
        if not pc.any(pc.match_substring(texts, mark)).as_py():
            continue
        likely = pc.fill_null(pc.match_substring_regex(texts, candidate), False)
        for position in pc.indices_nonzero(likely).to_pylist():
            if position not in found and (rule := look(texts[position].as_py())):
                found[position] = Fault(rule)
    return found


def gives_away(text: str) -> bool:
    """Whether an address or number in a text looks like a person's own."""
    return bool(_email(text) or _phone(text))


def rows_of_individuals(rows: pa.Table) -> bool:
    """Whether counts look like a list of persons: many rows, each of them counting one."""
    if len(rows) < MOST_INDIVIDUALS_BY_CHANCE or rows["count"].null_count:
        return False
    return bool(pc.all(pc.equal(rows["count"], 1)).as_py())


def _email(text: str) -> str:
    for local, domain in EMAIL.findall(text.lower()):
        if OF_AN_OFFICE.search(local):
            continue
        parts = [part for part in re.split(r"[._\-+\d]+", local) if part]
        initial = len(parts) == 2 and min(map(len, parts)) == 1
        if FREE_MAIL.search(domain) or initial or (parts and parts[0] in _given_names()):
            return "personal_email"
    return ""


def _phone(text: str) -> str:
    for match in PhoneNumberMatcher(text, "ZZ", leniency=Leniency.VALID):
        if phonenumbers.number_type(match.number) == PhoneNumberType.MOBILE:
            return "personal_phone"
    return ""


def _name(text: str) -> str:
    if NAMED_AFTER.search(text):
        return ""
    if TITLED.search(text):
        return "personal_name"
    for given, surname in NAME.findall(text):
        if given[0].isupper() and surname[0].isupper() and folded(given) in _given_names():
            return "personal_name"
    return ""


# A mark without which nothing is found, a look for candidates in Arrow, a closer one in Python.
_LOOKS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("@", r"@", _email),
    ("+", r"\+[0-9][0-9 ().\-]{7,}", _phone),
    (" ", r"\p{Lu}\p{L}+[. ]+\p{Lu}", _name),
)


@cache
def _given_names() -> frozenset[str]:
    lines = GIVEN_NAMES.read_text(encoding="utf-8").splitlines()
    return frozenset(folded(line) for line in lines if line and not line.startswith("#"))
