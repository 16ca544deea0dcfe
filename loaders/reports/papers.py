"""The process that takes one HTML, DOCX or PDF file apart for loaders.reports.text and ends.

Standard input: the file. Standard output: its text, or with exit code 3 the catalogue entry that
says why there is none, and a limit.
"""

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from loaders.reports.drafts import Unreadable

if TYPE_CHECKING:
    from docx.document import Document

MOST_MEMORY = 3 * 2**30
MOST_SECONDS_OF_WORK = 50
MOST_PAGES = 500
LARGEST_UNPACKED = 200 * 2**20
LARGEST_RATIO = 200
ALWAYS_ALLOWED = 20 * 2**20
MOST_LETTERS = 5_000_000
STEP = 1 << 20
# A line of a page goes on in the next one if it is nearly as long as the longest.
SHORTEST_BROKEN, BROKEN_FROM = 45, 0.75
ENDS = frozenset(".!?:;")
BULLET = re.compile(r"[•●▪◦‣·*+–—-]\s|\d{1,2}[.)]\s")
UNSAID = {
    "script",
    "style",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "noscript",
    "template",
    "svg",
    "iframe",
    "object",
    "button",
    "select",
    "head",
    "math",
    "canvas",
    "video",
    "audio",
}
INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "cite",
    "code",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "label",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
    "var",
    "wbr",
}
CELLS = {"td", "th"}


def main() -> None:
    """Read one file of the kind named by the argument."""
    _limit()
    content = sys.stdin.buffer.read()
    try:
        text = {"html": _of_html, "docx": _of_docx, "pdf": _of_pdf}[sys.argv[1]](content)
    except Unreadable as unreadable:
        values = " ".join(str(value) for value in unreadable.values.values())
        sys.stdout.write(f"{unreadable.message} {values}".strip())
        sys.exit(3)
    sys.stdout.buffer.write(text[:MOST_LETTERS].encode("utf-8", errors="replace"))


def _limit() -> None:
    """On systems that can, memory and processor time end the process instead of the machine."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS_OF_WORK, MOST_SECONDS_OF_WORK))


def _of_html(content: bytes) -> str:
    from lxml import etree  # ty: ignore[missing-module-member]

    root = etree.fromstring(
        content, etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    )
    if root is None:
        return ""
    for element in [
        e for e in root.iter() if e.tag in UNSAID and e.tag != "head" or e.tag == "head"
    ]:
        tail, parent = element.tail, element.getparent()
        if parent is not None:
            element.clear()
            element.tag, element.tail = "div", tail
    return _lines("".join(_pieces(root)))


def _pieces(root: object) -> Iterator[str]:
    from lxml import etree  # ty: ignore[missing-module-member]

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag == "br" or tag not in INLINE and tag not in CELLS:
                yield "\n"
            yield " ".join((element.text or "").split("\n")) if tag != "pre" else element.text or ""
            continue
        if tag in CELLS:
            yield " | " if element.getnext() is not None else ""
        elif tag not in INLINE:
            yield "\n"
        yield " ".join((element.tail or "").split("\n"))


def _lines(text: str) -> str:
    lines = (
        " ".join(part for part in line.replace("\t", " ").split(" ") if part)
        for line in text.split("\n")
    )
    kept: list[str] = []
    for line in map(str.strip, lines):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


def _of_docx(content: bytes) -> str:
    _look_through(content)
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise Unreadable("report.not_word") from error
    return "\n".join(_blocks(document))


def _blocks(document: "Document") -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield " | ".join(" ".join(cell.text.split()) for cell in row.cells)
        else:
            yield block.text


def _look_through(content: bytes) -> None:
    """Raises Unreadable for a zip that is no Word file, encrypted, or unfolds too far."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if "word/document.xml" not in packed.namelist():
                raise Unreadable("report.not_word")
            if any(part.flag_bits & 1 for part in parts):
                raise Unreadable("report.encrypted")
            size, most = 0, min(LARGEST_UNPACKED, max(ALWAYS_ALLOWED, len(content) * LARGEST_RATIO))
            for part in parts:
                with packed.open(part) as opened:
                    while step := opened.read(STEP):
                        size += len(step)
                        if size > most:
                            raise Unreadable("report.too_large_unpacked")
                        if b"<!ENTITY" in step or b"<!DOCTYPE" in step:
                            raise Unreadable("report.not_word")
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("report.damaged") from error


def _of_pdf(content: bytes) -> str:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("report.encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable("report.too_many_pages", limit=MOST_PAGES)
        return "\n\n".join(unwrapped(page.extract_text()) for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("report.damaged") from error


def unwrapped(text: str) -> str:
    """The lines of a page with those joined that the width of the page has broken."""
    lines = [line.strip() for line in text.split("\n")]
    widest = max(map(len, lines), default=0)
    whole: list[str] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else ""
        is_broken = len(before) >= max(SHORTEST_BROKEN, widest * BROKEN_FROM)
        if not is_broken or before[-1] in ENDS or not line or BULLET.match(line):
            whole.append(line)
        elif before[-1] == "-" and line[0].islower():
            whole[-1] = whole[-1][:-1] + line
        else:
            whole[-1] += " " + line
    return "\n".join(whole)


if __name__ == "__main__":
    main()
