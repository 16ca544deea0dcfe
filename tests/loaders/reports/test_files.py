"""Files of reports: what is text in them, and a clear reason where there is none."""

import io
import json
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
import typst

from ledger import words
from loaders.__main__ import main
from loaders.reports import Unreadable, language_of, read, text_of

SHARED = Path(__file__).parents[4] / "shared" / "reports"
SENTENCE = "More than 40,000 people have fled Sudan into Chad since 15 April."


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Chad", "40,000"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def pdf(pages: int, password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=72, height=72)
    if password:
        writer.encrypt(password)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return written.getvalue()


def test_a_page_gives_its_text_without_scripts_and_menus():
    page = f"""<!DOCTYPE html><html><head><title>T</title><script>40,000 people</script></head>
    <body><nav>Home</nav><h1>Sudan</h1><p>{SENTENCE.replace("fled", "<b>fled</b>")}</p>
    <style>p {{}}</style><table><tr><td>Chad</td><td>40,000</td></tr></table>
    <img src="https://example.org/x.png" onerror="alert(1)"></body></html>"""
    text = text_of("a.html", page.encode())

    assert text.split("\n") == ["Sudan", "", SENTENCE, "", "Chad | 40,000"]


def test_a_word_file_gives_paragraphs_and_tables_in_order():
    assert text_of("a.docx", word_file()) == f"{SENTENCE}\nChad | 40,000"


def test_plain_text_may_have_any_encoding_and_line_ends():
    text = "Понад 40 тисяч людей утекли із Судану.\r\nСтаном на 3 травня."

    assert text_of("a.txt", text.encode("cp1251")) == text.replace("\r\n", "\n")
    assert text_of("a.txt", b"\xef\xbb\xbf" + text.encode()) == text.replace("\r\n", "\n")


def test_a_pdf_gives_sentences_that_go_on_over_its_lines():
    paragraph = f"{SENTENCE} According to the authorities, another 1,200 people from Sudan arrived."
    written = typst.compile(
        f"#set page(width: 14cm)\n= Sudan\n\n{paragraph}\n".encode(), format="pdf"
    )
    text = text_of("a.pdf", written)

    assert len(text.split("\n")) < 5
    assert [count.value for count in read(text, "en", None).counts] == [40_000, 1_200]


BAD = {
    "empty": (b" \n", "report.empty"),
    "scanned": (pdf(2), "report.scanned"),
    "encrypted": (pdf(1, "secret"), "report.encrypted"),
    "too many pages": (pdf(501), "report.too_many_pages"),
    "broken PDF": (b"%PDF-1.7\nnothing", "report.damaged"),
    "another zip": (zipped("a.txt", b"x"), "report.not_word"),
    "broken zip": (b"PK\x03\x04nothing", "report.damaged"),
    "bomb": (zipped("word/document.xml", bytes(30 * 2**20)), "report.too_large_unpacked"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "report.old_word"),
    "picture": (b"\x89PNG\r\n", "report.picture"),
    "binary": (bytes(range(256)) * 4, "report.not_text"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_without_text_says_why_in_both_languages(name):
    content, message = BAD[name]
    with pytest.raises(Unreadable) as refused:
        text_of("report", content)

    assert refused.value.message == message
    for language in words.LANGUAGES:
        assert words.say(message, language, **refused.value.values)


def test_a_file_may_have_50_megabytes():
    with pytest.raises(Unreadable, match="report.too_large"):
        text_of("a.txt", bytes(50 * 2**20 + 1))


def test_a_text_with_more_letters_than_any_report_is_refused():
    with pytest.raises(Unreadable, match="report.too_much_text"):
        text_of("a.txt", b"people fled " * 100_000)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SENTENCE, "en"),
        ("Plus de 40 000 personnes ont fui le Soudan depuis le 15 avril, selon le HCR.", "fr"),
        ("Понад 40 тисяч людей утекли із Судану до Чаду від 15 квітня.", "uk"),
        ("Ponad 40 tysięcy osób uciekło z Sudanu od 15 kwietnia.", None),
        ("Más de 40.000 personas han huido de Sudán hacia Chad desde el 15 de abril.", None),
        ("Более 40 тысяч человек бежали из Судана, сообщили в ООН, и их число растёт.", None),
    ],
)
def test_the_language_is_found_out(text, language):
    assert language_of(text) == language


def test_the_command_prints_one_line_for_each_count(tmp_path, capsys):
    file = tmp_path / "a.txt"
    file.write_text(SENTENCE, encoding="utf-8")

    assert main(["report", str(file), "--published", "2023-06-15"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    said = json.loads(line)
    assert (said["kind"], said["value"], said["qualifier"]) == ("count", 40_000, "more_than")
    assert (said["reference_date"], said["location_iso3"]) == ("2023-06-15", "TCD")


def test_the_command_says_why_a_report_cannot_be_read(tmp_path, capsys):
    file = tmp_path / "a.txt"
    file.write_text("Ponad 40 tysięcy osób uciekło z Sudanu od 15 kwietnia.", encoding="utf-8")

    assert main(["report", str(file), "--language", "fr"]) == 1
    assert capsys.readouterr().err.startswith("Les rapports sont lus en anglais")


@pytest.mark.skipif(not SHARED.exists(), reason="the labelled texts are not here")
def test_the_labelled_texts_are_read_right():
    import runpy

    scoring = runpy.run_path(str(SHARED / "score.py"))
    from collections import Counter
    from datetime import date

    from loaders.reports.command import lines

    tally: Counter[str] = Counter()
    for path in sorted((SHARED / "labels").glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        text = (SHARED / label["text_file"]).read_text(encoding="utf-8")
        published = date.fromisoformat(label["published"]) if label["published"] else None
        scoring["score"](label, list(lines(read(text, label["lang"], published))), tally)
        if label["id"] == "02":
            found = read(text, "fr", published)
            assert [count.value for count in found.counts] == [600_000, 470_000, 6_000, 50]
            assert len({contact.country_iso3 for contact in found.contacts}) == 5

    assert tally["right"] / (tally["right"] + tally["wrong"]) >= 0.95
    assert tally["right"] / (tally["right"] + tally["missed"]) >= 0.92
    assert all(tally[name] / tally["right"] >= 0.9 for name in scoring["ATTRIBUTES"])
    assert tally["contacts_wrong"] == tally["contacts_missed"] == 0
