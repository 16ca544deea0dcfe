"""Quotation marks that would swallow the lines after them.

In a delimited file a value with a comma, line break or quotation mark stands in quotes, marks
inside it doubled. One mark left open makes parsers read the rest of the file as one value,
without a word. Marks must alternate: one opens at the start of a value, the next closes at its end
(a doubled mark closes and opens at once).
"""

import numpy as np

QUOTE, LINE_FEED, RETURN = b'"\n\r'
STEP = 1 << 24


def first_stray_quote(content: bytes, delimiter: bytes) -> int:
    """The row (as a spreadsheet counts) of the first quotation mark out of place; 0 if none is."""
    if b'"' not in content:
        return 0
    text = np.frombuffer(content, dtype=np.uint8)
    ends_value = np.zeros(256, dtype=bool)
    ends_value[[QUOTE, LINE_FEED, RETURN, delimiter[0]]] = True
    seen, last = 0, 0
    for start in range(0, len(text), STEP):
        marks = np.flatnonzero(text[start : start + STEP] == QUOTE) + start
        opens = (seen + np.arange(len(marks))) % 2 == 0
        beside = np.where(opens, marks - 1, marks + 1)
        inside = (beside >= 0) & (beside < len(text))
        fits = ~inside | ends_value[text[np.clip(beside, 0, len(text) - 1)]]
        if not fits.all():
            return _row_of(content, int(marks[np.argmin(fits)]))
        seen += len(marks)
        last = int(marks[-1]) if len(marks) else last
    return _row_of(content, last) if seen % 2 else 0


def spans_lines(content: bytes) -> bool:
    """Whether a quoted value holds a line break: one that follows an odd number of marks."""
    if b'"' not in content:
        return False
    text, seen = np.frombuffer(content, dtype=np.uint8), 0
    for start in range(0, len(text), STEP):
        step = text[start : start + STEP]
        marks = np.flatnonzero(step == QUOTE)
        breaks = np.flatnonzero((step == LINE_FEED) | (step == RETURN))
        if np.any((seen + np.searchsorted(marks, breaks)) % 2):
            return True
        seen += len(marks)
    return False


def _row_of(content: bytes, position: int) -> int:
    """How many lines end before this place outside quotes, plus one."""
    before = content[:position].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    outside = before.split(b'"')[0::2]
    return sum(part.count(b"\n") for part in outside) + 1
