"""Numbers as people write them: digits with any grouping, words, scales, ranges.

A single comma or point before three digits groups them ("78,800", "453.982"), unless a scale
follows ("1.675 million").
"""

import re
from dataclasses import replace
from decimal import Decimal

from loaders.reports.language import Language
from loaders.reports.numeral import Number, words_of
from loaders.reports.phrases import Mark, Token
from loaders.reports.ranges import joined

SPACES = " \u00a0\u202f\u2009\u2007"
DIGITS = re.compile(
    rf"(?<![\w])(?<!\d[.,])(?:\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?!\d)|\d{{1,3}}(?:,\d{{3}})+(?!\d)"
    r"|\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,3}(?:['’]\d{3})+(?!\d)|\d{1,15})(?:[.,]\d{1,9})?(?![\d])"
)
SUFFIX = re.compile(r"[kKmM](?!\w)|[а-яіa-z]{2,3}(?!\w)")
LARGEST = 8_000_000_000


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
    return joined(tokens, found, spoken)


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
    _, scales, _ = words_of(spoken)
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
    _, scales, _ = words_of(spoken)
    after = _half_after(tokens, last, spoken)
    if after and after < len(tokens) and tokens[after].word in scales:
        value, last = value + Decimal("0.5"), after
    while last < len(tokens) and tokens[last].kind == "word" and tokens[last].word in scales:
        scale = scales[tokens[last].word]
        value, last = value * scale, last + 1
        if _is_abbreviated(tokens, last, spoken):
            last += 1
        if after := _half_after(tokens, last, spoken):
            value, last = value + Decimal(scale) / 2, after
    return value, last


def _half_after(tokens: list[Token], last: int, spoken: Language) -> int:
    """The token after "and a half" that stands at a token, 0 if it does not."""
    for half in spoken.settings["numbers"]["halves"].split(", "):
        words = half.split()
        if [token.word for token in tokens[last : last + len(words)]] == words:
            return last + len(words)
    return 0


def _is_abbreviated(tokens: list[Token], last: int, spoken: Language) -> bool:
    """Whether a full stop only shortens the scale before it: 757 тис. осіб."""
    if last + 1 >= len(tokens) or tokens[last].word != ".":
        return False
    return tokens[last - 1].word in spoken.abbreviations | spoken.may_end


def _of_words(tokens: list[Token], place: int, spoken: Language) -> Number | None:
    """A number in words from a place on."""
    values, scales, _ = words_of(spoken)
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
    scale = scales.get(tokens[last - 1].word, 1)
    if scale > 100 and (after := _half_after(tokens, last, spoken)):
        total, last = total + scale // 2, after
    value, end = _scaled(tokens, last, Decimal(total + current), spoken)
    return _numbered(tokens, place, end, value, False, True, has_scale)


def _beginning(tokens: list[Token], place: int, spoken: Language) -> tuple[int, int] | None:
    """What the first word counts for and where to go on; None where no number begins."""
    values, scales, articles = words_of(spoken)
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
    return after in words_of(spoken)[0] and (
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
