"""Small counts by nationality, sex, age or place lose their number before any page sees them."""

from analysis import disclosure
from analysis.counts import newest
from analysis.disclosure import Rule
from tests.analysis.conftest import table


def tables(counts):
    movement = {"movement_id": "made-up", "nationality_iso3": "TUN", "count": 3}
    return {
        "counts": counts,
        "assisted_movements": table("assisted_movements", [movement]),
        "assistance_points": table(
            "assistance_points",
            [{"point_id": "hidden", "public": "no"}, {"point_id": "shown", "public": "yes"}],
        ),
    }


def test_a_count_below_five_by_nationality_is_withheld_and_its_row_stays(made_up_counts):
    counts = made_up_counts(
        {"at": "POL", "end": "2030-01-02", "count": 4, "nationality_iso3": "TUN"},
        {"at": "POL", "end": "2030-01-02", "count": 5, "nationality_iso3": "IND"},
        {"at": "POL", "end": "2030-01-02", "count": 0, "nationality_iso3": "MAR"},
        {"at": "POL", "end": "2030-01-02", "count": 3},
    )

    shown = disclosure.suppress(tables(counts), Rule())["counts"]

    assert shown["count"].astype(object).where(shown["count"].notna(), None).tolist() == [
        None,
        5,
        0,
        3,
    ]
    assert shown["status"].tolist()[0] == "suppressed"
    assert shown["status"].isna().tolist() == [False, True, True, True]


def test_what_was_read_is_not_changed_by_withholding(made_up_counts):
    counts = made_up_counts({"at": "POL", "end": "2030-01-02", "count": 1, "sex": "female"})
    disclosure.suppress(tables(counts), Rule())

    assert counts["count"].tolist() == [1]


def test_assisted_movements_are_withheld_by_the_same_rule(made_up_counts):
    counts = made_up_counts({"at": "POL", "end": "2030-01-02", "count": 9})
    shown = disclosure.suppress(tables(counts), Rule())

    assert shown["assisted_movements"]["count"].isna().tolist() == [True]


def test_a_point_that_is_not_public_never_leaves_the_server(made_up_counts):
    counts = made_up_counts({"at": "POL", "end": "2030-01-02", "count": 9})
    shown = disclosure.suppress(tables(counts), Rule())

    assert shown["assistance_points"]["point_id"].tolist() == ["shown"]


def test_the_deployment_chooses_the_threshold_and_the_rounding(made_up_counts):
    counts = made_up_counts(
        {"at": "POL", "end": "2030-01-02", "count": 7, "nationality_iso3": "TUN"},
        {"at": "POL", "end": "2030-01-02", "count": 58, "nationality_iso3": "IND"},
        {"at": "POL", "end": "2030-01-02", "count": 31, "nationality_iso3": "MAR"},
        {"at": "MDA", "end": "2030-01-02", "count": 1234},
    )
    shown = disclosure.suppress(tables(counts), Rule(threshold=10, rounding=5))["counts"]

    assert shown["withheld"].astype(object).tolist()[0] == "small"
    assert shown["count"].tolist()[1::2] == [60, 1234]
    assert shown["qualifier"].tolist()[1::2] == ["about", "exact"]


def test_a_small_count_takes_a_partner_along_before_its_total_is_published(made_up_counts):
    at = {"at": "POL", "end": "2030-01-02"}
    counts = made_up_counts(
        *(
            at | {"nationality_iso3": name, "count": n}
            for name, n in (("TUN", 3), ("IND", 60), ("MAR", 40), ("GHA", 9))
        )
    )
    shown = disclosure.suppress(tables(counts), Rule())["counts"]

    assert shown["count"].isna().tolist() == [True, False, True, False]
    assert shown["withheld"].astype(object).tolist()[::2] == ["small", "protects_another"]


def test_a_total_a_little_larger_than_its_parts_gives_nobody_away(made_up_counts):
    at = {"at": "POL", "end": "2030-01-02"}
    counts = made_up_counts(
        at | {"count": 102},
        at | {"count": 60, "sex": "female"},
        at | {"count": 40, "sex": "male"},
    )
    shown = disclosure.suppress(tables(counts), Rule())["counts"]

    assert shown["count"].isna().tolist() == [False, False, True]


def test_a_withheld_vintage_lets_no_older_one_stand_in_for_it(made_up_counts):
    at = {"at": "POL", "end": "2030-01-02", "nationality_iso3": "TUN"}
    counts = made_up_counts(
        at | {"count": 9, "published": "2030-01-03"}, at | {"count": 4, "published": "2030-01-04"}
    )
    shown = disclosure.suppress(tables(counts), Rule())["counts"]

    assert newest(shown).empty
    assert newest(shown, withheld=True)["withheld"].tolist() == ["small"]
    assert shown["withheld"].astype(object).tolist() == ["protects_another", "small"]


def test_an_upper_end_and_a_note_go_with_their_count(made_up_counts):
    low = {"count": 2, "count_max": 4, "sex": "female", "note": "two or more"}
    counts = made_up_counts({"at": "POL", "end": "2030-01-02"} | low)

    shown = disclosure.suppress(tables(counts), Rule())["counts"]
    assert shown[["count_max", "note"]].isna().all(axis=None)
