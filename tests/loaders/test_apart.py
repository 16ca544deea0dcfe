"""A file is read in a process of its own: the same result, and no harm when it goes wrong."""

import pytest

from loaders import load, reading
from loaders.loading import load_or_say_why

# Made up.
CONTENT = b"source_id,publisher,title,licence,citation\nmade_up,A,B,C,D\nmade up,A,B,C,D\n"


def test_what_a_process_of_its_own_reads_is_what_load_reads():
    here, apart = load("a.csv", CONTENT), reading.load_apart("a.csv", CONTENT)

    assert apart.tables["sources"].equals(here.tables["sources"])
    assert apart.problems == here.problems
    assert (apart.loader, apart.received, apart.heads) == (here.loader, here.received, here.heads)


def test_a_file_that_no_loader_knows_has_its_reason_and_its_first_rows():
    content = b"A,B\n1,2\n"

    assert reading.load_apart("a.csv", content) == load_or_say_why("a.csv", content)
    assert reading.load_apart("a.csv", content).heads == {"": [["A", "B"], ["1", "2"]]}


def test_a_file_that_ends_the_process_is_refused_and_the_next_one_is_read(monkeypatch):
    start = reading._start

    def end_at_once():
        process = start()
        process.kill()
        return process

    reading.let_go()
    monkeypatch.setattr(reading, "_start", end_at_once)
    refused = reading.load_apart("a.csv", CONTENT)
    monkeypatch.undo()
    reading.let_go()

    assert [problem.rule for problem in refused.problems] == ["too_large_to_read"]
    assert reading.load_apart("a.csv", CONTENT).loader == "template"


def test_a_file_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 0.01)

    assert reading.load_apart("a.csv", CONTENT).problems[0].rule == "too_long_to_read"


@pytest.fixture(autouse=True)
def nobody_waits_after_a_test():
    yield
    reading.let_go()
