import pytest

from ledger.__main__ import main
from ledger.ledger import Ledger
from tests.ledger.made_up import counts


@pytest.fixture
def published(tmp_path, monkeypatch) -> Ledger:
    """Three made-up versions in the ledger that commands find."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DISPLACEMENT_DATA", str(tmp_path))
    ledger = Ledger()
    both = counts({"count": 5}, {"location_iso3": "MDA", "count": 1000})
    for rows in (counts({"count": 4}), both):
        ledger.publish(ledger.draft({"counts": rows}), "Ana", "made up")
    later = counts({"count": 6, "published_at": None, "source_id": "new"})
    ledger.publish(ledger.draft({"counts": later}, {"counts": both.slice(1)}), "Bo", "third")
    return ledger


def test_versions_are_listed_with_what_each_changed(published, capsys):
    assert main(["versions"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(",")[0] for line in lines if line.startswith("V")] == [
        "Version 1",
        "Version 2",
        "Version 3",
    ]
    assert "    Counts: 1 added, 1 corrected" in lines
    assert lines[-2:] == ["    third", "    Counts: 1 added, 1 withdrawn"]


def test_changes_show_the_old_and_the_new_count(published, capsys):
    assert main(["changes", "1", "2"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Counts: 1 added, 1 corrected, 0 unchanged\n")
    assert "UKR POL: count 4 -> 5" in told
    assert "UKR MDA: count 1000;" in told


def test_changes_in_french_keep_its_spacing(published, capsys):
    assert main(["changes", "2", "1", "--language", "fr"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Nombres\u202f: 1 correction, 1 retrait, 0 inchangé\n")


def test_more_rows_than_asked_for_are_counted(published, capsys):
    published.publish(
        published.draft({"counts": counts(*({"age_range": str(n)} for n in range(5)))}), "a", "b"
    )
    assert main(["changes", "3", "4", "--rows", "2"]) == 0
    assert "and 3 more rows" in capsys.readouterr().out


def test_a_version_against_itself_differs_in_nothing(published, capsys):
    assert main(["changes", "2", "2"]) == 0
    assert capsys.readouterr().out == "The two versions say the same.\n"


def test_a_revert_tells_the_version_it_made(published, capsys):
    assert main(["revert", "1", "--by", "Cy", "--note", "a mistake"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Version 4,")
    assert "Publishes version 1 again." in told
    assert (published.newest(), published.versions()[-1].reverts) == (4, 1)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["changes", "1", "9"], 2, "There is no version 9."),
        (["revert", "9", "--by", "a", "--note", "b"], 2, "There is no version 9."),
        (["changes", "9", "1", "--language", "fr"], 2, "La version 9 n’existe pas."),
        (["revert", "3", "--by", "a", "--note", "b"], 1, "Nothing was published"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(published, capsys, arguments, code, says):
    assert main(arguments) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(says)
    assert published.newest() == 3


def test_an_empty_ledger_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DISPLACEMENT_DATA", str(tmp_path / "new"))
    assert main(["versions"]) == 0
    assert capsys.readouterr().out == "Nothing has been published yet.\n"


def test_a_word_where_a_number_belongs_ends_with_2(published, capsys):
    with pytest.raises(SystemExit) as end:
        main(["changes", "one", "2"])
    assert end.value.code == 2
    assert "Traceback" not in capsys.readouterr().err
