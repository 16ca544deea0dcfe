"""Titles of UNHCR's population table, in each of the forms in which it is passed around.

The API, exports of the Refugee Data Finder with codes or with names only, and the files on HDX,
whose codes are ISO though the titles do not say so.
"""

from loaders.headers import Header

# What each column of numbers counts: population type, measure, and the note for readers.
OF_API = {
    "refugees": ("refugees", "stock", ""),
    "asylum_seekers": ("asylum_seekers", "stock", ""),
    "returned_refugees": ("returnees", "flow", "Refugees who returned"),
    "idps": ("idps", "stock", ""),
    "returned_idps": ("returnees", "flow", "IDPs who returned"),
    "stateless": ("stateless", "stock", ""),
}
# The usual title first.
OF_DATA_FINDER = {
    "Refugees under UNHCR's mandate": "refugees",
    "Refugees under UNHCR’s mandate": "refugees",
    "Refugees (incl. refugee-like situations)": "refugees",
    "Refugees": "refugees",
    "Asylum-seekers": "asylum_seekers",
    "Asylum-Seekers": "asylum_seekers",
    "Asylum seekers": "asylum_seekers",
    "Asylum-seekers (pending cases)": "asylum_seekers",
    "Returned refugees": "returned_refugees",
    "Returned Refugees": "returned_refugees",
    "IDPs of concern to UNHCR": "idps",
    "IDPs": "idps",
    "Returned IDPs": "returned_idps",
    "Returned IDPss": "returned_idps",
    "Stateless persons": "stateless",
    "Stateless Persons": "stateless",
    "Stateless people": "stateless",
}
# Only beside refugees are these UNHCR's: alone they are IDMC's figures.
OF_HDX = {"Internally displaced persons": "idps", "Internally Displaced Persons": "idps"}
# Groups that we have no population type for, and what the table of solutions has besides.
NOT_COUNTED = (
    *("ooc", "oip", "hst", "Others of concern", "Others of concern to UNHCR", "Host Community"),
    *("Others of Concern to UNHCR", "Host community", "Venezuelans displaced abroad"),
    *("Venezuelans Displaced Abroad", "Other people in need of international protection"),
    *("resettlement", "naturalisation", "Resettlement arrivals", "Naturalisation"),
)
GROUPS = {name: name for name in OF_API} | OF_DATA_FINDER | OF_HDX
COUNTED = {title: OF_API[group] for title, group in GROUPS.items()}

API = Header(
    ("year", "coo_iso", "coa_iso"),
    tuple(OF_API),
    unread=("coo_name", "coo", "coo_id", "coa_name", "coa", "coa_id", *NOT_COUNTED),
)
DATA_FINDER = Header(
    (
        "Year",
        "Country of origin (ISO)|Country of Origin (ISO)|Country of Origin ISO",
        "Country of asylum (ISO)|Country of Asylum (ISO)|Country of Asylum ISO",
    ),
    tuple(OF_DATA_FINDER),
    unread=(
        *("Country of origin", "Country of asylum", "Country of Origin", "Country of Asylum"),
        *NOT_COUNTED,
    ),
)
HDX = Header(
    ("Year", "Country of Origin Code", "Country of Asylum Code"),
    (*OF_DATA_FINDER, *OF_HDX),
    unread=("Country of Origin Name", "Country of Asylum Name", *NOT_COUNTED),
)
NAMED = Header(
    (
        "Year",
        "Country of origin|Country of Origin",
        "Country of asylum|Country of Asylum",
        "Refugees under UNHCR's mandate|Refugees under UNHCR’s mandate|Refugees",
    ),
    tuple(OF_DATA_FINDER),
    unread=NOT_COUNTED,
)
HEADERS = (API, DATA_FINDER, HDX, NAMED)
# HDX has people who returned in another file; no other form leaves a group out by itself.
NOT_ON_HDX = {"returned_refugees", "returned_idps"}


def absent(header: Header, titles: list[str]) -> list[str]:
    """The usual titles of the groups that a file could count and has no column for."""
    there = {GROUPS[title] for title in titles if title in GROUPS}
    groups = [group for group in OF_API if group not in there]
    if header is API:
        return groups
    usual = {group: title for title, group in reversed(OF_DATA_FINDER.items())}
    return [usual[group] for group in groups if header is not HDX or group not in NOT_ON_HDX]
