"""The picture that a messenger shows for a link: the finding, its day, source and version."""

from starlette.requests import Request
from starlette.responses import Response

from analysis import cards
from analysis.shown import Shown
from public.answers import Made, answer


async def card(request: Request) -> Response:
    """The card of the view that the address asks for; `page` says of which page."""
    return await answer(request, "card", "", _made)


def _made(shown: Shown) -> Made:
    return Made(cards.png(shown), "image/png")
