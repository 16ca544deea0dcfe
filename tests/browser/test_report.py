"""A report in a real browser: numbers marked in the text and rows beside it, by keyboard too."""

import pytest

from ledger import desk as records
from ledger.ledger import Ledger
from ledger.reported import from_json
from ledger.words import say
from tests.browser import desk
from tests.browser.conftest import copied, serving
from tests.browser.desk import press, sees

# Made up, with what would run if it were taken for markup.
REPORT = """Flash update, 2 March 2022
At least 12,000 refugees from Ukraine have arrived in Moldova <script>window.top.ran = 1</script>.
On Monday, 3,400 refugees fled to Poland <img src=x onerror="window.top.ran = 1">.
Of them 250 third-country nationals crossed into Slovakia.
"""


@pytest.fixture(scope="module")
def data(seeded, tmp_path_factory):
    return copied(seeded, tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def analyst(browser, data):
    """A page of somebody who is signed in."""
    with serving(data) as served:
        page = desk.signed_in(browser, served, data)
        page.goto(f"{served}/upload?lang=en")
        yield page
        page.context.close()


def test_numbers_are_decided_in_the_text_and_beside_it_with_keys(analyst, data):
    analyst.get_by_text(say("upload.paste_report", "en")).click()
    box = analyst.get_by_label(say("upload.report_here", "en"))
    box.fill(REPORT)
    box.press("Control+Enter")
    press(analyst, "upload.use_report", "en")
    analyst.get_by_label(say("report.new_source", "en")).fill("made_up")
    analyst.get_by_label(say("report.url", "en")).fill("https://example.org/update")
    press(analyst, "report.read", "en")

    frame = analyst.frame_locator("[data-testid=stCustomComponentV1]")
    frame.locator("mark").first.wait_for(timeout=30_000)
    assert frame.locator("mark").count() == 3
    assert "<script>" in frame.locator("body").inner_text()
    # A mark chosen chooses its row, and keys go on from there
    frame.locator("mark").nth(1).click()
    assert "3,400" in frame.locator("li.current").inner_text()
    analyst.keyboard.press("d")
    analyst.keyboard.press("k")
    analyst.keyboard.press("k")
    analyst.keyboard.press("a")
    sees(analyst, say("report.dismiss_rest", "en", n=1))

    found = from_json(decided(data)).found
    assert [one.decision for one in found] == ["accepted", "dismissed", ""]
    assert analyst.evaluate("window.ran") is None


def decided(data) -> dict:
    """What the ledger keeps of the report."""
    draft = records.every(Ledger(f"sqlite:///{data / 'ledger.sqlite'}"))[0]
    return draft.decisions.reports[draft.files[0]]
