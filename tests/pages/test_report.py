"""A report from its text to the public: paste, decide, publish, and back to its sentence."""

from dataclasses import replace

import pytest

from analysis import identity
from ledger import desk
from ledger.ledger import Ledger
from ledger.reported import from_json
from ledger.tables import COUNTS
from ledger.words import say
from loaders import drafting
from tests.pages.test_desk import as_account, labels, said  # noqa: F401
from ui.reports import taking

# Made up.
REPORT = """Situation report
Geneva, 2 March 2022

As of 1 March 2022, at least 12,000 refugees from Ukraine had arrived in Moldova. On Monday, 3,400 \
refugees fled to Poland <b>by train</b>.
The agency needs 4 million dollars.
"""
GERMAN = "Mehr als eine Million Menschen haben das Land seit Beginn des Krieges verlassen."
every_language = pytest.mark.parametrize("language", ["en", "fr"])


def press(app, entry: str, language: str, **values: object):
    label = say(entry, language, **values)
    return next(button for button in app.button if button.label == label).click().run()


def draft_of(app) -> desk.Submission:
    return desk.every(Ledger())[0]


def report_of(draft: desk.Submission):
    return from_json(draft.decisions.reports[draft.files[0]])


def pasted(opened_on, language: str, text: str = REPORT):
    """The page of a report that was pasted."""
    app = opened_on("upload", lang=language)
    box = next(b for b in app.text_area if b.label == say("upload.report_here", language))
    box.set_value(text).run()
    app = press(app, "upload.use_report", language)
    drafts = desk.every(Ledger())
    return opened_on("report", lang=language, draft=drafts[0].id) if drafts else app


def looked_through(app, language: str, source: str = "made_up"):
    """The same after the analyst has said what it is."""
    box = next(b for b in app.text_input if b.label == say("report.url", language))
    box.set_value("https://example.org/report")
    box = next(b for b in app.text_input if b.label == say("report.new_source", language))
    box.set_value(source)
    return press(app, "report.read", language)


def decide(app, *decisions: str) -> desk.Submission:
    """What the analyst does in the marked text."""
    draft = draft_of(app)
    account = type("Account", (), {"name": "anna"})

    def changed(report):
        for at, decision in enumerate(decisions):
            report = report.decided(at, decision)
        return report

    assert taking.change(draft, account, draft.files[0], changed)
    return draft_of(app)


@every_language
def test_a_report_becomes_public_and_a_count_leads_back_to_its_sentence(
    opened_on,
    as_account,  # noqa: F811
    language,
):
    as_account("analyst")
    app = pasted(opened_on, language)
    assert not app.exception
    begun = report_of(draft_of(app))
    assert (begun.language, begun.day, begun.is_read) == ("en", "2022-03-02", False)
    app = looked_through(app, language)
    assert not app.exception
    found = report_of(draft_of(app)).found
    assert [one.read["count"] for one in found] == ["12000", "3400"]
    problems = opened_on("problems", lang=language, draft=draft_of(app).id)
    # What comes from files is made safe for Markdown: its signs are escaped
    assert say("expected.report_undecided", language, n=2).split("\u202f")[0][:30] in said(problems)

    draft = decide(app, "accepted", "dismissed")
    problems = opened_on("problems", lang=language, draft=draft.id)
    assert say("problems.none", language) in said(problems)
    ledger = Ledger()
    draft = desk.decide(ledger, draft, "anna", replace(draft.decisions, base=ledger.newest()))
    drafting.publish(ledger, draft, "anna", "made up")

    rows = ledger.tables()["counts"]
    assert rows["count"].tolist() == [12_000]
    assert rows["received_row"].tolist() == [found[0].sentence]
    received = ledger.received(str(rows["received_file"].iloc[0]))
    assert (received.name, received.content) == (
        say("upload.report_name", language),
        REPORT.encode(),
    )
    as_account()
    shown = opened_on("provenance", lang=language, count=identity.codes(COUNTS, rows)[0])
    assert not shown.exception
    assert "As of 1 March 2022, **at least 12,000 refugees** from Ukraine" in said(shown)
    assert f"{say('provenance.sentence_number', language)}" in said(shown)


def test_a_row_is_corrected_in_a_form_and_both_readings_are_kept(opened_on, as_account):  # noqa: F811
    as_account("analyst")
    app = looked_through(pasted(opened_on, "en"), "en")
    app.session_state["report to correct"] = 1
    app.run()
    place = next(box for box in app.multiselect if box.label == say("label.location_iso3", "en"))
    assert place.value == ["POL"]
    assert say("report.correct", "en") in labels(app)

    draft = draft_of(app)
    account = type("Account", (), {"name": "anna"})
    row = {**report_of(draft).found[1].row, "location_iso3": "SVK"}
    change = lambda report: report.decided(1, "corrected", row)  # noqa: E731
    assert taking.change(draft, account, draft.files[0], change)
    one = report_of(draft_of(app)).found[1]
    assert one.decision == "corrected"
    assert (one.read["location_iso3"], one.row["location_iso3"]) == ("POL", "SVK")


def test_what_is_left_is_dismissed_with_one_button(opened_on, as_account):  # noqa: F811
    as_account("analyst")
    app = looked_through(pasted(opened_on, "en"), "en")
    decide(app, "accepted")
    app = opened_on("report", lang="en", draft=draft_of(app).id)
    app = press(app, "report.dismiss_rest", "en", n=1)

    assert [one.decision for one in report_of(draft_of(app)).found] == ["accepted", "dismissed"]
    assert say("report.go_on", "en") in labels(app)


def test_a_source_without_a_card_gets_one_with_the_draft(opened_on, as_account):  # noqa: F811
    as_account("analyst")
    app = looked_through(pasted(opened_on, "en"), "en")
    assert say("report.no_card", "en", source="made_up") in said(app)
    for name in ("publisher", "title", "licence", "citation"):
        next(b for b in app.text_input if b.label == say(f"label.{name}", "en")).set_value(name)
    app = press(app, "report.give_card", "en")
    draft = draft_of(app)

    assert not app.exception
    assert drafting.prepare(Ledger(), draft).tables["sources"]["publisher"].to_pylist() == [
        "publisher"
    ]
    assert say("report.no_card", "en", source="made_up") not in said(app)


@every_language
@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("\u200b", "report.empty"),
        (
            "Mehr als eine Million Menschen haben das Land seit Beginn des Krieges verlassen.",
            "report.other_language",
        ),
    ],
)
def test_what_cannot_be_read_is_said(opened_on, as_account, language, text, entry):  # noqa: F811
    as_account("analyst")
    app = pasted(opened_on, language, text)

    assert not app.exception
    assert say(entry, language, file=say("upload.report_name", language)) in said(app)


def test_a_report_without_counts_says_what_to_do(opened_on, as_account):  # noqa: F811
    as_account("analyst")
    text = "The team met in the town hall and spoke of the weather. It was the first of many."
    app = pasted(opened_on, "en", text)
    day = next(box for box in app.date_input if box.label == say("report.day", "en"))
    day.set_value("2022-03-02")
    app = looked_through(app, "en")

    assert say("report.nothing_found", "en") in said(app)


def test_a_sentence_that_may_tell_a_withheld_count_is_for_analysts_only(opened_on, as_account):  # noqa: F811
    as_account("analyst")
    text = REPORT.replace("3,400 refugees", "3 refugees")
    app = looked_through(pasted(opened_on, "en", text), "en")
    draft = decide(app, "accepted", "dismissed")
    ledger = Ledger()
    draft = desk.decide(ledger, draft, "anna", replace(draft.decisions, base=ledger.newest()))
    drafting.publish(ledger, draft, "anna", "made up")
    small = identity.codes(COUNTS, ledger.tables()["counts"])[0]
    for_analyst = said(opened_on("provenance", lang="en", count=small))
    as_account()
    for_all = said(opened_on("provenance", lang="en", count=small))

    assert report_of(draft).found
    assert "12,000 refugees**" in for_analyst
    assert "12,000 refugees**" in for_all
