"""Reading counts and contacts out of reports: press releases, flash updates, situation reports."""

from loaders.reports.drafts import DraftContact, DraftCount, Reading, Unreadable
from loaders.reports.reading import language_of, read
from loaders.reports.text import text_of

__all__ = [
    "DraftContact",
    "DraftCount",
    "Reading",
    "Unreadable",
    "language_of",
    "read",
    "text_of",
]
