"""The pages of the desk, as somebody who is signed in sees them, in both languages."""

from dataclasses import replace

import pytest

from ledger import desk
from ledger.accounts import Account
from ledger.ledger import Ledger
from ledger.words import say
from loaders import drafting
from tests.browser.desk import HEADER
from tests.loaders.test_formats import survey
from ui import sign_in

# Made up.
LINE = (
    "made_up,people_fleeing,cumulative,crossings,2022-02-24,2022-03-01,UKR,{place},{count},"
    "exact,{published},https://example.org/made-up\n"
)
DESK = ("upload", "problems", "differences", "publish", "edit", "accounts", "versions")
every_language = pytest.mark.parametrize("language", ["en", "fr"])


def file(place: str, count: int, published: str = "2022-03-02") -> bytes:
    return (HEADER + LINE.format(place=place, count=count, published=published)).encode()


@pytest.fixture
def as_account(monkeypatch):
    """Lets pages be seen by somebody with these roles; without any, by a stranger."""

    def sign(*roles: str, name: str = "anna") -> None:
        account = Account(name, frozenset(roles)) if roles else None
        monkeypatch.setattr(sign_in, "account", lambda: account)

    return sign


def said(app) -> str:
    parts = [*app.title, *app.markdown, *app.info, *app.warning, *app.success, *app.error]
    return "\n".join(part.value for part in parts)


def labels(app) -> list[str]:
    return [button.label for button in app.button if not button.disabled]


def given(content: bytes, name: str = "a.csv") -> desk.Submission:
    return drafting.receive(Ledger(), [(name, content)], "anna")


@every_language
@pytest.mark.parametrize("page", DESK)
def test_a_stranger_is_told_how_to_sign_in(opened_on, as_account, page, language):
    as_account()
    app = opened_on(page, lang=language, draft="none")

    assert not app.exception
    if page != "versions":
        assert say("sign_in.why", language) in said(app)
        assert labels(app) in ([], [say("sign_in.title", language)])


@every_language
@pytest.mark.parametrize("page", DESK)
def test_an_analyst_sees_every_step_of_a_sound_draft(opened_on, as_account, page, language):
    as_account("admin")
    draft = given(file("POL", 1000))
    app = opened_on(page, lang=language, draft=draft.id)

    assert not app.exception
    assert say("sign_in.why", language) not in said(app)


@pytest.mark.parametrize("page", ["problems", "differences", "publish"])
def test_a_draft_that_does_not_exist_is_said_to_be_unknown(opened_on, as_account, page):
    as_account("analyst")
    app = opened_on(page, lang="en", draft="nothing")

    assert not app.exception
    assert "no draft nothing" in said(app)


@every_language
def test_one_click_applies_a_suggestion_and_the_draft_is_sound(opened_on, as_account, language):
    as_account("analyst")
    draft = given(file("Polland", 1000))
    app = opened_on("problems", lang=language, draft=draft.id)
    apply = say("problems.apply", language, n=1)
    next(button for button in app.button if button.label == apply).click().run()

    assert not app.exception
    assert say("problems.none", language) in said(app)
    assert desk.get(Ledger(), draft.id).decisions.corrections == {
        "location_iso3": {"Polland": "POL"}
    }


def test_a_warning_stops_publication_until_somebody_says_why_it_is_right(opened_on, as_account):
    as_account("analyst")
    before = given(file("POL", 1000))
    ledger = Ledger()
    compared = desk.decide(ledger, before, "anna", replace(before.decisions, base=0))
    drafting.publish(ledger, compared, "anna", "made up")
    draft = given(file("POL", 10_000, "2022-03-03"), "b.csv")
    draft = desk.decide(ledger, draft, "anna", replace(draft.decisions, base=1))
    app = opened_on("publish", lang="en", draft=draft.id)
    wanted = say("problems.reasons_wanted", "en", n=1)
    before_reason = said(app), labels(app)
    reasons = {"revised_a_lot count": "The ministry confirmed the tenfold count"}
    desk.decide(ledger, draft, "anna", replace(draft.decisions, reasons=reasons))
    app = opened_on("publish", lang="en", draft=draft.id)
    app.text_area[0].set_value("Made up").run()

    assert wanted in before_reason[0]
    assert say("publish.now", "en") not in before_reason[1]
    assert wanted not in said(app)
    assert say("publish.now", "en") in labels(app)


def test_four_eyes_keep_an_analyst_from_publishing_alone(opened_on, as_account, monkeypatch):
    from ledger import crisis

    about = replace(crisis.read(), four_eyes=True)
    monkeypatch.setattr("ledger.crisis.read", lambda: about)
    as_account("analyst")
    ledger = Ledger()
    draft = given(file("POL", 1000))
    draft = desk.decide(ledger, draft, "anna", replace(draft.decisions, base=0))
    alone = opened_on("publish", lang="en", draft=draft.id)
    desk.move(ledger, draft.id, "ask_review", "anna", "Made up")
    desk.move(ledger, draft.id, "approve", "ben")
    approved = opened_on("publish", lang="en", draft=draft.id)

    assert say("publish.four_eyes", "en") in said(alone)
    assert say("publish.four_eyes", "en") not in said(approved)
    assert say("publish.now", "en") in labels(approved)


def test_a_preview_shows_the_draft_to_those_who_prepare_it(opened_on, as_account):
    as_account("reviewer")
    draft = given(file("POL", 123_456))
    app = opened_on("figures_and_sources", lang="en", draft=draft.id)

    assert not app.exception
    assert say("preview.not_public", "en") in said(app)
    assert 123_456 in app.dataframe[0].value["Count"].tolist()
    assert Ledger().newest() == 0


def test_the_versions_page_takes_a_version_back_with_a_reason(opened_on, as_account):
    as_account("analyst")
    ledger = Ledger()
    for number, day in ((1, "2022-03-02"), (2, "2022-03-03")):
        draft = given(file("POL", number, day), f"{number}.csv")
        draft = desk.decide(ledger, draft, "anna", replace(draft.decisions, base=ledger.newest()))
        drafting.publish(ledger, draft, "anna", f"made up {number}")
    app = opened_on("versions", lang="en", version="2")
    reason = next(box for box in app.text_input if box.label == say("versions.reason", "en"))
    reason.set_value("Wrong file")
    now = say("versions.take_back_now", "en")
    next(button for button in app.button if button.label == now).click().run()

    newest = ledger.versions()[-1]
    assert (newest.number, newest.reverts, newest.note) == (3, 1, "Wrong file")
    assert len(ledger.tables(2)["counts"]) == 2


def test_a_draft_of_counts_without_a_usual_header_is_mapped_on_the_page(opened_on, as_account):
    as_account("analyst")
    draft = given(b"Pays;Date;Personnes\nPologne;01.03.2022;1 000\n")
    app = opened_on("problems", lang="fr", draft=draft.id)

    assert not app.exception
    assert say("mapping.how", "fr") in said(app)
    assert any(box.label == say("label.population_type", "fr") for box in app.selectbox)


def test_a_file_that_was_given_before_says_so_with_name_and_day(opened_on, as_account):
    as_account("analyst")
    first, again = given(file("POL", 1000)), given(file("POL", 1000), "again.csv")
    app = opened_on("problems", lang="en", draft=again.id)

    assert first.files == again.files
    assert "byte for byte, was given before, by anna" in said(app)


def test_the_second_analyst_is_shown_what_changed_meanwhile(opened_on, as_account):
    as_account("analyst")
    ledger = Ledger()
    mine, theirs = given(file("POL", 1000)), given(file("POL", 1100), "theirs.csv")
    mine = desk.decide(ledger, mine, "anna", replace(mine.decisions, base=0))
    theirs = desk.decide(ledger, theirs, "ben", replace(theirs.decisions, base=0))
    drafting.publish(ledger, theirs, "ben", "made up")
    app = opened_on("publish", lang="en", draft=mine.id)
    app.text_area[0].set_value("Made up").run()
    now = say("publish.now", "en")
    next(button for button in app.button if button.label == now).click().run()
    refused = said(app)
    app = opened_on("differences", lang="en", draft=mine.id)

    assert say("publish.conflict", "en") in refused
    assert ledger.newest() == 1
    assert say("differences.changed_under", "en", n=1) in said(app)


@every_language
def test_a_pasted_table_goes_the_way_of_a_file(opened_on, as_account, language):
    as_account("analyst")
    app = opened_on("upload", lang=language)
    table = file("POL", 1000).decode().replace(",", "\t")
    app.text_area[0].set_value(table).run()
    use = say("upload.use_pasted", language)
    next(button for button in app.button if button.label == use).click().run()

    (draft,) = desk.every(Ledger())
    assert not app.exception
    assert Ledger().received(draft.files[0]).content == table.encode()
    assert not drafting.prepare(Ledger(), draft).has_errors


def test_rows_that_a_file_lacks_are_listed_with_the_choice_to_withdraw(opened_on, as_account):
    as_account("analyst")
    ledger = Ledger()
    both = file("POL", 1000) + LINE.format(place="MDA", count=7, published="2022-03-02").encode()
    draft = given(both)
    draft = desk.decide(ledger, draft, "anna", replace(draft.decisions, base=0))
    drafting.publish(ledger, draft, "anna", "made up")
    shorter = given(file("POL", 1001, "2022-03-03"), "b.csv")
    app = opened_on("differences", lang="en", draft=shorter.id)

    assert not app.exception
    assert say("differences.left_out_how", "en", n=1) in said(app)
    table = say("table.counts", "en")
    titles = [heading.value for heading in app.subheader]
    assert say("differences.left_out", "en", table=table) in titles


def test_a_draft_with_errors_has_no_preview_and_public_figures_are_not_taken_for_one(
    opened_on, as_account
):
    as_account("analyst")
    draft = given(file("Nowhere at all", 123_456))
    app = opened_on("figures_and_sources", lang="en", draft=draft.id)

    assert say("differences.errors_first", "en") in said(app)
    assert not app.dataframe


def test_a_doubt_names_the_file_that_its_row_stands_in(opened_on, as_account):
    as_account("analyst")
    ledger = Ledger()
    draft = given(file("POL", 1000))
    draft = desk.decide(ledger, draft, "anna", replace(draft.decisions, base=0))
    drafting.publish(ledger, draft, "anna", "made up")
    both = [
        ("sound.csv", file("MDA", 500)),
        ("doubtful.csv", file("POL", 10_000, "2022-03-03")),
    ]
    app = opened_on("problems", lang="en", draft=drafting.receive(ledger, both, "anna").id)
    names = [name for table in app.dataframe for name in table.value[say("problems.in_file", "en")]]

    assert names == ["doubtful.csv"]


def test_a_mapping_is_confirmed_once_for_every_file_with_that_header(opened_on, as_account):
    as_account("analyst")
    titles = "source_id,publisher,title,licence,citation"
    card = given(f"{titles}\nmade_up,Nobody,Made up,CC0,Nobody\n".encode())
    card = desk.decide(Ledger(), card, "anna", replace(card.decisions, base=0))
    drafting.publish(Ledger(), card, "anna", "made up")
    first = given(b"Pays;Date;Personnes\nPologne;01.03.2022;1 000\n")
    app = opened_on("problems", lang="fr", draft=first.id)
    wanted = {"source_id": "made_up", "measure": "cumulative", "population_type": "people_fleeing"}
    for name, value in wanted.items():
        label = say(f"label.{name}", "fr")
        next(box for box in app.selectbox if box.label == label).set_value(value)
    texts = {"source_url": "https://example.org/made-up", "reference_period_start": "2022-02-24"}
    for name, value in texts.items():
        label = say(f"label.{name}", "fr")
        next(text for text in app.text_input if text.label == label).set_value(value)
    app.run()
    use = say("mapping.use", "fr")
    next(button for button in app.button if button.label == use).click().run()
    later = given(b"Pays;Date;Personnes\nPologne;02.03.2022;2 000\n", "later.csv")
    found = drafting.prepare(Ledger(), later)

    assert not app.exception
    assert not drafting.prepare(Ledger(), desk.get(Ledger(), first.id)).has_errors
    (row,) = found.tables["counts"].select(["location_iso3", "count", "unit"]).to_pylist()
    assert row == {"location_iso3": "POL", "count": 2000, "unit": "people"}
    assert [problem.rule for _, problem in found.problems] == ["read_as_confirmed"]


def test_a_file_without_a_day_asks_for_it_once(opened_on, as_account):
    as_account("analyst")
    draft = given(survey(drop=3), "round_4_3_may_2022.xlsx")
    app = opened_on("problems", lang="fr", draft=draft.id)
    use = say("problems.use_day", "fr")
    next(button for button in app.button if button.label == use).click().run()

    assert not app.exception
    decided = desk.get(Ledger(), draft.id)
    assert decided.decisions.days == {draft.files[0]: "2022-05-03"}
    assert "day_missing" not in [p.rule for _, p in drafting.prepare(Ledger(), decided).problems]
