"""One request to a publisher's server: only for news, with patience, and never half an answer.

Requests go to the host that is configured and to no other, redirections included. A server that is
busy is asked again, after as long as it says or twice as long as before. What comes back is bytes
as they came; a page of HTML in the place of data, or an answer that was cut off, is a failure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from loaders.opening import LARGEST, LOOKS_LIKE_A_PAGE

AGAIN = frozenset({429, 500, 502, 503, 504})
MOST_REDIRECTIONS = 3


class Failed(Exception):
    """Nothing usable came; the first argument is the entry that says why, then its values."""

    def __init__(self, why: str, **values: object) -> None:
        super().__init__(why)
        self.why, self.values = why, values


class _Busy(Failed):
    """The server asks to come back, after `after` seconds if it says when."""

    after: float | None = None


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds: to connect, for each read, for the whole; and how often."""

    connect: float = 10
    read: float = 60
    whole: float = 600
    attempts: int = 5
    first_wait: float = 2
    longest_wait: float = 120


@dataclass(frozen=True)
class Answer:
    """What came: `content` is None if the server says that nothing is new."""

    url: str
    content: bytes | None
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class Known:
    """What the server said of the last answer of an address."""

    etag: str = ""
    modified: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def fetch(url: str, known: Known, patience: Patience) -> Answer:
    """The answer of an address. Raises Failed."""
    wait = wait_exponential_jitter(
        multiplier=patience.first_wait, max=patience.longest_wait, jitter=1
    )

    def pause(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        said = error.after if isinstance(error, _Busy) else None
        return min(wait(state) if said is None else said, patience.longest_wait)

    tries = Retrying(
        stop=stop_after_attempt(patience.attempts),
        wait=pause,
        retry=retry_if_exception_type(_Busy),
        reraise=True,
    )
    return tries(_once, url, known, patience)


def _once(url: str, known: Known, patience: Patience) -> Answer:
    headers = dict(known.headers) | {"User-Agent": "displacement-monitor", "Accept": "*/*"}
    headers |= {"If-None-Match": known.etag} if known.etag else {}
    headers |= {"If-Modified-Since": known.modified} if known.modified else {}
    timeout = httpx.Timeout(patience.read, connect=patience.connect)
    try:
        with httpx.Client(timeout=timeout, headers=headers, trust_env=True) as client:
            return _follow(client, url, url, patience, MOST_REDIRECTIONS)
    except (httpx.TransportError, httpx.DecodingError) as error:
        raise _Busy("pull.no_answer", error=type(error).__name__) from error


def _follow(
    client: httpx.Client, url: str, asked: str, patience: Patience, redirections: int
) -> Answer:
    with client.stream("GET", url) as response:
        if response.has_redirect_location and redirections:
            target = response.url.join(response.headers["location"])
            if target.host != response.url.host or target.scheme not in ("http", "https"):
                raise Failed("pull.other_host", host=target.host)
            return _follow(client, str(target), asked, patience, redirections - 1)
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return Answer(asked, None)
        _check(response)
        content = _body(response, patience)
    if LOOKS_LIKE_A_PAGE.match(content):
        raise Failed("pull.is_web_page")
    said = response.headers
    return Answer(asked, content, said.get("etag", ""), said.get("last-modified", ""))


def _check(response: httpx.Response) -> None:
    if response.status_code in AGAIN:
        busy = _Busy("pull.status", status=response.status_code)
        busy.after = _seconds(response.headers.get("retry-after", ""))
        raise busy
    if response.status_code != httpx.codes.OK:
        raise Failed("pull.status", status=response.status_code)


def _seconds(said: str) -> float | None:
    """Retry-After in seconds: a number, or the time at which to come back."""
    if said.isdecimal():
        return float(said)
    try:
        at = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max((at - datetime.now(UTC)).total_seconds(), 0) if at.tzinfo else None


def _body(response: httpx.Response, patience: Patience) -> bytes:
    """All bytes of an answer, if they come in time and are not too many."""
    started = datetime.now(UTC)
    pieces, size = [], 0
    for piece in response.iter_bytes():
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise Failed("pull.too_large", limit=LARGEST // 2**20)
        if (datetime.now(UTC) - started).total_seconds() > patience.whole:
            raise Failed("pull.too_slow")
    return b"".join(pieces)
