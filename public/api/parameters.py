"""The parameters of addresses as OpenAPI describes them, from the lists by which they are read."""

from typing import Any

from analysis import points, view
from analysis.wording import Wording
from ledger import crisis
from ledger.vocabulary import MEASURES, POINT_KINDS, POINT_STATUSES, POPULATION_TYPES, SERVICES

# Which page a card or a brief is of; it is called `page` in addresses, as another one is.
OF_PAGE = "of_page"
COUNTRY = "[A-Z]{3}([+][A-Z]{3})*"
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
# Of these a view has any number, joined by ~.
SEVERAL = {
    "country": COUNTRY,
    "nationality": "[A-Z]{3}",
    "source": "[a-z0-9_]+",
    "speaks": "[a-z]{2,3}",
    "population_type": "|".join(POPULATION_TYPES),
    "kind": "|".join(POINT_KINDS),
    "service": "|".join(SERVICES),
    "status": "|".join((*POINT_STATUSES, points.NOT_REPORTED)),
}
PATTERNS = {
    "time": f"^(({DAY}[.]{{2}})?(latest|{DAY}))$",
    "as_known": f"^([1-9][0-9]{{0,8}}|{DAY})$",
}
EXAMPLES = {
    "country": "POL~MDA",
    "nationality": "IND~NGA",
    "source": "unhcr_odp_ukraine",
    "time": "2022-02-24..2022-03-15",
    "as_known": "3",
    "as_published": "2022-03-10",
    "population_type": "people_fleeing",
    "kind": "hotline~online_service",
    "service": "legal_counselling",
    "speaks": "en",
    "status": "open",
    "find": "border",
}


def of(name: str, words: Wording) -> dict[str, Any]:
    """One parameter of the query."""
    if name == OF_PAGE:
        name = "page"
        said, schema = f"api.parameter.{OF_PAGE}", {"type": "string", "enum": list(view.READING)}
    else:
        said, schema = f"api.parameter.{name}", _schema(name)
    described = {
        "name": name,
        "in": "query",
        "required": False,
        "description": words.say(said),
        "schema": schema,
    }
    return described | ({"example": EXAMPLES[name]} if name in EXAMPLES else {})


def _schema(name: str) -> dict[str, Any]:
    if name in SEVERAL:
        return {"type": "string", "pattern": f"^({SEVERAL[name]})(~({SEVERAL[name]}))*$"}
    if name == "measure":
        values = dict.fromkeys((*view.CHOICES[name], *MEASURES))
        return {"type": "string", "enum": list(values)}
    if name in view.CHOICES:
        values = list(view.CHOICES[name])
        return {"type": "string", "enum": values, "default": values[0]}
    if name == "page":
        return {"type": "string", "enum": list(view.PAGES_OF_COUNTS)}
    if name == "lang":
        return {"type": "string", "enum": list(crisis.read().languages)}
    if name == "as_published":
        return {"type": "string", "format": "date"}
    return {"type": "string"} | ({"pattern": PATTERNS[name]} if name in PATTERNS else {})


def read_by(*pages: str) -> list[str]:
    """The parameters that some pages or tables understand, and the language beside them."""
    understood = (name for page in pages for name in view.PARAMETERS[page])
    return [*dict.fromkeys(understood), "lang"]
