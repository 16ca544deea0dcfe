"""Subscribers are told of every version: once, in order, signed, until their server has it."""

import base64
import json
import logging
import shutil
import socket
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import select
from standardwebhooks import Webhook, WebhookVerificationError

from analysis.published import Published
from ledger import schema
from ledger.ledger import Ledger
from loaders.fetching import Failed
from public import posting, webhooks
from public.webhooks import Hook
from tests.ledger.made_up import counts, points
from tests.public.receiver import Receiver

# All counts are made up.
SECRET = "whsec_" + base64.b64encode(b"a made-up secret of 24 b").decode()
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def first_version(tmp_path_factory):
    path = tmp_path_factory.mktemp("webhooks") / "ledger.sqlite"
    ledger = Ledger(f"sqlite:///{path}")
    publish(ledger, 1)
    ledger.close()
    return path


@pytest.fixture
def url(first_version, tmp_path):
    shutil.copyfile(first_version, tmp_path / "ledger.sqlite")
    return f"sqlite:///{tmp_path / 'ledger.sqlite'}"


@pytest.fixture
def published(url, monkeypatch):
    monkeypatch.setenv("A_SECRET", SECRET)
    return Published(Ledger(url))


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture
def hook(receiver, published):
    """A subscriber who knows the first version and waits for the next."""
    hook = Hook("room", receiver.url, "A_SECRET")
    assert not webhooks.deliver(published, hook, NOW)
    return hook


def publish(ledger, n, name="counts"):
    made = counts({"count": n}) if name == "counts" else points({"point_id": f"p{n}"})
    ledger.publish(ledger.draft({name: made}), "Ada <ada@example.org>", f"Number {n}")


def versions(receiver):
    return [json.loads(body)["data"]["version"] for _, body in receiver.sent]


def outcomes(ledger):
    column = schema.deliveries.c
    with ledger.reading() as connection:
        rows = connection.execute(select(column.version, column.outcome).order_by(column.version))
        return dict(map(tuple, rows))


def test_a_version_is_told_once_signed_and_in_words(published, receiver, hook):
    publish(published.ledger, 2)
    webhooks.run(published, [hook])
    webhooks.run(published, [hook])

    ((headers, body),) = receiver.sent
    told = Webhook(SECRET).verify(body, headers)
    assert told["type"] == "version.published"
    assert told["data"]["version"] == 2
    assert told["data"]["changed"] == {"counts": {"corrected": 1}}
    assert told["data"]["in_words"].keys() == {"en", "fr"}
    assert "1, now 2" in " ".join(told["data"]["in_words"]["en"]["sentences"])
    assert told["data"]["links"]["situation"].endswith("/?as_known=2")
    assert b"ada" not in body.lower()
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body.replace(b'"version":2', b'"version":3'), headers)


def test_who_subscribes_is_not_told_of_what_was_published_before(published, receiver, hook):
    assert receiver.sent == []
    assert outcomes(published.ledger) == {1: "start"}


def test_a_failure_is_tried_again_later_and_later_versions_wait(published, receiver, hook):
    publish(published.ledger, 2)
    publish(published.ledger, 3)
    receiver.answers = [500, 302]

    assert not webhooks.deliver(published, hook, NOW)
    assert not webhooks.deliver(published, hook, NOW + timedelta(seconds=9))
    assert versions(receiver) == [2]
    assert not webhooks.deliver(published, hook, NOW + timedelta(seconds=11))
    assert not webhooks.deliver(published, hook, NOW + timedelta(seconds=30))
    assert webhooks.deliver(published, hook, NOW + timedelta(seconds=32))
    assert webhooks.deliver(published, hook, NOW + timedelta(seconds=32))
    assert versions(receiver) == [2, 2, 2, 3]
    assert len({headers["webhook-id"] for headers, _ in receiver.sent[:3]}) == 1
    assert receiver.sent[2][0]["webhook-id"] != receiver.sent[3][0]["webhook-id"]
    assert len({body for _, body in receiver.sent[:3]}) == 1


def test_after_a_day_a_version_is_given_up_in_the_audit_trail_and_the_next_goes_out(
    published, receiver, hook, caplog
):
    publish(published.ledger, 2)
    publish(published.ledger, 3)
    receiver.answers = [503] * 100
    now, tried = NOW, 0
    with caplog.at_level(logging.DEBUG):
        while outcomes(published.ledger).get(2) != "given_up":
            before = len(receiver.sent)
            webhooks.deliver(published, hook, now)
            tried += len(receiver.sent) - before
            now += timedelta(minutes=30)
    receiver.answers = []

    assert timedelta(hours=20) < now - NOW < timedelta(hours=26)
    assert 10 < tried < 30
    (entry,) = published.ledger.trail(what="give_up")
    assert (entry.version, entry.who) == (2, "webhook")
    assert "503" in entry.note
    assert webhooks.deliver(published, hook, now)
    assert versions(receiver)[-1] == 3
    assert SECRET not in caplog.text + entry.note
    warned = [record.getMessage() for record in caplog.records if record.name == "public.webhooks"]
    assert warned
    assert "part-of-the-address" not in " ".join([*warned, entry.note])


def test_a_server_started_again_goes_on_where_the_last_one_was(published, receiver, hook, url):
    publish(published.ledger, 2)
    receiver.answers = [500]
    webhooks.deliver(published, hook, NOW)
    publish(published.ledger, 3)
    published.ledger.close()

    again = Published(Ledger(url))
    while webhooks.deliver(again, hook, NOW + timedelta(minutes=1)):
        pass
    assert versions(receiver) == [2, 2, 3]


def test_what_a_process_left_when_it_ended_is_sent_again_after_its_lease(
    published, receiver, hook, monkeypatch
):
    class Killed(BaseException):
        pass

    def killed(*_, **__):
        raise Killed

    publish(published.ledger, 2)
    with monkeypatch.context() as patch:
        patch.setattr(posting, "post", killed)
        with pytest.raises(Killed):
            webhooks.deliver(published, hook, NOW)

    assert not webhooks.deliver(published, hook, NOW + webhooks.LEASE - timedelta(seconds=1))
    assert webhooks.deliver(published, hook, NOW + webhooks.LEASE)
    assert versions(receiver) == [2]


def test_two_processes_do_not_tell_of_a_version_twice(published, receiver, hook, url):
    publish(published.ledger, 2)
    publish(published.ledger, 3)
    receiver.takes = 0.2
    others = [Published(Ledger(url)) for _ in range(3)]
    threads = [threading.Thread(target=webhooks.run, args=(one, [hook])) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    webhooks.run(published, [hook])

    assert versions(receiver) == [2, 3]


def test_only_versions_that_change_the_tables_asked_for_are_told_of(published, receiver):
    hook = Hook("points", receiver.url, "A_SECRET", ("assistance_points", "needs"))
    webhooks.deliver(published, hook, NOW)
    publish(published.ledger, 2)
    publish(published.ledger, 3, "assistance_points")
    webhooks.run(published, [hook])

    assert versions(receiver) == [3]
    assert outcomes(published.ledger) == {1: "start", 2: "passed_over", 3: "sent"}


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_a"])
def test_without_a_secret_nothing_is_sent(published, receiver, hook, monkeypatch, secret):
    monkeypatch.setenv("A_SECRET", secret)
    publish(published.ledger, 2)

    assert not webhooks.deliver(published, hook, NOW)
    assert receiver.sent == []


@pytest.mark.parametrize(
    ("url", "stands_for"),
    [
        ("https://inside.example.org/", "10.0.0.8"),
        ("https://inside.example.org/", "127.0.0.1"),
        ("https://inside.example.org/", "::ffff:192.168.0.1"),
        ("https://inside.example.org/", "fd00::1"),
        ("https://169.254.169.254/", "169.254.169.254"),
        ("https://localhost/", "8.8.8.8"),
        ("http://example.org/", "8.8.8.8"),
        ("ftp://example.org/", "8.8.8.8"),
    ],
)
def test_no_message_goes_inside_or_without_tls(monkeypatch, url, stands_for):
    answers = [(0, 0, 0, "", (stands_for, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(Failed, match=r"webhook\.not_allowed"):
        posting.post(httpx.URL(url), b"", {})


def test_a_server_inside_is_asked_only_where_the_settings_allow_it(monkeypatch):
    answers = [(0, 0, 0, "", ("10.255.255.1", 1))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    monkeypatch.setattr(posting, "SECONDS_FOR_THE_WHOLE", 0.2)
    inside = httpx.URL("https://inside.example.org/")

    with pytest.raises(Failed, match=r"webhook\.not_allowed"):
        posting.post(inside, b"", {})
    with pytest.raises(Failed, match=r"webhook\.no_answer"):
        posting.post(inside, b"", {}, private=True)


def test_a_server_that_answers_letter_by_letter_keeps_nobody_waiting(monkeypatch):
    monkeypatch.setattr(posting, "SECONDS_FOR_THE_WHOLE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as slow:

        def answer():
            connection, _ = slow.accept()
            with connection, suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                for _ in range(100):
                    connection.sendall(b"x")
                    time.sleep(0.05)

        threading.Thread(target=answer, daemon=True).start()
        started = time.monotonic()
        with pytest.raises(Failed, match=r"webhook\.no_answer"):
            posting.post(httpx.URL(f"http://127.0.0.1:{slow.getsockname()[1]}/"), b"", {})

    assert time.monotonic() - started < 3


def test_nothing_is_set_up_as_shipped_and_wrong_settings_are_refused_at_start(
    tmp_path, monkeypatch
):
    assert webhooks.hooks() == []
    path = tmp_path / "webhooks.toml"
    monkeypatch.setenv("WEBHOOKS", str(path))
    good = '[a]\nurl = "https://example.org/x"\nsecret_env = "S"\ntables = ["counts"]\n'
    path.write_text(good, encoding="utf-8")
    (hook,) = webhooks.hooks()
    assert (hook.name, list(hook.tables)) == ("a", ["counts"])
    for wrong in (
        good.replace("https", "http"),
        good.replace("counts", "people"),
        good.replace("secret_env", "secret"),
    ):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises((TypeError, ValueError)):
            webhooks.hooks()
