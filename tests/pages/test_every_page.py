"""Every page in every language: opens, leads with its finding, says when there is nothing."""

import pytest

from analysis.view import READING
from analysis.wording import Wording

every_page = pytest.mark.parametrize("page", READING)
every_language = pytest.mark.parametrize("language", ["en", "fr"])

THIN = "\u202f"
FINDINGS = {
    ("situation", "en"): "7,363,623 border crossings from Ukraine",
    ("situation", "fr"): f"7{THIN}363{THIN}623 franchissements de frontière",
    ("people_fleeing", "en"): "between 24 February 2022 and 9 June 2022",
    ("people_fleeing", "fr"): "entre le 24 février 2022 et le 9 juin 2022",
    ("third_country_nationals", "en"): "More than 470,000 third-country nationals",
    ("third_country_nationals", "fr"): f"Plus de 470{THIN}000 ressortissants de pays tiers",
    ("internally_displaced", "en"): "About 7,134,000 people were displaced inside the country",
    ("internally_displaced", "fr"): f"Environ 7{THIN}134{THIN}000 personnes en situation",
    ("assistance", "en"): "**66 points** match",
    ("assistance", "fr"): "**66 points** correspondent",
    ("updates", "en"): "12 updates of 27 February 2022 to 1 March 2022",
    ("updates", "fr"): "12 actualités",
    ("figures_and_sources", "en"): "row by row",
    ("figures_and_sources", "fr"): "ligne par ligne",
}


def text_of(app) -> str:
    """Everything a page says, as one text."""
    parts = [*app.title, *app.subheader, *app.markdown, *app.caption, *app.info, *app.warning]
    tables = [table.value.to_string() for table in app.table]
    return "\n".join([*(part.value for part in parts), *tables, *(m.value for m in app.metric)])


@every_page
@every_language
def test_a_page_opens_on_its_finding_in_the_readers_language(opened, page, language):
    app = opened(page, lang=language)

    assert not app.exception
    assert FINDINGS[page, language] in text_of(app)


@every_page
@every_language
def test_an_empty_ledger_is_said_in_words_and_is_no_error(opened_on, page, language):
    app = opened_on(page, lang=language)

    assert not app.exception
    assert app.title or app.subheader


@every_page
def test_a_code_that_is_not_known_is_named_to_the_reader(opened, page):
    app = opened(page, country="POL~ZZZ", lang="en")

    assert not app.exception
    if page not in ("situation", "third_country_nationals"):
        assert any("ZZZ" in warning.value for warning in app.warning)
    assert app.query_params["country"] == ["POL~ZZZ"] or app.query_params["country"] == "POL~ZZZ"


@every_page
def test_a_frozen_link_says_which_version_it_shows_and_that_newer_ones_exist(opened, page):
    app = opened(page, as_known="20", lang="en")

    assert not app.exception
    assert "version 20" in text_of(app)
    assert "newer versions" in text_of(app)


@pytest.mark.parametrize("asked", ["999", "0", "soon", "1999-01-01"])
def test_a_version_that_does_not_exist_is_named_and_the_newest_is_shown(opened, asked):
    app = opened("situation", as_known=asked, lang="en")

    assert any(asked in warning.value for warning in app.warning)
    assert app.metric[0].value == "7,363,623"


def test_time_in_a_link_decides_which_count_leads(opened):
    app = opened("situation", time="2022-02-24..2022-03-08", lang="en")

    assert app.metric[0].value == "2,155,271"


def test_as_published_goes_back_to_the_publishers_earlier_value(opened):
    link = {"time": "2022-02-24..2022-03-08", "as_published": "2022-03-08", "lang": "en"}

    assert opened("situation", **link).metric[0].value == "2,011,312"


def test_a_parameter_that_no_page_reads_is_named(opened):
    app = opened("situation", contry="POL", lang="en")

    assert any("contry" in warning.value for warning in app.warning)


def test_numbers_of_one_language_are_written_in_its_digits():
    assert Wording("fr").number(1234567) == f"1{THIN}234{THIN}567"
    assert Wording("en").number(1234567) == "1,234,567"
