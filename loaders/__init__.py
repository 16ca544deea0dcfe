"""Files as received become tables and problems: one module for each format, listed in FORMATS.

What is listed here is imported when it is first asked for: reading a report needs none of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.checks import Problem
    from loaders.files import UnknownFormat
    from loaders.loading import FORMATS, Loaded, load
    from loaders.seeding import SeedRefused, seed

__all__ = ["FORMATS", "Loaded", "Problem", "SeedRefused", "UnknownFormat", "load", "seed"]

WHERE = {
    "Problem": "ledger.checks",
    "UnknownFormat": "loaders.files",
    "SeedRefused": "loaders.seeding",
    "seed": "loaders.seeding",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(WHERE.get(name, "loaders.loading")), name)
