"""Numbers as people write them: digits with any grouping, words, scales, ranges.

A single comma or point before three digits groups them ("78,800", "453.982"), unless a scale
follows ("1.675 million").
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from loaders.reports.language import Language
from loaders.reports.phrases import Mark, Token

SPACES = " \u00a0\u202f\u2009\u2007"
DIGITS = re.compile(
    rf"(?<![\w])(?<!\d[.,])(?:\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?!\d)|\d{{1,3}}(?:,\d{{3}})+(?!\d)"
    r"|\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,3}(?:['’]\d{3})+(?!\d)|\d{1,15})(?:[.,]\d{1,9})?(?![\d])"
)
SUFFIX = re.compile(r"[kKmM](?!\w)|[а-яіa-z]{2,3}(?!\w)")
LARGEST = 8_000_000_000


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number of things; `first` and `last` are its tokens (last not among them)."""

    first: int
    last: int
    start: int
    end: int
    value: int
    value_max: int | None = None
    about: bool = False  # by its own word: "une cinquantaine"
    in_words: bool = False
    is_round: bool = False  # written with a scale: "1.25 million"


@cache
def _words(spoken: Language) -> tuple[dict[str, int], dict[str, int], frozenset[str]]:
    said = spoken.settings["numbers"]
    values = {form: int(n) for n, forms in said["words"].items() for form in forms.split()}
    scales = {form: int(n) for n, forms in said["scales"].items() for form in forms.split()}
    return values, scales, frozenset(said["articles"].split())


def find_numbers(
    text: str, tokens: list[Token], marks: list[Mark], spoken: Language
) -> list[Number]:
    """The numbers among the tokens; those of one range are one."""
    phrases = {m.first: m for m in marks if m.category == "number.phrase"}
    found: list[Number] = []
    place = 0
    while place < len(tokens):
        number = _number(text, tokens, place, phrases, spoken)
        if number:
            found.append(number)
            place = number.last
        else:
            place += 1
    return _ranges(tokens, found, spoken)


def _number(
    text: str, tokens: list[Token], place: int, phrases: dict[int, Mark], spoken: Language
) -> Number | None:
    token = tokens[place]
    if token.kind == "digits":
        return _of_digits(text, tokens, place, spoken)
    if token.kind != "word":
        return None
    if place in phrases:
        kind, _, value = phrases[place].value.partition(":")
        last = phrases[place].last
        return _numbered(tokens, place, last, Decimal(value), kind == "about", True, True)
    return _of_words(tokens, place, spoken)


def _numbered(
    tokens: list[Token],
    first: int,
    last: int,
    value: Decimal,
    about: bool,
    words: bool,
    rounded: bool,
) -> Number | None:
    whole = int(value)
    if whole > LARGEST:
        return None
    start, end = tokens[first].start, tokens[last - 1].end
    return Number(first, last, start, end, whole, None, about, words, rounded)


def _of_digits(text: str, tokens: list[Token], place: int, spoken: Language) -> Number | None:
    _, scales, _ = _words(spoken)
    match = DIGITS.match(text, tokens[place].start)
    if not match:
        return None
    last = place
    while last < len(tokens) and tokens[last].end <= match.end():
        last += 1
    written, followed = match[0], tokens[last] if last < len(tokens) else None
    scale = scales.get(followed.word) if followed and followed.kind == "word" else None
    is_glued = followed is not None and followed.start == match.end() and followed.kind == "word"
    if is_glued and not scale:
        return None
    if scale and followed and followed.word in ("m", "mn") and not is_glued:
        scale = None
    value = _read(written, bool(scale))
    if value is None:
        return None
    total, last = _scaled(tokens, last, value, spoken)
    if not scale and value != int(value):
        return None
    number = _numbered(tokens, place, last, total, False, False, bool(scale))
    end = tokens[last - 1].end
    return replace(number, end=max(end, match.end())) if number else None


def _read(written: str, has_scale: bool) -> Decimal | None:
    """The value of digits with their grouping and decimals."""
    compact = re.sub(rf"[{SPACES}'’]", "", written)
    if re.fullmatch(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*", compact):
        one_group = len(re.findall(r"[.,]", compact)) == 1
        if not (has_scale and one_group):
            return Decimal(re.sub(r"[.,]", "", compact))
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d+", compact):
        return Decimal(compact.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+", compact):
        return Decimal(compact.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", compact):
        return Decimal(compact.replace(",", "."))
    return None


def _scaled(
    tokens: list[Token], last: int, value: Decimal, spoken: Language
) -> tuple[Decimal, int]:
    """A value with the scales after it: "2 million", "1 млн 200 тис.", "deux millions et demi"."""
    _, scales, _ = _words(spoken)
    halves = [half.split() for half in spoken.settings["numbers"]["halves"].split(", ")]
    for half in halves:
        if [t.word for t in tokens[last : last + len(half)]] == half:
            after = last + len(half)
            if after < len(tokens) and tokens[after].word in scales:
                value, last = value + Decimal("0.5"), after
    scaled = value
    while last < len(tokens) and tokens[last].kind == "word" and tokens[last].word in scales:
        scale = scales[tokens[last].word]
        scaled, last = scaled * scale, last + 1
        for half in halves:
            if [t.word for t in tokens[last : last + len(half)]] == half:
                scaled, last = scaled + Decimal(scale) / 2, last + len(half)
    return scaled, last


def _of_words(tokens: list[Token], place: int, spoken: Language) -> Number | None:
    """A number in words from a place on."""
    values, scales, _ = _words(spoken)
    begun = _beginning(tokens, place, spoken)
    if begun is None:
        return None
    current, last = begun
    total, has_scale = 0, False
    while last < len(tokens) and tokens[last].kind == "word":
        word = tokens[last].word
        if scales.get(word) == 100 and current < 100:
            current = max(current, 1) * 100
        elif scales.get(word, 0) > 100:
            total, current, has_scale = total + max(current, 1) * scales[word], 0, True
        elif word in values and _fits(current, values[word], last > place):
            current = 80 if (current % 100, values[word]) == (4, 20) else current + values[word]
        elif not (current + total and _goes_on(tokens, last, spoken, current)):
            break
        last += 1
    if last == place:
        return None
    value, end = _scaled(tokens, last, Decimal(total + current), spoken)
    return _numbered(tokens, place, end, value, False, True, has_scale)


def _beginning(tokens: list[Token], place: int, spoken: Language) -> tuple[int, int] | None:
    """What the first word counts for and where to go on; None where no number begins."""
    values, scales, articles = _words(spoken)
    word = tokens[place].word
    after = tokens[place + 1].word if place + 1 < len(tokens) else ""
    if word in articles and after in scales:
        return 1, place + 1
    if word in values and word not in articles:
        return 0, place
    may_begin = spoken.settings["numbers"]["alone"].split()
    return (1, place) if word in scales and word in may_begin else None


def _goes_on(tokens: list[Token], last: int, spoken: Language, current: int) -> bool:
    """Whether "and" stands inside a number: two hundred and fifty, soixante et onze."""
    after = tokens[last + 1].word if last + 1 < len(tokens) else ""
    if tokens[last].word != spoken.settings["numbers"]["and"]:
        return False
    return after in _words(spoken)[0] and (
        current % 100 == 0 and current >= 100 or 20 <= current % 100 <= 60
    )


def _fits(current: int, value: int, is_later: bool) -> bool:
    """Whether a number word goes on with the number before it: twenty five, not five six."""
    if not current:
        return True
    tail = current % 100
    if value >= 100:
        return False
    if (tail, value) == (4, 20) and is_later:
        return True
    if tail == 0:
        return current >= 100
    return tail >= 20 and tail % 10 == 0 and value < 20 or tail in (10, 70, 90) and value < 10


def _ranges(tokens: list[Token], found: list[Number], spoken: Language) -> list[Number]:
    """Two numbers of one range as one: between 20,000 and 30,000; 2-3 million; 5 to 6 thousand."""
    said = spoken.settings["numbers"]
    joined: list[Number] = []
    for number in found:
        before = joined[-1] if joined else None
        if before and before.value_max is None and _is_range(tokens, before, number, said):
            low = before.value
            if number.value > low and number.is_round and not before.is_round:
                scale = _scale_of(tokens, number, spoken)
                low = low * scale if low < 1000 and low * scale < number.value else low
            if 0 < low < number.value <= low * 10:
                joined[-1] = replace(
                    before, last=number.last, end=number.end, value=low, value_max=number.value
                )
                continue
        joined.append(number)
    return joined


def _scale_of(tokens: list[Token], number: Number, spoken: Language) -> int:
    _, scales, _ = _words(spoken)
    return scales.get(tokens[number.last - 1].word, 1)


def _is_range(tokens: list[Token], low: Number, high: Number, said: dict) -> bool:
    between = [token.word for token in tokens[low.last : high.first]]
    before = tokens[low.first - 1].word if low.first else ""
    if before in said["range_between"].split():
        return len(between) == 1 and between[0] in said["range_and"].split()
    if not between or between[0] in ("-", "–", "—", "‑") and len(between) == 1:
        return tokens[high.first].start - low.end <= 1
    return between == [said["range_to"]] and before != ""
