"""Whether a service's answer is whole: what it says beside its records, and records sent twice."""

import pandas as pd
import pyarrow as pa

from ledger.checks import Problem
from loaders.bodies import Body, warning
from loaders.headers import Found
from loaders.records import RecordSheet


def incomplete(found: Found, records: int) -> list[Problem]:
    """An error if the service says beside its records that it failed or that there are more."""
    about = found.sheet.about if isinstance(found.sheet, RecordSheet) else {}
    problems = []
    if about.get("isSuccess", "true") != "true":
        problems.append(Problem("error", "answer_failed", found.sheet.name))
    said = about.get("totalRecordsCount", "")
    if said.isdecimal() and int(said) != records:
        params: dict[str, object] = {"n": records, "said": said}
        problems.append(Problem("error", "answer_cut_off", found.sheet.name, params=params))
    return problems


def without_repeats(body: Body) -> tuple[Body, list[Problem]]:
    """Without records that repeat another one wholly, its id too, and a warning if there are."""
    texts = pd.DataFrame({title: cells.texts_of_rows() for title, cells in body.by_title.items()})
    again = texts.duplicated().to_numpy() & body["id"].filled()
    if not again.any():
        return body, []
    first = body.rows.filter(pa.array(again))[0].as_py()
    told = warning("records_repeated", body, first, n=int(again.sum()))
    return body.only(~again), [told]
