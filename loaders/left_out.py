"""What a file holds or announces beside the table that is read."""

from ledger.checks import Problem
from loaders.bodies import Body, note, warning
from loaders.headers import Found
from loaders.records import RecordSheet

FEWEST_TITLES = 3


def records_missing(found: Found, body: Body) -> list[Problem]:
    """A warning about a page of an answer that says how many records there are in all."""
    about = found.sheet.about if isinstance(found.sheet, RecordSheet) else {}
    said = about.get("count", "")
    if not said.isdigit() or int(said) <= len(body):
        return []
    return [warning("records_missing", body, n=int(said) - len(body), of=int(said))]


def sheets_left_out(found: Found, body: Body, read: tuple[str, ...]) -> list[Problem]:
    """A note about tables on sheets other than those that were read."""
    others = [
        sheet.name
        for sheet in found.file.sheets
        if sheet.name not in read and any(sum(map(bool, r)) >= FEWEST_TITLES for r in sheet.head)
    ]
    return [note("sheets_left_out", body, sheets=", ".join(others))] if others else []
