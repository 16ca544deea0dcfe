"""From a file to a version: mapped columns, corrected spellings, conflicts, a set time."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest

from ledger import desk, memory
from ledger.decisions import Decisions
from ledger.ledger import Conflict, Ledger, NothingToPublish
from loaders import drafting, recipes, schedule, title_words
from loaders.loading import load_or_say_why
from loaders.recipes import Recipe

# Made up, all of it.
HEADER = (
    "source_id,population_type,measure,unit,reference_period_start,reference_period_end,"
    "origin_iso3,location_iso3,count,qualifier,published_at,source_url\n"
)

pytestmark = pytest.mark.usefixtures("read_here")
OTHER_COLUMNS = b"Pays;Date;Personnes\nPologne;01.03.2022;1 000\nMoldavie;01.03.2022;200\n"
AS_MAPPED = Recipe(
    "counts",
    {"Pays": "location_iso3", "Date": "reference_period_end", "Personnes": "count"},
    {
        "source_id": "made_up",
        "population_type": "people_fleeing",
        "measure": "stock",
        "unit": "people",
        "qualifier": "exact",
        "source_url": "https://example.org/made-up",
    },
)


def line(place: str, count: int, published: str = "2022-03-02", source: str = "made_up") -> str:
    return (
        f"{source},people_fleeing,cumulative,crossings,2022-02-24,2022-03-01,UKR,{place},{count},"
        f"exact,{published},https://example.org/made-up\n"
    )


def file(*lines: str) -> bytes:
    return (HEADER + "".join(lines)).encode()


@pytest.fixture
def ledger(tmp_path):
    return Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")


def given(ledger: Ledger, content: bytes, name: str = "a.csv") -> desk.Submission:
    return drafting.receive(ledger, [(name, content)], "anna")


def compared(ledger: Ledger, draft: desk.Submission, **changed: object) -> desk.Submission:
    decisions = replace(draft.decisions, **{"base": ledger.newest(), **changed})
    return desk.decide(ledger, draft, "anna", decisions)


def published(ledger: Ledger, content: bytes) -> int:
    draft = compared(ledger, given(ledger, content))
    return drafting.publish(ledger, draft, "anna", "made up").number


def counts(ledger: Ledger) -> dict[str, int]:
    rows = ledger.tables()["counts"]
    return dict(zip(rows["location_iso3"].astype(str), rows["count"].astype(int), strict=True))


def test_a_file_is_kept_even_when_nobody_can_read_it(ledger):
    draft = given(ledger, b"\x00\x01", "noise.bin")

    assert ledger.received(draft.files[0]).content == b"\x00\x01"
    assert drafting.prepare(ledger, draft).has_errors


def test_columns_are_mapped_once_and_read_alike_in_the_next_file(ledger):
    draft = given(ledger, OTHER_COLUMNS)
    prepared = drafting.prepare(ledger, draft)
    (read,) = prepared.files.values()
    header = recipes.fingerprint(read.heads[""][0])
    memory.keep_recipe(ledger, header, asdict(AS_MAPPED), "anna")
    again = given(ledger, OTHER_COLUMNS.replace(b"200", b"300"), "b.csv")
    second = drafting.prepare(ledger, again)

    assert [problem.rule for _, problem in prepared.problems] == ["not_confirmed"]
    assert [problem.rule for _, problem in second.problems] == ["read_as_confirmed"]
    assert [
        (row["location_iso3"], row["count"], row["reference_period_end"].isoformat())
        for row in second.tables["counts"].to_pylist()
    ] == [("POL", 1000, "2022-03-01"), ("MDA", 300, "2022-03-01")]


def test_a_correction_is_used_in_every_row_and_remembered_for_its_source(ledger):
    draft = given(ledger, file(line("Poland", 1), line("POL+Poland", 2), line("MDA", 3)))
    rules = [problem.suggestion for _, problem in drafting.prepare(ledger, draft).problems]
    memory.keep_meaning(ledger, "made_up", "location_iso3", "Poland", "POL", "anna")
    next_one = given(ledger, file(line("Poland", 5)), "b.csv")

    assert rules == ["POL", "POL"]
    assert next_one.decisions.corrections == {"location_iso3": {"Poland": "POL"}}
    assert not drafting.prepare(ledger, next_one).has_errors


def test_a_stock_begins_on_the_day_it_ends(ledger):
    header = recipes.fingerprint(["Pays", "Date", "Personnes"])
    content = b"Pays;Date;Personnes\nPOL;2022-03-01;7\n"
    read = load_or_say_why("a.csv", content, None, Decisions(recipes={header: asdict(AS_MAPPED)}))
    (row,) = read.tables["counts"].to_pylist()

    assert [problem.severity for problem in read.problems] == ["note"]
    assert row["reference_period_start"] == row["reference_period_end"]


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("Country of asylum", "location_iso3"),
        ("Pays", "location_iso3"),
        ("Date", "reference_period_end"),
        ("Individuals", "count"),
        ("count", "count"),
        ("Nationalité", "nationality_iso3"),
    ],
)
def test_usual_titles_are_known_for_what_they_mean(title, column):
    assert title_words.suggested(drafting.TABLES["counts"], [title, "colour"]) == {title: column}


def test_files_that_contradict_each_other_are_an_error_and_both_are_named(ledger):
    draft = drafting.receive(
        ledger, [("a.csv", file(line("POL", 1))), ("b.csv", file(line("POL", 2)))], "anna"
    )
    (found,) = drafting.prepare(ledger, draft).problems

    assert found[0] == "b.csv"
    assert found[1].rule == "duplicate_key_in_files"
    assert found[1].params == {"other_file": "a.csv", "other_row": 2}


def test_rows_that_a_new_file_lacks_stay_until_somebody_withdraws_them(ledger):
    published(ledger, file(line("POL", 1), line("MDA", 2), line("SVK", 3)))
    draft = given(ledger, file(line("POL", 1), line("MDA", 5, "2022-03-03")), "b.csv")
    prepared = drafting.prepare(ledger, draft)
    worked_out = drafting.work_out(ledger, prepared, draft.decisions)
    left_out = ledger.left_out(worked_out)["counts"]
    gone = drafting.subject_as_text("counts", left_out)
    kept = ledger.would_change(worked_out)["counts"].counted
    chosen = replace(draft.decisions, withdrawn={"counts": gone})
    withdrawn = ledger.would_change(drafting.work_out(ledger, prepared, chosen))["counts"].counted

    assert left_out["location_iso3"].tolist() == ["SVK"]
    assert kept == {"revised": 1}
    assert withdrawn == {"revised": 1, "withdrawn": 1}


def test_a_file_about_other_days_leaves_nothing_out(ledger):
    published(ledger, file(line("POL", 1), line("MDA", 2)))
    other_day = line("POL", 3).replace("2022-03-01", "2022-03-02")
    draft = given(ledger, file(other_day), "b.csv")
    prepared = drafting.prepare(ledger, draft)

    assert ledger.left_out(drafting.work_out(ledger, prepared, draft.decisions)) == {}


def test_a_preview_shows_what_would_be_public_and_changes_nothing(ledger):
    published(ledger, file(line("POL", 1)))
    draft = given(ledger, file(line("MDA", 2)), "b.csv")
    worked_out = drafting.work_out(ledger, drafting.prepare(ledger, draft), draft.decisions)
    shown = ledger.tables_with(worked_out)["counts"]

    assert sorted(shown["location_iso3"].astype(str)) == ["MDA", "POL"]
    assert counts(ledger) == {"POL": 1}


def test_the_second_of_two_analysts_is_told_and_publishes_after_comparing_again(ledger):
    published(ledger, file(line("POL", 1)))
    one = compared(ledger, given(ledger, file(line("POL", 2, "2022-03-03")), "one.csv"))
    other = compared(ledger, given(ledger, file(line("POL", 3, "2022-03-04")), "other.csv"))
    drafting.publish(ledger, one, "anna", "made up")
    with pytest.raises(Conflict):
        drafting.publish(ledger, other, "ben", "made up")
    again = compared(ledger, other)
    version = drafting.publish(ledger, again, "ben", "made up")

    assert version.number == 3
    assert version.changed == {"counts": {"revised": 1}}


def test_nothing_is_published_that_nobody_compared_or_that_has_errors(ledger):
    with pytest.raises(drafting.NotCompared):
        drafting.publish(ledger, given(ledger, file(line("POL", 1))), "anna", "made up")
    wrong = compared(ledger, given(ledger, file(line("Nowhere", 1)), "b.csv"))
    with pytest.raises(drafting.Refused):
        drafting.publish(ledger, wrong, "anna", "made up")

    assert ledger.newest() == 0


def test_a_draft_is_published_when_its_time_has_come(ledger):
    at = datetime(2026, 1, 1, tzinfo=UTC)
    draft = compared(ledger, given(ledger, file(line("POL", 1))))
    desk.move(ledger, draft.id, "schedule", "anna", "Embargo until New Year", at)
    schedule.run(ledger, at - timedelta(minutes=1), "personal")
    before = ledger.newest()
    schedule.run(ledger, at, "personal")
    schedule.run(ledger, at, "personal")

    assert (before, ledger.newest()) == (0, 1)
    assert ledger.versions()[0].note == "Embargo until New Year"
    assert desk.get(ledger, draft.id).status == "published"


def test_a_publication_that_fails_at_its_time_leaves_the_last_good_version(ledger):
    published(ledger, file(line("POL", 1)))
    at = datetime(2026, 1, 1, tzinfo=UTC)
    draft = compared(ledger, given(ledger, file(line("POL", 2, "2022-03-03")), "b.csv"))
    desk.move(ledger, draft.id, "schedule", "anna", "made up", at)
    published(ledger, file(line("POL", 3, "2022-03-04")))
    schedule.run(ledger, at, "personal")

    assert ledger.newest() == 2
    assert desk.get(ledger, draft.id).status == "failed"


def test_the_same_file_again_changes_nothing_and_says_so(ledger):
    published(ledger, file(line("POL", 1)))
    with pytest.raises(NothingToPublish):
        published(ledger, file(line("POL", 1)))


def with_note(note: str) -> bytes:
    plain = file(line("POL", 1))
    noted = plain.replace(b"source_url\n", b"source_url,note\n")
    return noted.replace(b"made-up\n", f"made-up,{note}\n".encode())


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"First name,Surname,Country\nMade,Up,POL\n", "personal_column"),
        (with_note("Ask Olena Kovalenko"), "personal_name"),
        (with_note("olena.kovalenko@example.org"), "personal_email"),
        (with_note("+48 600 123 456"), "personal_phone"),
        (file(*(line("POL", 1, f"2022-03-{day:02}") for day in range(2, 31))), "individuals"),
    ],
)
def test_a_file_with_personal_data_is_shut_away_and_stopped(ledger, content, rule):
    draft = given(ledger, content)
    prepared = drafting.prepare(ledger, draft)

    assert rule in {problem.rule for _, problem in prepared.problems}
    assert prepared.has_errors
    assert ledger.received(draft.files[0]).quarantined_at


def test_a_file_without_personal_data_is_open_to_all_who_publish(ledger):
    draft = given(ledger, with_note("Counted at the border"))
    drafting.prepare(ledger, draft)

    assert ledger.received(draft.files[0]).quarantined_at is None


def test_what_is_said_to_be_no_person_is_believed_and_recorded(ledger):
    draft = given(ledger, with_note("Marie Curie"))
    before = [problem.rule for _, problem in drafting.prepare(ledger, draft).problems]
    decisions = replace(draft.decisions, persons_not={"note": ["Marie Curie"]})
    after = drafting.prepare(ledger, desk.decide(ledger, draft, "anna", decisions)).problems

    assert (before, after) == (["personal_name"], [])
    assert ledger.trail()[0].note == "persons_not"
