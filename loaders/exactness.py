"""How exact a number is said to be by the words and signs about it: >500, about 600, 700+."""

import re

from loaders.meanings import whole

STARRED = {"*", "**", "<5", "< 5"}
QUALIFIERS: tuple[tuple[str, str], ...] = (
    (r"(?:≥|>=|at least|au moins|щонайменше|co najmniej|al menos)\s*(.+)", "at_least"),
    (r"(?:>|more than|over|plus de|понад|більше|более|ponad|más de|peste)\s*(.+)", "more_than"),
    (r"(?:~|≈|ca?\.|about|around|approx\.?|environ|близько|около|прибл\.)\s*(.+)", "about"),
    (r"(?:około|ok\.|unos|cerca de|circa|aproximativ)\s*(.+)", "about"),
    (r"(?:≤|<=|up to|jusqu'à|до|do|hasta)\s*(.+)", "up_to"),
    (r"(?:nearly|almost|près de|майже|почти|prawie|casi)\s*(.+)", "nearly"),
    (r"(.+)\+", "at_least"),
)


def qualified(text: str) -> tuple[str, str]:
    """How exact a count is said to be, and its number."""
    if text in STARRED:
        return "exact", ""
    for pattern, qualifier in QUALIFIERS:
        if found := re.fullmatch(pattern, text, re.IGNORECASE):
            number = whole(found[1].strip())
            return (qualifier, number) if re.fullmatch(r"[\d.,]+", number) else ("exact", text)
    return "exact", whole(text)
