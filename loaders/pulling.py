"""Figures fetched from a publisher's server become a draft, as any file does.

What can be fetched stands in data/pulls.toml, or in the file that the environment variable PULLS
names. A draft is published by itself only if its source is set to be, the files have no error and
no warning, and nobody would doubt its figures.
"""

import csv
import io
import json
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from ledger import crisis, desk, plausibility, pulls
from ledger.desk import Submission
from ledger.ledger import Conflict, Ledger, NothingToPublish
from ledger.pulls import Pull
from ledger.words import say
from loaders import drafting
from loaders.fetching import Answer, Failed, Known, Patience, fetch
from loaders.files import digest

PULLS = Path(__file__).parent.parent / "data" / "pulls.toml"
BY = "pull"
MOST_PAGES = 500


@dataclass(frozen=True)
class Source:
    """One thing that can be fetched, as data/pulls.toml describes it."""

    name: str
    url: str
    every_hours: float
    scheduled: bool = False
    publish: bool = False
    pages: str = ""
    key_env: str = ""
    key_header: str = ""
    key_query: str = ""


def sources() -> dict[str, Source]:
    """Everything that can be fetched, by name. Raises TypeError for a setting that is none."""
    path = Path(os.environ.get("PULLS") or PULLS)
    settings = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Source(name, **setting) for name, setting in settings.items()}


def pull(
    ledger: Ledger,
    source: Source,
    patience: Patience | None = None,
    language: str = "en",
) -> Pull:
    """Fetch what is new of a source into a draft, and publish that where it may be."""
    before = pulls.newest(ledger, source.name)
    now = datetime.now(UTC)
    done = Pull(source.name, now, {}, {}, before.received if before else [], "unchanged", None, "")
    if before:
        done = replace(done, etags=before.etags, modified=before.modified)
    try:
        answers = list(_answers(ledger, source, done, patience or Patience()))
    except Failed as failed:
        done = replace(done, outcome="failed", detail=say(failed.why, language, **failed.values))
        pulls.write(ledger, done, BY)
        return done
    done = _received(ledger, source, done, answers)
    pulls.write(ledger, done, BY)
    return done


def due(ledger: Ledger, now: datetime) -> list[Source]:
    """The scheduled sources that were not asked for as long as their settings say."""
    found = []
    for source in sources().values():
        last = pulls.newest(ledger, source.name) if source.scheduled else None
        late = not last or now - last.at >= timedelta(hours=source.every_hours)
        found += [source] if source.scheduled and late else []
    return found


def _answers(ledger: Ledger, source: Source, before: Pull, patience: Patience) -> Iterator[Answer]:
    """Every page of what the source's address gives, pages that are not new as they came before."""
    url = httpx.URL(source.url.format(origin_iso3=crisis.read().origin_iso3))
    headers = {}
    if source.key_env:
        key = os.environ.get(source.key_env, "")
        if not key:
            raise Failed("pull.key_missing", variable=source.key_env)
        headers = {source.key_header: key} if source.key_header else {}
        url = url.copy_set_param(source.key_query, key) if source.key_query else url
    for number in range(MOST_PAGES):
        page = _page(source, url, number)
        plain = str(page.copy_remove_param(source.key_query) if source.key_query else page)
        earlier = _earlier(ledger, before, number)
        known = Known(headers=headers)
        if earlier is not None:
            etag, modified = before.etags.get(plain, ""), before.modified.get(plain, "")
            known = Known(etag, modified, headers)
        answer = fetch(str(page), known, patience)
        content = earlier if answer.content is None else answer.content
        if content is None:
            raise Failed("pull.status", status=httpx.codes.NOT_MODIFIED.value)
        rows = _rows_of_page(source, content)
        if number == 0 or rows:
            yield replace(answer, url=plain, content=content)
        if _is_last(source, content, rows, number, page):
            return


def _earlier(ledger: Ledger, before: Pull, number: int) -> bytes | None:
    """The page as it came before, which stands for it when the server says that nothing is new."""
    if number >= len(before.received):
        return None
    return ledger.received(before.received[number]).content


def _page(source: Source, url: httpx.URL, number: int) -> httpx.URL:
    if source.pages == "page":
        return url.copy_set_param("page", number + 1)
    if source.pages == "offset":
        return url.copy_set_param("offset", number * int(url.params.get("limit", 10_000)))
    return url


def _is_last(source: Source, content: bytes, rows: int, number: int, url: httpx.URL) -> bool:
    """Whether no page comes after this one."""
    if source.pages == "page":
        return number + 1 >= _most_pages(content)
    if source.pages == "offset":
        return rows < int(url.params.get("limit", 10_000))
    return True


def _rows_of_page(source: Source, content: bytes) -> int:
    """How many rows a page of CSV has below its titles; of other answers 1."""
    if source.pages != "offset":
        return 1
    lines = csv.reader(io.StringIO(content.decode("utf-8", errors="replace")))
    return max(sum(1 for _ in lines) - 1, 0)


def _most_pages(content: bytes) -> int:
    """How many pages an answer of UNHCR's API says there are. Raises Failed if it is damaged."""
    try:
        return int(json.loads(content)["maxPages"])
    except (ValueError, TypeError, KeyError) as error:
        raise Failed("pull.damaged") from error


def _received(ledger: Ledger, source: Source, done: Pull, answers: list[Answer]) -> Pull:
    """What came as a draft; nothing where the server or the bytes say that nothing is new."""
    etags = {**done.etags, **{a.url: a.etag for a in answers if a.etag}}
    modified = {**done.modified, **{a.url: a.modified for a in answers if a.modified}}
    done = replace(done, etags=etags, modified=modified)
    suffix = "csv" if "format=csv" in source.url else "json"
    files = [
        (f"{source.name}-{n}.{suffix}", answer.content or b"")
        for n, answer in enumerate(answers, start=1)
    ]
    hashes = [digest(content) for _, content in files]
    if hashes == list(done.received):
        return done
    draft = drafting.receive(ledger, files, BY)
    done = replace(done, received=hashes, draft=draft.id, outcome="draft")
    return _published(ledger, source, done, draft) if source.publish else done


def _published(ledger: Ledger, source: Source, done: Pull, draft: Submission) -> Pull:
    """The pull with its draft published, if nothing speaks against it."""
    prepared = drafting.prepare(ledger, draft)
    wrong = [problem for _, problem in prepared.problems if problem.severity != "note"]
    if wrong or plausibility.of_upload(ledger, prepared.tables):
        return done
    decisions = replace(draft.decisions, base=ledger.newest())
    compared = desk.decide(ledger, draft, BY, decisions)
    try:
        version = drafting.publish(ledger, compared, BY, f"{source.name}, {done.at:%Y-%m-%d %H:%M}")
    except NothingToPublish:
        desk.move(ledger, draft.id, "discard", BY)
        return replace(done, outcome="unchanged", draft=None)
    except Conflict:
        return done
    return replace(done, outcome="published", detail=str(version.number))
