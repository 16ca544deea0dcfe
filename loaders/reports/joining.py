"""A count said twice in one text is offered once."""

from collections.abc import Sequence

from loaders.reports.drafts import DraftCount


def once(found: Sequence[DraftCount], title_end: int) -> list[DraftCount]:
    """The counts without those that say again what another says; a title yields to the text."""
    kept: list[DraftCount] = []
    for count in found:
        again = next((k for k in kept if _is_same(k, count)), None)
        if again is None:
            kept.append(count)
        elif again.start < title_end or _says_more(count, again):
            kept[kept.index(again)] = count
    return sorted(kept, key=lambda count: count.start)


def _is_same(one: DraftCount, other: DraftCount) -> bool:
    return (
        one.value == other.value
        and one.value_max == other.value_max
        and (
            one.location_iso3 == other.location_iso3
            or not one.location_iso3
            or not other.location_iso3
        )
    )


def _says_more(one: DraftCount, other: DraftCount) -> bool:
    return bool(one.location_iso3) > bool(other.location_iso3)
