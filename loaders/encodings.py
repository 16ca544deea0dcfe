"""Bytes of a plain file as UTF-8, whatever encoding they came in."""

import codecs

import pyarrow as pa

from ledger.checks import Problem
from loaders.files import refuse

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def as_utf8(content: bytes) -> tuple[bytes, list[Problem]]:
    """The same text in UTF-8 without its mark; a warning when the encoding had to be guessed.

    Raises UnknownFormat when the bytes are no text in UTF-8, UTF-16 or Windows-1252.
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
    return _recoded(content, "cp1252"), [Problem("warning", "encoding")]


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
