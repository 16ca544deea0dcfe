"""The picture of a link: drawn without a browser, of the view asked for, small and kept."""

from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from analysis import cards, published, sharing, view
from analysis.printed.frame import width_of
from analysis.wording import Wording
from ledger import crisis

SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 120_000


def drawn(page, language="fr", /, **asked):
    said = {name: [value] for name, value in asked.items()}
    words = Wording(language)
    of_view = sharing.understood(page, said, words, published.here(), date(2026, 1, 1))[0]
    return ElementTree.fromstring(cards.svg(of_view))


def texts(tree):
    return " ".join(element.text or "" for element in tree.iter(f"{SVG}text"))


@pytest.mark.parametrize("page", view.SHARING)
def test_a_card_is_a_small_picture_of_the_size_that_messengers_expect(ask, page):
    answer = ask(f"/card.png?page={page}&lang=fr")
    picture = Image.open(BytesIO(answer.content))

    assert answer.status_code == 200
    assert picture.size == (1200, 630)
    assert len(answer.content) < MOST_BYTES


@pytest.mark.parametrize(
    ("page", "asked", "says"),
    [
        ("situation", {}, ("7\u202f363\u202f623", "franchissements", "UNHCR", "9 juin 2022")),
        ("people_fleeing", {"country": "POL"}, ("Pologne", "3\u202f864\u202f723")),
        (
            "people_fleeing",
            {"country": "POL~MDA"},
            ("Moldavie", "494\u202f421", "3\u202f864\u202f723"),
        ),
        (
            "assistance",
            {"country": "MDA"},
            ("Moldavie", "24 lieux", "OCHA", "frontières et les noms"),
        ),
        ("internally_displaced", {}, ("~ 7\u202f134\u202f000", "IOM")),
    ],
)
def test_a_card_says_count_day_source_version_and_site(ask, page, asked, says):
    said = texts(drawn(page, **asked))

    for part in (*says, "version 27", crisis.read().site_name["fr"], "Urgence Ukraine"):
        assert part in said


def test_what_was_published_until_a_day_stands_on_the_card(ask):
    said = texts(drawn("people_fleeing", "en", as_published="2022-04-15"))

    assert "published by the end of 15 April 2022" in said


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("asked", [{"country": "~".join(crisis.read().neighbours_iso3)}, {}])
@pytest.mark.parametrize("page", view.READING)
def test_nothing_stands_outside_the_card_or_over_its_foot(ask, page, asked, language):
    tree = drawn(page, language, **asked)
    own = [element for element in tree if element.tag == f"{SVG}text"]
    foot = min(
        float(text.get("y"))
        for text in own
        if text.get("fill") == "#5F6E7C" and float(text.get("y")) > 300
    )

    for text in own:
        size, y = float(text.get("font-size")), float(text.get("y"))
        wide = width_of(text.text, size, bold=text.get("font-weight") == "bold")
        assert float(text.get("x")) + wide <= cards.WIDTH
        assert y <= cards.HEIGHT
        assert y <= foot - 20 or text.get("fill") == "#5F6E7C"


def test_a_card_is_made_once_and_who_has_it_is_told_so(ask, monkeypatch):
    address = "/card.png?page=people_fleeing&country=HUN&lang=en"
    first = ask(address)
    monkeypatch.setattr(cards, "png", None)
    again = ask(f"{address}&utm_source=chat")
    known = ask(address, headers={"if-none-match": first.headers["etag"]})

    assert again.content == first.content
    assert known.status_code == 304


@pytest.mark.parametrize(
    ("query", "status"),
    [("page=upload", 404), ("country=ZZZ", 400), ("as_known=999", 404), ("time=soon", 400)],
)
def test_what_cannot_be_shown_is_refused_by_name(ask, query, status):
    answer = ask(f"/card.png?{query}")

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["parameter"] == query.partition("=")[0]
