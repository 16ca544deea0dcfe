"""Charts and maps that readers take away: drawn when asked for, with all that has to be said."""

from io import BytesIO
from xml.etree import ElementTree

import pytest
import streamlit as st
from PIL import Image

from ledger.accounts import Account
from ledger.words import say
from ui import sign_in

CHARTS = {
    "situation": {"trend", "map"},
    "people_fleeing": {"by_country"},
    "third_country_nationals": {"crossed", "nationality"},
}


@pytest.fixture
def given(monkeypatch):
    """What each button for a file would give, by the name of the file."""
    made = {}

    def button(label, data, file_name, *args, **kwargs):
        made[file_name] = (label, data)

    monkeypatch.setattr(st, "download_button", button)
    return made


def texts(svg):
    return " ".join(text.strip() for text in ElementTree.fromstring(svg).itertext())


@pytest.mark.parametrize("page", CHARTS)
def test_every_chart_and_map_is_given_as_svg_with_source_day_and_version_inside(
    opened, given, page
):
    app = opened(page, lang="fr")
    svgs = {name.removesuffix(".svg"): make for name, (_, make) in given.items() if "svg" in name}

    assert not app.exception
    assert CHARTS[page] <= {name.split("_POL")[0] for name in svgs}
    for make in svgs.values():
        said = texts(make())
        assert "chiffres de la version 27" in said
        assert "Urgence Ukraine" in said
        assert "2022" in said


def test_a_map_says_the_word_on_its_boundaries_and_a_chart_is_given_as_png(opened, given):
    opened("situation", lang="en")
    drawn = Image.open(BytesIO(given["trend.png"][1]()))

    assert "do not imply official endorsement" in texts(given["map.svg"][1]())
    assert drawn.width > 1500
    assert given["trend.png"][0] == say("download.png", "en")


def test_what_was_published_until_a_day_is_said_in_the_picture(opened, given):
    opened("people_fleeing", lang="en", as_published="2022-04-15")

    assert "published by the end of 15 April 2022" in texts(given["by_country.svg"][1]())


def test_a_picture_of_what_is_not_public_says_so_and_so_does_its_file(opened, given, monkeypatch):
    custodian = Account("anna", frozenset({"custodian"}))
    monkeypatch.setattr(sign_in, "account", lambda: custodian)
    opened("situation", lang="en")
    label, make = given["not_public_trend.svg"]

    assert "not public" in label
    assert say("printed.not_public", "en") in texts(make())
    assert not [name for name in given if not name.startswith("not_public_")]
