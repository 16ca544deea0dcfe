"""What a messenger shows of a link: tags that say exactly its view, and nothing breaks them."""

from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import parse_qs, parse_qsl, quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from analysis import published, view
from ledger import crisis
from ledger.words import say

THIN = "\u202f"
FINDINGS = {
    "/?lang=en": "7,363,623 border crossings from Ukraine were counted",
    "/people_fleeing?country=POL&lang=fr": f"Pologne{THIN}: 3{THIN}864{THIN}723 franchissements",
    "/people_fleeing?country=POL~MDA&as_known=20&lang=en": "Poland 3,014,157 and Moldova 443,559",
    "/people_fleeing?country=BEL&lang=en": "Nothing was reported here for: Belgium.",
    "/third_country_nationals?lang=en": "More than 470,000 third-country nationals",
    "/third_country_nationals?nationality=IND&lang=en": "India 6,025",
    "/internally_displaced?lang=fr": f"Environ 7{THIN}134{THIN}000 personnes",
    "/assistance?country=MDA&lang=en": "Moldova: 24 places and lines to get help.",
    "/figures_and_sources?lang=en": "Figures and sources: Ukraine emergency",
    "/people_fleeing?time=2022-02-24..2022-03-01&lang=en": "between 24 February 2022 and 1 March",
}
HOSTILE = "\"><script>alert(1)</script><meta property='og:title' content='x"


class Head(HTMLParser):
    """The tags of a page, and whether anything runs in it besides its own script."""

    def __init__(self, text):
        super().__init__()
        self.said, self.scripts = {}, 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        self.scripts += tag == "script"
        if tag == "meta" and (name := about.get("property") or about.get("name")):
            assert name not in self.said
            self.said[name] = about.get("content")


@pytest.fixture(scope="module")
def head(ask):
    def read(address, **more):
        answer = ask(address, **more)
        assert answer.status_code == 200
        return Head(answer.text)

    return read


@pytest.mark.parametrize("address", FINDINGS)
def test_the_tags_say_the_finding_of_the_view_in_the_links_language(head, address):
    said = head(address).said

    assert FINDINGS[address] in said["og:title"]
    assert said["twitter:card"] == "summary_large_image"
    assert said["og:locale"][:2] == dict(parse_qsl(urlsplit(address).query))["lang"]


def test_day_source_version_and_what_a_count_is_not_are_told(head):
    said = head("/?lang=en").said["og:description"]

    for part in ("A crossing is not a person", "As of 9 June 2022.", "UNHCR", "version 27"):
        assert part in said


@pytest.mark.parametrize("page", view.SHARING)
def test_the_card_is_of_the_same_view_of_the_version_that_the_tags_are_of(head, ask, page):
    asked = {"country": "POL"} if "country" in view.PARAMETERS[page] else {}
    query = "&".join([*(f"{name}={value}" for name, value in asked.items()), "lang=fr"])
    said = head(f"{view.PAGES[page]}?{query}").said
    card = urlsplit(said["og:image"])
    name = card.path.rpartition("/")[2]
    expected = {"page": page, **asked, "as_known": "27", "lang": "fr"}
    picture = ask(said["og:image"])

    assert name == "card.png"
    assert dict(parse_qsl(card.query)) == expected
    assert parse_qs(urlsplit(said["og:url"]).query).get("country") == (["POL"] if asked else None)
    assert picture.headers["content-type"] == "image/png"
    assert "immutable" in picture.headers["cache-control"]


@pytest.mark.parametrize("page", [page for page in view.PAGES if page not in view.SHARING])
def test_pages_of_the_desk_have_no_figure_to_show(head, page):
    said = head(f"{view.PAGES[page]}?lang=en").said

    assert "og:image" not in said
    assert said["description"] == say("site.description", "en", crisis="Ukraine emergency")


def test_a_draft_shows_nothing_of_itself(head):
    said = head("/?lang=en&draft=some-draft").said

    assert "draft" not in said["og:url"] + said["og:image"]
    assert said["og:title"] == head("/?lang=en").said["og:title"]


def test_addresses_start_with_the_name_by_which_readers_reach_the_dashboard(head, monkeypatch):
    asked = head("/?lang=en", headers={"host": "monitor.example.org:8501"}).said
    there = replace(crisis.read(), address="https://monitor.example.org/")
    monkeypatch.setattr(crisis, "read", lambda: there)
    chosen = head("/?lang=en").said

    assert asked["og:image"].startswith("http://monitor.example.org:8501/card.png?")
    assert chosen["og:image"].startswith("https://monitor.example.org/card.png?")
    assert chosen["og:url"] == "https://monitor.example.org/?lang=en"


def test_a_made_up_host_writes_nothing_into_the_head(head):
    read = head("/?lang=en", headers={"host": 'x"><script>alert(1)</script>'})

    assert read.scripts == head("/?lang=en").scripts


@pytest.mark.parametrize("name", ["country", "time", "as_known", "find", "lang", "utm_source", "x"])
@pytest.mark.parametrize("value", [HOSTILE, "\x00", "%", "~~~", "9" * 3000, "'; drop table x"])
def test_hostile_addresses_break_nothing_and_write_nothing_into_the_head(head, name, value):
    read = head(f"/people_fleeing?{name}={quote(value)}")

    assert read.scripts == head("/people_fleeing").scripts
    assert "alert" not in (read.said["og:title"] + read.said["og:description"])
    assert read.said["og:title"]


NAMES = st.sampled_from([*view.ORDER, "lang", "draft", "page", "a"])
TEXTS = st.sampled_from(["POL", "IND", "log", "daily", "2022-03-01", "1..2", "2022-03-05..latest"])
VALUES = st.text(max_size=12) | TEXTS


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(page=st.sampled_from(view.SHARING), asked=st.lists(st.tuples(NAMES, VALUES), max_size=4))
def test_whatever_an_address_asks_its_page_has_a_head(head, page, asked):
    query = "&".join(f"{quote(name)}={quote(value)}" for name, value in asked)
    said = head(f"{view.PAGES[page]}?{query}").said

    assert said["og:title"]
    assert said["og:description"]


def test_without_the_ledger_a_page_still_has_its_head(head, monkeypatch):
    def broken(_self):
        raise OperationalError("", {}, Exception("the database is away"))

    monkeypatch.setattr(published.Published, "newest", broken)
    said = head("/people_fleeing?lang=en").said

    assert said["og:title"] == "People fleeing: Ukraine emergency"
