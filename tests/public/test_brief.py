"""Every page as one document without script, as PDF, and in parts for the pages of others."""

import gzip
import html
import re
from datetime import UTC, datetime

import pytest

from analysis import documents, published, shown
from analysis.wording import Wording
from ledger import words
from ledger.words import LANGUAGES

THIN = "\u202f"
# What the interactive Situation page says, with qualifiers: the headline counts.
HEADLINES = {
    "en": ("7,363,623", "&gt; 470,000", "~ 7,134,000"),
    "fr": (f"7{THIN}363{THIN}623", f"&gt; 470{THIN}000", f"~ 7{THIN}134{THIN}000"),
}
ELSEWHERE = re.compile(r"""(?:src|srcset|@import|url\()\s*=?\s*["'(]?\s*(?:https?:)?//""")

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_page = pytest.mark.parametrize("page", documents.PAGES)


@each_language
@each_page
def test_a_page_is_one_document_that_runs_nothing_and_asks_for_nothing(ask, page, language):
    answer = ask(f"/brief?page={page}&lang={language}")
    text = answer.text

    assert answer.status_code == 200
    assert f'<html lang="{language}"' in text
    assert "<script" not in text
    assert not ELSEWHERE.search(text)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert words.say("brief.qr", language) in text
    assert f"{answer.headers['x-version']}" in text


@each_page
def test_headings_follow_each_other_and_tables_say_what_they_are(ask, page):
    text = ask(f"/brief?page={page}").text
    levels = [int(level) for level in re.findall(r"<h([1-6])", text)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    assert text.count("<table") == text.count("<caption")
    assert all('scope="' in cell for cell in re.findall(r"<th(?: [^>]*)?>", text))


@each_language
def test_the_counts_of_the_situation_page_stand_in_it_with_their_qualifiers(ask, language):
    text = ask(f"/brief?lang={language}").text

    for count in HEADLINES[language]:
        assert count in text
    assert words.say("map.disclaimer", language).replace("'", "&#39;") in text


def test_the_situation_is_small(ask):
    answer = ask("/brief")

    assert len(gzip.compress(answer.content)) < 60_000


@each_language
@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("page=nowhere", 404, "nowhere"),
        ("page=upload", 404, "upload"),
        ("as_known=999", 404, "999"),
        ("country=POX", 400, "POX"),
        ("page=people_fleeing&measure=<b>red", 400, "&lt;b&gt;red"),
    ],
)
def test_a_wrong_address_is_told_so_on_a_page_with_a_way_back(ask, query, status, said, language):
    for path in ("/brief", "/brief.pdf", "/embed/chart"):
        answer = ask(f"{path}?{query}&lang={language}")

        assert answer.status_code == status
        assert said in answer.text
        assert "<b>red" not in answer.text
        assert 'href="/' in answer.text


@pytest.mark.parametrize("page", ["situation", "assistance", "methodology"])
@each_language
def test_the_pdf_is_tagged_and_in_the_readers_language(ask, page, language):
    content = ask(f"/brief.pdf?page={page}&lang={language}").content

    assert content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in content
    assert f"/Lang ({language})".encode() in content or f"/Lang({language})".encode() in content


@pytest.mark.parametrize("part", ["figure", "chart", "map", "table"])
def test_a_part_stands_alone_with_its_source_and_the_way_to_its_page(ask, part):
    answer = ask(f"/embed/{part}?as_known=27")

    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "<nav" not in answer.text
    assert "UNHCR" in answer.text
    assert "as_known=27" in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "immutable" in answer.headers["cache-control"]


def test_a_part_that_a_view_has_not_is_told_with_those_it_has(ask):
    answer = ask("/embed/nonsense")

    assert answer.status_code == 404
    assert "nonsense" in answer.text
    assert "chart" in answer.text


def test_only_what_is_made_for_it_may_stand_in_the_pages_of_others(ask):
    for path in ("/", "/brief", "/upload"):
        policy = ask(path).headers["content-security-policy"]

        assert "frame-ancestors *" not in policy
        assert "frame-ancestors" in policy


@each_language
def test_every_count_leads_to_where_it_comes_from_without_script(ask, language):
    of_people = ask(f"/brief?page=people_fleeing&lang={language}").text
    ways = [
        html.unescape(way) for way in re.findall(r'href="(/brief\?page=provenance[^"]*)', of_people)
    ]
    total, together, *_ = ways

    of_total = ask(total).text
    assert "2022-06-23_unhcr_portal_counts.csv" in of_total
    assert words.say("provenance.publisher", language) in of_total
    assert "made=sum_of_countries" in together
    assert ask(together).text.count('<td class="n">') >= 7
    assert ask("/brief?page=provenance&count=unhcr_odp_ukraine.aaaa").status_code == 404
    assert ask(f"{total}&made=of_air").status_code == 400


def test_what_all_rows_say_is_told_once_and_notes_stand_below(ask):
    text = ask("/brief?page=people_fleeing&lang=en").text
    rows = text[text.index('id="rows"') :]
    rows = rows[: rows.index("</div>")]
    caption, notes = rows[: rows.index("</caption>")], rows[rows.index("</table>") :]

    assert "Source: UNHCR" in caption
    assert not re.search("<th[^>]*>Source<", rows)
    assert notes.count("all entries, most of which went on to Romania") == 1
    assert "most of which" not in rows[: rows.index("</table>")]


def test_what_most_ask_for_is_ready_before_they_ask(app, monkeypatch):
    here = published.here()
    for page in documents.ASKED_MOST:
        documents.make_ready(here, page, "fr")

    monkeypatch.setitem(documents.PAGES, "situation", None)
    view = shown.of("situation", {}, Wording("fr"), here, datetime.now(UTC).date())
    assert documents.of(view).finding.startswith(f"7{THIN}363{THIN}623")
