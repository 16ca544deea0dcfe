"""Small counts on pages: withheld from everybody but those with a right of their own."""

import pytest

from ledger import desk
from ledger.accounts import Account
from ledger.ledger import Ledger
from ledger.words import say
from loaders import drafting
from tests.browser.desk import HEADER
from ui import sign_in

# Made up: of 103 people 3 are Tunisian; so nobody may read how many are Moroccan either.
PARTS = {"": 103, "TUN": 3, "IND": 60, "MAR": 40}
LINE = (
    "made_up,third_country_nationals,cumulative,people,2022-02-24,2022-03-01,UKR,POL,{nationality},"
    "{count},exact,2022-03-02,https://example.org/made-up\n"
)
every_language = pytest.mark.parametrize("language", ["en", "fr"])
PUBLIC = {60, 103}


@pytest.fixture
def as_account(monkeypatch):
    """Lets pages be seen by somebody with these roles; without any, by a stranger."""

    def sign(*roles: str) -> None:
        account = Account("anna", frozenset(roles)) if roles else None
        monkeypatch.setattr(sign_in, "account", lambda: account)

    return sign


@pytest.fixture
def published(opened_on, as_account):
    """The made-up counts as version 1; opens pages on them."""
    as_account()
    header = HEADER.replace("location_iso3,", "location_iso3,nationality_iso3,")
    lines = "".join(LINE.format(nationality=n, count=count) for n, count in PARTS.items())
    ledger = Ledger()
    draft = drafting.receive(ledger, [("a.csv", (header + lines).encode())], "anna")
    decisions = draft.decisions.__class__(base=0)
    drafting.publish(ledger, desk.decide(ledger, draft, "anna", decisions), "anna", "made up")
    return opened_on


def numbers(app) -> set[int]:
    found = app.dataframe[0].value["Count"]
    return set(found.dropna().astype(int))


def said(app) -> str:
    return "\n".join(part.value for part in [*app.error, *app.markdown, *app.warning])


@pytest.mark.parametrize("roles", [(), ("analyst",), ("reviewer",), ("admin",)])
def test_nobody_without_the_right_sees_small_counts_or_what_protects_them(
    published, as_account, roles
):
    as_account(*roles)
    app = published("figures_and_sources", lang="en")

    assert not app.exception
    assert numbers(app) == PUBLIC
    assert say("disclosure.not_public", "en", threshold=5) not in said(app)


@every_language
def test_a_custodian_sees_small_counts_under_a_banner(published, as_account, language):
    as_account("custodian")
    app = published("figures_and_sources", lang=language)

    assert not app.exception
    assert say("disclosure.not_public", language, threshold=5) in said(app)
    labels = [button.label for button in app.get("download_button")]
    title = say("download.csv", language)
    assert say("disclosure.download", language, title=title) in labels
    assert say("disclosure.share", language) in said(app.button(key="share").click().run())


def test_what_a_custodian_saw_is_not_kept_for_others(published, as_account):
    as_account("custodian")
    before = numbers(published("figures_and_sources", lang="en"))
    as_account()

    assert before == set(PARTS.values())
    assert numbers(published("figures_and_sources", lang="en")) == PUBLIC


@every_language
def test_the_page_of_versions_withholds_what_the_others_do(published, language):
    app = published("versions", lang=language, version="1")
    cells = [str(cell) for table in app.dataframe for cell in table.value.to_numpy().flat]

    assert not app.exception
    assert "103" in cells
    assert "60" in cells
    assert not {"3", "40"} & set(cells)


def test_a_link_to_a_version_shows_what_it_showed_when_more_comes_later(published):
    before = published("figures_and_sources", lang="en", as_known="1")
    ledger = Ledger()
    header = HEADER.replace("location_iso3,", "location_iso3,nationality_iso3,")
    more = LINE.format(nationality="GHA", count=25)
    draft = drafting.receive(ledger, [("b.csv", (header + more).encode())], "anna")
    decisions = draft.decisions.__class__(base=1)
    drafting.publish(ledger, desk.decide(ledger, draft, "anna", decisions), "anna", "made up")

    assert numbers(before) == PUBLIC
    assert numbers(published("figures_and_sources", lang="en", as_known="1")) == PUBLIC
    assert numbers(published("figures_and_sources", lang="en")) >= PUBLIC
    assert not numbers(published("figures_and_sources", lang="en")) & {3, 40}
