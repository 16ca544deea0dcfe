"""The rows of a page as a reader takes them along: as CSV, and as a workbook with what is said."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from analysis import citation, exported, points, selection, sharing, view, workbook
from analysis.citation import Extract
from analysis.wording import Wording
from ledger.declaration import Column
from ledger.tables import TABLES
from ledger.vocabulary import POINT_STATUSES
from ui import data, link

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# The page lists every vintage, and places of help that are closed.
OF_EVERY_ROW = {
    "counts": {"history": "all"},
    "assistance_points": {"status": view.SEPARATOR.join((*POINT_STATUSES, points.NOT_REPORTED))},
}


@dataclass(frozen=True)
class Form:
    """A file that is made when somebody asks for it, after the run of the page."""

    made: Callable[[], bytes]
    media_type: str


def forms(words: Wording, rows: Callable[[], pd.DataFrame]) -> dict[str, Form]:
    """How the rows of a page can be taken along, by the ending of the file."""
    about, public = _about(words), is_public()
    return {
        "csv": Form(lambda: exported.as_csv(rows()), "text/csv"),
        "xlsx": Form(lambda: _workbook(about, rows(), public=public), XLSX),
    }


def address(words: Wording, table: str) -> None:
    """Where programs find the rows of a table that Figures and sources lists."""
    if not is_public():
        return
    asked = {name: link.asked(name) for name in view.PARAMETERS[f"api/{table}"]}
    asked |= OF_EVERY_ROW.get(table, {}) | {"lang": link.asked("lang")}
    query = view.query_string(asked)
    start = f"/api/v1/{table}"
    said = words.say(
        "figures.api",
        csv=f"{start}.csv?{query}",
        json=f"{start}.json?{query}",
        openapi="/api/v1/openapi.json",
    )
    st.markdown(f":small[{said}]")


def is_public() -> bool:
    """Whether everybody may see what the page shows: no draft, and no small counts."""
    known = data.known()
    return not known.draft and not known.small


def _about(words: Wording) -> Extract:
    """What the page shows, still without its rows."""
    page = link.page()
    shown = data.view_of(page if page in view.SHARING else "methodology", words)
    return Extract(
        what=words.say(f"menu.{page}"),
        rows=pd.DataFrame(),
        columns=(),
        asked=shown.asked,
        days=shown.days if "time" in view.PARAMETERS[shown.page] else None,
        tables=data.tables(),
        version=shown.version,
        address=sharing.address(shown, frozen=True),
        words=words,
    )


def _workbook(about: Extract, rows: pd.DataFrame, *, public: bool) -> bytes:
    """The rows, their sources, what was chosen, how to cite them; too many rows are told so."""
    words = about.words
    told = citation.metadata(replace(about, rows=rows, columns=_declared(rows)))
    if not public:
        told["citation"] = words.say("workbook.not_public")
    try:
        return workbook.written(rows, list(rows.columns), told, words)
    except workbook.TooManyRows as error:
        said = words.say("workbook.too_many", n=error.rows, most=workbook.MOST_ROWS)
        return workbook.written(pd.DataFrame({"data": [said]}), ["data"], told, words)


def _declared(rows: pd.DataFrame) -> list[Column]:
    """The columns of the table that the rows are of; none where they are of no table."""
    names = {*rows.columns}
    table = next((name for name, table in TABLES.items() if names.issuperset(table.names)), "")
    page = view.PAGES_OF_COUNTS[0] if "how" in names else ""
    columns = selection.columns(table, page) if table else []
    return [column for column in columns if column.name in names]
