"""Fetching from a publisher's server, tried on a server of our own that answers as those do."""

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ledger import desk, pulls
from ledger.ledger import Ledger
from loaders import pulling, schedule
from loaders.fetching import Patience
from loaders.pulling import Source
from tests.browser.desk import HEADER

pytestmark = pytest.mark.usefixtures("read_here")

QUICK = Patience(connect=2, read=0.3, whole=2, attempts=3, first_wait=0.01, longest_wait=0.05)
# Made up.
LINE = "made_up,people_fleeing,cumulative,crossings,2022-02-24,2022-03-0{day},UKR,POL,{count},"
LINE += "exact,2022-03-0{day},https://example.org/made-up\n"
Reply = Callable[[BaseHTTPRequestHandler], None]


def reply(body: bytes, status: int = 200, length: int | None = None, **headers: str) -> Reply:
    """An answer with that body; `length` is what it claims to be long."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return send


def slowly(handler: BaseHTTPRequestHandler) -> None:
    """An answer that begins and does not go on in time."""
    handler.send_response(200)
    handler.send_header("Content-Length", "10")
    handler.end_headers()
    time.sleep(0.5)


class Server:
    """A server that gives one reply after the other, the last again and again."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.asked: list[tuple[str, dict[str, str]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, dict(self.headers)))
                at = min(len(server.asked), len(server.replies)) - 1
                server.replies[at](self)

            def log_message(self, *args: object) -> None:
                """Nothing on standard error."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/data?for={{origin_iso3}}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server():
    made = Server()
    yield made
    made.close()


@pytest.fixture
def ledger(tmp_path):
    return Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")


def fetched(ledger: Ledger, server: Server, *replies: Reply, **settings: object):
    server.replies += replies
    source = Source("made_up", server.url, 24, **settings)
    return pulling.pull(ledger, source, QUICK)


def figures(count: int, day: int = 1) -> bytes:
    return (HEADER + LINE.format(count=count, day=day)).encode()


def test_what_comes_is_kept_as_it_came_and_waits_as_a_draft(ledger, server):
    done = fetched(ledger, server, reply(figures(5)))

    assert (done.outcome, ledger.newest()) == ("draft", 0)
    assert ledger.received(done.received[0]).content == figures(5)
    assert desk.get(ledger, done.draft).files == done.received
    assert server.asked[0][0] == "/data?for=UKR"


def test_a_source_that_may_publishes_what_nobody_doubts(ledger, server):
    done = fetched(ledger, server, reply(figures(5)), publish=True)

    assert (done.outcome, done.detail, ledger.newest()) == ("published", "1", 1)
    assert ledger.tables()["counts"]["count"].tolist() == [5]


def test_what_is_doubted_or_wrong_waits_for_an_analyst(ledger, server):
    fetched(ledger, server, reply(figures(5_000)), publish=True)
    falling = fetched(ledger, server, reply(figures(4_000, day=2)), publish=True)
    wrong = fetched(ledger, server, reply(figures(-5, day=3)), publish=True)

    assert (falling.outcome, wrong.outcome, ledger.newest()) == ("draft", "draft", 1)


def test_only_news_is_asked_for(ledger, server):
    first = fetched(ledger, server, reply(figures(5), ETag='"one"', Last_Modified="yesterday"))
    second = fetched(ledger, server, reply(b"", 304))
    said = server.asked[1][1]

    assert (said["If-None-Match"], said["If-Modified-Since"]) == ('"one"', "yesterday")
    assert (second.outcome, second.draft) == ("unchanged", None)
    assert pulls.newest(ledger, "made_up").received == first.received


def test_the_same_bytes_again_make_no_second_draft(ledger, server):
    fetched(ledger, server, reply(figures(5)))
    again = fetched(ledger, server, reply(figures(5)))

    assert again.outcome == "unchanged"
    assert len(desk.every(ledger)) == 1


@pytest.mark.parametrize("status", [429, 502, 503])
def test_a_busy_server_is_asked_again(ledger, server, status):
    done = fetched(ledger, server, reply(b"", status, Retry_After="0"), reply(figures(5)))

    assert (done.outcome, len(server.asked)) == ("draft", 2)


FAILURES = {
    "a server that stays busy": (reply(b"busy", 503), "503", 3),
    "an answer that is refused": (reply(b"no", 403), "403", 1),
    "a body that was cut off": (reply(b"half", length=1000), "RemoteProtocolError", 3),
    "a server that does not go on": (slowly, "ReadTimeout", 3),
    "a web page with status 200": (reply(b"<!DOCTYPE html><html></html>"), "web page", 1),
    "another host": (
        reply(b"", 302, Location="http://elsewhere.example.org/data"),
        "elsewhere.example.org",
        1,
    ),
}


@pytest.mark.parametrize("case", FAILURES)
def test_what_is_no_answer_makes_no_file(ledger, server, case):
    answer, said, attempts = FAILURES[case]
    done = fetched(ledger, server, answer)

    assert (done.outcome, done.draft, len(server.asked)) == ("failed", None, attempts)
    assert said in done.detail
    assert (desk.every(ledger), ledger.received_names()) == ([], {})


def test_a_failure_keeps_what_was_known_of_the_answer_before(ledger, server):
    fetched(ledger, server, reply(figures(5), ETag='"one"'))
    fetched(ledger, server, reply(b"no", 403))
    fetched(ledger, server, reply(b"", 304))

    assert server.asked[-1][1]["If-None-Match"] == '"one"'


def test_a_server_that_sends_on_to_itself_is_followed(ledger, server):
    done = fetched(ledger, server, reply(b"", 302, Location="/moved"), reply(figures(5)))

    assert (done.outcome, server.asked[1][0]) == ("draft", "/moved")


def test_a_missing_key_is_named_and_nothing_is_asked(ledger, server, monkeypatch):
    monkeypatch.delenv("SOME_KEY", raising=False)
    done = fetched(ledger, server, reply(figures(5)), key_env="SOME_KEY", key_header="X-Key")

    assert (done.outcome, server.asked) == ("failed", [])
    assert "SOME_KEY" in done.detail


def test_a_key_goes_where_the_service_wants_it_and_nowhere_else(ledger, server, monkeypatch):
    monkeypatch.setenv("SOME_KEY", "secret")
    fetched(ledger, server, reply(figures(5), ETag="a"), key_env="SOME_KEY", key_header="X-Key")
    fetched(ledger, server, reply(figures(6), ETag="b"), key_env="SOME_KEY", key_query="client")

    assert server.asked[0][1]["X-Key"] == "secret"
    assert server.asked[1][0].endswith("client=secret")
    assert "secret" not in str(vars(pulls.newest(ledger, "made_up")))


def population(page: int, pages: int, refugees: int, title: str = "refugees") -> bytes:
    groups = ("asylum_seekers", "returned_refugees", "returned_idps", "stateless")
    item = {"year": 2022, "coo_name": "Ukraine", "coo": "UKR", "coo_iso": "UKR"}
    item |= dict.fromkeys(groups, "0")
    item |= {"coa_name": "Poland", "coa": "POL", "coa_iso": "POL", title: refugees, "idps": "-"}
    return json.dumps({"page": page, "maxPages": pages, "items": [item]}).encode()


def test_every_page_of_an_answer_comes_into_one_draft(ledger, server):
    pages = (reply(population(1, 2, 960_000)), reply(population(2, 2, 12)))
    done = fetched(ledger, server, *pages, pages="page")

    assert [path for path, _ in server.asked] == ["/data?for=UKR&page=1", "/data?for=UKR&page=2"]
    assert len(desk.get(ledger, done.draft).files) == 2


def test_a_page_that_is_not_new_stands_for_itself_and_the_pages_after_it_are_asked_for(
    ledger, server
):
    first = (population(1, 2, 5), population(2, 2, 6))
    fetched(ledger, server, *(reply(p, ETag=f'"{n}"') for n, p in enumerate(first)), pages="page")
    corrected = population(2, 2, 7)
    done = fetched(ledger, server, reply(b"", 304), reply(corrected), pages="page")

    contents = [ledger.received(digest).content for digest in done.received]
    assert (done.outcome, contents) == ("draft", [first[0], corrected])


def test_an_answer_that_is_not_modified_without_being_asked_so_is_a_failure(ledger, server):
    assert fetched(ledger, server, reply(b"", 304)).outcome == "failed"


def test_pages_by_offset_end_with_one_that_is_not_full(ledger, server):
    server.url += "&limit=1"
    done = fetched(ledger, server, reply(figures(5)), reply(HEADER.encode()), pages="offset")

    assert len(done.received) == 1

    assert [path.partition("&")[2] for path, _ in server.asked] == [
        "limit=1&offset=0",
        "limit=1&offset=1",
    ]


def test_an_answer_in_a_publisher_s_format_is_published_with_its_card(ledger, server):
    done = fetched(ledger, server, reply(population(1, 1, 960_000)), publish=True)

    assert done.outcome == "published"
    assert ledger.tables()["counts"]["count"].tolist() == [960_000]
    assert ledger.tables()["sources"]["source_id"].tolist() == ["unhcr_popstats"]


def test_a_changed_title_in_an_answer_is_named_and_not_published(ledger, server):
    done = fetched(ledger, server, reply(population(1, 1, 5, title="refugee_count")), publish=True)
    prepared = pulling.drafting.prepare(ledger, desk.get(ledger, done.draft))

    assert (done.outcome, ledger.newest()) == ("draft", 0)
    assert [(p.rule, p.column) for _, p in prepared.problems] == [("title_missing", "refugees")]


def test_nothing_is_fetched_by_itself_unless_somebody_switched_it_on(ledger, server, tmp_path):
    from datetime import UTC, datetime, timedelta

    now = datetime.now(UTC)
    assert not any(source.scheduled or source.publish for source in pulling.sources().values())
    assert pulling.due(ledger, now) == []

    settings = tmp_path / "pulls.toml"
    settings.write_text(f'[made_up]\nurl = "{server.url}"\nevery_hours = 24\nscheduled = true\n')
    server.replies.append(reply(figures(5)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PULLS", str(settings))
        schedule.fetch(ledger, now)
        schedule.fetch(ledger, now + timedelta(hours=1))
        assert len(server.asked) == 1
        schedule.fetch(ledger, now + timedelta(hours=25))
    assert len(server.asked) == 2
