"""What a number in a text is, and the words for numbers of a language."""

from dataclasses import dataclass
from functools import cache

from loaders.reports.language import Language


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number of things; `first` and `last` are its tokens (last not among them)."""

    first: int
    last: int
    start: int
    end: int
    value: int
    value_max: int | None = None
    about: bool = False  # by its own word: "une cinquantaine"
    in_words: bool = False
    is_round: bool = False  # written with a scale: "1.25 million"


@cache
def words_of(spoken: Language) -> tuple[dict[str, int], dict[str, int], frozenset[str]]:
    """The numbers by their words, the scales (thousand, mln), and the articles before them."""
    said = spoken.settings["numbers"]
    values = {form: int(n) for n, forms in said["words"].items() for form in forms.split()}
    scales = {form: int(n) for n, forms in said["scales"].items() for form in forms.split()}
    return values, scales, frozenset(said["articles"].split())
