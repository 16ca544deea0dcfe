"""Earlier values on the pages People fleeing and Internally displaced, and going back in time."""

import json
from datetime import date

import pandas as pd
import pytest

from ledger import desk
from ledger.ledger import Ledger
from ledger.words import say
from loaders import drafting
from tests.browser.desk import HEADER

VERSION = "choice of the version in en"
AS_KNOWN = "choice of as_known day in en"
AS_PUBLISHED = "choice of as_published day in en"


def text_of(app) -> str:
    parts = [*app.subheader, *app.markdown, *app.info, *app.warning]
    return "\n".join(part.value for part in parts)


def chart_of(app) -> dict:
    """The first chart of a page, as the browser gets it."""
    return json.loads(app.get("plotly_chart")[0].proto.spec)


def table_of(app) -> pd.DataFrame:
    return next(frame.value for frame in app.dataframe if "From" in frame.value)


def test_earlier_values_are_hidden_unless_a_reader_asks_for_them(opened):
    app = opened("people_fleeing", lang="en", measure="daily")

    assert "Revisions" not in [one.value for one in app.subheader]
    assert not any("opacity" in trace for trace in chart_of(app)["data"])

    app.segmented_control(key="choice of revisions in en").set_value("shown").run()
    assert app.query_params["revisions"] in ("shown", ["shown"])
    assert "Revisions" in [one.value for one in app.subheader]
    assert any(trace.get("opacity") for trace in chart_of(app)["data"])


@pytest.mark.parametrize(
    ("language", "values"),
    [
        ("en", "18 values, one after the other (17 different numbers)"),
        ("fr", "18 valeurs successives (17 nombres différents)"),
    ],
)
def test_the_daily_count_of_4_march_had_18_values(opened, language, values):
    app = opened("people_fleeing", lang=language, measure="daily", revisions="shown")
    line = chart_of(app)["data"][-1]
    of_day = line["customdata"][line["x"].index("2022-03-04")]

    assert not app.exception
    assert values in text_of(app)
    assert values in of_day.replace("<br>", " ")
    assert of_day.count("→") == 8


def test_moldovas_cumulative_counts_are_seen_to_fall(opened):
    app = opened("people_fleeing", lang="en", revisions="shown")

    assert "Moldova: 103,254 (3 March 2022) → 84,067 (5 March 2022)" in text_of(app)
    assert "Moldova: 84,067 (5 March 2022) → 82,762 (6 March 2022)" in text_of(app)


def test_the_table_of_revisions_is_sorted_by_size_and_says_where_each_comes_from(opened):
    app = opened("people_fleeing", lang="en", revisions="shown", country="MDA")
    table = table_of(app)
    first = table.iloc[0]

    assert (first["From"], first["To"], first["Change"]) == (106_994, 330_217, 223_223)
    assert "14 March 2022" in first["Reason"]
    assert "count=unhcr_odp_ukraine." in first["Where from"]
    sizes = table["Change"].abs().tolist()
    assert sizes == sorted(sizes, reverse=True)
    assert set(table["Where"]) == {"Moldova"}


def test_a_link_chooses_the_days_of_publication_and_an_unknown_one_is_named(opened):
    app = opened(
        "people_fleeing",
        lang="en",
        measure="daily",
        revisions="shown",
        vintages="2022-03-08~1999-01-01",
    )
    names = [trace["name"] for trace in chart_of(app)["data"] if trace.get("opacity")]

    assert names == ["All countries together, as published by the end of 8 March 2022"]
    assert sum("1999" in warning.value for warning in app.warning) == 1
    assert 190_479 in [y for trace in chart_of(app)["data"] for y in values(trace)]


def values(trace: dict) -> list:
    return trace["y"] if isinstance(trace["y"], list) else []


def test_rounds_of_internally_displaced_people_are_dots_by_source_and_never_joined(opened):
    app = opened("internally_displaced", lang="en", revisions="shown")
    chart = chart_of(app)
    sources = {trace["name"] for trace in chart["data"]}

    assert not app.exception
    assert app.metric[0].value == "~ 7,134,000"
    assert len(sources) == 3
    for trace in chart["data"]:
        drawn = [y is not None for y in trace["y"]]
        assert not any(one and other for one, other in zip(drawn, drawn[1:], strict=False))
    assert "16 March 2022" in text_of(app)
    assert "None of these counts was published again" in text_of(app)


def published(text: str) -> None:
    """Publish made-up counts into the ledger of this test."""
    ledger = Ledger()
    draft = drafting.receive(ledger, [("a.csv", text.encode())], "anna")
    decisions = draft.decisions.__class__(base=ledger.newest())
    drafting.publish(ledger, desk.decide(ledger, draft, "anna", decisions), "anna", "made up")


def a_round(count: int, day: str) -> str:
    return (
        f"made_up,idps,stock,people,2022-03-16,2022-03-16,UKR,UKR,{count},about,{day},"
        "https://example.org/made-up\n"
    )


def test_a_round_that_was_published_again_is_drawn_as_it_was_and_listed(opened_on):
    published(HEADER + a_round(6_000_000, "2022-03-20") + a_round(6_480_000, "2022-03-25"))
    app = opened_on("internally_displaced", lang="en", revisions="shown")
    earlier, now = chart_of(app)["data"]
    row = table_of(app).iloc[0]

    assert (earlier["y"], now["y"]) == ([6_000_000], [6_480_000])
    assert "Newest: ~ 6,480,000" in earlier["customdata"][0]
    assert "~ 6,000,000 → ~ 6,480,000" in now["customdata"][0]
    assert (row["From"], row["To"], row["Change"]) == (6_000_000, 6_480_000, 480_000)


def test_a_reader_goes_back_to_a_version_and_to_the_newest_again(opened):
    app = opened("people_fleeing", lang="en")
    app.selectbox(key=VERSION).set_value(20).run()

    assert app.query_params["as_known"] in ("20", ["20"])
    assert "version 20" in text_of(app)
    assert app.selectbox(key=VERSION).value == 20

    app.selectbox(key=VERSION).set_value(None).run()
    assert "as_known" not in app.query_params
    assert app.metric[0].value == "7,363,623"


def test_a_reader_goes_back_to_what_was_published_by_a_day(opened):
    app = opened("situation", lang="en")
    app.date_input(key=AS_PUBLISHED).set_value(date(2022, 3, 8)).run()

    assert app.query_params["as_published"] in ("2022-03-08", ["2022-03-08"])
    assert app.metric[0].value == "2,011,312"
    assert "by the end of 8 March 2022" in text_of(app)

    next(b for b in app.button if b.label == say("time_travel.newest", "en")).click().run()
    assert "as_published" not in app.query_params
    assert app.metric[0].value == "7,363,623"


def test_a_day_asks_for_its_last_version(opened):
    app = opened("situation", lang="en")
    today = app.date_input(key=AS_KNOWN).max
    app.date_input(key=AS_KNOWN).set_value(today).run()

    assert app.query_params["as_known"] in (str(today), [str(today)])
    assert "Frozen link" in text_of(app)
    assert app.selectbox(key=VERSION).value is None


def test_only_what_a_page_reads_is_offered(opened):
    app = opened("assistance", lang="en", as_published="2022-03-08")

    assert app.selectbox(key=VERSION)
    assert AS_KNOWN in [box.key for box in app.date_input]
    assert AS_PUBLISHED not in [box.key for box in app.date_input]
    assert "had published" not in text_of(app)


@pytest.mark.parametrize("asked", ["yesterday", "2022-02-30", "8 March"])
def test_a_day_of_publication_that_is_none_is_named_and_the_newest_is_shown(opened, asked):
    app = opened("people_fleeing", lang="en", as_published=asked)

    assert sum(asked in warning.value for warning in app.warning) == 1
    assert app.metric[0].value == "7,363,623"


def test_a_day_before_anything_was_published_is_no_error(opened):
    app = opened("people_fleeing", lang="en", as_published="2021-01-01", revisions="shown")

    assert not app.exception
