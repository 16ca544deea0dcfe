"""Files of a folder, compressed once and kept in memory.

Streamlit serves its own files uncompressed: a first visit to a page with charts is 12 MB without
this and less than 4 MB with it.
"""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

STREAMLIT = Path(str(metadata.distribution("streamlit").locate_file("streamlit/static")))
REFERENCE = Path(__file__).parent.parent / "data" / "reference"
SMALLEST_COMPRESSED = 500
ALREADY_COMPRESSED = {".woff2", ".png", ".jpg", ".webp"}


class Compressed:
    """An ASGI application for the files of a folder.

    `immutable`: the names of the files change with their content, so they may be kept for ever.
    """

    def __init__(self, folder: Path, *, immutable: bool = False) -> None:
        self._folder = folder.resolve()
        age = "public, max-age=31536000, immutable" if immutable else "public, max-age=3600"
        self._headers = {"cache-control": age, "vary": "Accept-Encoding"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer GET and HEAD; anything that is no file of the folder is 404."""
        request = Request(scope)
        path = (self._folder / scope["path"].removeprefix(scope["root_path"]).lstrip("/")).resolve()
        if request.method not in ("GET", "HEAD"):
            response: Response = PlainTextResponse("405", 405, {"allow": "GET, HEAD"})
        elif not path.is_relative_to(self._folder) or not path.is_file():
            response = PlainTextResponse("404", 404)
        else:
            response = await self._response(path, request.headers)
        await response(scope, receive, send)

    async def _response(self, path: Path, asked: Headers) -> Response:
        zipped = takes_gzip(asked) and _worth_compressing(path)
        changed = path.stat().st_mtime_ns
        content, tag = await to_thread.run_sync(_content, path, changed, zipped)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return sent(asked, content, tag, kind, self._headers, zipped=zipped)


def takes_gzip(asked: Headers) -> bool:
    """Whether who asks takes what is compressed."""
    return "gzip" in asked.get("accept-encoding", "")


def sent(
    asked: Headers,
    content: bytes,
    tag: str,
    kind: str,
    headers: Mapping[str, str],
    *,
    zipped: bool,
) -> Response:
    """Content with its tag, compressed or not; 304 to who has it already."""
    headers = {**headers, "etag": tag}
    if asked.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if zipped:
        headers["content-encoding"] = "gzip"
    return Response(content, headers=headers, media_type=kind)


def prepared(content: bytes, *, zipped: bool) -> tuple[bytes, str]:
    """Content as it is sent, and its tag."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}{"-gzip" if zipped else ""}"'
    return (gzip.compress(content, 6, mtime=0) if zipped else content), tag


class StreamlitFiles:
    """ASGI middleware: Streamlit's own files, whose route it keeps for itself, compressed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._files = Compressed(STREAMLIT / "static", immutable=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer below /static/, hand on everything else."""
        if scope["type"] == "http" and scope["path"].startswith("/static/"):
            return await self._files({**scope, "root_path": "/static"}, receive, send)
        return await self._app(scope, receive, send)


def _worth_compressing(path: Path) -> bool:
    return path.suffix not in ALREADY_COMPRESSED and path.stat().st_size >= SMALLEST_COMPRESSED


@lru_cache(maxsize=512)
def _content(path: Path, _changed: int, zipped: bool) -> tuple[bytes, str]:
    return prepared(path.read_bytes(), zipped=zipped)
