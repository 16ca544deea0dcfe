"""The shapes of countries for maps in browsers, cut for the crisis: /geo/boundaries.geojson ..."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import orjson
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from ledger import shapes
from public.files import REFERENCE, Compressed, prepared, sent, takes_gzip

HEADERS = {"cache-control": "public, max-age=3600", "vary": "Accept-Encoding"}


def _for_plotly() -> dict[str, Any]:
    part = shapes.window()
    return shapes.topojson(shapes.within(part), part)


# Plotly asks by these names, whichever part of the world it is given.
MADE: Mapping[str, Callable[[], dict[str, Any]]] = {
    "boundaries.geojson": lambda: shapes.geojson(shapes.here()),
    "plotly/world_50m.json": _for_plotly,
    "plotly/world_110m.json": _for_plotly,
}


def routes() -> list[BaseRoute]:
    """What is below /geo: shapes that are made, and files of data/reference."""
    made = [Route(f"/{name}", of_countries) for name in MADE]
    return [*made, Mount("/", Compressed(REFERENCE))]


async def of_countries(request: Request) -> Response:
    """The shapes of one of the names in MADE."""
    name = request.url.path.removeprefix("/geo/")
    if request.method not in ("GET", "HEAD"):
        return PlainTextResponse("405", 405, {"allow": "GET, HEAD"})
    zipped = takes_gzip(request.headers)
    content, tag = await to_thread.run_sync(_content, name, zipped)
    return sent(request.headers, content, tag, "application/json", HEADERS, zipped=zipped)


@cache
def _content(name: str, zipped: bool) -> tuple[bytes, str]:  # noqa: FBT001
    return prepared(orjson.dumps(MADE[name]()), zipped=zipped)
