"""What is answered to an address that cannot be shown: problem documents (RFC 9457)."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from starlette.responses import Response

from analysis.refusals import sentences
from analysis.shown import Refused
from analysis.wording import Wording

MEDIA_TYPE = "application/problem+json"
NOT_FOUND = ("version", "feed", "page", "part")


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
