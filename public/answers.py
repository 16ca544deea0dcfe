"""How everything that is read without a page is answered: cached, tagged, compressed.

An answer depends on the version, the rule on small counts, this build and the canonical query: so
its tag is known before it is made, and who has it already is told so for the price of one look at
the ledger. With `as_known` the answer never changes. Shared caches keep it for a day at most,
so that what has to be erased disappears (DESIGN 16).
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from starlette.requests import Request
from starlette.responses import Response

from analysis import published, shown
from analysis.kept import Kept
from analysis.shown import NotShown, Refused, Shown
from analysis.view import SHARING
from analysis.wording import Wording
from ledger import crisis, database
from public import limits, links
from public.language import language_of
from public.problems import not_shown, too_many

ROOT = Path(__file__).parent.parent
FOR_EVER = "public, max-age=31536000, s-maxage=86400, immutable"
LIVE = "public, max-age=60"
MADE_AT_ONCE = 2
MOST_BYTES_KEPT = 128 * 1024 * 1024
SMALLEST_COMPRESSED = 500
COMPRESSED = ("text/", "application/json", "application/geo+json", "application/atom", "image/svg")
COMPRESSED += ("application/csvm+json", "application/vnd.oai.openapi+json")


@dataclass(frozen=True)
class Made:
    """The content of an answer; `name` is what a browser calls it when it saves it."""

    content: bytes
    media_type: str
    name: str = ""
    headers: tuple[tuple[str, str], ...] = ()


def asked(request: Request, page: str) -> Shown:
    """The view that a request asks for. Raises NotShown. Reads the ledger: not in the loop.

    A blank `page` stands for the one that the address names; Situation when it names none.
    """
    if not page:
        page = request.query_params.get("page") or SHARING[0]
        if page not in SHARING:
            raise NotShown([Refused("page", page, "page", SHARING)])
    today = datetime.now(UTC).date()
    words = Wording(language_of(request))
    return shown.of(page, links.parameters(request), words, published.here(), today)


async def answer(
    request: Request,
    kind: str,
    page: str,
    make: Callable[[Shown], Made],
    refuse: Callable[[NotShown, Wording], Response] | None = None,
) -> Response:
    """What `make` makes of the view asked for, from memory where somebody asked before.

    `kind` says what is made (`card`, `counts.csv`): answers of different kinds are kept apart.
    """

    def refused(error: NotShown) -> Response:
        words = Wording(language_of(request))
        if seconds := limits.wait(request, limits.cost(kind, kept=True)):
            return too_many(words, seconds)
        return refuse(error, words) if refuse else not_shown(error.refused, words)

    def known() -> Response | Callable[[], Response]:
        """An answer that need not be made; else how it is made."""
        view = asked(request, page)
        tag = _tag(kind, view)
        has, kept = _has(request, tag, view), _KEPT.has(tag)
        if seconds := limits.wait(request, limits.cost(kind, kept=has or kept)):
            return too_many(view.words, seconds)
        headers = _headers(tag, view)
        if has:
            return Response(status_code=304, headers=headers)

        def whole() -> Response:
            return _response(request, tag, _KEPT.get(tag, lambda: make(view)), headers)

        return whole() if kept else whole

    try:
        found = await to_thread.run_sync(known)
        if isinstance(found, Response):
            return found
        return await to_thread.run_sync(found, limiter=_makers())
    except NotShown as error:
        return refused(error)


def _makers() -> CapacityLimiter:
    """Of several who wait for answers to be made few are served at once, in their order.

    Making is computing: at once it takes as long, and keeps those waiting whose answer is known.
    """
    try:
        return _MAKERS.get()
    except LookupError:
        _MAKERS.set(CapacityLimiter(MADE_AT_ONCE))
        return _MAKERS.get()


def _headers(tag: str, view: Shown) -> dict[str, str]:
    return {
        "etag": tag,
        "cache-control": FOR_EVER if view.is_final else LIVE,
        "last-modified": format_datetime(view.version.published_at, usegmt=True),
        "vary": "Accept-Encoding, Accept-Language",
        "x-version": str(view.version.number),
    }


def _response(request: Request, tag: str, made: Made, headers: dict[str, str]) -> Response:
    content = made.content
    worth = made.media_type.startswith(COMPRESSED) and len(content) >= SMALLEST_COMPRESSED
    if worth and "gzip" in request.headers.get("accept-encoding", ""):
        content = _KEPT.get((tag, "gzip"), lambda: gzip.compress(made.content, 6, mtime=0))
        headers["content-encoding"] = "gzip"
    if made.name:
        headers["content-disposition"] = f'attachment; filename="{made.name}"'
    response = Response(content, 200, headers | dict(made.headers), made.media_type)
    if request.method == "HEAD":
        response.body = b""  # its headers are those of the whole answer
    return response


def _size(kept: Made | bytes) -> int:
    return len(kept.content if isinstance(kept, Made) else kept)


_KEPT = Kept(MOST_BYTES_KEPT, _size)
_MAKERS: RunVar[CapacityLimiter] = RunVar("makers")


def _has(request: Request, tag: str, view: Shown) -> bool:
    """Whether who asks has the answer already: by its tag, else by the moment of its version."""
    if tags := request.headers.get("if-none-match"):
        return tag in (one.strip().removeprefix("W/") for one in tags.split(",")) or tags == "*"
    since = request.headers.get("if-modified-since")
    return since == format_datetime(view.version.published_at, usegmt=True)


def _tag(kind: str, view: Shown) -> str:
    # Of a live view also the day: what is late is judged against it.
    day = "" if view.is_final else view.today.isoformat()
    rule = published.rule()
    parts = (kind, view.page, view.query, view.words.language, day, _build())
    parts += (str(view.version.number), f"{rule.threshold}/{rule.rounding}")
    parts += (database.default_url(),)
    return f'"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:24]}"'


@cache
def _build() -> str:
    """A mark of this build: other code or catalogues may say the same version otherwise."""
    mark = hashlib.sha256()
    for folder in ("analysis", "public", "ledger", "data/translations", "data/reference"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".po", ".csv", ".geojson"):
                mark.update(path.read_bytes())
    mark.update(crisis.PATH.read_bytes())
    return mark.hexdigest()
