"""Two numbers of one range as one: between 20,000 and 30,000; 2-3 million; 5 to 6 thousand."""

from dataclasses import replace

from loaders.reports.language import Language
from loaders.reports.numeral import Number, words_of
from loaders.reports.phrases import Token

# The upper end of a range is at most so many times the lower one.
WIDEST = 10


def joined(tokens: list[Token], found: list[Number], spoken: Language) -> list[Number]:
    """Two numbers of one range as one: between 20,000 and 30,000; 2-3 million; 5 to 6 thousand."""
    said = spoken.settings["numbers"]
    whole: list[Number] = []
    for number in found:
        before = whole[-1] if whole else None
        if before and before.value_max is None and _is_range(tokens, before, number, said):
            low = before.value
            if number.value > low and number.is_round and not before.is_round:
                scale = _scale_of(tokens, number, spoken)
                low = low * scale if low < 1000 and low * scale < number.value else low
            if 0 < low < number.value <= low * WIDEST:
                whole[-1] = replace(
                    before, last=number.last, end=number.end, value=low, value_max=number.value
                )
                continue
        whole.append(number)
    return whole


def _scale_of(tokens: list[Token], number: Number, spoken: Language) -> int:
    _, scales, _ = words_of(spoken)
    return scales.get(tokens[number.last - 1].word, 1)


def _is_range(tokens: list[Token], low: Number, high: Number, said: dict) -> bool:
    between = [token.word for token in tokens[low.last : high.first]]
    before = tokens[low.first - 1].word if low.first else ""
    if before in said["range_between"].split():
        return len(between) == 1 and between[0] in said["range_and"].split()
    if not between or between[0] in ("-", "–", "—", "‑") and len(between) == 1:
        return tokens[high.first].start - low.end <= 1
    changes = said["range_from"].split()
    two_before = [token.word for token in tokens[max(0, low.first - 2) : low.first]]
    return between == [said["range_to"]] and not any(word in changes for word in two_before)
