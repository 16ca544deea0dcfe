"""What is read without a page: shells of pages, shapes for maps, files, links, health, data."""

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route

from public import api, brief, card, embed, feed, geo, health, pdf, short, sign_in
from public.files import StreamlitFiles
from public.problems import Problems
from public.shell import Shell


def middleware() -> list[Middleware]:
    """What stands before Streamlit: the shell of pages, its files compressed, errors told."""
    return [Middleware(Shell), Middleware(StreamlitFiles), Middleware(Problems)]


def routes() -> list[BaseRoute]:
    """What this dashboard answers beside its pages."""
    return [
        Mount("/geo", routes=geo.routes()),
        Route("/healthz", health.lives),
        Route("/readyz", health.ready),
        Route("/sign_in", sign_in.follow),
        *api.routes(),
        Route("/s/{code:path}", short.follow),
        Route("/brief", brief.brief),
        Route("/brief.pdf", pdf.brief),
        Route("/card.png", card.card),
        Route("/embed/{part:path}", embed.embed),
        Route(feed.PATH, feed.every),
        Route("/feed/{file:path}", feed.of_table),
    ]
