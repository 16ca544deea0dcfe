"""Regions of the country in crisis as its publishers write them in the rows of a table.

Beside regions such tables have parts of the country (West, Center), a total, and people whose
place is not known. The name of a region leads: its code is a slip more often than its name is.
"""

import re
from collections.abc import Iterator

from ledger import crisis, names
from ledger.checks import Problem
from loaders.bodies import Body
from loaders.meanings import is_nothing

PARTS = re.compile(r"(?i)(?:the )?(?:north|south|east|west|cent(?:er|re|ral))(?:ern)?(?: .*)?")
SUM = re.compile(r"(?i)\b(?:total|overall|national|all (?:oblasts|regions|macro-?regions))\b")
# Words that a total may have beside that; "Total West" is the sum of a part and no total.
OF_ALL = re.compile(
    r"(?i)\b(?:grand|total|overall|national|level|all|of|in|the|for|est|estimated?|number|population"
    r"|idps?|returnees?|displaced|people|persons|oblasts|regions|macro|gca)\b|[\W_]+"
)
NOWHERE = re.compile(
    r"(?i).*(?:unknown|not (?:known|specified|stated)|unspecified|undisclosed"
    r"|no (?:answer|response)|refus|prefer not|don.?t know|\bother\b|невідомо).*"
)


def place_of(text: str) -> str:
    """The region as written, without the stars that point to notes; a total has no place."""
    name = text.rstrip("* ").strip()
    return "" if _is_total(name) else name


def code_of(name: str, written: str) -> str:
    """The code of a region: that of its name if it is known, else the one written beside it."""
    if _is_total(place_of(name)) or not place_of(name):
        return ""
    return _known(place_of(name)) or ("" if is_nothing(written) else written)


def swapped(body: Body, region: str, code: str) -> Iterator[Problem]:
    """A warning for each row whose code is not that of the region it names."""
    for row, name, written in _rows(body, region, code):
        known = _known(place_of(name))
        if known and not is_nothing(written) and known != written:
            letter = body[code].letter
            cell = (body.sheet, f"{letter}{row}" if letter else "", row, "admin1_code", written)
            yield Problem("warning", "code_of_other_place", *cell, {"name": name}, known)


def is_region(text: str) -> bool:
    """Whether a text is the name or the code of a region of the country in crisis."""
    return bool(_known(text.rstrip("* ").strip()))


def is_known(name: str, written: str) -> bool:
    """Whether a row is about a region, a part, all of the country or people without a place."""
    place = place_of(name)
    return not place or bool(_known(place) or _known(written)) or _is_no_region(place)


def unknown(body: Body, region: str, code: str) -> Iterator[Problem]:
    """An error for each row that names no region we know; a warning if its code is known."""
    for row, name, written in _rows(body, region, code):
        place = place_of(name)
        if place and not _known(place) and not _is_no_region(place):
            cell = (body.sheet, f"{body[region].letter}{row}", row, "place_as_reported", name)
            by_code = "" if is_nothing(written) else _known(written)
            near = by_code or names.near_place(place, crisis.read().origin_iso3)
            severity = "warning" if by_code else "error"
            yield Problem(severity, "region_unknown", *cell, {}, near)


def _rows(body: Body, region: str, code: str) -> Iterator[tuple[int, str, str]]:
    texts = (body[title].texts_of_rows() for title in (region, code))
    return zip(body.rows.to_pylist(), *texts, strict=True)


def _known(text: str) -> str:
    return names.exact_place(text, crisis.read().origin_iso3)


def _is_total(name: str) -> bool:
    """Whether a row is about the whole country."""
    rest = OF_ALL.sub(" ", name).strip() if SUM.search(name) else name
    return rest != name and not rest or names.exact_country(rest) == crisis.read().origin_iso3


def _is_no_region(place: str) -> bool:
    return is_nothing(place) or bool(PARTS.fullmatch(place) or NOWHERE.fullmatch(place))
