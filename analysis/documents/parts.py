"""What a document is made of: plain data, which a page of HTML and a PDF say alike.

Texts are paragraphs of runs, read from the Markdown that pages show; what stands in a file never
becomes markup, because it was made safe before it went into the Markdown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd
from markdown_it import MarkdownIt
from markdown_it.token import Token

from analysis.wording import Wording

MARKDOWN = MarkdownIt("commonmark", {"html": False})
# Signs of the interactive pages, which documents have no letters for: `:material/schedule:`.
SIGN = ":material/"
# Columns of links to where a number comes from: a document leads to the page, which has them.
NOT_PRINTED = ("label.origin", "label.made", "label.origin_first", "label.origin_other")


@dataclass(frozen=True)
class Run:
    """A piece of text, bold or not, that may lead somewhere."""

    text: str
    bold: bool = False
    link: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Runs of text; `item` is true for one of a list."""

    runs: Sequence[Run]
    item: bool = False


@dataclass(frozen=True)
class Heading:
    """The title of a part."""

    text: str
    kind: str = "heading"


@dataclass(frozen=True)
class Prose:
    """Paragraphs. `small` are notes."""

    paragraphs: Sequence[Paragraph]
    small: bool = False
    kind: str = "prose"


@dataclass(frozen=True)
class Number:
    """A headline: value with its qualifier, change, source line, and what else is said of it."""

    title: str
    value: str
    change: str = ""
    notes: Sequence[Paragraph] = ()
    sparkline: str = ""
    alternative: str = ""
    is_faint: bool = False


@dataclass(frozen=True)
class Numbers:
    """Headlines side by side."""

    numbers: Sequence[Number]
    kind: str = "numbers"


@dataclass(frozen=True)
class Picture:
    """A chart or a map: SVG with a text alternative, and the notes under it. `name` for links."""

    name: str
    title: str
    svg: str
    alternative: str
    notes: Sequence[Paragraph] = ()
    is_map: bool = False
    kind: str = "picture"


@dataclass(frozen=True)
class Grid:
    """A table: rows of texts; `links` are addresses by row and column, `more` what is left out."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    more: str = ""
    kind: str = "grid"


Block = Heading | Prose | Numbers | Picture | Grid


@dataclass(frozen=True)
class Document:
    """A view as a document: its finding first."""

    title: str
    finding: str
    blocks: Sequence[Block]


def prose(markdown: str, *, small: bool = False) -> Prose:
    """Markdown as paragraphs of runs."""
    return Prose(paragraphs(markdown), small)


def paragraphs(*markdown: str) -> list[Paragraph]:
    """Markdown texts as paragraphs, blank ones left out."""
    made = []
    for text in markdown:
        in_item = False
        for token in MARKDOWN.parse(text):
            if token.type in ("list_item_open", "list_item_close"):
                in_item = token.type == "list_item_open"
            elif token.type == "inline":
                for line in _lines(token):
                    made.append(Paragraph(line, in_item))
    return made


def _lines(token: Token) -> Iterable[list[Run]]:
    """The runs of a paragraph, split where its text breaks the line."""
    runs: list[Run] = []
    bold, link = False, ""
    for child in token.children or ():
        match child.type:
            case "strong_open" | "strong_close":
                bold = child.type == "strong_open"
            case "link_open":
                link = str(child.attrs.get("href", ""))
            case "link_close":
                link = ""
            case "softbreak" | "hardbreak":
                yield runs
                runs = []
            case "text" | "code_inline":
                runs.append(Run(_without_signs(child.content), bold, link))
    if runs:
        yield runs


def _without_signs(text: str) -> str:
    start, sign, rest = text.partition(SIGN)
    return start + rest.partition(":")[2].lstrip() if sign else text


def grid(title: str, rows: pd.DataFrame, words: Wording, every: int | None = None) -> Grid:
    """A reader's table (of analysis.listing and others) as a grid.

    `every`: how many rows there are, where not all are given.
    """
    left_out = {words.say(name) for name in NOT_PRINTED}
    kept = [column for column in rows.columns if column not in left_out]
    # A column that says nothing in any row takes room from the others.
    kept = [column for column in kept if rows[column].map(_text).any()] or kept
    texts = [[_text(cell) for cell in row] for row in rows[kept].itertuples(index=False)]
    links = {
        (at, column): cell
        for at, row in enumerate(texts)
        for column, cell in enumerate(row)
        if cell.startswith(("https://", "http://"))
    }
    for at, column in links:
        texts[at][column] = words.say("brief.link")
    every = len(rows) if every is None else every
    more = words.say("brief.more", shown=len(rows), all=every) if every > len(rows) else ""
    return Grid(title, [str(column) for column in kept], texts, links, more)


def _text(cell: object) -> str:
    return "" if cell is None or pd.isna(cell) else str(cell)
