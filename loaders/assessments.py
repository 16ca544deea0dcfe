"""Kinds of assessment of IOM DTM: their counts of one operation overlap and are never added."""

from loaders.meanings import slug

# Baseline, site and event assessments.
KINDS = {"": "", "BA": "", "SA": "_sites", "ETT": "_events"}
METHODS = {"BA": "estimate", "SA": "survey", "ETT": "estimate"}


def source_of(whole: str, operation: str, assessment: str) -> str:
    """A source for each operation and kind of assessment; a kind that is new is one of its own."""
    kind = KINDS.get(assessment, f"_{slug(assessment)}")
    return f"{whole}_{slug(operation)}{kind}" if operation else f"{whole}{kind}"


def method_of(assessment: str) -> str:
    """How people were counted; a kind that is new stays as written, for the checks to name."""
    return METHODS.get(assessment, assessment)
