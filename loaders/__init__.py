"""Files as received become tables and problems: one module for each format, listed in FORMATS."""

from ledger.checks import Problem
from loaders.files import UnknownFormat
from loaders.loading import FORMATS, Loaded, load
from loaders.seeding import SeedRefused, seed

__all__ = ["FORMATS", "Loaded", "Problem", "SeedRefused", "UnknownFormat", "load", "seed"]
