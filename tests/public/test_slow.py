"""A page offers its light version while its scripts are on their way, and where none are run."""

import pytest

from analysis import documents
from analysis.view import PAGES
from ledger import words

HOSTILE = "country=POL&x=<script>alert(1)</script>&page=upload"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", documents.PAGES)
def test_the_shell_leads_to_the_light_version_of_the_same_view(ask, page, language):
    shell = ask(f"{PAGES[page]}?as_known=3&lang={language}").text
    root = shell.partition('<div id="root">')[2].partition("</div>")[0]
    without = shell.partition("<noscript>")[2].partition("</noscript>")[0]

    for offer in (root, without):
        assert f"/brief?page={page}&amp;as_known=3&amp;lang={language}" in offer
        assert words.say("brief.light", language) in offer


def test_pages_without_a_light_version_offer_none(ask):
    shell = ask("/upload").text

    assert '<div id="root"></div>' in shell
    assert words.say("site.needs_scripts", "en") in shell
    assert "/brief" not in shell


def test_nothing_that_an_address_says_becomes_markup(ask):
    shell = ask(f"/people_fleeing?{HOSTILE}").text

    assert "<script>alert" not in shell
    assert "page=people_fleeing&amp;country=POL" in shell
    assert "page=upload" not in shell.partition('<div id="root">')[2].partition("</div>")[0]
