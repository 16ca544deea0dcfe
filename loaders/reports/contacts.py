"""Numbers and pages where people get help; contacts for the press and of persons are left out."""

import re
from collections.abc import Callable, Sequence

import phonenumbers

from ledger.check_countries import reference
from loaders.reports.drafts import DraftContact
from loaders.reports.language import Language
from loaders.reports.places import mentions
from loaders.reports.scenes import Scene

Span = tuple[int, int]
URL = re.compile(r"https?://[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+")
PHONE = re.compile(r"(?<![\w/.,])(?:\+|00)?\(?\d[\d \u00a0().-]{1,18}\d(?![\w/]|[.,]\d)")
# A number that can only be dialled: from abroad, with its trunk prefix, or a short one that a
# colon or bracket introduces.
DIALLED = re.compile(r"\+|0[ \u00a0]?\d|\(0")
SHORT = re.compile(r"\d{3,6}")
INTRODUCED = re.compile(r"[:(–—-]\s*$|,\s*$")
MOST_DIGITS, FEWEST_DIGITS, FEWEST_OF_PRESS = 15, 3, 7


def contacts(
    text: str, scenes: Sequence[Scene], spoken: Language
) -> tuple[list[DraftContact], Callable[[Scene], bool]]:
    """The assistance lines of a text, and whether a sentence only gives contacts."""
    found: list[DraftContact] = []
    taken: set[int] = set()
    section, country = "", ""
    for scene in scenes:
        head = _head(scene)
        here = head or section
        if head and not _opens_a_list(scene):
            section = "press" if head == "press" else ""
        elif head:
            section, country = head, ""
        elif scene.sentence.kind == "heading" and len(scene.tokens) > 3:
            here = section = ""
        if not here:
            continue
        named = mentions(scene)
        country = named[0].iso3[0] if named and len(named[0].iso3) == 1 else country
        phones, pages = _phones(text, scene, here == "press"), _pages(text, scene)
        if phones or pages:
            taken.add(id(scene))
            found += _contacts_of(text, scene, country, phones, pages) if here == "heads" else []
    return found, lambda scene: id(scene) in taken


def _head(scene: Scene) -> str:
    """Whether a line is about assistance lines ("heads") or about press contacts ("press")."""
    marks = {mark.category for mark in scene.anywhere("contacts.press", "contacts.heads")}
    if "contacts.press" in marks:
        return "press"
    return "heads" if marks else ""


def _opens_a_list(scene: Scene) -> bool:
    """Whether the lines after this one belong to it."""
    return scene.sentence.kind != "prose" or scene.tokens[-1].word == ":"


def _pages(text: str, scene: Scene) -> list[Span]:
    found = URL.finditer(text, scene.sentence.start, scene.sentence.end)
    return [(m.start(), m.start() + len(m[0].rstrip(".,;"))) for m in found]


def _phones(text: str, scene: Scene, is_press: bool) -> list[Span]:
    """Where numbers stand that can be called, in a line about contacts."""
    pages = _pages(text, scene)
    found = []
    for match in PHONE.finditer(text, scene.sentence.start, scene.sentence.end):
        before = text[max(0, match.start() - 4) : match.start()]
        short = SHORT.fullmatch(match[0]) and INTRODUCED.search(before)
        digits = len(re.sub(r"\D", "", match[0]))
        long = is_press and digits >= FEWEST_OF_PRESS
        if (
            not (DIALLED.match(match[0]) or short or long)
            or not FEWEST_DIGITS <= digits <= MOST_DIGITS
        ):
            continue
        if not any(a <= match.start() < b for a, b in pages):
            found.append(match.span())
    return found


def _contacts_of(
    text: str, scene: Scene, country: str, phones: list[Span], pages: list[Span]
) -> list[DraftContact]:
    start, end = scene.sentence.start, scene.sentence.end
    url = text[slice(*pages[-1])] if pages else ""
    made = []
    for number, (first, last) in enumerate(phones):
        until = phones[number + 1][0] if number + 1 < len(phones) else end
        phone = _called(text[first:last], _region(country))
        note = _note(text, start, (first, last), until)
        made.append(DraftContact(first, last, country, phone, note, url))
    if not made and url:
        made.append(DraftContact(*pages[-1], country, "", "", url))
    return made


def _called(written: str, region: str | None) -> str:
    """E.164, or the digits of a number that only works inside its country."""
    digits = re.sub(r"\D", "", written)
    if SHORT.fullmatch(digits):
        return digits
    is_abroad = written.strip().startswith(("+", "00"))
    try:
        said = "+" + digits.removeprefix("00") if is_abroad else written
        number = phonenumbers.parse(said, region)
    except phonenumbers.NumberParseException:
        return digits
    if not phonenumbers.is_possible_number(number):
        return digits
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _region(country: str) -> str | None:
    return next((row["iso2"] for row in reference() if row["iso3"] == country), None)


def _note(text: str, start: int, span: Span, until: int) -> str:
    """What is written about a number: in brackets after it, or before it in its line."""
    after = re.match(r"\s*\(([^()\n]{1,80})\)", text[span[1] : until])
    before = re.search(r"(?:^|[,;:])\s*([^\W\d_][^,;:\d]{2,60}):?\s*$", text[start : span[0]])
    is_name = before is not None and before.start() == 0
    words = [before[1].strip()] if before and not is_name else []
    return "; ".join([*words, *([after[1].strip()] if after else [])])
