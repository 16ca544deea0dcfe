"""Files of a draft: given by an analyst, and given back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analysis.wording import Wording
from ledger import desk
from ledger.accounts import Account
from ledger.desk import Submission
from ledger.tables import TABLES
from loaders import drafting, template_writer
from loaders.inspection import as_text
from loaders.loading import Loaded
from loaders.reading import mark_apart
from loaders.source_cards import CARDS
from ui import data


def give(
    account: Account,
    files: Sequence[tuple[str, bytes]],
    to: Submission | None = None,
    reports: Mapping[str, Mapping[str, Any]] | None = None,
) -> Submission:
    """Keep files from the first moment and put them into a draft, a new one if none is there.

    `reports` are those of the files that are reports, as in Decisions. Raises NotNow when the
    draft was changed meanwhile.
    """
    ledger = data.ledger()
    if to is None:
        return drafting.receive(ledger, files, account.name, reports)
    kept = [ledger.keep(name, content, account.name) for name, content in files]
    every = dict.fromkeys([*to.files, *kept])
    decisions = replace(to.decisions, reports={**to.decisions.reports, **(reports or {})})
    return desk.decide(ledger, to, account.name, decisions, files=every)


def let_go(dropped: Sequence[UploadedFile]) -> None:
    """Forget dropped files that the ledger keeps: Streamlit would hold them as long as the tab."""
    context = get_script_run_ctx()
    if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        for file in dropped:
            context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def as_texts(rows: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Rows of a table as a file of our template has them."""
    return pd.DataFrame(
        {name: [as_text(_plain(value)) for value in rows[name].astype(object)] for name in names},
        dtype=object,
    )


def templates(language: str) -> dict[str, bytes]:
    """Our template as a workbook, by the table that it is for."""
    return {name: template_writer.write(name, language) for name in TABLES}


def formats(words: Wording) -> pd.DataFrame:
    """The publishers' series that are read as they are, by publisher."""
    cards = sorted(CARDS.values(), key=lambda card: (card.publisher, card.title))
    labels = [words.say(f"label.{name}") for name in ("publisher", "title", "url")]
    return pd.DataFrame([(c.publisher, c.title, c.url) for c in cards], columns=labels)


def marked(name: str, file: Loaded, language: str) -> bytes:
    """A file as received, as a workbook that says what is wrong where."""
    content = data.ledger().received(file.received).content or b""
    return mark_apart(name, content, file.problems, language)


def _plain(value: Any) -> Any:
    """A value without what pandas adds to it."""
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime() if value.tzinfo else value.date()
    return None if pd.isna(value) else value
