"""Updates: the timeline and its choices, and chosen ones as marks on charts, on or off."""

from datetime import date

import pytest

from analysis import charts, published, shown, trends, updates
from analysis.wording import Wording
from ledger import words
from ledger.words import LANGUAGES
from tests.pages.test_every_page import text_of

LUHANSK = "iom-2022-02-27-luhansk-relief"
DIRECTIVE, VISAS = "iom-2022-03-01-eu-tpd", "iom-2022-03-01-visa-extensions"
EN = Wording("en")
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_what_the_press_release_tells_stands_day_by_day(opened, language):
    text = text_of(opened("updates", lang=language))

    told = {
        "en": ("Luhansk", "portal", "Visas", "2001", "27 February 2022"),
        "fr": ("Louhansk", "Portail", "visas", "2001", "27 février 2022"),
    }
    for part in told[language]:
        assert part in text
    assert "nothing had been adopted" in text or language == "fr"


@pytest.mark.parametrize(
    ("asked", "n"),
    [
        ({"kind": "protection_measure"}, 2),
        ({"country": "POL"}, 3),
        ({"sector": "mental_health"}, 1),
        ({"time": "2022-02-24..2022-02-28"}, 1),
        ({"find": "tunisian"}, 1),
        ({"country": "POL", "sector": "transport"}, 1),
        ({"country": "POL", "kind": "appeal"}, 0),
    ],
)
def test_a_link_chooses_among_updates(opened, asked, n):
    app = opened("updates", lang="en", **asked)

    assert not app.exception
    assert len([card for card in app.markdown if "[source]" in card.value]) == n
    assert (words.say("updates.none", "en") in text_of(app)) == (n == 0)


def test_chosen_updates_are_marked_on_the_chart_and_others_are_not(opened):
    without = opened("people_fleeing", lang="en")
    marked = opened("people_fleeing", lang="en", events=f"{LUHANSK}~{DIRECTIVE}~{VISAS}")

    title = words.say("updates.marked", "en")
    assert title not in text_of(without)
    text = text_of(marked)
    assert title in text
    assert "Core relief items delivered in Luhansk, 27 Feb 2022" in text
    assert set(marked.multiselect(key="choice of events in en").value) == {
        VISAS,
        DIRECTIVE,
        LUHANSK,
    }


def test_an_update_that_is_not_known_is_named(opened):
    app = opened("people_fleeing", lang="en", events="not-there")

    assert any("not-there" in warning.value for warning in app.warning)


def test_an_empty_table_says_what_to_do(opened_on):
    app = opened_on("updates", lang="en")

    assert words.say("updates.none_reported", "en") in text_of(app)


def test_marks_of_one_day_stand_together_and_are_told_in_words(seeded, monkeypatch):
    monkeypatch.setenv("DISPLACEMENT_DATA", str(seeded))
    asked = {"events": [f"{LUHANSK}~{DIRECTIVE}~{VISAS}"]}
    view = shown.of("situation", asked, EN, published.here(), date(2026, 1, 1))
    without = trends.Trend([], charts.Chart(""), "", "", EN, view.counts)
    made = updates.as_asked(without, view)

    assert [mark.text for mark in made.chart.marks] == ["1", "2, 3"]
    assert [mark.day for mark in made.chart.marks] == [date(2022, 2, 27), date(2022, 3, 1)]
    assert "Luhansk" in made.in_words
    assert len(made.notes) == 4
