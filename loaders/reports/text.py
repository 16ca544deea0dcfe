"""A report as text: pasted or plain text, HTML, DOCX or PDF, told by its content.

What takes a file of a stranger apart runs in a process of its own (loaders.reports.papers), with
limits on time and memory. Nothing in a file is executed and nothing is fetched.
"""

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

from loaders.reports.drafts import Unreadable

ROOT = Path(__file__).parents[2]
LARGEST = 50 * 2**20
SECONDS = 60
# A report of some 300 pages; reading takes up to a second for each 60,000.
MOST_LETTERS = 1_000_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LOOKED_AT = 1 << 16
PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.I | re.S,
)
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF")
# Signs that are no writing and would stand between the letters of a word.
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u0000"), None)


def text_of(name: str, content: bytes) -> str:
    """The text of a report, its lines parted by line feeds.

    Raises Unreadable with the catalogue entry and values that say why there is none.
    """
    if len(content) > LARGEST:
        raise Unreadable("report.too_large", limit=LARGEST // 2**20)
    kind = _kind(content)
    text = _apart(kind, content) if kind != "plain" else _plain(content)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(UNSEEN)
    if len(text) > MOST_LETTERS:
        raise Unreadable("report.too_much_text", limit=MOST_LETTERS)
    if not text.strip():
        raise Unreadable("report.scanned" if kind == "pdf" else "report.empty", file=name)
    return text


def _kind(content: bytes) -> str:
    beginning = content[:LOOKED_AT].lstrip(b"\xef\xbb\xbf")
    if b"%PDF-" in beginning[:1024]:
        return "pdf"
    if beginning.startswith(b"PK\x03\x04"):
        return "docx"
    if beginning.startswith(OLD_OFFICE):
        raise Unreadable("report.encrypted" if ENCRYPTED in content else "report.old_word")
    if beginning.startswith(PICTURES):
        raise Unreadable("report.picture")
    return "html" if PAGE.match(beginning) else "plain"


def _plain(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Only here: most reports are UTF-8, and guessing imports what reads tables.
        from loaders.encodings import as_utf8
        from loaders.files import UnknownFormat

        try:
            return as_utf8(content)[0].decode("utf-8")
        except UnknownFormat as unknown:
            raise Unreadable("report.not_text") from unknown


def _apart(kind: str, content: bytes) -> str:
    command = [sys.executable, "-m", "loaders.reports.papers", kind]
    try:
        done = subprocess.run(
            command, cwd=ROOT, input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise Unreadable("report.too_long", seconds=SECONDS) from late
    said = done.stdout.decode("utf-8", errors="replace")
    if done.returncode == 3:
        message, _, limit = said.partition(" ")
        raise Unreadable(message, **({"limit": int(limit)} if limit else {}))
    if done.returncode:
        raise Unreadable("report.damaged")
    return said
