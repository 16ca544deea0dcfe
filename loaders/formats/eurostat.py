"""Eurostat: asylum, temporary protection and residence permits, by country and citizenship.

Published   twice a day at 11:00 and 23:00 as TSV, SDMX-CSV or "linear" CSV; each dataset monthly,
            quarterly or yearly.
Measures    by dataset: people under temporary protection at the end of a month and permits valid on
            31 December are stocks; applications, decisions and first permits are flows.
Covers      countries of the European Union and of EFTA. Citizens of a country, wherever they came
            from: the citizenship is the nationality, and the origin is left blank.
Known gaps  `:` is not available; flags (b break, e estimated, p provisional, u unreliable, c
            confidential) go into the note; a confidential value is a suppressed count. Aggregates
            such as EU27_2020 are sums of other rows and are not read. Bands of sex and age are
            read beside their total; of every other dimension (reason, duration) only the total.
            A dimension that a file lacks is an error: without it a part looks like a total.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa

from ledger.checks import Problem
from loaders.bodies import Body, body_of, note, warning
from loaders.eurostat_codes import (
    CARDS,
    CITIZENS,
    DATASETS,
    OF_PEOPLE,
    SEX,
    TOTAL,
    age,
    age_is_known,
    dataset_in,
    dataset_of,
    dimensions,
    is_aggregate,
)
from loaders.eurostat_shapes import (
    LINEAR,
    SDMX,
    TSV,
    flags_of,
    has_every_dimension,
    observed,
    status,
    values_of_rows,
    with_dimensions,
    without_labels,
)
from loaders.files import letter_of
from loaders.headers import Found
from loaders.judging import Asked, Judged, judged, nothing, united
from loaders.meanings import country, nationality, whole
from loaders.periods import period

SOURCES = tuple(CARDS.values())
HEADERS = (LINEAR, SDMX, TSV)

# Dimensions that we have a column for; of every other one we read the total.
OURS = {"freq", "unit", "sex", "age", "citizen", "geo"}
LAST_UPDATE = re.compile(r"(\d{2})/(\d{2})/(\d{2}) .*")


def read(found: Found, asked: Asked) -> Judged:
    """The observations of each dataset that are totals but for sex, age and citizenship."""
    body, problems = _as_codes(found)
    pieces: list[Judged] = []
    for dataset, rows in _datasets(found, body):
        wrong = _unknown(dataset, rows, found)
        pieces.append((nothing(), wrong) if wrong else _counts(rows, dataset, asked))
    return united(pieces or [(nothing(), [])], problems)


def _as_codes(found: Found) -> tuple[Body, list[Problem]]:
    """The rows with a column of codes for each dimension, whatever the shape of the file."""
    written = body_of(found)
    if found.header is not TSV:
        body = without_labels(written)
        lost = [] if body.has("OBS_FLAG") else [warning("flags_missing", body, found.row)]
        return body, body.problems + lost
    complete = has_every_dimension(written)
    cut = written.rows.filter(pa.array(~complete)).to_pylist()
    problems = [p for p in written.problems if p.rule != "titles_unknown"]
    problems += [Problem("error", "dimensions_cut", written.sheet, f"A{n}", n) for n in cut]
    return with_dimensions(written.only(complete)), problems


def _datasets(found: Found, body: Body) -> Iterator[tuple[str, Body]]:
    """The rows of each dataset: named in the file, else (a TSV holds none) by the file."""
    named = "STRUCTURE_ID|DATAFLOW"
    if not body.has(named):
        yield dataset_in(found.file.name), body
        return
    codes = body[named].read(dataset_of)
    for code in dict.fromkeys(codes.distinct):
        rows = body.only(codes.where(lambda text, code=code: text == code))
        if len(rows):
            yield code, rows


def _unknown(dataset: str, rows: Body, found: Found) -> list[Problem]:
    """A dataset whose meaning we do not know, or what a known one lacks."""
    if dataset not in DATASETS:
        params: dict[str, object] = {"known": ", ".join(DATASETS)}
        row = rows.rows[0].as_py() if rows.has("STRUCTURE_ID|DATAFLOW") else found.row
        problem = Problem("error", "dataset_unknown", rows.sheet, row=row, params=params)
        return [replace(problem, value=dataset)]
    return [
        Problem(
            "error",
            "title_missing",
            rows.sheet,
            row=found.row,
            column=title.split("|")[0],
            params={"title": title.split("|")[0]},
        )
        for title in ("geo", *dimensions(dataset))
        if not rows.has(title)
    ] + _no_periods(rows, found)


def _no_periods(rows: Body, found: Found) -> list[Problem]:
    """The columns of a TSV whose titles are no period: their numbers are of no known day."""
    titles = [title for title in rows.by_title if found.header is TSV and title in found.titles]
    return [
        Problem(
            "error",
            "period_unknown",
            rows.sheet,
            f"{letter_of(found.titles.index(title))}{found.row}",
            found.row,
            title,
            title,
        )
        for title in titles
        if not period(title)
    ]


def _counts(body: Body, dataset: str, asked: Asked) -> Judged:
    population_type, measure, _ = DATASETS[dataset]
    rows, told = _totals(body)
    rows = observed(rows)
    time = rows["TIME_PERIOD"]
    ends = time.read(lambda text: _day(text, 1))
    columns = {
        "source_id": CARDS[dataset].source_id,
        "population_type": population_type,
        "measure": measure,
        "unit": "people",
        "reference_period_start": ends if measure == "stock" else time.read(lambda t: _day(t, 0)),
        "reference_period_end": ends,
        "location_iso3": rows["geo"].read(country),
        "nationality_iso3": rows["citizen"].read(lambda c: CITIZENS.get(c, nationality(c))),
        "sex": rows["sex"].read(lambda code: SEX.get(code, code)),
        "age_range": rows["age"].read(age),
        "count": rows["OBS_VALUE"].read(whole),
        "qualifier": rows["OBS_FLAG"].read(lambda flag: "about" if "e" in flag else "exact"),
        "status": rows.joined(("OBS_VALUE", "OBS_FLAG", "CONF_STATUS"), status),
        "method": "registration",
        "published_at": rows["LAST UPDATE"].read(_last_update),
        "source_url": CARDS[dataset].url,
        "note": rows.joined(("OBS_FLAG", "CONF_STATUS"), flags_of),
    }
    tables, problems = judged("counts", rows, columns, asked)
    return tables, told + problems + _unknown_ages(rows)


def _totals(body: Body) -> tuple[Body, list[Problem]]:
    """The rows of countries and people, totals of every dimension that we have no column for."""
    others = [title for title in body.by_title if title.islower() and title not in OURS]
    is_part = np.zeros(len(body), bool)
    for title in others:
        is_part |= body[title].where(lambda code: code not in TOTAL)
    reasons = {
        "aggregates_left_out": body["geo"].where(is_aggregate)
        | body["citizen"].where(lambda code: is_aggregate(code) and code not in CITIZENS),
        "parts_left_out": is_part,
        "unit_left_out": body["unit"].where(lambda code: code not in OF_PEOPLE),
        "sex_unknown": body["sex"].where(lambda code: code == "UNK"),
    }
    values = values_of_rows(body)
    left_out = {rule: int(values[rows].sum()) for rule, rows in reasons.items()}
    told = [note(rule, body, n=n) for rule, n in left_out.items() if n]
    return body.only(~np.any(list(reasons.values()), axis=0)), told


def _unknown_ages(rows: Body) -> list[Problem]:
    """An error for each age code that is not known: a band must not look like a total."""
    cells = rows["age"]
    codes = {code for code in cells.distinct if not age_is_known(code)}
    first = {code: np.flatnonzero(cells.where(lambda text, c=code: text == c)) for code in codes}
    found = [(code, rows.rows[int(at[0])].as_py()) for code, at in sorted(first.items()) if len(at)]
    return [
        Problem("error", "age_unknown", rows.sheet, f"{cells.letter}{row}", row, "age", code)
        for code, row in found
    ]


def _day(text: str, which: int) -> str:
    days = period(text)
    return days[which].isoformat() if days else text


def _last_update(text: str) -> str:
    """23/05/24 23:00:00 is a day of 2024."""
    found = LAST_UPDATE.fullmatch(text)
    return f"20{found[3]}-{found[2]}-{found[1]}" if found else text
