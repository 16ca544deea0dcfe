"""Where a row came from, as the page `provenance` reads it: versions, files and cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from analysis import identity, provenance, published
from analysis.headlines import as_rows
from analysis.wording import Wording, plain
from ledger import tracing
from ledger.frames import to_pandas
from ledger.tables import COUNTS, TABLES
from ledger.tracing import FileKept
from loaders.files import letter_of
from loaders.judging import COUNT_IN
from loaders.loading import Loaded
from loaders.reading import load_apart
from loaders.recipes import titles
from ui import data, sign_in

# A larger file is not read again for a reader: it is given to those only who publish.
MOST_BYTES = 20 * 2**20
COUNTED = "count"


@dataclass(frozen=True)
class Looked:
    """What a second look into a file found: where it has its numbers, and who may have it.

    `letters` are the spreadsheet letters of the column of counts, by sheet, where all counts stand
    in one; `of_rows` those of each count, by its mark (see _marks_of), where they stand in several.
    `has_records`: its rows are records that have no cells.
    """

    letters: Mapping[str, str]
    of_rows: Mapping[int, str]
    is_public: bool
    has_records: bool = False

    def letter(self, row: pd.DataFrame) -> str:
        """The letter of the column in which a count (a table of one) stands; blank if not known."""
        sheet = str(as_rows(row)[0]["received_sheet"])
        return self.letters.get(sheet) or self.of_rows.get(int(_marks_of(row)[0]), "")


def versions_with(name: str, code: str) -> list[tuple[int, bool]]:
    """The versions from which on the row of that code was there or gone; see tracing.held."""
    source, number = identity.split(code)
    wanted = np.uint64(number)
    entries = tracing.written(data.ledger(), name, source)
    return tracing.held(entries, lambda part: bool((_marks(name, part)[0] == wanted).any()))


def versions_saying(name: str, row: pd.DataFrame) -> list[tuple[int, bool]]:
    """The same for a row (a table of one) just as it stands in its file, up to the one shown."""
    wanted = identity.marks(row, [*TABLES[name].key, *identity.ORIGIN])[0]
    entries = tracing.written(data.ledger(), name, str(row["source_id"].iloc[0]))
    known = [entry for entry in entries if entry.version <= data.known().version]
    return tracing.held(known, lambda part: bool((_marks(name, part)[1] == wanted).any()))


def file_of(row: Mapping) -> FileKept | None:
    """The file that a row came in."""
    return tracing.file_kept(data.ledger(), row["received_file"])


def look_into(file: FileKept | None) -> Looked:
    """A second look into a file, once for each newest version."""
    if file is None or not file.is_open or (file.size or 0) > MOST_BYTES:
        return Looked({}, {}, False)
    return _looked_into(file.hash, file.name, data.known().newest)


def give(words: Wording, file: FileKept | None, looked: Looked) -> None:
    """The file as received, for those who may have it; for all others why they may not."""
    if file is None:
        return
    known = sign_in.account()
    if file.size is None:
        reason = plain(file.erased_because or "")
        st.markdown(words.say("provenance.erased", reason=reason))
    elif file.is_open and (looked.is_public or (known and known.may("draft"))):
        st.download_button(
            words.say("provenance.download", file=file.name),
            lambda: _content(file.hash),
            file.name,
            icon=":material/download:",
            on_click="ignore",
            key="file as received",
        )
        if not looked.is_public:
            st.markdown(words.say("provenance.not_for_readers"))
    else:
        st.markdown(words.say("provenance.not_public"))


def _content(digest: str) -> bytes:
    """The bytes of a file, unless it was shut away or erased since the page was made."""
    received = data.ledger().received(digest)
    return b"" if received.quarantined_at else received.content or b""


@st.cache_resource(max_entries=64, show_spinner=False)
def _marks(name: str, part: str) -> tuple[np.ndarray, np.ndarray]:
    """For each row of a part a number for what it is, and one for that and where it came from."""
    rows = tracing.rows_of_part(data.ledger(), name, part)
    key = TABLES[name].key
    return identity.marks(rows, key), identity.marks(rows, [*key, *identity.ORIGIN])


# Another version may withhold what this one shows, so `newest` is part of the key.
@st.cache_resource(max_entries=64, show_spinner=False)
def _looked_into(digest: str, name: str, newest: int) -> Looked:
    content = data.ledger().received(digest).content or b""
    loaded = load_apart(name, content, received=digest, with_cells=True)
    tables = {table: to_pandas(rows) for table, rows in loaded.tables.items()}
    letters, of_rows = _letters(loaded, tables)
    shown = data.newest_tables()["counts"]
    is_public = bool(tables) and provenance.may_be_public(
        tables, loaded.problems, shown, published.rule()
    )
    return Looked(letters, of_rows, is_public, loaded.has_records)


def _letters(
    loaded: Loaded, tables: dict[str, pd.DataFrame]
) -> tuple[dict[str, str], dict[int, str]]:
    """The letters of the columns of counts, by sheet and by row, as in Looked.

    The column that says so is taken out of the counts. In a table that an analyst has mapped,
    another look does not know what was decided then, and says nothing.
    """
    if loaded.loader == "template":
        return {sheet: _letter(head) for sheet, head in loaded.heads.items()}, {}
    if COUNT_IN not in tables.get(COUNTS.name, ()):
        return {}, {}
    counts = tables[COUNTS.name]
    letters = counts[COUNT_IN].astype(object)
    tables[COUNTS.name] = counts.drop(columns=COUNT_IN)
    if loaded.loader == "mapped":
        return {}, {}
    sheets = counts["received_sheet"].astype(object).fillna("")
    first = letters.groupby(sheets).transform("first")
    several = sheets.isin(sheets[letters != first])
    by_sheet = dict(zip(sheets[~several], letters[~several], strict=True))
    marks = _marks_of(counts[several]).tolist()
    return by_sheet, dict(zip(marks, letters[several], strict=True))


def _marks_of(rows: pd.DataFrame) -> np.ndarray:
    """A number for each count that tells it from the others of its file."""
    return identity.marks(rows, [*COUNTS.key, *identity.ORIGIN])


def _letter(head: Sequence[Sequence[str]]) -> str:
    """The letter of the column of counts in a sheet of our template."""
    header = next((titles(row) for row in head if any(cell.strip() for cell in row)), [])
    return letter_of(header.index(COUNTED)) if COUNTED in header else ""
