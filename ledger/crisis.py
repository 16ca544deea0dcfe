"""Which crisis this deployment is about, as data/crisis.toml describes it.

Another file in the same form is read where DISPLACEMENT_CRISIS names one; the files of received/
beside it are published at the first start.
"""

import os
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent.parent / "data" / "crisis.toml"
PATH = Path(os.environ.get("DISPLACEMENT_CRISIS") or SHIPPED)


@dataclass(frozen=True)
class Crisis:
    """One crisis. Names are by language; countries are ISO 3166-1 alpha-3 codes."""

    site_name: dict[str, str]
    name: dict[str, str]
    from_origin: dict[str, str]
    out_of_origin: dict[str, str]
    in_origin: dict[str, str]
    start: date
    origin_iso3: str
    neighbours_iso3: list[str]
    languages: list[str]
    source_order: dict[str, list[str]]
    map_view: dict[str, Any]
    places: dict[str, list[float]]
    contact: str = ""
    logo: str = ""
    four_eyes: bool = False
    disclosure: dict[str, int] = field(default_factory=dict)
    address: str = ""
    embedded_by: str = "*"
    limits: dict[str, Any] = field(default_factory=dict)


@cache
def read(path: Path = PATH) -> Crisis:
    """The crisis of a file in the form of data/crisis.toml. Raises KeyError for a missing part."""
    text = tomllib.loads(path.read_text(encoding="utf-8"))
    return Crisis(**text)
