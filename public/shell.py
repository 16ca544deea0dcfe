"""The shell of every page: the HTML that a browser gets before Streamlit starts in it.

Streamlit has one shell for all pages and paths. Ours has the reader's language and the page's
title and description, keeps the browser from asking anyone but this server, and answers a path
that is no page with 404.
"""

import base64
import hashlib
import html
import re
from collections.abc import Awaitable, Callable, Sequence
from functools import cache

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analysis import migrations
from analysis.view import PAGES, READING
from analysis.wording import Wording
from ledger import crisis
from public import preview, slow
from public.files import STREAMLIT
from public.language import language_of

# Where Streamlit and we answer with something else than a page.
NOT_PAGES = ("/_stcore", "/static", "/media", "/component", "/geo", "/healthz", "/readyz", "/auth")
NOT_PAGES += ("/sign_in", "/oauth2callback", "/favicon.png", "/manifest.json", "/s/", "/brief")
NOT_PAGES += ("/card.png", "/embed/", "/feed", "/api/")

# Without an address for the server, Streamlit tries `<page>/_stcore/health` first: two 404s.
START = 'window.prerenderReady=false;window.__streamlit={BACKEND_BASE_URL:location.origin+"/"}'
START_HASH = base64.b64encode(hashlib.sha256(START.encode()).digest()).decode()
HEADERS = {
    "content-security-policy": "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' 'sha256-{START_HASH}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' ws: wss: data: blob:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "frame-ancestors 'self'",
        )
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
}
# The small scripts of what stands at the top of every page are asked for at once, or they wait
# until the browser has worked through the large one of the first chart.
SMALL_SCRIPTS = ("PageLink", "ButtonGroup", "Metric", "Html")


class Shell:
    """ASGI middleware that answers for every path which is a page, or should be one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pages get their shell, unknown paths 404; everything else goes on, with safe headers."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        path = scope["path"]
        # Routes do not match every character, and what matches none gets the first page.
        elsewhere = path.startswith(NOT_PAGES) and path.isprintable()
        if scope["method"] not in ("GET", "HEAD") or elsewhere:
            return await self._app(scope, receive, _with_headers(send))
        request = Request(scope)
        words = Wording(language_of(request))
        name = next((name for name, page in PAGES.items() if page == path), None)
        response: Response = (
            HTMLResponse(await to_thread.run_sync(_page, request, name, words))
            if name
            else _moved(request) or told(words, "site.missing", "site.missing_why", 404)
        )
        response.headers.update(HEADERS | {"cache-control": "no-cache", "vary": "Accept-Language"})
        return await response(scope, receive, send)


def _moved(request: Request) -> Response | None:
    """The way to where a page stands today, for an address that it had before."""
    today = migrations.moved(request.url.path)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{today}{query}", 308) if today else None


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = message.get("headers", [])
            named = {name.lower() for name, _ in own}
            added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            # What an answer says of itself stays: two policies at once allow what both do.
            message = {**message, "headers": [*own, *(one for one in added if one[0] not in named)]}
        await send(message)

    return send_with_headers


def _page(request: Request, name: str, words: Wording) -> str:
    """Streamlit's shell with the page's own head."""
    before, after = _shell(words)
    title = f"{words.say(f'menu.{name}')} – {crisis.read().site_name[words.language]}"
    head = [f"<title>{html.escape(title)}</title>", *preview.tags(request, name, words)]
    return before + "\n    ".join(head) + slow.offered(after, request, name, words)


@cache
def _shell(words: Wording) -> tuple[str, str]:
    """What stands before and after the title of every page, in a language."""
    text = (STREAMLIT / "index.html").read_text(encoding="utf-8")
    text = text[text.index("<!DOCTYPE") :]
    text = text.replace('<html lang="en">', f'<html lang="{words.language}">')
    text = re.sub(
        r"<script>.*?</script>", lambda _: f"<script>{START}</script>", text, flags=re.DOTALL
    )
    text = re.sub(r"\s*<!--.*?-->\s*<link rel=\"service-desc\".*?>", "", text, flags=re.DOTALL)
    text = re.sub(r"<noscript>.*?</noscript>", slow.NO_SCRIPT, text, flags=re.DOTALL)
    before, _, after = re.split(r"(<title>.*?</title>)", text, maxsplit=1)
    preloads = (
        f'<link rel="modulepreload" href="./static/js/{script}">' for script in _small_scripts()
    )
    return before, "\n    ".join(["", _feed(words), *preloads]) + after


@cache
def _small_scripts() -> list[str]:
    folder = STREAMLIT / "static" / "js"
    return sorted(path.name for start in SMALL_SCRIPTS for path in folder.glob(f"{start}.*.js"))


def _feed(words: Wording) -> str:
    """Where readers of feeds find what is published here."""
    title = html.escape(words.say("feed.subscribe"))
    address = f"/feed.xml?lang={words.language}"
    return f'<link rel="alternate" type="application/atom+xml" href="{address}" title="{title}">'


def told(
    words: Wording,
    title_entry: str,
    text: str | Sequence[str],
    status: int,
    way: tuple[str, str] | None = None,
) -> HTMLResponse:
    """A page of ours without Streamlit: a title, what is to be said, and the ways on.

    `text` is the name of a catalogue entry, or the sentences; `way` the name and address of
    another way than to the pages.
    """
    said = [words.say(text)] if isinstance(text, str) else text
    lang = "" if words.language == crisis.read().languages[0] else f"?lang={words.language}"
    ways = [(words.say(f"menu.{name}"), f"{PAGES[name]}{lang}") for name in READING]
    ways = [way, *ways] if way else ways
    links = "".join(
        f'<li><a href="{html.escape(address)}">{html.escape(label)}</a></li>'
        for label, address in ways
    )
    sentences = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in said)
    title = html.escape(words.say(title_entry))
    page = (
        f'<!DOCTYPE html><html lang="{words.language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        "<style>body{font:18px sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}</style>"
        f"</head><body><h1>{title}</h1>{sentences}<ul>{links}</ul></body></html>"
    )
    return HTMLResponse(page, status)
