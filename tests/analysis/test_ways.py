"""Ways home: each band is a row as published, of one source, in words too."""

import pytest

from analysis import nationals, ways
from analysis.wording import Wording
from ledger.words import LANGUAGES
from tests.analysis.conftest import table

EN = Wording("en")
TUNISIANS = {
    "source_id": "made_up_a",
    "movement_id": "a-1",
    "nationality_iso3": "TUN",
    "count": 50,
    "qualifier": "more_than",
    "from_iso3": "MDA",
    "via_iso3": "ROU",
    "to_iso3": "TUN",
    "status": "under_way",
    "date": "2030-03-01",
    "assisted_by": "Made up",
}
JOINT = TUNISIANS | {
    "movement_id": "a-2",
    "count": 77,
    "via_iso3": "POL+ROU",
    "status": "completed",
}
REQUEST = TUNISIANS | {"movement_id": "a-3", "count": None, "to_iso3": None, "status": "requested"}
OTHERS = TUNISIANS | {"source_id": "made_up_b", "movement_id": "b-1", "count": 200}


def moves(*rows: dict):
    return table("assisted_movements", list(rows))


def test_sources_are_never_drawn_together_and_requests_not_at_all():
    groups = ways.by_source(moves(TUNISIANS, JOINT, REQUEST, OTHERS))

    assert [sorted(group["movement_id"]) for group in groups] == [["b-1"], ["a-1", "a-2"]]
    assert ways.by_source(moves(REQUEST)) == []


def test_every_leg_of_a_row_is_a_band_as_wide_as_its_count():
    (drawn,) = ways.figure(moves(TUNISIANS, JOINT), EN).data

    assert list(drawn.link.value) == [50, 50, 77, 77]
    names = list(drawn.node.label)
    ends = [(names[a], names[b]) for a, b in zip(drawn.link.source, drawn.link.target, strict=True)]
    assert ends == [
        ("Moldova", "Romania"),
        ("Romania", "Tunisia"),
        ("Moldova", "Poland and Romania"),
        ("Poland and Romania", "Tunisia"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_bands_and_pictures_keep_the_qualifier(language):
    words = Wording(language)
    rows = moves(TUNISIANS)
    (drawn,) = ways.figure(rows, words).data
    names, says, in_words = ways.bars(rows, words)

    more_than = words.count_in_words(50, "more_than")
    assert more_than in drawn.link.customdata[0]
    assert more_than in ways.in_words(rows, words)
    assert (says, in_words) == ([words.count(50, "more_than")], [more_than])
    assert words.country("TUN") in names[0]


def test_a_choice_of_nationalities_keeps_what_is_of_none():
    anybody = TUNISIANS | {"movement_id": "a-4", "nationality_iso3": None}
    indians = TUNISIANS | {"movement_id": "a-5", "nationality_iso3": "IND"}
    chosen = nationals.of_nationalities(moves(TUNISIANS, anybody, indians), ["IND"])

    assert sorted(chosen["movement_id"]) == ["a-4", "a-5"]
