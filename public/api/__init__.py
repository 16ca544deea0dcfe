"""Every table as a file, with the query string of the pages: /api/v1/<table>.<form>."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from analysis.shown import Shown
from analysis.view import PARAMETERS
from analysis.wording import Wording
from ledger.tables import TABLES
from public.answers import Made, answer
from public.api import forms, openapi
from public.language import language_of
from public.problems import problem

START = "v1/"


class Api:
    """An ASGI application for everything below /api/."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a table in a form; anything else is 404 and names what there is."""
        response = await self._response(Request(scope, receive))
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        path = request.path_params["path"]
        if path == f"{START}openapi.json":
            served = {getattr(route, "path", "") for route in request.app.routes}

            def describe(view: Shown) -> Made:
                return openapi.made(view.words, served)

            return await answer(request, "openapi", "api/openapi", describe)
        table, _, form = path.removeprefix(START).partition(".")
        if not path.startswith(START) or form not in forms.of(table):
            allowed = [f"/api/{START}{one}.{form}" for one in TABLES for form in forms.of(one)]
            allowed.append(f"/api/{START}openapi.json")
            words = Wording(language_of(request))
            return problem(words, 404, "no_such_file", path=f"/api/{path}", allowed=allowed)

        def make(view: Shown) -> Made:
            return forms.FORMS[form](view, table)

        return await answer(request, f"{table}.{form}", _page(table, request), make)


def _page(table: str, request: Request) -> str:
    """Which parameters are understood: those of the table, or of the page whose table it is."""
    of_page = f"api/{table}/{request.query_params.get('page', '')}"
    return of_page if of_page in PARAMETERS else f"api/{table}"


def routes() -> list[BaseRoute]:
    """The routes of this package."""
    return [Route("/api/{path:path}", Api())]
