from datetime import UTC, datetime, timedelta

import pandas as pd
import pyarrow as pa
import pytest

from ledger import columns
from ledger.ledger import Ledger, NothingToPublish, UnknownVersion
from ledger.merging import UncheckedRows
from ledger.tables import TABLES
from tests.ledger.made_up import counts, many_counts, points, said

MARCH = datetime(2022, 3, 1, tzinfo=UTC)


def publish(ledger: Ledger, withdrawn=None, **tables):
    return ledger.publish(ledger.draft(tables, withdrawn), "Made-up analyst", "made up")


def held(ledger: Ledger, as_known=None):
    return said(ledger.tables(as_known)["counts"], ["location_iso3", "published_at", "count"])


def test_an_empty_ledger_has_every_table_with_its_types(ledger):
    tables = ledger.tables()
    assert list(tables) == list(TABLES)
    assert all(frame.empty for frame in tables.values())
    types = tables["counts"].dtypes
    assert isinstance(types["location_iso3"], pd.CategoricalDtype)
    assert types["count"] == pd.Int64Dtype()
    assert types["reference_period_end"] == "datetime64[s]"
    assert types["published_at"] == pd.DatetimeTZDtype("s", "UTC")
    assert ledger.newest() == 0
    assert ledger.versions() == []
    assert ledger.parts() == dict.fromkeys(TABLES, ())


def test_filled_tables_have_the_types_of_empty_ones(ledger):
    empty = ledger.tables()
    publish(ledger, counts=counts({}), assistance_points=points({"latitude": 50.5}))
    for name, frame in ledger.tables().items():
        same = [str(t) if str(t) != "category" else "category" for t in frame.dtypes]
        assert same == [str(t) for t in empty[name].dtypes], name


def test_a_count_published_again_by_its_publisher_stands_beside_the_earlier_vintage(ledger):
    publish(ledger, counts=counts({"count": 5}))
    later = MARCH + timedelta(days=1)
    version = publish(ledger, counts=counts({"count": 7, "published_at": later}))
    assert held(ledger) == [("POL", MARCH, 5), ("POL", later, 7)]
    assert held(ledger, 1) == [("POL", MARCH, 5)]
    assert version.changed == {"counts": {"revised": 1}}


def test_another_count_of_the_same_vintage_corrects_it(ledger):
    publish(ledger, counts=counts({"count": 5}))
    version = publish(ledger, counts=counts({"count": 7}))
    assert held(ledger) == [("POL", MARCH, 7)]
    assert version.changed == {"counts": {"corrected": 1}}
    assert held(ledger, 1) == [("POL", MARCH, 5)]


def test_only_what_is_withdrawn_disappears(ledger):
    publish(ledger, counts=counts({"location_iso3": "POL"}, {"location_iso3": "MDA"}))
    publish(ledger, counts=counts({"location_iso3": "ROU"}))
    assert len(held(ledger)) == 3
    key = counts({"location_iso3": "MDA"}).select(TABLES["counts"].key)
    version = publish(ledger, withdrawn={"counts": key})
    assert [row[0] for row in held(ledger)] == ["POL", "ROU"]
    assert version.changed == {"counts": {"withdrawn": 1}}


def test_the_last_count_withdrawn_leaves_its_slot_empty(ledger):
    publish(ledger, counts=counts({}))
    publish(ledger, withdrawn={"counts": counts({})})
    assert ledger.parts()["counts"] == ()
    assert ledger.tables()["counts"].empty
    assert len(held(ledger, 1)) == 1


def test_what_the_ledger_says_already_is_not_published(ledger):
    publish(ledger, counts=counts({"received_row": 2}))
    for again in (counts({"received_row": 9}), counts()):
        with pytest.raises(NothingToPublish):
            publish(ledger, counts=again)
    with pytest.raises(NothingToPublish):
        publish(ledger, withdrawn={"counts": counts({"location_iso3": "SVK"})})
    assert ledger.newest() == 1


def test_a_row_whose_values_do_not_change_keeps_the_place_that_first_gave_it(ledger):
    places = ["location_iso3", "count", "received_file", "received_sheet", "received_row"]
    publish(ledger, counts=counts({"location_iso3": "MDA"}, {"location_iso3": "POL", "count": 1}))
    other = {"received_file": "e" * 64, "received_sheet": "again", "received_row": 40}
    new = counts({"location_iso3": "MDA"} | other, {"location_iso3": "POL", "count": 2} | other)
    publish(ledger, counts=new)
    assert said(ledger.tables()["counts"], places) == [
        ("MDA", 1, "f" * 64, "counts", 2),
        ("POL", 2, "e" * 64, "again", 40),
    ]


def test_a_blank_of_a_key_is_a_value_like_others(ledger):
    publish(ledger, counts=counts({"nationality_iso3": None}, {"nationality_iso3": "TUN"}))
    publish(ledger, counts=counts({"nationality_iso3": None, "count": 9}))
    shown = said(ledger.tables()["counts"], ["nationality_iso3", "count"])
    assert sorted(shown, key=str) == [("TUN", 1), (None, 9)]


def test_a_point_that_another_source_takes_over_stands_once(ledger):
    publish(ledger, assistance_points=points({"point_id": "p1"}, {"point_id": "p2"}))
    publish(ledger, assistance_points=points({"point_id": "p1", "source_id": "other"}))
    shown = said(ledger.tables()["assistance_points"], ["point_id", "source_id"])
    assert shown == [("p1", "other"), ("p2", "made_up")]


def test_two_rows_that_differ_under_one_key_are_refused(ledger):
    with pytest.raises(UncheckedRows, match="one key"):
        ledger.draft({"counts": counts({"count": 1}, {"count": 2})})
    with pytest.raises(UncheckedRows, match="source_id"):
        ledger.draft({"counts": counts({"source_id": None})})


def test_a_row_written_twice_in_one_file_stands_once(ledger):
    publish(ledger, counts=counts({"received_row": 2}, {"received_row": 3}))
    assert said(ledger.tables()["counts"], ["received_row"]) == [(2,)]


def test_equal_parts_are_stored_once(ledger):
    labels = counts({"location_iso3": "POL"}, {"location_iso3": "MDA"})
    publish(ledger, counts=labels)
    first = ledger.parts()["counts"]
    publish(ledger, withdrawn={"counts": labels})
    shuffled = labels.take([1, 0]).unify_dictionaries()
    publish(ledger, counts=shuffled)
    assert ledger.parts()["counts"] == first
    with ledger._engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM parts").scalar() == 1


def test_a_version_writes_only_the_slots_whose_values_change(ledger):
    april = datetime(2022, 4, 2, tzinfo=UTC)
    publish(ledger, counts=counts({}, {"published_at": april}, {"source_id": "other"}))
    before = set(ledger.parts()["counts"])
    publish(ledger, counts=counts({}, {"published_at": april, "count": 3}, {"source_id": "other"}))
    assert len(before & set(ledger.parts()["counts"])) == 2
    with ledger._engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT bucket FROM slot_versions WHERE version = 2")
        assert rows.scalars().all() == ["2022-04"]


def test_a_month_of_many_counts_is_cut_into_chunks(ledger, monkeypatch):
    monkeypatch.setattr("ledger.parts.MOST_ROWS", 40)
    publish(ledger, counts=many_counts(100, seed=1))
    assert len(ledger.parts()["counts"]) == 3
    last = many_counts(100, seed=1).slice(99)
    publish(ledger, withdrawn={"counts": last})
    assert len(ledger.tables()["counts"]) == 99
    assert len(ledger.tables(1)["counts"]) == 100
    first, second = set(ledger.parts(1)["counts"]), set(ledger.parts(2)["counts"])
    assert len(first & second) == 2


def test_rows_of_a_part_are_sorted_by_key(ledger):
    publish(ledger, counts=many_counts(50, seed=2).take(list(range(49, -1, -1))))
    places = ledger.tables()["counts"]["place_as_reported"].astype(str).tolist()
    assert places == sorted(places)


def test_rows_are_numbered_in_the_order_of_their_keys_however_many_values_they_have(monkeypatch):
    rows = many_counts(60, seed=3).append_column("again", many_counts(60, seed=3)["count"])
    names = ["place_as_reported", "count", "again"]
    at_once = columns.numbered(rows, names)
    monkeypatch.setattr(columns, "LARGEST_NUMBER", 100)
    step_by_step = columns.numbered(rows, names)
    assert (at_once.argsort() == step_by_step.argsort()).all()
    assert rows.take(at_once.argsort())["place_as_reported"].to_pylist() == sorted(
        rows["place_as_reported"].to_pylist()
    )


def test_a_version_publishes_the_content_of_an_earlier_one_again(ledger):
    publish(ledger, counts=counts({"count": 5}), assistance_points=points({}))
    publish(ledger, counts=counts({"count": 7}, {"location_iso3": "MDA"}))
    version = ledger.revert(1, "Made-up analyst", "made up")
    assert (version.number, version.reverts) == (3, 1)
    assert ledger.parts(3) == ledger.parts(1)
    assert version.changed == {"counts": {"corrected": 1, "withdrawn": 1}}
    assert ledger.versions()[-1] == version
    with pytest.raises(NothingToPublish):
        ledger.revert(1, "Made-up analyst", "made up")


def test_a_version_that_does_not_exist_is_named(ledger):
    publish(ledger, counts=counts({}))
    asks = [
        lambda: ledger.revert(2, "by", "note"),
        lambda: ledger.revert(0, "by", "note"),
        lambda: ledger.tables(2),
        lambda: ledger.tables(-1),
        lambda: ledger.parts(2),
        lambda: ledger.changes(1, 2),
    ]
    for ask in asks:
        with pytest.raises(UnknownVersion):
            ask()
    assert ledger.newest() == 1


def test_times_of_versions_increase_even_when_the_clock_does_not(ledger, time_machine):
    time_machine.move_to(datetime(2022, 3, 5, 12, tzinfo=UTC), tick=False)
    for count in (1, 2):
        publish(ledger, counts=counts({"count": count}))
    time_machine.move_to(datetime(2022, 3, 4, tzinfo=UTC), tick=False)
    publish(ledger, counts=counts({"count": 3}))
    times = [version.published_at for version in ledger.versions()]
    assert times == sorted(set(times))
    assert times[0] == datetime(2022, 3, 5, 12, tzinfo=UTC)


def test_the_ledger_as_known_at_a_moment_is_the_last_version_until_then(ledger, time_machine):
    for day, count in ((5, 1), (7, 2)):
        time_machine.move_to(datetime(2022, 3, day, tzinfo=UTC), tick=False)
        publish(ledger, counts=counts({"count": count}))
    known = [held(ledger, datetime(2022, 3, day, tzinfo=UTC)) for day in (4, 5, 6, 7)]
    assert known == [[], *[[("POL", MARCH, count)] for count in (1, 1, 2)]]
    assert held(ledger, datetime(2022, 3, 6)) == [("POL", MARCH, 1)]  # noqa: DTZ001


def test_a_column_younger_than_a_part_is_blank_in_it():
    from ledger import parts

    rows = counts({}).drop_columns(["operation", "round"])
    read = parts.read(TABLES["counts"], [parts.write(rows).content])
    assert read.schema == TABLES["counts"].schema
    assert read["operation"].null_count == 1
    assert read["count"].to_pylist() == [1]


def test_text_comes_in_with_dictionaries_of_any_making(ledger):
    mixed = counts({"location_iso3": "POL"}, {"location_iso3": "MDA"}, {"location_iso3": None})
    at = mixed.schema.get_field_index("location_iso3")
    odd = pa.DictionaryArray.from_arrays(
        pa.array([0, 2, 1], pa.int8()), pa.array(["POL", None, "MDA"], pa.large_string())
    )
    publish(ledger, counts=mixed.set_column(at, "location_iso3", odd))
    assert sorted(map(str, ledger.tables()["counts"]["location_iso3"])) == ["MDA", "POL", "nan"]
    with pytest.raises(NothingToPublish):
        publish(ledger, counts=mixed)
