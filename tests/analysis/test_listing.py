"""Counts as a reader's table: qualifiers, days and withheld numbers in the reader's words."""

import pytest

from analysis import listing
from analysis.wording import Wording
from tests.analysis.conftest import table

SOURCES = table("sources", [{"source_id": "made_up_a", "publisher": "Made-up publisher"}])
COLUMNS = ("location_iso3", "count", "as_of", "source")


@pytest.mark.parametrize(
    ("language", "cells"),
    [
        ("en", ["Moldova and Slovakia", "600,000+", "3 Jan 2030", "Made-up publisher"]),
        ("fr", ["Moldavie et Slovaquie", "600\u202f000+", "3 janv. 2030", "Made-up publisher"]),
    ],
)
def test_a_count_is_told_in_the_readers_words(made_up_counts, language, cells):
    counts = made_up_counts(
        {"at": "MDA+SVK", "end": "2030-01-03", "count": 600_000, "qualifier": "at_least"}
    )

    listed = listing.listed(counts, SOURCES, Wording(language), COLUMNS)

    assert listed.values.tolist() == [cells]


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("small", "<5 (withheld)"),
        ("protects_another", "withheld (protects a small count)"),
        (None, "withheld by its publisher"),
    ],
)
def test_a_withheld_count_says_why_and_shows_no_number(made_up_counts, why, said):
    counts = made_up_counts({"at": "POL", "end": "2030-01-03", "status": "suppressed"})
    counts = counts.assign(withheld=why)

    assert listing.listed(counts, SOURCES, Wording("en"), ("count",)).iloc[0, 0] == said


@pytest.mark.parametrize("text", ["POL", "pologne", "PASSAGE", "franchissements"])
def test_rows_are_found_by_code_and_by_name(made_up_counts, text):
    counts = made_up_counts(
        {"at": "POL", "end": "2030-01-03", "count": 1, "note": "passage by road"},
        {"at": "MDA", "end": "2030-01-03", "count": 2, "unit": "people"},
    )

    found = listing.search(counts, text, "counts", Wording("fr"))

    assert found["location_iso3"].tolist() == ["POL"]
