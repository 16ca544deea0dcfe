"""IOM DTM: general population survey, IDPs and returnees by region, one workbook a round.

Published   as a workbook after every round, each round in a shape of its own: macro-regions in the
            first rounds, oblasts later; with and without a date column, HXL tags, notes beside and
            below the table.
Measures    a stock on the reported date, estimated from interviews by telephone.
Covers      people present in areas under government control; starred oblasts are covered in part.
Known gaps  rounds are never added. `n/a` was not estimated. A row for people whose place is not
            known is no region. Shares on other sheets are not read. The capital and the oblast
            around it may carry each other's code: the name leads, and a warning says so.

A round without a date column says nowhere in its table what day it is about: whoever uploads it is
asked once.
"""

import re

from ledger import crisis, names
from ledger.check_countries import country_names
from ledger.checks import Problem
from loaders.bodies import Body, body_of, note
from loaders.cards import Card
from loaders.cells import Cells
from loaders.files import File
from loaders.headers import Found, Header, every
from loaders.judging import Asked, Judged, judged, united
from loaders.meanings import country, day, is_nothing, slug, whole


def _card(iso3: str) -> Card:
    name = country_names("en").get(iso3, iso3)
    return Card(
        f"iom_dtm_{slug(name)}_gps",
        "IOM",
        f"Displacement Tracking Matrix, {name}, General Population Survey",
        "https://data.humdata.org/organization/iom",
        "Non-commercial use with credit to IOM",
        f"IOM DTM, {name}, internal displacement report, General Population Survey",
        "30",
        "Telephone survey, random digit dialling",
        "IDPs and returnees by macro-region or oblast",
        "Rounds must not be added; areas outside government control are covered in part",
        "idps",
    )


SOURCE = _card(crisis.read().origin_iso3)
SOURCES = (SOURCE,)

REGION = "|".join(
    ("Oblast", "Oblast name", "Oblast Name", "OBLAST", "Macro-region", "Macro-Region")
    + ("Macro region", "Macro Region", "MACRO-REGION", "Macroregion", "Oblast/City", "Region")
)
CODE = "Oblast pcode|Oblast Pcode|Oblast P-code|Oblast p-code|Pcode|P-code|ADM1_PCODE"
DAY = "Reported Date|Date|Reporting date|Reporting Date|Reported date|Data collection date"
ESTIMATE = (
    r"(?i)(?!.*(?:%|share|percent|proportion|top \d))"
    r"(?=.*(?:\best|#|number|present))(?=.*(?:\bidp|returnee|internally displaced)).*"
)
HEADER = Header(
    (REGION,),
    ("Round|Round number", "Country Name|Country", "Country Code", DAY, CODE),
    series=ESTIMATE,
    example="Estimated IDPs present",
)
HEADERS = (HEADER,)
ROUND = re.compile(r"(?i)(?:round|\br)[ _\-]*(\d{1,2})\b")
TOTAL = re.compile(r"(?i)(?:grand )?total.*|overall")


def read(found: Found, asked: Asked) -> Judged:
    """A count for each region and number, from every sheet that has such a table."""
    pieces = [_sheet(at, asked) for at in every(found.file, HEADERS)]
    return united(pieces)


def _sheet(found: Found, asked: Asked) -> Judged:
    body = body_of(found)
    if not body.has(DAY) and asked.received not in asked.decisions.days:
        params: dict[str, object] = {"suggested": _day_in_name(found.file.name)}
        return {}, [Problem("error", "day_missing", body.sheet, params=params)]
    numbers = found.header.numbers(found.titles)
    pieces = [_counts(body, title, found.file, asked) for title in numbers]
    return united(pieces, body.problems + _swapped(body))


def _counts(body: Body, title: str, file: File, asked: Asked) -> Judged:
    given = body[title].where(lambda text: not is_nothing(text))
    rows = body.only(given)
    missing = int((~given).sum())
    told = [note("not_reported", body, n=missing)] if missing else []
    code = rows["Country Code|Country Name|Country"].read(
        lambda text: country(text) or crisis.read().origin_iso3
    )
    on = rows[DAY].read(day) if body.has(DAY) else asked.decisions.days[asked.received]
    columns = {
        "source_id": code.read(lambda iso3: _card(iso3).source_id),
        "population_type": "returnees" if "return" in title.lower() else "idps",
        "measure": "stock",
        "unit": "people",
        "reference_period_start": on,
        "reference_period_end": on,
        "origin_iso3": code,
        "location_iso3": code,
        "admin1_code": _codes(rows),
        "place_as_reported": rows[REGION].read(_place),
        "count": rows[title].read(whole),
        "qualifier": "about",
        "method": "survey",
        "round": rows["Round|Round number"].read(whole)
        if body.has("Round")
        else _round(body, file),
        "source_url": SOURCE.url,
        "note": rows[REGION].read(_starred),
    }
    tables, problems = judged("counts", rows, columns, asked, places=("place_as_reported",))
    return tables, told + problems


def _codes(rows: Body) -> Cells:
    """The code of each region: that of its name if the list of regions knows it."""
    iso3 = crisis.read().origin_iso3

    def code(name: str, written: str) -> str:
        known = names.exact_place(_place(name), iso3)
        return known or ("" if is_nothing(written) else written)

    return rows.joined((REGION, CODE), code)


def _swapped(body: Body) -> list[Problem]:
    """A warning for each row whose code is that of another region than its name."""
    iso3 = crisis.read().origin_iso3
    letter = body[CODE].letter
    found = []
    for row, name, written in zip(
        body.rows.to_pylist(), *(body[t].texts_of_rows() for t in (REGION, CODE)), strict=True
    ):
        known = names.exact_place(_place(name), iso3)
        if known and not is_nothing(written) and known != written:
            params: dict[str, object] = {"name": name}
            place = (body.sheet, f"{letter}{row}", row, "admin1_code", written)
            found.append(Problem("warning", "code_of_other_place", *place, params, known))
    return found


def _place(text: str) -> str:
    """The region as written, without the stars that point to notes; a total has no place."""
    name = text.rstrip("* ").strip()
    return "" if TOTAL.fullmatch(name) else name


def _starred(text: str) -> str:
    return f"Marked {'*' * text.count('*')} by the publisher: see its notes" if "*" in text else ""


def _round(body: Body, file: File) -> str:
    """The number of the round, as the sheet or file is named."""
    said = ROUND.search(body.sheet) or ROUND.search(file.name.replace("_", " "))
    return said[1] if said else ""


def _day_in_name(name: str) -> str:
    """A day that a file's name ends with, as `..._25_september_2023.xlsx`; "" if it has none."""
    words = re.sub(r"[_\-.]+", " ", name.rpartition(".")[0])
    said = re.search(r"(\d{1,2} [A-Za-z]+ \d{4}|\d{4} \d{2} \d{2})$", words.strip())
    found = day(said[1]) if said else ""
    return found if re.fullmatch(r"\d{4}-\d{2}-\d{2}", found) else ""
