"""Whatever the dialog to share offers is answered: embedded parts, the brief, the short link."""

from datetime import date
from xml.etree import ElementTree

import pytest

from analysis import documents, published, sharing
from analysis.view import READING
from analysis.wording import Wording
from ledger import links

FRENCH = Wording("fr")
OFFERED = [(page, f"/embed/{part}") for page, parts in sharing.PARTS.items() for part in parts]
OFFERED += [("situation", "/brief"), ("assistance", "/brief.pdf")]
# Of charts that a page may have several of, each is called by its name.
OFFERED += [("third_country_nationals", "/embed/nationality_POL_pl_government_embassy")]


def view_of(page):
    asked = {"time": ["2022-02-24..2022-04-20"], "lang": ["fr"]}
    return sharing.understood(page, asked, FRENCH, published.here(), date(2026, 1, 1))[0]


@pytest.mark.parametrize(("page", "path"), OFFERED)
def test_what_is_offered_is_answered_in_the_language_of_who_shares(ask, page, path):
    address = sharing.form(path, view_of(page), frozen=True, language="fr")
    code = sharing.embedded(address, "Un titre")
    answer = ask(ElementTree.fromstring(code).attrib["src"])

    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    if path != "/brief.pdf":
        assert 'lang="fr"' in answer.text


@pytest.mark.parametrize("page", READING)
def test_the_rows_of_a_page_are_answered(ask, page):
    answer = ask(sharing.rows(view_of(page), frozen=True, language="fr"))

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")


def test_every_page_with_a_brief_can_be_embedded():
    assert documents.PAGES.keys() - {"methodology", "provenance", "updates"} == sharing.PARTS.keys()


def test_a_short_link_in_a_message_leads_to_the_view_that_was_shared(ask):
    shared = sharing.address(view_of("people_fleeing"), frozen=True)
    code = links.make(published.here().ledger, shared, "").code
    answer = ask(f"/s/{code}?lang=en", follow_redirects=False)

    assert answer.headers["location"] == f"{shared}&lang=en"
