"""A text taken apart: lines, sentences, words. No language is known here but its letters."""

import re
from typing import NamedTuple

from loaders.reports.phrases import Token, plain

WORD = re.compile(
    r"(?P<elided>(?:[ldnmtscj]|qu|jusqu|lorsqu|puisqu)['’])(?=[^\W\d_])"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ](?!s\b)[^\W\d_]+)*\.?(?:(?<=\b[A-Za-z]\.)(?:[A-Za-z]\.)+)?)"
    r"|(?P<own>['’]s\b)"
    r"|(?P<digits>\d+)"
    r"|(?P<sign>[^\w\s])",
    re.IGNORECASE,
)
# A full stop that ends a sentence: what follows begins with a capital, a digit or a quotation mark.
STOP = re.compile(r"[.!?…]+(?:\s?[»”\"')\]])*\s+(?=(?:[«“\"'(\[]\s?)*[^\W_])|[.!?…]+[»”\"')\]]*$")
BULLET = re.compile(r"\s*(?:[•●▪◦‣·*+\-–—o►➢✓]|\(?\d{1,2}[.)])\s+")
LONGEST_SENTENCE = 1500
LONGEST_TITLE = 250


class Sentence(NamedTuple):
    """A sentence, heading, or line of a list, by its place in the text."""

    start: int
    end: int
    kind: str  # "title", "heading", "item", "prose"
    paragraph: int


def sentences(text: str, abbreviations: frozenset[str], may_end: frozenset[str]) -> list[Sentence]:
    """The sentences of a text; a line is never joined with the next one."""
    found: list[Sentence] = []
    paragraph, place, seen_prose = 0, 0, False
    for line in text.split("\n"):
        start, end = place, place + len(line)
        place = end + 1
        body = line.strip()
        if not body:
            paragraph += 1
            continue
        bullet = BULLET.match(line)
        first = start + (bullet.end() if bullet else len(line) - len(line.lstrip()))
        kind = _kind(body, bullet is not None, found, seen_prose)
        seen_prose = seen_prose or kind == "prose"
        for left, right in _parts(text, first, end, abbreviations, may_end):
            found.append(Sentence(left, right, kind, paragraph))
        paragraph += 1
    return found


def _kind(body: str, has_bullet: bool, before: list[Sentence], seen_prose: bool) -> str:
    if not before and len(body) < LONGEST_TITLE and body[-1] not in ".…":
        return "title"
    if re.fullmatch(r"[-–—=*#\s]*[^\W\d_][^.!?;]{0,70}?[-–—=*:#\s]*", body) and not re.search(
        r"\d{3}", body
    ):
        return "heading"
    if has_bullet or (len(body) < 120 and body[-1] not in '.!?»”"'):
        return "item"
    return "prose"


def _parts(
    text: str, start: int, end: int, abbreviations: frozenset[str], may_end: frozenset[str]
) -> list[tuple[int, int]]:
    """The sentences of one line, none longer than LONGEST_SENTENCE."""
    cuts = [start]
    for stop in STOP.finditer(text, start, end):
        before = text[max(start, stop.start() - 20) : stop.start()]
        last = re.search(r"[^\s(«“\"]*$", before)
        word = plain(last[0]) if last else ""
        goes_on = word in abbreviations or re.fullmatch(r"[^\W\d_]", word)
        if word in may_end:
            goes_on = not text[stop.end() : stop.end() + 1].isupper()
        if text[stop.start()] == "." and goes_on:
            continue
        cuts.append(stop.end())
    cuts.append(end)
    parts = [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if text[a:b].strip()]
    return [piece for a, b in parts for piece in _bounded(text, a, b)]


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        pieces.append((start, cut))
        start = cut
    while end > start and text[end - 1].isspace():
        end -= 1
    return [*pieces, (start, end)] if end > start else pieces


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words, digits and signs between two places; a hyphen inside a word parts it, unsaid."""
    found = []
    for match in WORD.finditer(text, start, end):
        kind = match.lastgroup or "sign"
        first, last = match.span()
        word = match[0]
        if kind == "word" and word.endswith(".") and not re.search(r"\.\w", word):
            word, last = word[:-1], last - 1
            found.append(_word(word, first, last))
            found.append(Token(last, last + 1, ".", "sign", False))
            continue
        if kind == "sign" and word in "-‑‐" and _is_inside(text, first, last):
            continue
        if kind in ("sign", "digits"):
            found.append(Token(first, last, word, "sign" if kind == "sign" else "digits", False))
        else:
            found.append(_word(word, first, last))
    return found


def _word(word: str, first: int, last: int) -> Token:
    return Token(first, last, plain(word), "word", word[:1].isupper())


def _is_inside(text: str, first: int, last: int) -> bool:
    return text[first - 1 : first].isalnum() and text[last : last + 1].isalnum()
