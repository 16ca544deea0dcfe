"""Eurostat: asylum, temporary protection and residence permits, by country and citizenship.

Published   twice a day at 11:00 and 23:00 as TSV, SDMX-CSV or "linear" CSV; each dataset monthly,
            quarterly or yearly.
Measures    by dataset: people under temporary protection at the end of a month and permits valid on
            31 December are stocks; applications, decisions and first permits are flows.
Covers      countries of the European Union and of EFTA. Citizens of a country, wherever they came
            from: the citizenship is the nationality, and the origin is left blank.
Known gaps  `:` is not available; flags (b break, e estimated, p provisional, u unreliable, c
            confidential) go into the note. Aggregates such as EU27_2020 and citizens TOTAL are
            sums of other rows and are not read. Bands of sex and age are read beside their total;
            of every other dimension (reason, duration) only the total.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ledger.checks import Problem
from loaders.bodies import Body, body_of, note
from loaders.cards import Card
from loaders.headers import Found, Header
from loaders.judging import Asked, Judged, judged, nothing, united
from loaders.meanings import country, nationality
from loaders.periods import period

URL = "https://ec.europa.eu/eurostat/databrowser/view"
# For each dataset: population type, measure, and what it counts.
DATASETS = {
    "migr_resvalid": ("third_country_nationals", "stock", "Valid residence permits"),
    "migr_resfirst": ("third_country_nationals", "flow", "First residence permits"),
    "migr_asytpsm": ("temporary_protection", "stock", "Beneficiaries of temporary protection"),
    "migr_asytpfm": ("temporary_protection", "flow", "Decisions granting temporary protection"),
    "migr_asytpfq": ("temporary_protection", "flow", "Decisions granting temporary protection"),
    "migr_asytpfa": ("temporary_protection", "flow", "Decisions granting temporary protection"),
    "migr_asyappctzm": ("asylum_seekers", "flow", "Asylum applicants"),
    "migr_asyappctza": ("asylum_seekers", "flow", "Asylum applicants"),
    "migr_asypenctzm": ("asylum_seekers", "stock", "Pending asylum applications"),
}
CARDS = {
    code: Card(
        f"eurostat_{code.removeprefix('migr_')}",
        "Eurostat",
        f"{says} ({code})",
        f"{URL}/{code}",
        "Reuse with acknowledgement of the source (Eurostat)",
        f"Eurostat, {code}",
        "365" if code.endswith(("valid", "first", "a")) else "30",
        "Administrative data of national authorities",
        "Countries of the European Union and of EFTA",
        "Flags in the note; aggregates are not read",
    )
    for code, (_, _, says) in DATASETS.items()
}
SOURCES = tuple(CARDS.values())

VALUES = ("geo", "citizen", "TIME_PERIOD", "OBS_VALUE")
# Labels beside codes, which "linear" files have; Duration is not duration.
LABELS = (
    *("STRUCTURE_NAME", "Time frequency", "Duration", "Reason", "Unit of measure", "Sex"),
    *("Age class", "Country of citizenship", "Geopolitical entity (reporting)", "Time"),
    *("Observation value", "Observation status (Flag) V2 structure", "CONF_STATUS"),
    *("Confidentiality status (flag)", "Type of applicant", "Applicant type"),
)
DIMENSIONS = ("freq", "unit", "sex", "age", "duration", "reason", "applicant", "asyl_app")
LINEAR = Header(("STRUCTURE_ID", *VALUES), ("STRUCTURE", "OBS_FLAG", *LABELS, *DIMENSIONS))
SDMX = Header(("DATAFLOW", *VALUES), ("LAST UPDATE", "OBS_FLAG", *LABELS, *DIMENSIONS))
TSV = Header((), series=r"[a-z_,]+,geo\\(?:TIME_PERIOD|time)", example="freq,...,geo\\TIME_PERIOD")
HEADERS = (LINEAR, SDMX, TSV)

ABOUT_ROWS = {"STRUCTURE", "STRUCTURE_ID", "DATAFLOW", "LAST UPDATE", "OBS_FLAG", *LABELS}
OF_PEOPLE = {"", "PER", "NR"}
TOTAL = {"", "TOTAL", "T", "_T", "ASY_APP"}
SEX = {"F": "female", "M": "male"} | dict.fromkeys(TOTAL, "")
CITIZENS = {"STLS": "XXA", "UNK": "XXX"} | dict.fromkeys(TOTAL, "")
DATASET = re.compile(r"migr_[a-z]+", re.IGNORECASE)
FLAGGED = re.compile(r"(\d+|:)\s*([a-z]*)")
AGES = {"UNK": "unknown"} | dict.fromkeys(TOTAL, "")
LAST_UPDATE = re.compile(r"(\d{2})/(\d{2})/(\d{2}) .*")


def read(found: Found, asked: Asked) -> Judged:
    """The observations of a dataset that are totals but for sex, age and citizenship."""
    body = body_of(found)
    dataset = _dataset(found, body)
    if dataset not in DATASETS:
        params: dict[str, object] = {"known": ", ".join(DATASETS)}
        unknown = Problem("error", "dataset_unknown", body.sheet, value=dataset, params=params)
        return nothing(), [unknown]
    problems = [p for p in body.problems if found.header is not TSV or p.rule != "titles_unknown"]
    observed = _observed_in_columns(body) if found.header is TSV else iter([body])
    pieces = [_counts(piece, dataset, asked) for piece in observed]
    return united(pieces, problems)


def _dataset(found: Found, body: Body) -> str:
    """The dataset's code: in the file, else (a TSV holds none) in its name."""
    codes = body["STRUCTURE_ID|DATAFLOW"].texts_of_rows()[:1]
    said = DATASET.search(codes[0] if codes and codes[0] else found.file.name)
    return said[0].lower() if said else ""


def _observed_in_columns(body: Body) -> Iterator[Body]:
    """A body for each period that is a column: its dimensions, value and flag."""
    key = next(title for title in body.by_title if "\\" in title)
    names = key.split("\\")[0].split(",")
    dimensions = {
        name: replace(body[key].read(lambda text, n=n: (text.split(",") + [""] * n)[n]), letter="A")
        for n, name in enumerate(names)
    }
    for title, cells in body.by_title.items():
        if title != key and period(title.replace("M", "-")):
            flag = cells.read(lambda text: (FLAGGED.fullmatch(text) or ["", "", ""])[2])
            value = cells.read(lambda text: (FLAGGED.fullmatch(text) or ["", text])[1])
            at = {"TIME_PERIOD": body.all(title.replace("M", "-"))}
            seen = {**dimensions, **at, "OBS_VALUE": value, "OBS_FLAG": flag}
            yield replace(body, by_title=seen, problems=[])


def _counts(body: Body, dataset: str, asked: Asked) -> Judged:
    population_type, measure, _ = DATASETS[dataset]
    rows, told = _totals(body)
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
        "age_range": rows["age"].read(_age),
        "count": rows["OBS_VALUE"],
        "qualifier": rows["OBS_FLAG"].read(lambda flag: "about" if "e" in flag else "exact"),
        "status": rows["OBS_FLAG"].read(lambda flag: "provisional" if "p" in flag else "reported"),
        "method": "registration",
        "published_at": rows["LAST UPDATE"].read(_last_update),
        "source_url": CARDS[dataset].url,
        "note": rows["OBS_FLAG"].read(lambda flag: f"Eurostat flags: {flag}" if flag else ""),
    }
    tables, problems = judged("counts", rows, columns, asked)
    return tables, told + problems


def _totals(body: Body) -> tuple[Body, list[Problem]]:
    """The rows of countries and people, totals of every dimension that we have no column for."""
    ours = {*VALUES, "freq", "unit", "sex", "age"} | ABOUT_ROWS
    others = [title for title in body.by_title if title not in ours and title.islower()]
    is_part = np.zeros(len(body), bool)
    for title in others:
        is_part |= body[title].where(lambda code: code not in TOTAL)
    reasons = {
        "aggregates_left_out": body["geo"].where(_is_aggregate)
        | body["citizen"].where(lambda code: _is_aggregate(code) and code not in CITIZENS),
        "parts_left_out": is_part,
        "unit_left_out": body["unit"].where(lambda code: code not in OF_PEOPLE),
        "sex_unknown": body["sex"].where(lambda code: code == "UNK"),
    }
    missing = body["OBS_VALUE"].where(lambda text: text in ("", ":"))
    told = [
        note(rule, body, n=int((rows & ~missing).sum()))
        for rule, rows in reasons.items()
        if (rows & ~missing).any()
    ]
    return body.only(~np.any([missing, *reasons.values()], axis=0)), told


def _is_aggregate(code: str) -> bool:
    """Whether a code of Eurostat stands for several countries: EU27_2020, EA19, EXT_EU27_2020."""
    return len(code) != 2


def _day(text: str, which: int) -> str:
    days = period(text)
    return days[which].isoformat() if days else text


def _age(code: str) -> str:
    """Y14-17 is 14-17, Y_LT14 is 0-13, Y_GE65 is 65+."""
    if code in AGES:
        return AGES[code]
    below = re.fullmatch(r"Y_LT(\d+)", code)
    if below:
        return f"0-{int(below[1]) - 1}"
    above = re.fullmatch(r"Y_GE(\d+)", code)
    return f"{above[1]}+" if above else code.removeprefix("Y")


def _last_update(text: str) -> str:
    """23/05/24 23:00:00 is a day of 2024."""
    found = LAST_UPDATE.fullmatch(text)
    return f"20{found[3]}-{found[2]}-{found[1]}" if found else text
