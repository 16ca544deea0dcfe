"""Short links: /s/CODE leads to the full address of the view that somebody shared.

302  the view, with `lang` if it is asked for; a live view stays live
403  an admin paused the link
404  nobody made a link of that code
410  an admin removed the link
"""

from urllib.parse import parse_qsl

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from analysis import migrations, published, view
from analysis.wording import Wording
from ledger import crisis, links
from public.language import language_of
from public.problems import problem
from public.shell import told

STATUS = {"short_unknown": 404, "short_paused": 403, "short_removed": 410}
# An admin may pause or remove a link at any moment.
HEADERS = {"cache-control": "no-cache"}


async def follow(request: Request) -> Response:
    """Lead to the view of a link, or say in a sentence why there is none."""
    code = request.path_params["code"]
    link = await to_thread.run_sync(links.find, published.here().ledger, code)
    if link is None:
        return _refused(request, "short_unknown")
    if link.status != "open":
        return _refused(request, f"short_{link.status}")
    address = address_of(link.view, request.query_params.get("lang", ""))
    return (
        RedirectResponse(address, 302, HEADERS) if address else _refused(request, "short_unknown")
    )


def address_of(shared: str, language: str) -> str:
    """The address of a view in a language; blank when it is of no page of ours.

    Nothing but a page of this server is ever led to, whatever the database says.
    """
    path, _, query = shared.partition("?")
    path = migrations.moved(path) or path
    if path not in view.PAGES.values():
        return ""
    lang = {"lang": language} if language in crisis.read().languages else {}
    asked = view.query_string({**dict(parse_qsl(query)), **lang})
    return f"{path}?{asked}" if asked else path


def _refused(request: Request, kind: str) -> Response:
    words = Wording(language_of(request))
    accepts = request.headers.get("accept", "")
    if "json" in accepts and "html" not in accepts:
        return problem(words, STATUS[kind], kind)
    page = told(words, f"problem.{kind}", f"problem.{kind}_why", STATUS[kind])
    page.headers.update(HEADERS | {"vary": "Accept, Accept-Language"})
    return page
