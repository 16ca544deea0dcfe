"""Numbers and pages where people get help; contacts for the press and of persons are left out."""

import re
from collections.abc import Callable, Sequence

import phonenumbers

from loaders.reports.drafts import DraftContact
from loaders.reports.language import Language
from loaders.reports.phrases import Mark
from loaders.reports.places import mentions
from loaders.reports.scenes import Scene

URL = re.compile(r"https?://[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+")
PHONE = re.compile(r"(?<![\w/.])(?:\+|00)?\(?\d[\d \u00a0().-]{1,18}\d(?![\w/])")
LONGEST_LINE = 400


def contacts(
    text: str, scenes: Sequence[Scene], spoken: Language
) -> tuple[list[DraftContact], Callable[[Scene], bool]]:
    """The assistance lines of a text, and whether a sentence only gives contacts."""
    found: list[DraftContact] = []
    taken: set[int] = set()
    section, country = "", ""
    for scene in scenes:
        head = _head(scene)
        if head:
            section, country = head, ""
        elif section and scene.sentence.kind in ("heading",) and len(scene.tokens) > 3:
            section = ""
        named = mentions(scene)
        has_contact = bool(_spans(text, scene))
        if not section:
            continue
        country = named[0].iso3[0] if named and len(named[0].iso3) == 1 else country
        if has_contact:
            taken.add(id(scene))
            if section == "heads":
                found += _contacts_of(text, scene, country)
    return found, lambda scene: id(scene) in taken


def _head(scene: Scene) -> str:
    """Whether a line opens a list of assistance lines ("heads") or of press contacts ("press")."""
    marks: list[Mark] = scene.within(0, len(scene.tokens), "contacts")
    press = [m for m in marks if m.value == "press"]
    heads = [m for m in marks if m.value == "heads"]
    if press:
        return "press"
    return "heads" if heads else ""


def _spans(text: str, scene: Scene) -> list[tuple[int, int]]:
    start, end = scene.sentence.start, scene.sentence.end
    pages = [m.span() for m in URL.finditer(text, start, end)]
    phones = [m.span() for m in PHONE.finditer(text, start, end)]
    return [*pages, *(p for p in phones if not any(a <= p[0] < b for a, b in pages))]


def _contacts_of(text: str, scene: Scene, country: str) -> list[DraftContact]:
    region = _region(country)
    start, end = scene.sentence.start, scene.sentence.end
    pages = [m.span() for m in URL.finditer(text, start, end)]
    url = text[slice(*pages[-1])].rstrip(".,;") if pages else ""
    phones = [
        (m.start(), m.end())
        for m in PHONE.finditer(text, start, end)
        if not any(a <= m.start() < b for a, b in pages)
    ]
    made = []
    for number, (a, b) in enumerate(phones):
        phone = _phone(text[a:b], region)
        if phone:
            until = phones[number + 1][0] if number + 1 < len(phones) else end
            made.append(DraftContact(a, b, country, phone, _note(text, start, a, b, until), url))
    if not made and url:
        made.append(DraftContact(pages[-1][0], pages[-1][0] + len(url), country, "", "", url))
    return made


def _phone(written: str, region: str | None) -> str:
    """E.164, or the digits of a number that only works inside its country; "" for no number."""
    digits = re.sub(r"\D", "", written)
    if len(digits) < 3 or len(digits) > 15:
        return ""
    is_abroad = written.strip().startswith(("+", "00"))
    if len(digits) <= 6:
        return digits
    international = "+" + digits.removeprefix("00") if is_abroad else written
    try:
        number = phonenumbers.parse(international, region)
    except phonenumbers.NumberParseException:
        return digits
    if not phonenumbers.is_possible_number(number):
        return digits
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _region(country: str) -> str | None:
    from ledger.check_countries import reference

    return next((row["iso2"] for row in reference() if row["iso3"] == country), None)


def _note(text: str, start: int, a: int, b: int, until: int) -> str:
    """What is written about a number: in brackets after it, or before it in its part of the line."""
    after = re.match(r"\s*\(([^()\n]{1,80})\)", text[b:until])
    if after:
        before = re.search(r"(?:^|[,;:])\s*([^\W\d_][^,;:]{2,40}):?\s*$", text[start:a])
        return "; ".join(x for x in (before[1].strip() if before else "", after[1].strip()) if x)
    before = re.search(r"[,;:]\s*([^\W\d_][^,;:\d]{2,60}?):?\s*$", text[start:a])
    return before[1].strip() if before else ""
