"""Addresses of other forms open the same view; what is in today's form stays as it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import migrations, view
from analysis.wording import country_names

A_TEXT = st.text(max_size=12)


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ({"country": ["POL", "MDA"]}, {"country": "POL~MDA"}),
        ({"as_known": ["3", "3"]}, {"as_known": "3"}),
        ({"country": ["POL,MDA; ROU"]}, {"country": "POL~MDA~ROU"}),
        ({"country": ["Poland", "Moldavie"]}, {"country": "POL~MDA"}),
        ({"country": ["pol~Hongrie"]}, {"country": "POL~HUN"}),
        ({"nationality": ["India"]}, {"nationality": "IND"}),
        ({"measure": ["Par jour"], "scale": ["Logarithmic"]}, {"measure": "daily", "scale": "log"}),
        ({"rate": ["per 1,000 inhabitants"]}, {"rate": "per_1000"}),
        ({"kind": ["Hotline"], "status": ["Ouvert"]}, {"kind": "hotline", "status": "open"}),
        ({"table": ["Points d’assistance"]}, {"table": "assistance_points"}),
    ],
)
def test_an_address_of_another_form_asks_for_the_same(old, today):
    assert migrations.migrated(old) == today


@pytest.mark.parametrize(
    "asked",
    [
        {"country": "POL~MDA+SVK", "time": "2022-03-01..latest", "as_known": "37"},
        {"find": "food, clothes; Poland", "point": "iom-svk-mic-web"},
        {"country": "ZZZ", "measure": "weekly", "nonsense": "Poland"},
    ],
)
def test_what_is_in_todays_form_or_not_understood_stays_as_it_is(asked):
    assert migrations.migrated({name: [value] for name, value in asked.items()}) == asked


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_country_is_known_by_its_name(language):
    names = country_names(language)

    assert len({name.casefold() for name in names.values()}) == len(names)
    for code, name in names.items():
        assert migrations.migrated({"country": [name]}) == {"country": code}


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*view.ORDER, "x"]), st.lists(A_TEXT, min_size=1)))
def test_an_address_in_todays_form_is_not_changed_again(asked):
    today = migrations.migrated(asked)

    assert migrations.migrated({name: [value] for name, value in today.items()}) == today
    assert today.keys() == asked.keys()


@pytest.mark.parametrize(
    ("path", "today"),
    [
        ("/situation", "/"),
        ("/people_fleeing/", "/people_fleeing"),
        ("//", "/"),
        ("/", ""),
        ("", ""),
        ("/people_fleeing", ""),
        ("/people_fleeing/x", ""),
        ("//example.org/people_fleeing", ""),
        ("/nowhere/", ""),
    ],
)
def test_a_page_is_found_where_it_stood_before(path, today):
    assert migrations.moved(path) == today
