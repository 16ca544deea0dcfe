"""Which source leads: the reader's, the place's, the recommended one, the deployment's, by name."""

import pytest

from analysis import fleeing, headlines, leading
from analysis.leading import Leads
from tests.analysis.conftest import table

KIND = "people_fleeing"


def cards(**recommended_for):
    rows = [{"source_id": source, "recommended_for": on} for source, on in recommended_for.items()]
    return table("sources", rows)


@pytest.mark.parametrize(
    ("recommended", "chosen", "place", "first"),
    [
        ({}, "", "MDA", "made_up_a"),
        ({"made_up_b": KIND}, "", "MDA", "made_up_b"),
        ({"made_up_b": KIND, "made_up_c": f"{KIND}@MDA"}, "", "MDA", "made_up_c"),
        ({"made_up_b": KIND, "made_up_c": f"{KIND}@MDA"}, "", "POL", "made_up_b"),
        ({"made_up_c": f"idps; {KIND}@POL ;{KIND}@MDA"}, "", "MDA", "made_up_c"),
        ({"made_up_c": "idps"}, "", "MDA", "made_up_a"),
        ({"made_up_b": KIND}, "made_up_c", "MDA", "made_up_c"),
        ({"made_up_b": KIND}, "not there", "MDA", "made_up_b"),
    ],
)
def test_who_leads_where(a_crisis, recommended, chosen, place, first):
    order = leading.leads(cards(**recommended), a_crisis, chosen)

    assert order.first(["made_up_c", "made_up_b", "made_up_a"], KIND, place) == first


def test_a_source_that_nobody_names_follows_by_its_identifier_and_none_leads_among_none():
    assert Leads().ranked(["b", "c", "a"], KIND) == ["a", "b", "c"]
    assert Leads().first([], KIND) == ""


@pytest.fixture
def three_sources(made_up_counts):
    """Made-up counts: `a` of two countries and all together, `b` of both, `c` of one."""
    return made_up_counts(
        *({"at": at, "end": "2030-01-02", "count": 10} for at in ("POL", "MDA")),
        {"end": "2030-01-02", "count": 20},
        *(
            {"at": at, "end": "2030-01-02", "count": 11, "source_id": "made_up_b"}
            for at in ("POL", "MDA")
        ),
        {"at": "MDA", "end": "2030-01-02", "count": 12, "source_id": "made_up_c"},
    )


def told(rows):
    names = ["location_iso3", "source_id"]
    return sorted(rows[names].astype(str).itertuples(index=False, name=None))


def test_countries_are_of_one_source_but_where_another_is_recommended(three_sources, a_crisis):
    order = leading.leads(cards(made_up_c=f"{KIND}@MDA"), a_crisis)
    shown = fleeing.by_country(three_sources, order)

    assert told(shown) == [("MDA", "made_up_c"), ("POL", "made_up_a")]
    assert told(fleeing.cumulative(shown)) == told(shown)


def test_a_source_that_the_reader_chose_is_shown_alone(three_sources, a_crisis):
    order = leading.leads(cards(made_up_c=f"{KIND}@MDA"), a_crisis, "made_up_b")

    assert told(fleeing.by_country(three_sources, order)) == [
        ("MDA", "made_up_b"),
        ("POL", "made_up_b"),
    ]


def test_where_the_chosen_source_is_silent_the_recommended_one_stands(three_sources, a_crisis):
    order = leading.leads(cards(), a_crisis, "made_up_b")
    lead = headlines.people_fleeing(three_sources, order)

    assert lead is not None
    assert lead.row["source_id"] == "made_up_a"


def test_the_reader_may_choose_those_that_do_not_lead_already(three_sources, a_crisis):
    order = leading.leads(cards(), a_crisis, "made_up_b")

    assert leading.recommended(three_sources, order) == ["made_up_a"]
    assert leading.choices(three_sources, order) == ["made_up_b", "made_up_c"]
    assert leading.choices(three_sources[:3], order) == []
    assert leading.recommended(three_sources[:0], order) == []
