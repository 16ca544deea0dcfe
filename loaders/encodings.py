"""Bytes of a plain file as UTF-8, whatever encoding they came in."""

import codecs
import re

import pyarrow as pa

from ledger.checks import Problem
from loaders.files import refuse

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings of one byte a letter, and the letters beyond ASCII that texts in them are made of. What
# is read as the wrong one has signs and capitals in the middle of words.
CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъёўј"
WESTERN = "àâáãäåæçéèêëíìîïñóòôõöøœúùûüýÿß"
CENTRAL = "ąćęłńóśźżăâîșțşţáčďéěíňřšťúůýžöüőűäôľĺŕđ"
ONE_BYTE = {
    "cp1252": WESTERN,
    "cp1251": CYRILLIC,
    "cp1250": CENTRAL,
    "iso8859-2": CENTRAL,
    "koi8-u": CYRILLIC,
    "cp866": CYRILLIC,
}
LETTERS = re.compile(r"[^\W\d_]+")
LOOKED_AT = 200_000


def as_utf8(content: bytes) -> tuple[bytes, list[Problem]]:
    """The same text in UTF-8 without its mark; a warning when the encoding had to be guessed.

    Raises UnknownFormat when the bytes are no text in UTF-8, UTF-16 or an encoding of ONE_BYTE.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _recoded(content[len(mark) :], encoding), []
    if encoding := _unmarked_utf16(content):
        return _recoded(content, encoding), []
    if b"\0" in content:
        raise refuse("not_text")
    if _is_utf8(content):
        return content, []
    encoding = _likeliest(content)
    return _recoded(content, encoding), [
        Problem("warning", "encoding", params={"encoding": _name(encoding)})
    ]


def _name(encoding: str) -> str:
    return encoding.replace("cp125", "Windows-125").replace("cp", "CP").replace("iso", "ISO ")


def _likeliest(content: bytes) -> str:
    """The encoding in which most letters are such as its languages have; of two the first."""
    beginning = content[:LOOKED_AT]
    return max(ONE_BYTE, key=lambda encoding: _likeness(beginning, encoding))


def _likeness(content: bytes, encoding: str) -> int:
    """How many characters beyond ASCII are its letters in their place, less all others.

    Letters in another script than their word's, and capitals after small letters, are out of place.
    """
    text = content.decode(encoding, errors="replace")
    known = ONE_BYTE[encoding]
    beyond = sum(character > "\x7f" and character not in "\u00a0«»–—’“”„№…" for character in text)
    in_place = sum(_in_place(word, known) for word in LETTERS.findall(text))
    return 2 * in_place - beyond


def _in_place(word: str, known: str) -> int:
    """How many letters of a word are known ones, 0 where the word cannot be a word."""
    beyond = [letter for letter in word if letter > "\x7f"]
    is_mixed = known is CYRILLIC and len(beyond) < len(word)
    is_odd = not (word.islower() or word.isupper() or word.istitle())
    return 0 if is_mixed or is_odd else sum(letter.casefold() in known for letter in beyond)


def _is_utf8(content: bytes) -> bool:
    """Whether Arrow takes the bytes for one text; it looks several times faster than Python."""
    ends = pa.array([0, len(content)], pa.int64()).buffers()[1]
    text = pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(content)])
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _unmarked_utf16(content: bytes) -> str:
    """UTF-16 without a mark: every other byte of a header in Latin letters is zero."""
    beginning = content[:64]
    if len(beginning) < 4 or len(content) % 2:
        return ""
    if not any(beginning[0::2]) and all(beginning[1::2]):
        return "utf-16-be"
    return "utf-16-le" if all(beginning[0::2]) and not any(beginning[1::2]) else ""


def _recoded(content: bytes, encoding: str) -> bytes:
    try:
        text = content if encoding == "utf-8" else content.decode(encoding).encode()
    except UnicodeError as error:
        raise refuse("not_text") from error
    if not _is_utf8(text) or b"\0" in text:
        raise refuse("not_text")
    return text
