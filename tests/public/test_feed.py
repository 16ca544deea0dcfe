"""Feeds of what was published: valid Atom whatever stands in notes, the same names for ever."""

import re
from datetime import UTC, date, datetime
from xml.etree import ElementTree as Xml

import feedparser
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import public
from analysis import published, shown
from analysis.wording import Wording
from ledger.ledger import Ledger
from ledger.tables import TABLES
from public import feed
from tests.ledger.made_up import counts, points

# All counts are made up.
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "A \x0b\ufffe]]> <script>alert(1)</script> & 😀 <b>“bold”</b>"
ANALYST = "Ada Lovelace <ada@example.org>"
OF_INDIANS = {"population_type": "third_country_nationals", "nationality_iso3": "IND"}
LATER = {"published_at": datetime(2022, 3, 3, tzinfo=UTC)}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("feed")
    patch = pytest.MonkeyPatch()
    patch.setenv("DISPLACEMENT_DATA", str(folder))
    ledger = published.here().ledger
    first = counts(
        {"location_iso3": None, "count": 5000, "unit": "crossings", "qualifier": "at_least"},
        {"location_iso3": "POL", "count": 1000},
        {**OF_INDIANS, "location_iso3": "POL", "count": 3},
    )
    places = points({"point_id": "p1"}, {"point_id": "p2", "public": "no", "name": "Secret"})
    publish(ledger, {"counts": first}, "The first")
    publish(ledger, {"assistance_points": places}, HOSTILE)
    publish(
        ledger,
        {
            "counts": counts(
                {"location_iso3": "POL", "count": 1500, **LATER},
                {**OF_INDIANS, "location_iso3": "POL", "count": 4, **LATER},
            )
        },
        "Poland again",
    )
    ledger.revert(2, ANALYST, "A mistake")
    yield ledger
    patch.undo()


def publish(ledger, tables, note):
    ledger.publish(ledger.draft(tables), ANALYST, note)


@pytest.fixture(scope="module")
def client(ledger):
    app = Starlette(routes=public.routes(), middleware=public.middleware())
    with TestClient(app) as asking:
        yield asking


def entries(client, address="/feed.xml"):
    return Xml.fromstring(client.get(address).content).findall(f"{ATOM}entry")


def said(entry):
    return entry.find(f"{ATOM}content").text


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("address", ["/feed.xml", *(f"/feed/{name}.xml" for name in TABLES)])
def test_every_feed_is_valid_atom(client, address, language):
    answer = client.get(f"{address}?lang={language}")
    read = feedparser.parse(
        answer.content, response_headers={"content-type": "application/atom+xml"}
    )
    root = Xml.fromstring(answer.content)

    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert not read.bozo
    assert read.version == "atom10"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    for holder in (root, *root.findall(f"{ATOM}entry")):
        # RFC 4287, 4.1.1 and 4.1.2: one id, title and updated; one alternate of a kind.
        for name in ("id", "title", "updated"):
            assert len(holder.findall(f"{ATOM}{name}")) == 1
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", holder.find(f"{ATOM}id").text)
        moment = holder.find(f"{ATOM}updated").text
        assert datetime.fromisoformat(moment).tzinfo
        links = holder.findall(f"{ATOM}link")
        assert [link.get("rel") for link in links].count("alternate") == 1
        assert all(link.get("href").startswith("http://testserver/") for link in links)
    assert root.find(f"{ATOM}author/{ATOM}name").text
    (own,) = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own.get("href") == f"http://testserver{address}?lang={language}"


def test_entries_are_newest_first_of_the_tables_asked_for_and_say_what_changed(client):
    every = entries(client)
    titles = [entry.find(f"{ATOM}title").text for entry in every]

    assert titles == [
        "Version 4, as version 2 again: 1 count revised",
        "Version 3: 1 count revised",
        "Version 2: 1 assistance point added",
        "Version 1: 3 counts added",
    ]
    assert "1,000, now 1,500 (+500, +50%)" in said(every[1])
    assert "at least 5,000 border crossings" in said(every[3])
    assert "What version 2 said is said again" in said(every[0])
    assert [
        e.find(f"{ATOM}title").text for e in entries(client, "/feed/assistance_points.xml")
    ] == [titles[2]]
    assert entries(client, "/feed/needs.xml") == []
    assert "Nouveau" in said(entries(client, "/feed.xml?lang=fr")[3])


def test_notes_are_text_whatever_stands_in_them(client):
    content = said(entries(client)[2])

    assert "]]&gt; &lt;script&gt;alert(1)&lt;/script&gt; &amp; 😀" in content
    assert "<script>" not in content
    assert "\x0b" not in content
    read = feedparser.parse(client.get("/feed.xml").content)
    assert "<script>" not in read.entries[2].content[0].value


def test_nothing_of_analysts_small_counts_or_hidden_points_is_told(client):
    for address in ("/feed.xml", "/feed.xml?lang=fr", "/feed/counts.xml"):
        text = client.get(address).text
        assert "Lovelace" not in text
        assert "ada@" not in text
        assert "Secret" not in text
        for entry in entries(client, address):
            assert not re.search(r"\b[1-4] (people|personnes)\b", said(entry))


def test_names_stay_when_versions_come_and_when_the_host_is_another(client, ledger):
    def ids(answer):
        return [
            e.find(f"{ATOM}id").text for e in Xml.fromstring(answer.content).iter(f"{ATOM}entry")
        ]

    before = ids(client.get("/feed.xml"))
    elsewhere = ids(client.get("/feed.xml", headers={"host": "other.example.org"}))
    french = ids(client.get("/feed.xml?lang=fr"))
    of_counts = ids(client.get("/feed/counts.xml"))

    assert before == elsewhere
    assert len({*before, *french, *of_counts}) == len(before) + len(french) + len(of_counts)
    publish(ledger, {"counts": counts({"location_iso3": "HUN", "count": 77})}, "More")
    assert ids(client.get("/feed.xml"))[1:] == before


def test_who_has_the_feed_is_told_so_until_a_version_comes(client, ledger):
    first = client.get("/feed.xml")
    has = {"if-none-match": first.headers["etag"]}

    assert first.headers["cache-control"] == "public, max-age=60"
    assert client.get("/feed.xml", headers=has).status_code == 304
    publish(ledger, {"counts": counts({"location_iso3": "SVK", "count": 88})}, "More")
    assert client.get("/feed.xml", headers=has).status_code == 200


def pages(client, address):
    """The documents of a feed from the newest to the oldest, by the links between them."""
    found = []
    while address:
        answer = client.get(address)
        found.append(answer)
        links = Xml.fromstring(answer.content).findall(f"{ATOM}link")
        address = next((one.get("href") for one in links if one.get("rel") == "prev-archive"), "")
    return found


def titles(answer):
    return [
        one.find(f"{ATOM}title").text for one in Xml.fromstring(answer.content).iter(f"{ATOM}entry")
    ]


def test_earlier_entries_stand_in_archives_that_never_change(client, ledger, monkeypatch):
    monkeypatch.setattr(feed, "MOST_ENTRIES", 3)
    for n in range(3):
        publish(ledger, {"counts": counts({"location_iso3": "HUN", "count": 700 + n})}, "More")
    newest = ledger.newest()
    every = pages(client, "/feed.xml?lang=en")
    numbers = [[int(re.search(r"\d+", title).group()) for title in titles(one)] for one in every]

    assert numbers[0] == [newest, newest - 1, newest - 2]
    assert numbers[1:] == [[n, n - 1, n - 2] for n in range((newest - 1) // 3 * 3, 0, -3)]
    archive = every[1]
    assert "immutable" in archive.headers["cache-control"]
    assert "max-age=60" in every[0].headers["cache-control"]
    root = Xml.fromstring(archive.content)
    assert root.find("{http://purl.org/syndication/history/1.0}archive") is not None
    (current,) = [one for one in root.findall(f"{ATOM}link") if one.get("rel") == "current"]
    assert current.get("href") == "http://testserver/feed.xml?lang=en"
    publish(ledger, {"counts": counts({"location_iso3": "HUN", "count": 800})}, "More")
    again = client.get(str(archive.url))
    assert again.content == archive.content
    assert pages(client, "/feed.xml?lang=en")[-1].content == every[-1].content


def test_archives_of_a_table_are_of_its_own_versions(client, ledger, monkeypatch):
    monkeypatch.setattr(feed, "MOST_ENTRIES", 1)
    places = points({"point_id": "p1", "locality": "Elsewhere"})
    publish(ledger, {"assistance_points": places}, "A move")
    every = pages(client, "/feed/assistance_points.xml?lang=fr")

    assert [titles(one) for one in every] == [
        [f"Version {ledger.newest()}\u202f: 1 point d’assistance révisé"],
        ["Version 2\u202f: 1 point d’assistance ajouté"],
    ]


def test_of_what_only_hidden_points_changed_nothing_is_told(client, ledger):
    before = titles(client.get("/feed/assistance_points.xml"))
    hidden = points({"point_id": "p2", "public": "no", "name": "Secret", "locality": "Hidden"})
    publish(ledger, {"assistance_points": hidden}, "Nothing for readers")

    assert titles(client.get("/feed/assistance_points.xml")) == before
    assert titles(client.get("/feed.xml"))[0] == f"Version {ledger.newest()}: no value changed"


def test_an_entry_leads_to_its_page_and_its_data(client):
    first = entries(client, "/feed.xml?lang=en")[-1]
    related = [
        one.get("href") for one in first.findall(f"{ATOM}link") if one.get("rel") == "related"
    ]

    assert related == [
        "http://testserver/versions?version=1&lang=en",
        "http://testserver/api/v1/counts.json?as_known=1&lang=en",
    ]
    assert [one.get("term") for one in first.findall(f"{ATOM}category")] == ["counts"]
    for address in related:
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["people.xml", "counts", "counts.xml/x", "", "é.xml", "a<b>.xml"])
def test_a_feed_that_there_is_not_is_a_problem_that_names_all(client, name):
    answer = client.get(f"/feed/{name}")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["allowed"] == ["/feed.xml", *(f"/feed/{table}.xml" for table in TABLES)]


def test_pages_say_where_the_feed_is(client):
    page = client.get("/?lang=fr").text

    assert re.search(
        r'<link rel="alternate" type="application/atom\+xml" href="/feed.xml\?lang=fr"', page
    )


def test_an_empty_ledger_has_a_valid_feed_without_entries(tmp_path):
    empty = published.Published(Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}"))
    asked = shown.of("feed", {}, Wording("en"), empty, date(2026, 1, 1))
    read = feedparser.parse(feed.written(asked, "", "https://example.org"))

    assert not read.bozo
    assert read.entries == []
    assert read.feed.id.startswith("urn:uuid:")
    assert date.fromisoformat(read.feed.updated[:10])
