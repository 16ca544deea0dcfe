"""Any sequence of publications, withdrawals and reverts, against a ledger made of dictionaries."""

import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.changes import BEFORE
from ledger.ledger import Ledger, NothingToPublish
from tests.ledger.made_up import counts, points, said

DAYS = [None, *(datetime(2022, month, 1, tzinfo=UTC) for month in (2, 3))]
KEYS = {
    "counts": ["source_id", "location_iso3", "place_as_reported", "published_at"],
    "assistance_points": ["point_id"],
}
VALUES = {"counts": ["count", "note"], "assistance_points": ["source_id", "phone"]}
MAKE = {"counts": counts, "assistance_points": points}
COUNTS = st.fixed_dictionaries(
    {
        "source_id": st.sampled_from(["a", "b"]),
        "location_iso3": st.sampled_from([None, "MDA", "POL"]),
        "place_as_reported": st.sampled_from([None, "x"]),
        "published_at": st.sampled_from(DAYS),
        "count": st.sampled_from([None, 0, 1]),
        "note": st.sampled_from([None, "made up"]),
    }
)
POINTS = st.fixed_dictionaries(
    {
        "source_id": st.sampled_from(["a", "b"]),
        "point_id": st.sampled_from(["p1", "p2", "p3"]),
        "phone": st.sampled_from([None, "527"]),
    }
)
UPLOADS = st.fixed_dictionaries(
    {
        "counts": st.lists(COUNTS, max_size=6),
        "assistance_points": st.lists(POINTS, max_size=3),
        "withdrawn": st.lists(COUNTS, max_size=3),
        "withdrawn_points": st.lists(POINTS, max_size=1),
    }
)
STEPS = st.lists(st.one_of(UPLOADS, UPLOADS, st.integers(1, 6)), min_size=1, max_size=6)
Model = dict[str, dict[tuple, tuple]]


def split(name, row):
    return tuple(row[c] for c in KEYS[name]), tuple(row[c] for c in VALUES[name])


def laid_over(model: Model, upload) -> tuple[Model, dict, dict]:
    """The model after an upload, and what to hand to the ledger for it."""
    gone = {"counts": upload["withdrawn"], "assistance_points": upload["withdrawn_points"]}
    after, tables, withdrawn = {}, {}, {}
    for name in KEYS:
        new = {split(name, row)[0]: row for row in upload[name]}
        kept = dict(model[name])
        for row in gone[name]:
            kept.pop(split(name, row)[0], None)
        after[name] = kept | {key: split(name, row)[1] for key, row in new.items()}
        tables[name] = MAKE[name](*new.values())
        withdrawn[name] = MAKE[name](*gone[name])
    return after, tables, withdrawn


def shown(ledger: Ledger, number: int) -> dict:
    tables = ledger.tables(number)
    return {name: said(tables[name], KEYS[name] + VALUES[name]) for name in KEYS}


def expected(model: Model) -> dict:
    return {
        name: sorted((key + value for key, value in model[name].items()), key=repr) for name in KEYS
    }


def newest_vintages(model: Model, name: str) -> dict[tuple, tuple]:
    """By subject: vintage, then values."""
    if name != "counts":
        return {key: (None, *value) for key, value in model[name].items()}
    found: dict[tuple, tuple] = {}
    for (*subject, published), value in model[name].items():
        then = found.get(tuple(subject))
        if then is None or DAYS.index(then[0]) < DAYS.index(published):
            found[tuple(subject)] = (published, *value)
    return found


def kind_of(name: str, old: tuple | None, new: tuple | None) -> str:
    if old is None or new is None:
        return "added" if old is None else "withdrawn"
    if name != "counts":
        return "unchanged" if old == new else "revised"
    if old[0] == new[0]:
        return "unchanged" if old == new else "corrected"
    return "unchanged" if old[1] == new[1] else "revised"


def model_changes(before: Model, after: Model, name: str) -> dict[str, list]:
    old, new = newest_vintages(before, name), newest_vintages(after, name)
    found: dict[str, list] = {kind: [] for kind in ("added", "revised", "corrected", "withdrawn")}
    found["unchanged"] = []
    for subject in {*old, *new}:
        one, other = old.get(subject), new.get(subject)
        found[kind_of(name, one, other)].append((subject, one, other))
    return found


def told_changes(name: str, changes) -> dict[str, list]:
    subject = KEYS[name][: 3 if name == "counts" else 1]
    outside = (["published_at"] if name == "counts" else []) + VALUES[name]
    blank = () if name == "counts" else (None,)

    def rows(frame, columns):
        return [(row[: len(subject)], row[len(subject) :]) for row in said(frame, columns)]

    found = {
        "added": [(s, None, blank + v) for s, v in rows(changes.added, subject + outside)],
        "withdrawn": [(s, blank + v, None) for s, v in rows(changes.withdrawn, subject + outside)],
    }
    for kind in ("revised", "corrected"):
        both = outside + [column + BEFORE for column in outside]
        n = len(outside)
        found[kind] = [
            (s, blank + v[n:], blank + v[:n])
            for s, v in rows(getattr(changes, kind), subject + both)
        ]
    return found


def check_changes(ledger: Ledger, a: int, b: int, before: Model, after: Model) -> None:
    told = ledger.changes(a, b)
    for name in KEYS:
        wanted = model_changes(before, after, name)
        unchanged = wanted.pop("unchanged")
        if name not in told:
            assert not any(wanted.values())
            continue
        assert told[name].unchanged == len(unchanged)
        for kind, rows in told_changes(name, told[name]).items():
            assert sorted(rows, key=repr) == sorted(wanted[kind], key=repr), (name, kind)


def act(ledger: Ledger, history: list[Model], step) -> None:
    """One step, in the ledger and in the model; it may turn out that nothing changes."""
    if isinstance(step, int):
        number = 1 + step % (len(history) - 1) if len(history) > 1 else None
        if number is None:
            return
        after = history[number]
        publish = lambda: ledger.revert(number, "Made-up analyst", "back")  # noqa: E731
    else:
        after, tables, withdrawn = laid_over(history[-1], step)
        draft = ledger.draft(tables, withdrawn)
        publish = lambda: ledger.publish(draft, "Made-up analyst", "made up")  # noqa: E731
    if after == history[-1]:
        with pytest.raises(NothingToPublish):
            publish()
        return
    version = publish()
    history.append(after)
    counted = {
        name: {kind: len(rows) for kind, rows in model_changes(*history[-2:], name).items()}
        for name in version.changed
    }
    for name, kinds in version.changed.items():
        counted[name].pop("unchanged")
        assert kinds == dict(+Counter(counted[name]))


@pytest.mark.parametrize("most_rows", [2, 250_000])
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_every_version_gives_back_exactly_what_was_published(
    empty_database, monkeypatch, most_rows, steps
):
    monkeypatch.setattr("ledger.parts.MOST_ROWS", most_rows)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        shutil.copyfile(empty_database, path)
        ledger = Ledger(f"sqlite:///{path}")
        history: list[Model] = [{name: {} for name in KEYS}]
        for step in steps:
            act(ledger, history, step)
        assert ledger.newest() == len(history) - 1
        for number, model in enumerate(history):
            assert shown(ledger, number) == expected(model)
            check_changes(ledger, number, len(history) - 1, model, history[-1])
            check_changes(ledger, len(history) - 1, number, history[-1], model)
        ledger.close()
