"""Cells of one column: a text for each row, and how the texts are meant.

A format says for each column of ours which cells it comes from and how their texts are meant. What
it does not understand stays as written, so that ledger.checks names the text that the file has.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ledger.declaration import LABELS
from loaders.meanings import NOTHING, whole


@dataclass(frozen=True)
class Cells:
    """One text for each row, with the letter of its column ("" where it stands in no cell).

    `letters` has one for each row where the cells of several columns are under each other.
    """

    texts: pa.DictionaryArray
    letter: str = ""
    letters: pa.DictionaryArray | None = None

    def read(self, meaning: Callable[[str], str]) -> "Cells":
        """The same, each distinct text as `meaning` gives it back."""
        return self._with(pa.array([meaning(text) for text in self.distinct], pa.string()))

    def whole(self) -> "Cells":
        """Whole numbers as we write them, "" for nothing; see loaders.meanings.whole."""
        texts = pc.utf8_trim_whitespace(self.texts.dictionary)
        nothing = pc.is_in(pc.utf8_lower(texts), pa.array(sorted(NOTHING)))
        texts = pc.if_else(nothing, None, texts)
        if not pc.all(pc.match_substring_regex(texts, r"^[0-9]{1,15}(\.0+)?$")).as_py():
            return self.read(whole)
        numbers = texts.cast(pa.float64()).cast(pa.int64())
        return self._with(pc.fill_null(numbers.cast(pa.string()), ""))

    def named(self, known: Mapping[str, str], otherwise: str) -> "Cells":
        """What is known of each text, and the same for all others."""
        texts = pc.utf8_trim_whitespace(self.texts.dictionary)
        places = pc.index_in(texts, pa.array(list(known)))
        meant = pc.fill_null(pa.array(list(known.values())).take(places), otherwise)
        return self._with(meant).shorter()

    def is_in(self, *texts: str) -> np.ndarray:
        """Which rows have one of the texts."""
        known = pc.is_in(pc.utf8_trim_whitespace(self.texts.dictionary), pa.array(texts))
        return known.take(self.texts.indices).to_numpy(zero_copy_only=False)

    def shorter(self) -> "Cells":
        """The same texts, trimmed, each of them once in the dictionary."""
        once = pc.utf8_trim_whitespace(self.texts.dictionary).dictionary_encode()
        indices = once.indices.take(self.texts.indices)
        return replace(self, texts=pa.DictionaryArray.from_arrays(indices, once.dictionary))

    def _with(self, dictionary: pa.Array) -> "Cells":
        """The same rows, each distinct text in another form."""
        return replace(self, texts=pa.DictionaryArray.from_arrays(self.texts.indices, dictionary))

    def where(self, test: Callable[[str], bool]) -> np.ndarray:
        """For which rows the test is true; each distinct text is tested once."""
        true = np.array([test(text) for text in self.distinct], bool)
        return true[self.places] if len(true) else np.zeros(len(self.texts), bool)

    @property
    def distinct(self) -> list[str]:
        """Every text once, trimmed."""
        return [text.strip() for text in self.texts.dictionary.to_pylist()]

    @property
    def places(self) -> np.ndarray:
        """For each row the place of its text in the dictionary."""
        return self.texts.indices.to_numpy(zero_copy_only=False)

    def of_rows(self, rows: pa.Array) -> "Cells":
        """Those of some rows, given by their places."""
        letters = self.letters.take(rows) if self.letters else None
        return replace(self, texts=self.texts.take(rows), letters=letters)

    def filled(self) -> np.ndarray:
        """Which rows have a text."""
        full = pc.not_equal(pc.utf8_trim_whitespace(self.texts.dictionary), "")
        return full.take(self.texts.indices).to_numpy(zero_copy_only=False)

    def texts_of_rows(self) -> list[str]:
        """The text of each row, trimmed."""
        return np.array(self.distinct, object)[self.places].tolist() if len(self.texts) else []


def constant(text: str, rows: int) -> Cells:
    """The same text for that many rows."""
    indices = pa.array(np.zeros(rows, np.int32))
    return Cells(pa.DictionaryArray.from_arrays(indices, pa.array([text], LABELS.value_type)))


def of_texts(texts: list[str]) -> Cells:
    """A text for each row that stands in no cell of its own."""
    return Cells(pa.array(texts, pa.string()).dictionary_encode())


def under_each_other(pieces: list[pa.DictionaryArray]) -> pa.DictionaryArray:
    """The rows of all pieces; a text that several have stays several times in the dictionary."""
    places, texts, start = [pa.array([], pa.int32())], [pa.array([], pa.string())], 0
    for piece in pieces:
        places.append(pc.add(piece.indices, pa.scalar(start, pa.int32())))
        texts.append(piece.dictionary)
        start += len(piece.dictionary)
    return pa.DictionaryArray.from_arrays(pa.concat_arrays(places), pa.concat_arrays(texts))
