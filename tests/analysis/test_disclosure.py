"""Small counts by nationality, sex, age or place lose their number before any page sees them."""

from analysis import disclosure
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

    shown = disclosure.suppress(tables(counts))["counts"]

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
    disclosure.suppress(tables(counts))

    assert counts["count"].tolist() == [1]


def test_assisted_movements_are_withheld_by_the_same_rule(made_up_counts):
    counts = made_up_counts({"at": "POL", "end": "2030-01-02", "count": 9})
    shown = disclosure.suppress(tables(counts))

    assert shown["assisted_movements"]["count"].isna().tolist() == [True]


def test_a_point_that_is_not_public_never_leaves_the_server(made_up_counts):
    counts = made_up_counts({"at": "POL", "end": "2030-01-02", "count": 9})
    shown = disclosure.suppress(tables(counts))

    assert shown["assistance_points"]["point_id"].tolist() == ["shown"]
