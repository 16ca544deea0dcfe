"""The text of a report with what was found in it, in pieces that a page can show one by one."""

from collections.abc import Sequence

from ledger.reported import Found

CONTACT = "contact"


def pieces(text: str, found: Sequence[Found]) -> list[tuple[str, int | None]]:
    """The text in order: plain pieces, and words that were recognised with their position.

    Where two overlap, the first one has the words.
    """
    cut: list[tuple[str, int | None]] = []
    place = 0
    for at, one in sorted(enumerate(found), key=lambda pair: pair[1].start):
        if one.start < place:
            continue
        cut += [(text[place : one.start], None), (text[one.start : one.end], at)]
        place = one.end
    cut.append((text[place:], None))
    return [(words, at) for words, at in cut if words]


def kind(found: Found) -> str:
    """By what a mark is coloured: the population type as corrected, or that it is a contact."""
    return found.row.get("population_type", "") if found.table == "counts" else CONTACT
