"""Files as received become tables and problems: one module for each format, listed in LOADERS."""

from ledger.checks import Problem
from loaders.files import UnknownFormat
from loaders.loading import LOADERS, Loaded, load
from loaders.seeding import SeedRefused, seed

__all__ = ["LOADERS", "Loaded", "Problem", "SeedRefused", "UnknownFormat", "load", "seed"]
