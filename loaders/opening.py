"""What a file is, told by its first bytes, and the reader for it."""

import re
from collections.abc import Callable

from ledger.checks import Problem
from loaders.files import File, Sheet, refuse
from loaders.plain import open_plain
from loaders.records import open_records
from loaders.workbooks import open_workbook

KNOWN_BEGINNINGS = (
    (b"%PDF", "is_pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is_old_workbook"),
    (b"\x89PNG", "is_picture"),
    (b"\xff\xd8\xff", "is_picture"),
    (b"GIF8", "is_picture"),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LARGEST = 200 * 2**20
LOOKED_AT = 1 << 16
ZIP = b"PK\x03\x04"
LOOKS_LIKE_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[\[{\]])")
LOOKS_LIKE_A_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head)\b", re.IGNORECASE)


def open_file(name: str, content: bytes, received: str = "") -> File:
    """The file with its sheets, known by the hash `received`.

    Raises UnknownFormat when it is none that we can read.
    """
    if not content or content[:LOOKED_AT].isspace() and content.isspace():
        raise refuse("empty_file")
    if len(content) > LARGEST:
        raise refuse("file_too_large", limit=LARGEST // 2**20)
    if content.startswith(OLD_OFFICE) and ENCRYPTED in content:
        raise refuse("is_encrypted")
    for beginning, rule in KNOWN_BEGINNINGS:
        if content.startswith(beginning):
            raise refuse(rule)
    if LOOKS_LIKE_A_PAGE.match(content):
        raise refuse("is_web_page")
    sheets, problems = _opener(content)(content)
    return File(name, received, sheets, problems)


def _opener(content: bytes) -> Callable[[bytes], tuple[tuple[Sheet, ...], list[Problem]]]:
    if content.startswith(ZIP):
        return open_workbook
    return open_records if LOOKS_LIKE_JSON.match(content) else open_plain
