"""The reader's choice of the source that leads, and the page of all disagreements."""

import pytest

CHOICE = "choice of the source that leads in {}"
READING = ("situation", "people_fleeing")
BORDER_GUARD = "Polish Border Guard: Arrivals"


@pytest.mark.parametrize("page", READING)
def test_the_recommended_source_leads_and_is_not_written_into_the_address(opened, page):
    app = opened(page, lang="en")

    assert app.selectbox(key=CHOICE.format("en")).value == ""
    assert app.metric[0].value == "7,363,623"
    assert "source" not in app.query_params


@pytest.mark.parametrize("page", READING)
def test_a_chosen_source_leads_and_the_page_says_which_one_is_recommended(opened, page):
    app = opened(page, lang="en")
    app.selectbox(key=CHOICE.format("en")).set_value("iom_press_ukraine").run()

    assert app.query_params["source"] in ("iom_press_ukraine", ["iom_press_ukraine"])
    assert app.metric[0].value == ":gray[~ 3,000,000]"  # of 15 March, and so out of date
    said = next(info.value for info in app.info if "Shown first, as you chose" in info.value)
    assert "Recommended" in said
    assert "Operational Data Portal" in said

    app.selectbox(key=CHOICE.format("en")).set_value("").run()
    assert "source" not in app.query_params
    assert app.metric[0].value == "7,363,623"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_link_opens_on_the_source_it_names_in_any_language(opened, language):
    app = opened("people_fleeing", source="iom_press_ukraine", lang=language)

    assert not app.exception
    assert app.selectbox(key=CHOICE.format(language)).value == "iom_press_ukraine"
    assert "~ 3" in app.metric[0].value


def test_only_sources_that_report_something_on_the_page_can_be_chosen(opened):
    of_nationals = opened("third_country_nationals", lang="en").selectbox(key=CHOICE.format("en"))
    of_people = opened("people_fleeing", lang="en").selectbox(key=CHOICE.format("en"))

    assert not any(BORDER_GUARD in option for option in of_nationals.options)
    assert any(BORDER_GUARD in option for option in of_people.options)


def test_a_source_that_is_unknown_is_named_and_one_that_is_silent_here_too(opened):
    unknown = opened("people_fleeing", source="nobody", lang="en")
    silent = opened("third_country_nationals", source="pl_border_guard", lang="en")

    assert any("nobody" in warning.value for warning in unknown.warning)
    assert not silent.warning
    assert any("Polish Border Guard" in info.value for info in silent.info)


def test_a_source_without_a_total_leads_where_it_has_counts(opened):
    app = opened("people_fleeing", source="pl_border_guard", lang="en")

    assert not app.exception
    assert app.metric[0].value == "7,363,623"
    assert app.multiselect[0].options[0] == "Poland"


def test_under_a_headline_stands_what_others_say_of_the_same_thing(opened):
    app = opened("situation", time="2022-02-24..2022-02-28", lang="en")
    said = [text.value for text in app.markdown if "Also reported" in text.value]

    assert any("600,000" in text and "IOM" in text for text in said)
    assert any("not the same thing" in text for text in said)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_all_disagreements_are_listed_the_largest_first(opened, language):
    app = opened("disagreements", lang=language)
    numbers = [metric.value.replace(",", "").replace("\u202f", "") for metric in app.metric]

    assert not app.exception
    assert len(app.dataframe[0].value) > 30
    assert numbers[:4] == ["84067", "228700", "38388", "89957"]


def test_disagreements_of_a_country_and_of_days(opened):
    app = opened("disagreements", country="HUN", time="2022-02-24..2022-03-31", lang="en")
    rows = app.dataframe[0].value

    assert rows.iloc[:, 0].str.startswith("Hungary").all()
    assert len(rows) == 3


def test_without_disagreements_the_page_says_so(opened):
    alone = opened("disagreements", time="2022-02-24..2022-02-25", lang="en")

    assert not alone.exception
    assert any("No two sources disagree" in info.value for info in alone.info)


def test_on_an_empty_ledger_the_page_of_disagreements_is_no_error(opened_on):
    app = opened_on("disagreements", lang="fr")

    assert not app.exception
    assert app.title


@pytest.mark.parametrize("page", ["people_fleeing", "third_country_nationals"])
def test_several_sources_of_a_list_lead_as_far_as_one_can(opened, page):
    app = opened(page, source="pl_border_guard~iom_press_ukraine", lang="en")

    assert not app.exception
    assert not app.warning
