"""Addresses of a view in its other forms: the page, the brief, its PDF, its data, its card."""

from dataclasses import dataclass

from starlette.requests import Request

from analysis import view
from analysis.shown import Shown
from ledger import crisis


@dataclass(frozen=True)
class Link:
    """An address with what it is called; `here` is true where the reader is already."""

    label: str
    address: str
    language: str = ""
    here: bool = False


def base(request: Request) -> str:
    """Where readers reach this deployment, without a slash at the end."""
    return crisis.read().address or str(request.base_url).rstrip("/")


def page(shown: Shown, **changed: str) -> str:
    """The path of the view's page, in its language, with some parameters changed."""
    return _with(view.PAGES[shown.page], shown, changed)


def form(shown: Shown, path: str, **changed: str) -> str:
    """The path of another form of the view, such as `/brief`."""
    about = {} if shown.page == "situation" else {"page": shown.page}
    return _with(path, shown, about | changed)


def frozen(shown: Shown) -> dict[str, str]:
    """What to change in the address of a view so that it stays on these figures."""
    changed = {"as_known": str(shown.version.number)}
    if "time" in view.PARAMETERS[shown.page]:
        changed["time"] = f"{shown.days.start}..{shown.days.end}"
    return changed


def _with(path: str, shown: Shown, changed: dict[str, str]) -> str:
    query = view.query_string({**shown.asked, "lang": shown.words.language, **changed})
    return f"{path}?{query}"
