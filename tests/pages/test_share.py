"""Sharing, frozen views, what changed in them, and what an address asks for in vain, on pages."""

import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analysis import sharing
from analysis.view import ORDER, READING
from ledger import links
from ledger.ledger import Ledger
from ledger.words import LANGUAGES, say
from tests.ledger.made_up import publish_two_versions
from tests.pages.test_desk import as_account, said
from tests.pages.test_every_page import FINDINGS

__all__ = ["as_account"]

THIN = "\u202f"


def shared(app) -> list[str]:
    """What the dialog offers to copy: the address and the message."""
    app.button(key="share").click().run()
    assert not app.exception
    return [code.value for code in app.code]


# Each page in one of the languages, in turn.
EACH = [(page, LANGUAGES[at % len(LANGUAGES)]) for at, page in enumerate(READING)]


@pytest.mark.parametrize(("page", "language"), EACH)
def test_a_page_is_shared_with_its_time_and_its_finding(opened, page, language):
    address, message, *codes = shared(opened(page, lang=language, country="POL"))

    assert address.endswith(f"lang={language}")
    assert "country=POL" in address
    assert ("time=2022-02-24..latest" in address) == (page != "assistance")
    assert message.endswith(address)
    assert [code.startswith('<iframe src="/embed/') for code in codes] == [True] * len(codes)
    assert bool(codes) == (page in sharing.PARTS)
    if page in ("situation", "people_fleeing", "third_country_nationals"):
        assert FINDINGS[page, language].strip("*") in message.split("\n")[0]


def test_a_chart_is_shared_with_the_code_that_embeds_it(opened):
    app = opened("situation", lang="fr", as_known="20")
    app.button(key="share map").click().run()
    code = app.code[-1].value

    assert not app.exception
    assert "/embed/map?" in code
    assert "as_known=20" in code
    assert "lang=fr" in code


def test_a_frozen_page_is_shared_frozen_and_its_message_names_the_version(opened):
    address, message, *_ = shared(opened("people_fleeing", as_known="20", lang="en"))

    assert "as_known=20" in address
    assert ".." in address
    assert "latest" not in address
    assert say("share.of_version", "en", version=20, day="")[:20] in message


def test_what_was_not_understood_and_what_other_pages_read_is_not_shared(opened):
    app = opened("people_fleeing", country="POL~ZZZ", point="x", hello="1", lang="en")

    assert shared(app)[0] == "/people_fleeing?country=POL&time=2022-02-24..latest&lang=en"


def test_what_an_address_asks_in_vain_is_named_once_with_a_way_on(opened):
    app = opened("people_fleeing", country="POL~ZZZ", time="soon", as_known="99", lang="en")
    (warning,) = (one.value for one in app.warning)

    for wrong in ("ZZZ", "soon", "99"):
        assert warning.count(f"“{wrong}”") == 1
    assert "(/?country=POL&lang=en)" in warning


def test_a_code_that_a_page_cannot_choose_is_named_too(opened):
    app = opened("people_fleeing", country="FRA", lang="en")

    assert ["FRA" in one.value for one in app.warning] == [True]


def test_names_for_codes_are_written_as_codes(opened):
    app = opened("people_fleeing", country="Pologne,Moldova", lang="en")

    assert app.query_params["country"] == "POL~MDA"
    assert not app.warning


def test_a_frozen_view_says_how_much_of_it_changed_and_a_page_lists_it(opened_on):
    publish_two_versions(Ledger())
    asked = {"as_known": "1", "lang": "fr"}
    changed = opened_on("people_fleeing", country="POL~HUN", **asked)
    same = opened_on("people_fleeing", country="BLR", **asked)
    listed = opened_on("changed", page="people_fleeing", country="POL~HUN", **asked)
    nothing = opened_on("changed", page="people_fleeing", country="BLR", **asked)

    told = f"Nombres{THIN}: 1 ajout, 1 révision"
    assert told in said(changed)
    assert say("changed.newer_without", "fr", n=1) in said(same)
    assert told in said(listed)
    revised, added = (frame.value for frame in listed.dataframe)
    before, now = (say("changed.version", "fr", version=n) for n in (1, 2))
    assert revised[[before, now]].to_numpy().tolist() == [[f"1{THIN}000", f"1{THIN}500"]]
    assert added[now].tolist() == ["400"]
    assert "as_known=1&count=" in revised[say("label.origin_then", "fr")][0]
    assert "as_known=2&count=" in revised[say("label.origin_now", "fr")][0]
    assert "page=" not in revised[say("label.origin_now", "fr")][0]
    assert say("changed.nothing", "fr", version=1, newest=2) in said(nothing)
    for app in (changed, same, listed, nothing):
        assert not app.exception


@pytest.mark.parametrize(
    "asked", [{}, {"page": "nowhere"}, {"page": "people_fleeing"}, {"page": "upload"}]
)
def test_the_page_of_changes_without_a_view_says_the_way_on(opened, asked):
    app = opened("changed", lang="en", **asked)
    entry = "changed.no_version" if asked == {"page": "people_fleeing"} else "changed.no_page"

    assert not app.exception
    assert say(entry, "en") in said(app)


def test_an_admin_pauses_resumes_and_removes_a_short_link(opened_on, as_account):
    language = "fr"
    as_account("admin", name="ada")
    ledger = Ledger()
    code = links.make(ledger, "/people_fleeing?time=2022-02-24..latest", "").code
    app = opened_on("links", lang=language)

    def press(what: str, reason: str) -> None:
        app.text_input[1].set_value(reason)
        label = say(f"links.{what}", language)
        next(button for button in app.button if button.label == label).click()
        app.run()
        assert not app.exception

    press("pause", "")
    assert say("links.reason_wanted", language) in said(app)
    for what, status in (("pause", "paused"), ("resume", "open"), ("remove", "removed")):
        press(what, f"to {what}")
        assert links.find(ledger, code).status == status
        assert links.find(ledger, code).because == f"to {what}"
    assert say("links.removed_for_good", language) in said(app)
    assert [entry.who for entry in ledger.trail()] == ["ada"] * 3


def test_who_may_not_manage_sees_no_links(opened_on, as_account):
    links.make(Ledger(), "/?time=2022-02-24..latest", "")
    as_account("analyst")
    app = opened_on("links", lang="en")

    assert not app.dataframe
    assert say("links.about", "en", most=links.MOST_AN_HOUR) not in said(app)


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
WRITTEN = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "![x](http://e.org/i)",
        "[a](javascript:b)",
        "POL~<b>",
        "**loud**",
    ]
)


# Each example opens a page: few, and none is made smaller when it fails.
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.sampled_from([*READING, "changed", "methodology"]),
    st.dictionaries(st.sampled_from([*ORDER, "x", "lang"]), TEXT | WRITTEN, max_size=5),
)
def test_no_address_breaks_a_page_or_writes_markup_into_it(opened, page_, asked):
    app = opened(page_, **asked)

    assert not app.exception
    for element in (*app.warning, *app.info, *app.markdown):
        unescaped = re.sub(r"\\.", "", element.value)
        for markup in ("<script", "<b>", "](http://e", "](javascript", "**loud"):
            assert markup not in unescaped
