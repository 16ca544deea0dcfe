"""What a workbook's zip holds, looked at before it is trusted.

A zip may unfold to a thousand times its size, or name one cell in the last corner of a sheet so
that a reader makes room for billions. Sizes are measured here by unpacking in small steps,
not taken from what the zip declares. Cells whose formula failed are found on the way, because
the reader gives them as blank.
"""

import io
import re
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from loaders.files import UnknownFormat, refuse

LARGEST_UNPACKED = 400 * 2**20
LARGEST_RATIO = 150
ALWAYS_ALLOWED = 20 * 2**20
MOST_CELLS = 40_000_000
STEP = 1 << 20

ROW = re.compile(rb' r="[A-Z]{0,3}([0-9]{1,12})"')
COLUMN = re.compile(rb' r="([A-Z]{1,3})[0-9]')
# What may stand before an attribute in the place of a space: a pattern that begins with one
# letter is looked for several times faster than one that begins with a choice.
OTHER_SPACES = (b'\tr="', b'\nr="', b'\rr="')
# XML that declares entities of its own; no spreadsheet program writes it.
OWN_ENTITIES = (
    b"<!DOCTYPE",
    b"<!ENTITY",
    "<!DOCTYPE".encode("utf-16-le"),
    "<!DOCTYPE".encode("utf-16-be"),
)
ERROR = re.compile(rb'<(?:\w+:)?c\b(?=[^<>]*\bt="e")[^<>]*?\br="([A-Z]{1,3}[0-9]{1,7})"')
UNREADABLE = (
    BadZipFile,
    EOFError,
    ElementTree.ParseError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    zlib.error,
)
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def failed_formulas(content: bytes) -> dict[str, list[str]]:
    """The cells (B12) that hold an error, by sheet.

    Raises UnknownFormat for a zip that is damaged, is no workbook, or unfolds too far.
    """
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            errors = _looked_through(packed, len(content))
            return {name: errors.get(part, []) for name, part in _sheets(packed).items()}
    except UNREADABLE as error:
        raise refuse("damaged_workbook") from error


def has_macros(content: bytes) -> bool:
    """Whether a workbook that was looked through carries programs."""
    with ZipFile(io.BytesIO(content)) as packed:
        return any(name.endswith("vbaProject.bin") for name in packed.namelist())


def _looked_through(packed: ZipFile, packed_size: int) -> dict[str, list[str]]:
    """The cells with an error in each part. Raises UnknownFormat for a bomb."""
    if "xl/workbook.xml" not in packed.namelist():
        raise refuse("not_a_workbook")
    size = 0
    errors: dict[str, list[str]] = {}
    for part in packed.infolist():
        rows, columns = 1, 1
        for unpacked in _steps(packed, part.filename):
            step = _with_spaces(unpacked)
            size += len(step)
            if b"!" in step and any(mark in step for mark in OWN_ENTITIES):
                raise refuse("has_entities")
            if size > LARGEST_UNPACKED or size > max(ALWAYS_ALLOWED, packed_size * LARGEST_RATIO):
                raise _too_large()
            rows = max([rows, *map(int, set(ROW.findall(step)))])
            columns = max([columns, *map(_number, set(COLUMN.findall(step)))])
            if rows * columns > MOST_CELLS:
                raise _too_large()
            if b't="e"' in step:
                errors.setdefault(part.filename, []).extend(map(bytes.decode, ERROR.findall(step)))
    return errors


def _with_spaces(step: bytes) -> bytes:
    for other in OTHER_SPACES:
        if other[:1] in step:
            step = step.replace(other, b' r="')
    return step


def _steps(packed: ZipFile, part: str) -> Iterator[bytes]:
    """The part in steps that end where a tag begins, so that no tag is cut."""
    rest = b""
    with packed.open(part) as stream:
        while step := stream.read(STEP):
            step = rest + step
            cut = max(step.rfind(b"<"), 0) if len(step) < 2 * STEP else len(step)
            rest = step[cut:]
            yield step[:cut]
    yield rest


def _sheets(packed: ZipFile) -> dict[str, str]:
    """The part of the zip that holds each sheet, by the sheet's name."""
    relations = ElementTree.fromstring(_small(packed, "xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    workbook = ElementTree.fromstring(_small(packed, "xl/workbook.xml"))
    sheets = workbook.iterfind(".//{*}sheets/{*}sheet")
    folder = PurePosixPath("xl")
    parts = {
        sheet.get("name", ""): str(folder / targets[sheet.get(RELATION)]).lstrip("/")
        for sheet in sheets
    }
    return {name: part for name, part in parts.items() if part in packed.namelist()}


def _small(packed: ZipFile, part: str) -> bytes:
    """A part that describes the workbook; one with entities of its own is not trusted."""
    text = packed.read(part)
    if b"<!" in text.replace(b"<!--", b""):
        raise refuse("damaged_workbook")
    return text


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _too_large() -> UnknownFormat:
    return refuse("workbook_too_large", limit=LARGEST_UNPACKED // 2**20, cells=MOST_CELLS)
