"""One column's distinct values: what each becomes, and what is wrong with those that cannot be.

Texts arrive trimmed and distinct, null for a blank. Each kind of column has a function that
gives back an array of the column's Arrow type (strings for coded and free text), as long as the
texts and null where a text cannot be used, and the faults by position. Nothing is raised.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import phonenumbers
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import process

from ledger.check_countries import allowed
from ledger.check_days import read_day, read_moment
from ledger.declaration import Column
from ledger.names import near_country, near_nationality

URL = r"^https?://[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?$"
CODE = r"^[a-z0-9][a-z0-9_.\-]*$"
WHOLE = r"^[0-9]{1,18}$"
DECIMAL = r"^-?[0-9]{1,15}(\.[0-9]{1,15})?$"
# Controls, zero-width and direction-changing characters; line breaks and tabs are text.
INVISIBLE = (
    r"\x{00}-\x{08}\x{0B}\x{0C}\x{0E}-\x{1F}\x{7F}-\x{9F}\x{200B}\x{200E}\x{200F}"
    r"\x{202A}-\x{202E}\x{2060}-\x{2069}\x{FEFF}\x{FFFE}\x{FFFF}"
)
INVISIBLE_IN_PYTHON = re.sub(r"\\x\{([0-9A-F]+)\}", lambda m: f"\\u{m[1]:0>4}", INVISIBLE)
FORMULA = r"^(?:[=@]|[+\-].*[A-Za-z][A-Za-z0-9.]*[(|!])"
SHORT_NUMBER = re.compile(r"[0-9*#]{2,6}")
GROUPED = re.compile(r"[0-9]{1,3}(?:([  \u202f'’.,])[0-9]{3})(?:\1[0-9]{3})*")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one value; `expected.<rule>` says it, filled in with `params`."""

    rule: str
    suggestion: str = ""
    params: dict[str, object] = field(default_factory=dict)
    severity: str = "error"


Converted = tuple[pa.Array, dict[int, Fault]]


def convert(column: Column, texts: pa.StringArray) -> Converted:
    """Every distinct text of a column as the column's type, and the faults by position."""
    return KINDS[column.kind](column, texts)


def nearest(text: str, choices: tuple[str, ...] | list[str]) -> str:
    """The allowed value spelled most like this one; "" if none is near."""
    wanted = re.sub(r"[\s\-]+", "_", text.strip().lower())
    near = process.extractOne(wanted, choices, score_cutoff=70)
    return near[0] if near else ""


def _text(column: Column, texts: pa.StringArray) -> Converted:
    """Any text, but for what a reader cannot see and what a spreadsheet would run."""
    clean = pc.invert(pc.match_substring_regex(texts, f"[{INVISIBLE}]"))
    kept, faults = _matching(texts, clean, _invisible)
    harmless = pc.invert(pc.match_substring_regex(kept, FORMULA))
    kept, formulas = _matching(kept, harmless, _formula)
    return kept, faults | formulas


def _invisible(text: str) -> Fault:
    hidden = next(c for c in text if re.match(f"[{INVISIBLE_IN_PYTHON}]", c))
    cleaned = re.sub(f"[{INVISIBLE_IN_PYTHON}]", "", text).strip()
    return Fault("invisible_characters", cleaned, {"code": f"U+{ord(hidden):04X}"})


def _formula(text: str) -> Fault:
    return Fault("formula_text", text.lstrip("=@+-").strip())


def _matching(texts: pa.StringArray, good: pa.Array, fault: Callable[[str], Fault]) -> Converted:
    """Keep the texts that are good; ask `fault` about the others, one by one."""
    bad = pc.indices_nonzero(pc.invert(pc.fill_null(good, True))).to_pylist()
    faults = {position: fault(texts[position].as_py()) for position in bad}
    return pc.if_else(good, texts, pa.scalar(None, pa.string())), faults


def _parsed(
    texts: pa.StringArray, parse: Callable[[str], Any], type_: pa.DataType | None = None
) -> Converted:
    """Let `parse` turn each text into a value or a Fault."""
    results = [None if text is None else parse(text) for text in texts.to_pylist()]
    faults = {at: result for at, result in enumerate(results) if isinstance(result, Fault)}
    values = [None if at in faults else result for at, result in enumerate(results)]
    return pa.array(values, type_ or pa.string()), faults


def _code(column: Column, texts: pa.StringArray) -> Converted:
    def fault(text: str) -> Fault:
        return Fault("code", re.sub(r"[^a-z0-9_.\-]+", "_", text.lower()).strip("_"))

    return _matching(texts, pc.match_substring_regex(texts, CODE), fault)


def _url(column: Column, texts: pa.StringArray) -> Converted:
    def fault(text: str) -> Fault:
        with_scheme = f"https://{text}"
        return Fault("url", with_scheme if re.match(URL, with_scheme) else "")

    return _matching(texts, pc.match_substring_regex(texts, URL, ignore_case=True), fault)


def _choice(column: Column, texts: pa.StringArray) -> Converted:
    good = _member(texts, column.choices)
    return _matching(texts, good, lambda text: _unknown_choice(text, column.choices))


def _choices(column: Column, texts: pa.StringArray) -> Converted:
    def parse(text: str) -> str | Fault:
        parts = [part.strip() for part in text.split(";")]
        unknown = [part for part in parts if part not in column.choices]
        if not unknown:
            return ";".join(dict.fromkeys(parts))
        near = [part if part in column.choices else nearest(part, column.choices) for part in parts]
        fault = _unknown_choice(unknown[0], column.choices)
        return Fault("choices", ";".join(near) if all(near) else "", fault.params)

    return _parsed(texts, parse)


def _unknown_choice(text: str, choices: tuple[str, ...]) -> Fault:
    return Fault("choice", nearest(text, choices), {"choices": ", ".join(choices)})


def _country(column: Column, texts: pa.StringArray) -> Converted:
    good = _member(texts, allowed(column.name))
    return _matching(texts, good, lambda text: Fault("country", _near(column.name, text)))


def _near(column_name: str, text: str) -> str:
    return (near_nationality if column_name == "nationality_iso3" else near_country)(text)


def _countries(column: Column, texts: pa.StringArray) -> Converted:
    codes = allowed(column.name)

    def parse(text: str) -> str | Fault:
        parts = [part.strip() for part in text.split("+")]
        if all(part in codes for part in parts) and len(set(parts)) == len(parts):
            return "+".join(sorted(parts))
        meant = [part if part in codes else near_country(part) for part in parts]
        return Fault("countries", "+".join(sorted(set(meant))) if all(meant) else "")

    return _parsed(texts, parse)


def _member(texts: pa.StringArray, values: tuple[str, ...] | frozenset[str]) -> pa.Array:
    """Whether each text is one of the values; null for a blank."""
    found = pc.is_in(texts, value_set=pa.array(sorted(values), pa.string()))
    return pc.if_else(pc.is_valid(texts), found, pa.scalar(None, pa.bool_()))


def _phone(column: Column, texts: pa.StringArray) -> Converted:
    def parse(text: str) -> str | Fault:
        if SHORT_NUMBER.fullmatch(text):
            return text
        try:
            number = phonenumbers.parse(text)
        except phonenumbers.NumberParseException:
            return Fault("phone")
        written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if not phonenumbers.is_possible_number(number):
            return Fault("phone")
        return text if text == written else Fault("phone", written)

    return _parsed(texts, parse)


def _whole(column: Column, texts: pa.StringArray) -> Converted:
    kept, faults = _matching(texts, pc.match_substring_regex(texts, WHOLE), _not_whole)
    return _in_range(column, texts, kept.cast(pa.int64()), faults)


def _not_whole(text: str) -> Fault:
    if re.fullmatch(r"[-−][0-9]+", text):
        return Fault("whole_negative")
    if re.fullmatch(r"[0-9]{19,}", text):
        return Fault("whole_too_large")
    if GROUPED.fullmatch(text):
        return Fault("whole", re.sub(r"[^0-9]", "", text))
    if fraction := re.fullmatch(r"-?([0-9]*)[.,]([0-9]+)", text):
        return Fault("whole_fraction", "" if fraction[2].strip("0") else fraction[1])
    return Fault("whole")


def _decimal(column: Column, texts: pa.StringArray) -> Converted:
    def fault(text: str) -> Fault:
        with_point = text.replace(",", ".").replace("−", "-")
        return Fault("decimal", with_point if re.match(DECIMAL, with_point) else "")

    kept, faults = _matching(texts, pc.match_substring_regex(texts, DECIMAL), fault)
    return _in_range(column, texts, kept.cast(pa.float64()), faults)


def _in_range(
    column: Column, texts: pa.StringArray, numbers: pa.Array, faults: dict[int, Fault]
) -> Converted:
    for rule, bound, outside in (("low", column.low, pc.less), ("high", column.high, pc.greater)):
        if bound is None:
            continue
        beyond = pc.fill_null(outside(numbers, bound), False)
        for position in pc.indices_nonzero(beyond).to_pylist():
            faults[position] = Fault(rule, params={rule: f"{bound:g}"})
        numbers = pc.if_else(beyond, pa.scalar(None, numbers.type), numbers)
    return numbers, faults


def _day(column: Column, texts: pa.StringArray) -> Converted:
    def parse(text: str) -> object:
        day, suggestion = read_day(text)
        return day or Fault("day", suggestion)

    return _parsed(texts, parse, pa.date32())


def _moment(column: Column, texts: pa.StringArray) -> Converted:
    def parse(text: str) -> object:
        moment, suggestion = read_moment(text)
        return moment or Fault("moment", suggestion)

    return _parsed(texts, parse, pa.timestamp("s", tz="UTC"))


KINDS: dict[str, Callable[[Column, pa.StringArray], Converted]] = {
    "text": _text,
    "code": _code,
    "choice": _choice,
    "choices": _choices,
    "country": _country,
    "countries": _countries,
    "url": _url,
    "phone": _phone,
    "whole": _whole,
    "decimal": _decimal,
    "day": _day,
    "moment": _moment,
}
