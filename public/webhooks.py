"""Those who subscribed are told of every version: signed, in order, until they have it.

Who subscribed stands in data/webhooks.toml, or in the file that the environment variable WEBHOOKS
names. Messages are signed as Standard Webhooks says (standardwebhooks.com); the same version comes
under the same webhook-id however often it is sent.
"""

import logging
import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import orjson
from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook

from analysis import changes_in_words
from analysis.published import Published
from analysis.wording import Wording
from ledger import crisis, deliveries
from ledger.deliveries import Delivery
from ledger.ledger import Version
from ledger.tables import TABLES
from ledger.words import say
from loaders.fetching import Failed
from public import feed, posting

SETTINGS = Path(__file__).parent.parent / "data" / "webhooks.toml"
LEASE = timedelta(minutes=5)
# Twice as long after every failure, from ten seconds to three hours, for a day.
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=3)
GIVEN_UP_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Hook:
    """One subscriber. The environment variable `secret_env` holds its secret, `whsec_...`.

    `private`: its server may be inside our network.
    """

    name: str
    url: str
    secret_env: str
    tables: tuple[str, ...] = tuple(TABLES)
    private: bool = False


def hooks() -> list[Hook]:
    """Every subscriber. Raises TypeError or ValueError for a setting that is none."""
    path = Path(os.environ.get("WEBHOOKS") or SETTINGS)
    settings = tomllib.loads(path.read_text(encoding="utf-8"))
    found = [Hook(name, **setting) for name, setting in settings.items()]
    for hook in found:
        if not posting.may_be_asked(httpx.URL(hook.url)):
            raise ValueError(f"{path}: {hook.name}: url is not https")
        if unknown := {*hook.tables} - {*TABLES}:
            raise ValueError(f"{path}: {hook.name}: no such tables: {sorted(unknown)}")
    return found


def run(published: Published, subscribed: Iterable[Hook]) -> None:
    """Tell every subscriber of what is due."""
    for hook in subscribed:
        while deliver(published, hook, datetime.now(UTC)):
            pass


def deliver(published: Published, hook: Hook, now: datetime) -> bool:
    """Tell a subscriber of the next version; False if there is none for now, or it failed."""
    delivery = deliveries.claim(published.ledger, hook.name, now, LEASE)
    if delivery is None:
        return False
    version = _seen(published, delivery.version)
    if not version.changed.keys() & {*hook.tables}:
        deliveries.settle(published.ledger, delivery, "passed_over")
        return True
    try:
        _send(published, hook, version)
    except Failed as failed:
        _failed(published, delivery, failed, now)
        return False
    deliveries.settle(published.ledger, delivery, "sent")
    return True


def _seen(published: Published, number: int) -> Version:
    """A version with the numbers of what readers see of its changes."""
    words = Wording(crisis.read().languages[0])
    return changes_in_words.seen(published, published.versions()[number], words)


def message(published: Published, version: Version, tables: Iterable[str] = TABLES) -> Any:
    """What a subscriber is told of a version, in every language, in the types of JSON."""
    names = tuple(name for name in tables if name in version.changed)
    base = crisis.read().address
    said = {
        language: {
            "title": changes_in_words.title(version, words, names),
            "sentences": changes_in_words.sentences(published, version, words, names),
        }
        for language in crisis.read().languages
        for words in [Wording(language)]
    }
    links = {
        "situation": f"{base}/?as_known={version.number}",
        "changes": f"{base}/versions?version={version.number}",
        "feed": f"{base}{feed.path()}",
    }
    data = {
        "version": version.number,
        "published_at": version.published_at,
        "reverts": version.reverts,
        "changed": {name: version.changed[name] for name in names},
        "in_words": said,
        "links": links,
    }
    return {"type": "version.published", "timestamp": version.published_at, "data": data}


def _send(published: Published, hook: Hook, version: Version) -> None:
    """Raises Failed."""
    content = orjson.dumps(message(published, version, hook.tables), option=orjson.OPT_UTC_Z)
    name = feed.urn(published, "message", hook.name, version.number).rpartition(":")[2]
    now = datetime.now(UTC)
    try:
        signature = Webhook(os.environ[hook.secret_env]).sign(name, now, content.decode())
    except (KeyError, ValueError, EmptyWebhookSecretError) as error:
        raise Failed("webhook.secret", variable=hook.secret_env) from error
    headers = {
        "content-type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature,
    }
    posting.post(httpx.URL(hook.url), content, headers, private=hook.private)


def _failed(published: Published, tried: Delivery, failed: Failed, now: datetime) -> None:
    why = say(failed.why, crisis.read().languages[0], **failed.values)
    # Not the address, which may hold a key, and never the secret.
    logging.getLogger(__name__).warning("%s, version %s: %s", tried.hook, tried.version, why)
    wait = min(FIRST_WAIT * 2 ** min(tried.attempts, 20), LONGEST_WAIT)
    is_last = now + wait > (tried.first_at or now) + GIVEN_UP_AFTER
    deliveries.fail(published.ledger, tried, why, now, None if is_last else wait)
