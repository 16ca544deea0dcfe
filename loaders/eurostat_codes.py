"""The datasets of Eurostat whose meaning we know, and what their codes stand for."""

import re

from loaders.cards import Card

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

# The dimensions that tell a total from a part in each kind of dataset.
OF_PERMITS = ("citizen", "reason", "duration")
OF_PROTECTION = ("citizen", "sex", "age")
OF_APPLICATIONS = (*OF_PROTECTION, "asyl_app|applicant")
OF_PEOPLE = {"", "PER", "NR"}
TOTAL = {"", "TOTAL", "T", "_T", "ASY_APP"}
SEX = {"F": "female", "M": "male"} | dict.fromkeys(TOTAL, "")
CITIZENS = {"STLS": "XXA", "UNK": "XXX"} | dict.fromkeys(TOTAL, "")
AGES = {"UNK": "unknown"} | dict.fromkeys(TOTAL, "")
AGGREGATE = re.compile(
    r"TOTAL|(?:EXT_|INT_|NEU_|N)?(?:EU|EA|EEA|EFTA)\d*(?:_.+)?|WORLD|(?:EXT|INT|CC\d|HDC|DEV)_?.*"
    r"|(?:AFR|AME|ASI|EUR|OCE|CAR)(?:_.+)?"
)
CODE = re.compile(r"(?:\w+:)?(\w+?)(?:__custom_\d+)?(?:\$\w+)?(?:\(.*)?")
IN_NAME = re.compile(r"(?<![a-z0-9])migr_[a-z0-9]+")
AGE = re.compile(r"Y(\d+)(?:-(\d+))?|Y_(LT|GE)(\d+)")


def dimensions(dataset: str) -> tuple[str, ...]:
    """The dimensions that a file of a dataset has to have."""
    if dataset.startswith("migr_res"):
        return OF_PERMITS
    return OF_APPLICATIONS if dataset.startswith("migr_asyapp") else OF_PROTECTION


def dataset_of(text: str) -> str:
    """ESTAT:MIGR_RESVALID(1.0) is migr_resvalid."""
    found = CODE.fullmatch(text)
    return (found[1] if found else text).lower()


def dataset_in(name: str) -> str:
    """The dataset that a file is named after; the name itself where it names none."""
    found = IN_NAME.search(name.lower())
    return found[0] if found else name


def is_aggregate(code: str) -> bool:
    """Whether a code stands for several countries: EU27_2020, EA19, EXT_EU27_2020, AFR_N."""
    return bool(AGGREGATE.fullmatch(code))


def age(code: str) -> str:
    """Y14-17 is 14-17, Y_LT14 is 0-13, Y_GE65 is 65+; a code that is not known stays as it is."""
    if code in AGES:
        return AGES[code]
    found = AGE.fullmatch(code)
    if not found:
        return code
    first, last, side, limit = found.groups()
    if side == "LT":
        return f"0-{int(limit) - 1}"
    return f"{limit}+" if side else "-".join(filter(None, (first, last)))


def age_is_known(code: str) -> bool:
    """Whether a code is one of an age band or of all ages."""
    return code in AGES or bool(AGE.fullmatch(code))
