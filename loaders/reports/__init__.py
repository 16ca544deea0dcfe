"""Reading counts and contacts out of reports: press releases, flash updates, situation reports."""

from loaders.reports.drafts import DraftContact, DraftCount, Reading, Unreadable

__all__ = ["DraftContact", "DraftCount", "Reading", "Unreadable"]
