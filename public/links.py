"""Addresses of a view in its forms: its page, its brief, what can be embedded."""

from collections.abc import Mapping

from starlette.requests import Request

from analysis import view
from analysis.shown import Shown
from ledger import crisis


def base(request: Request) -> str:
    """Where readers reach this dashboard, without a slash at the end."""
    return crisis.read().address.rstrip("/") or str(request.base_url).rstrip("/")


def parameters(request: Request) -> dict[str, list[str]]:
    """Every value of each parameter of an address."""
    said: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        said.setdefault(name, []).append(value)
    return said


def page(shown: Shown, asked: Mapping[str, str] | None = None) -> str:
    """The path of the view's page in its language; `asked` replaces the view's parameters."""
    asked = shown.asked if asked is None else asked
    return _with(view.PAGES[shown.page], view.query_string(asked), f"lang={shown.words.language}")


def form(path: str, shown: Shown, asked: Mapping[str, str] | None = None, lang: str = "") -> str:
    """The path of another form of the view, such as `/brief`; `asked` as in page."""
    asked = shown.asked if asked is None else asked
    language = lang or shown.words.language
    return _with(path, f"page={shown.page}", view.query_string(asked), f"lang={language}")


def _with(path: str, *query: str) -> str:
    return f"{path}?{'&'.join(filter(None, query))}"
