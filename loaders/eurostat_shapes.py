"""The shapes of Eurostat's files, each read into a row for each value: TSV and two kinds of CSV."""

import re
from dataclasses import replace

import numpy as np

from loaders.bodies import FROM, STACKED, Body
from loaders.cells import Cells
from loaders.headers import Header
from loaders.periods import period

# Codes and the labels that files may have: "linear" ones beside the codes, so that Duration is
# not duration, others in the same cells ("geo: Geopolitical entity (reporting)", "PL: Poland").
LABELS = {
    "freq": "Time frequency",
    "duration": "Duration",
    "reason": "Reason",
    "unit": "Unit of measure",
    "sex": "Sex",
    "age": "Age class",
    "citizen": "Country of citizenship",
    "geo": "Geopolitical entity (reporting)",
    "TIME_PERIOD": "Time",
    "OBS_VALUE": "Observation value",
    "OBS_FLAG": "Observation status (Flag)",
    "CONF_STATUS": "Confidentiality status (flag)",
    "asyl_app": "Type of applicant",
    "applicant": "Applicant type",
}
MORE_LABELS = ("STRUCTURE_NAME", "Observation status (Flag) V2 structure", "Asylum applicant")


def _spelled(code: str) -> str:
    return f"{code}|{code}: {LABELS[code]}|{code}:{LABELS[code]}"


VALUES = tuple(map(_spelled, ("geo", "TIME_PERIOD", "OBS_VALUE")))
ALSO = ("STRUCTURE", "LAST UPDATE", *map(_spelled, LABELS), *LABELS.values(), *MORE_LABELS)
LINEAR = Header(("STRUCTURE_ID", *VALUES), ALSO)
SDMX = Header(("DATAFLOW", *VALUES), ALSO)
TSV = Header(
    (), series=r"[a-z]\w*(?:,\w+)*\\(?:TIME_PERIOD|time)", example="freq,...,geo\\TIME_PERIOD"
)

FLAGGED = re.compile(r"(\d+(?:\.0+)?|:)\s*([a-z]*)")
CONFIDENTIAL, FREE = {"C", "N", "S"}, {"", "F"}


def without_labels(body: Body) -> Body:
    """Titles and cells without the labels that stand behind a colon: PL: Poland is PL."""
    by_title = {}
    for title, cells in body.by_title.items():
        code = title.partition(":")[0]
        is_code = code in LABELS and code != "OBS_VALUE"
        cut = cells.read(lambda text: text.partition(":")[0].strip()) if is_code else cells
        by_title.setdefault(code, cut)
    return replace(body, by_title=by_title)


def has_every_dimension(body: Body) -> np.ndarray:
    """Which rows of a TSV have a code for each dimension that their title names."""
    key = _key(body)
    return body[key].where(lambda text: text.count(",") == key.count(","))


def with_dimensions(body: Body) -> Body:
    """A TSV's rows with its dimensions, which stand in one cell, as columns of their own."""
    key = _key(body)
    dimensions_of_key = {
        name: replace(
            body[key].read(lambda text, n=n: f"{text},{',' * n}".split(",")[n].strip()), letter="A"
        )
        for n, name in enumerate(key.split("\\")[0].split(","))
    }
    others = {title: cells for title, cells in body.by_title.items() if title != key}
    return replace(body, by_title=others | dimensions_of_key)


def _part(text: str, place: int) -> str:
    """The code at a place of a key; "" where the key is shorter."""
    parts = text.split(",")
    return parts[place].strip() if place < len(parts) else ""


def _key(body: Body) -> str:
    return next(title for title in body.by_title if "\\" in title)


def values_of_rows(body: Body) -> np.ndarray:
    """How many values each row has."""
    columns = [body["OBS_VALUE"]] if body.has("OBS_VALUE") else list(_periods(body).values())
    return np.sum([~cells.is_in("", ":") for cells in columns], axis=0, initial=0)


def _periods(body: Body) -> dict[str, Cells]:
    """The columns of a TSV that are periods, by their titles."""
    return {title: cells for title, cells in body.by_title.items() if period(title)}


def observed(body: Body) -> Body:
    """A row for each value, and for each one that is kept confidential."""
    if body.has("OBS_VALUE"):
        given = body.joined(("OBS_VALUE", "OBS_FLAG", "CONF_STATUS"), _given)
        return body.only(given.filled())
    rows = body.stacked(_periods(body), lambda cells: cells.where(_is_given))
    parts = {
        "TIME_PERIOD": rows[FROM],
        "OBS_VALUE": rows[STACKED].read(lambda text: _split(text)[0]),
        "OBS_FLAG": rows[STACKED].read(lambda text: _split(text)[1]),
    }
    return replace(rows, by_title={**rows.by_title, **parts})


def _split(text: str) -> tuple[str, str]:
    """A value and its flags; what is neither is all value, for the checks to name."""
    found = FLAGGED.fullmatch(text)
    return (found[1], found[2]) if found else (text, "")


def _is_given(text: str) -> bool:
    return bool(_given(*_split(text), ""))


def _given(value: str, flag: str, confidential: str) -> str:
    """What a count is made of: a value, or the sign that there is one which is not shown."""
    return status(value, flag, confidential) if _is_hidden(flag, confidential) else value.strip(":")


def _is_hidden(flag: str, confidential: str) -> bool:
    return "c" in flag or confidential in CONFIDENTIAL


def status(value: str, flag: str, confidential: str) -> str:
    """Whether a value is reported, provisional, or there and not shown."""
    if value in ("", ":") and _is_hidden(flag, confidential):
        return "suppressed"
    return "provisional" if "p" in flag else "reported"


def flags_of(flag: str, confidential: str) -> str:
    """The note that keeps a value's flags."""
    flags = ", ".join(filter(None, (flag, "" if confidential in FREE else confidential)))
    return f"Eurostat flags: {flags}" if flags else ""
