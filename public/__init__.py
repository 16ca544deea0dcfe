"""What is read without a page: the shell of pages, shapes for maps, compressed files, health."""

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route

from public import health
from public.files import REFERENCE, Compressed, StreamlitFiles
from public.shell import Shell


def middleware() -> list[Middleware]:
    """What stands before Streamlit: the shell of pages, and its files compressed."""
    return [Middleware(Shell), Middleware(StreamlitFiles)]


def routes() -> list[BaseRoute]:
    """What this dashboard answers beside its pages."""
    return [
        Mount("/geo", Compressed(REFERENCE)),
        Route("/healthz", health.lives),
        Route("/readyz", health.ready),
    ]
