"""An address is read strictly: what it asks for in vain is named, all at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import shown, view
from analysis.published import Published
from analysis.shown import NotShown
from analysis.wording import Wording
from ledger.ledger import Ledger

ENGLISH = Wording("en")
TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def seeded(seeded):
    return Published(Ledger(f"sqlite:///{seeded / 'ledger.sqlite'}"))


def refused(published, page="people_fleeing", **asked):
    with pytest.raises(NotShown) as raised:
        shown.of(page, {name: [value] for name, value in asked.items()}, ENGLISH, published, TODAY)
    return [(one.parameter, one.value, one.allowed) for one in raised.value.refused]


def test_everything_that_is_asked_for_in_vain_is_named_at_once(seeded):
    wrong = refused(seeded, nonsense="1", country="POL~POX", measure="weekly", as_known="999")

    assert ("country", "POX", ()) in wrong
    assert ("measure", "weekly", ("cumulative", "daily")) in wrong
    assert ("as_known", "999", (f"1..{seeded.newest()}",)) in wrong
    assert [one[:2] for one in wrong].count(("nonsense", "1")) == 1
    assert len(wrong) == 4


def test_the_same_view_has_the_same_query_however_it_is_asked_for(seeded):
    one = {"time": ["2022-03-20"], "country": ["POL", "MDA"], "utm_source": ["x"], "lang": ["fr"]}
    two = {"country": ["Pologne~MDA~POL"], "scale": ["linear"], "rate": [""], "time": one["time"]}
    queries = {
        shown.of("people_fleeing", asked, ENGLISH, seeded, TODAY).query for asked in (one, two)
    }

    assert queries == {"country=POL~MDA&time=2022-03-20"}


def test_of_what_can_be_chosen_once_two_are_refused(seeded):
    assert refused(seeded, measure="daily~cumulative")[0][:2] == ("measure", "daily~cumulative")


def test_a_day_asks_for_the_last_version_until_its_end(seeded):
    published_at = seeded.versions()[seeded.newest()].published_at
    asked = {"as_known": [published_at.date().isoformat()]}
    view_of_day = shown.of("situation", asked, ENGLISH, seeded, TODAY)

    assert view_of_day.frozen
    assert view_of_day.version.number == seeded.newest()
    assert refused(seeded, as_known="2021-01-01")[0][:2] == ("as_known", "2021-01-01")


def test_figures_of_a_view_are_of_its_days_only(seeded):
    made = shown.of("people_fleeing", {"time": ["2022-03-05"]}, ENGLISH, seeded, TODAY)

    assert made.counts["reference_period_end"].max().date() == date(2022, 3, 5)
    assert len(made.counts) < len(made.all_days())


@given(
    st.dictionaries(st.sampled_from([*view.ORDER, "x", "lang"]), st.lists(st.text(), max_size=3))
)
def test_any_address_is_shown_or_refused_by_name(seeded, asked):
    try:
        made = shown.of("people_fleeing", asked, ENGLISH, seeded, TODAY)
    except NotShown as not_shown:
        assert not_shown.refused
    else:
        assert set(made.asked) <= set(view.PARAMETERS["people_fleeing"])
        assert made.days.start <= made.days.end
