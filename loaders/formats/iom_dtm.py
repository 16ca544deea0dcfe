"""IOM DTM: internally displaced people by operation, round and place, of every country.

Published   by the DTM API (JSON, one request for each admin level) and as one flat CSV on the
            humanitarian data exchange, with a row of HXL tags; a round every few months.
Measures    a stock on the reporting date of the round.
Covers      people displaced inside their country, present in the assessed places.
Known gaps  a place has several rows in a round, one for each reason or origin: they belong together
            and are added here. Rounds are never added. Operations in one country overlap, and so do
            baseline and site assessments: each is a source of its own here. The numbers of men and
            women are read only where every row of the place has them. IOM sometimes has one place
            twice with the same number and reason; both are added, as IOM's own totals do, and a
            warning says so; a record that is there twice under one id is counted once. An answer
            of the API that failed, or has fewer records than it says, is an error.
"""

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa

from ledger import crisis
from ledger.checks import Problem
from loaders.answers import incomplete, without_repeats
from loaders.assessments import method_of, source_of
from loaders.bodies import Body, blanks, body_of, note, warning
from loaders.cards import Card
from loaders.cells import Cells, of_texts
from loaders.headers import Found, Header
from loaders.judging import Asked, Judged, judged, united
from loaders.meanings import blank, country, day, is_nothing, whole
from loaders.regions import code_of, swapped

SOURCE = Card(
    "iom_dtm",
    "IOM",
    "Displacement Tracking Matrix, internally displaced people by operation",
    "https://dtm.iom.int",
    "Non-commercial use with credit to IOM",
    "International Organization for Migration (IOM), Displacement Tracking Matrix",
    "90",
    "Baseline assessments with key informants; site assessments",
    "Internally displaced people present in assessed places, by round",
    "Rounds and operations must not be added",
)
SOURCES = (SOURCE,)

HEADER = Header(
    ("operation", "admin0Pcode", "numPresentIdpInd", "reportingDate", "roundNumber"),
    (
        *("id", "adminLevel", "admin0Name", "admin1Name", "admin1Pcode"),
        *("admin2Name", "admin2Pcode", "yearReportingDate", "monthReportingDate"),
        *("displacementReason", "numberMales", "numberFemales", "assessmentType"),
        *("idpOriginAdmin1Name", "idpOriginAdmin1Pcode", "operationStatus"),
    ),
)
HEADERS = (HEADER,)
PLACES = ("operation", "assessmentType", "admin0Pcode", "admin1Pcode", "admin2Pcode")
TOGETHER = (*PLACES, "roundNumber", "reportingDate")
NUMBERS = {"numPresentIdpInd": "", "numberMales": "male", "numberFemales": "female"}
MOST_REASONS = 8


def read(found: Found, asked: Asked) -> Judged:
    """A count for each place and round, and one for each sex where all its rows have it."""
    whole_body = body_of(found)
    told = [*whole_body.problems, *incomplete(found, len(whole_body))]
    body, repeated = without_repeats(whole_body)
    told += [*repeated, *blanks(body, "operation", "admin0Pcode")]
    counted = body["numPresentIdpInd"].where(lambda text: bool(blank(text)))
    told += _not_reported(body, counted)
    rows = body.only(counted)
    here = rows["admin0Pcode"].where(lambda code: country(code) == crisis.read().origin_iso3)
    told += swapped(rows.only(here), "admin1Name", "admin1Pcode")
    group = _groups(rows)
    told += _twice(rows, group)
    first = pd.Series(group).duplicated().to_numpy()
    pieces = [
        _counts(rows, group, ~first, title, sex, asked)
        for title, sex in NUMBERS.items()
        if rows.has(title)
    ]
    return united(pieces, told)


def _not_reported(body: Body, counted: np.ndarray) -> list[Problem]:
    """A note on rows without a number; a warning where other rows of their place have one."""
    if counted.all():
        return []
    group = pd.Series(_groups(body))
    partly = ~counted & group.isin(group[counted]).to_numpy()
    alone = int((~counted & ~partly).sum())
    told = [note("not_reported", body, n=alone)] if alone else []
    if partly.any():
        first = body.rows.filter(pa.array(partly))[0].as_py()
        told.append(warning("sum_of_part", body, first, n=int(partly.sum())))
    return told


def _groups(rows: Body) -> np.ndarray:
    """A number for each row, the same for rows that belong together, in order of the file."""
    texts = pd.DataFrame({title: rows[title].texts_of_rows() for title in TOGETHER})
    return texts.groupby(list(TOGETHER), sort=False, dropna=False).ngroup().to_numpy()


def _counts(
    rows: Body, group: np.ndarray, first: np.ndarray, title: str, sex: str, asked: Asked
) -> Judged:
    sums = _sums(rows[title], group)
    # A sum of several rows stands in no cell.
    letters = np.where(np.bincount(group) == 1, rows[title].letter, "").astype(object)
    reasons = _reasons(rows, group) if not sex else [""] * len(sums)
    chosen = rows.only(first)
    has = np.array([bool(text) for text in sums], bool)
    number = replace(
        of_texts([text for text in sums if text]),
        letters=pa.array(letters[has], pa.string()).dictionary_encode(),
    )
    said = of_texts([text for text, kept in zip(reasons, has, strict=True) if kept])
    kept = chosen.only(has)
    columns = _columns(kept, number, sex, said)
    return judged("counts", kept, columns, asked, places=("place_as_reported",))


def _columns(rows: Body, number: Cells, sex: str, said: Cells) -> dict[str, Cells | str]:
    return {
        "source_id": rows.joined(
            ("operation", "assessmentType"), lambda *of: source_of(SOURCE.source_id, *of)
        ),
        "population_type": "idps",
        "measure": "stock",
        "unit": "people",
        "reference_period_start": rows["reportingDate"].read(day),
        "reference_period_end": rows["reportingDate"].read(day),
        "origin_iso3": rows["admin0Pcode"].read(country),
        "location_iso3": rows["admin0Pcode"].read(country),
        "admin1_code": rows.joined(("admin0Pcode", "admin1Name", "admin1Pcode"), _admin1),
        "admin2_code": rows["admin2Pcode"].read(blank),
        "place_as_reported": rows.joined(("admin2Name", "admin1Name"), lambda *n: n[0] or n[1]),
        "sex": sex,
        "count": number,
        "qualifier": "exact",
        "method": rows["assessmentType"].read(method_of),
        "operation": rows["operation"],
        "round": rows["roundNumber"].read(whole),
        "source_url": SOURCE.url,
        "note": said,
    }


def _admin1(iso3: str, name: str, code: str) -> str:
    """The code of a region; in the country in crisis the region's name leads."""
    here = country(iso3) == crisis.read().origin_iso3 and not is_nothing(name)
    return code_of(name, code) if here else blank(code)


def _sums(cells: Cells, group: np.ndarray) -> list[str]:
    """The sum of each group as text; "" where a row has no number; a text that is none as it is."""
    parts: dict[int, list[str]] = defaultdict(list)
    for at, text in zip(group.tolist(), cells.read(whole).texts_of_rows(), strict=True):
        parts[at].append(text)
    return [_sum(texts) for texts in parts.values()]


def _sum(texts: list[str]) -> str:
    wrong = [text for text in texts if text and not text.isdecimal()]
    if wrong:
        return wrong[0]
    return str(sum(map(int, texts))) if all(texts) else ""


def _reasons(rows: Body, group: np.ndarray) -> list[str]:
    """For each group how many people were displaced by which reason, if it has several."""
    parts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    reasons = rows["displacementReason"].texts_of_rows()
    numbers = rows["numPresentIdpInd"].read(whole).texts_of_rows()
    for at, reason, number in zip(group.tolist(), reasons, numbers, strict=True):
        parts[at][reason] += int(number) if number.isdecimal() else 0
    return [
        "; ".join(f"{reason}: {n}" for reason, n in found.items())
        if 1 < len(found) <= MOST_REASONS
        else ""
        for found in parts.values()
    ]


def _twice(rows: Body, group: np.ndarray):
    """A warning if rows of a group say the same, number and reason and origin, under two ids."""
    titles = (
        "numPresentIdpInd",
        "displacementReason",
        "idpOriginAdmin1Pcode",
        "idpOriginAdmin1Name",
    )
    said = pd.DataFrame({title: rows[title].texts_of_rows() for title in titles})
    again = said.assign(group=group).duplicated().to_numpy()
    numbers = rows.rows.filter(pa.array(again)).to_pylist()
    return [warning("same_place_twice", rows, numbers[0], n=len(numbers))] if numbers else []
