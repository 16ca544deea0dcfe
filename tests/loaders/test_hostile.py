"""Whatever a file holds, what is wrong is said in every language, and the ledger stays as it is."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger import desk, words
from ledger.ledger import Ledger
from loaders import drafting
from loaders.loading import load_or_say_why
from tests.loaders.hostile import FILES, plain, workbook
from tests.loaders.hostile import HEADER as HEAD
from tests.loaders.hostile import ROW as LINE

SOUND = {"plain": plain(HEAD, LINE), "workbook": workbook()}


def test_there_are_sixty_of_them():
    assert len(FILES) >= 60


@pytest.mark.parametrize("case", FILES)
def test_a_hostile_file_is_refused_or_read_and_says_why(case):
    name, make, rules = FILES[case]
    loaded = load_or_say_why(name, make())
    found = {problem.rule for problem in loaded.problems}

    assert found & rules or ("read" in rules and not loaded.has_errors), found
    for problem in loaded.problems[:20]:
        said = {problem.expected(language) for language in words.LANGUAGES}
        assert len(said) == len(words.LANGUAGES)


@pytest.mark.parametrize(
    "case", ["a zip bomb", "a billion laughs", "a password", "NUL bytes", "every value wrong"]
)
def test_a_hostile_file_is_kept_read_apart_and_leaves_the_ledger_as_it_was(tmp_path, case):
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    name, make, rules = FILES[case]
    content = make()
    draft = drafting.receive(ledger, [(name, content)], "anna")
    prepared = drafting.prepare(ledger, draft)

    assert {problem.rule for _, problem in prepared.problems} & rules
    assert ledger.received(draft.files[0]).content == content
    assert (ledger.newest(), desk.get(ledger, draft.id).status) == (0, "open")
    with pytest.raises(drafting.Refused):
        drafting.work_out(ledger, prepared, draft.decisions)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    kind=st.sampled_from(sorted(SOUND)),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12)), min_size=1, max_size=5),
    cut=st.floats(0.2, 1),
)
def test_any_damage_to_a_sound_file_is_a_problem_and_never_a_traceback(kind, changes, cut):
    content = bytearray(SOUND[kind])
    for where, new in changes:
        at = int(where * len(content))
        content[at : at + len(new)] = new
    loaded = load_or_say_why(f"a.{kind}", bytes(content[: int(cut * len(content)) + 1]))

    assert loaded.problems or loaded.tables
