"""What is answered to an address that cannot be shown: problem documents (RFC 9457)."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from analysis.refusals import sentences
from analysis.shown import Refused
from analysis.wording import Wording
from public.language import language_of

MEDIA_TYPE = "application/problem+json"
NOT_FOUND = ("version", "feed", "page", "part", "count")
# What is read without a page, by people and by programs.
READ = ("/api/", "/card.png", "/brief", "/embed/", "/feed", "/s/", "/healthz", "/readyz")


class Problems:
    """ASGI middleware: what is read is only read, and what fails says so in a problem document."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        # It hands the error on when it has answered, so that the server's log has it.
        self._failing = ServerErrorMiddleware(app, handler=failed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Other methods than GET and HEAD are refused, errors answered without their cause."""
        if scope["type"] != "http" or not scope["path"].startswith(READ):
            return await self._app(scope, receive, send)
        if scope["method"] not in ("GET", "HEAD"):
            words = Wording(language_of(Request(scope)))
            allowed = {"allow": "GET, HEAD"}
            response = problem(words, 405, "method", headers=allowed, method=scope["method"])
            return await response(scope, receive, send)
        return await self._failing(scope, receive, send)


async def failed(request: Request, _error: Exception) -> Response:
    """What is told of an error of ours: that there was one."""
    return problem(Wording(language_of(request)), 500, "failed")


def problem(
    words: Wording,
    status: int,
    kind: str,
    *,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> Response:
    """A problem document; `kind` names the catalogue entries `problem.<kind>` and `..._why`.

    `more` fills in the sentence and stands in the document too.
    """
    content = {
        "type": f"/api/v1/problems/{kind}",
        "title": words.say(f"problem.{kind}"),
        "status": status,
        "detail": words.say(f"problem.{kind}_why", **more),
        **more,
    }
    always = {"cache-control": "no-store", **(headers or {})}
    return Response(orjson.dumps(content), status, always, MEDIA_TYPE)


def too_many(words: Wording, seconds: int) -> Response:
    """The problem document of an address that asks for too much."""
    headers = {"retry-after": str(seconds)}
    return problem(words, 429, "too_many", headers=headers, n=seconds)


def status_of(refused: Iterable[Refused]) -> int:
    """404 when it asks for a version, a feed, a page or a part that there is not, else 400."""
    return 404 if any(one.why in NOT_FOUND for one in refused) else 400


def not_shown(refused: list[Refused], words: Wording) -> Response:
    """The problem document of an address that asks for what there is not."""
    said = sentences(refused, words)
    errors = [vars(one) | {"detail": detail} for one, detail in zip(refused, said, strict=True)]
    content = {
        "type": "/api/v1/problems/not_shown",
        "title": words.say("problem.not_shown"),
        "status": status_of(refused),
        "detail": " ".join(said),
        "parameter": refused[0].parameter,
        "allowed": refused[0].allowed,
        "errors": errors,
    }
    headers = {"cache-control": "no-store"}
    return Response(orjson.dumps(content), status_of(refused), headers, MEDIA_TYPE)
