"""What a document is made of: plain data, said alike by a page of HTML, a PDF and an embed.

Texts are runs (see analysis.documents.prose), never markup. Addresses that begin with `/` are of
this dashboard, all others lead away.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """A piece of text, bold or not, that may lead somewhere."""

    text: str
    bold: bool = False
    link: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Runs of text; `item` is "bullet" or "number" for one of a list, else blank."""

    runs: Sequence[Run]
    item: str = ""


@dataclass(frozen=True)
class Heading:
    """The title of a section (level 2) or of a part of one (3)."""

    text: str
    level: int = 2
    kind: str = "heading"


@dataclass(frozen=True)
class Prose:
    """Paragraphs. `style`: "note" for small letters, "card" for what belongs together, or blank."""

    paragraphs: Sequence[Paragraph]
    style: str = ""
    kind: str = "prose"


@dataclass(frozen=True)
class Drawing:
    """A picture as SVG with what it shows in words; `narrow` is drawn for a telephone, if any."""

    svg: str
    alternative: str
    narrow: str = ""


@dataclass(frozen=True)
class Number:
    """A headline count: with its qualifier, its change, and source, day and more as notes.

    `name` is what addresses of embeds call it; `origin` leads to where it comes from; `source_ids`
    are its source and those that are told beside it.
    """

    name: str
    title: str
    value: str
    change: str = ""
    notes: Sequence[Paragraph] = ()
    sparkline: Drawing | None = None
    origin: str = ""
    is_faint: bool = False
    source_ids: Sequence[str] = ()


@dataclass(frozen=True)
class Numbers:
    """Headline counts side by side."""

    numbers: Sequence[Number]
    kind: str = "numbers"


@dataclass(frozen=True)
class Picture:
    """A chart or a map, and the notes under it; `name` as in Number."""

    name: str
    title: str
    drawing: Drawing
    notes: Sequence[Paragraph] = ()
    is_map: bool = False
    kind: str = "picture"


@dataclass(frozen=True)
class Cell:
    """A text in a table that may lead somewhere."""

    text: str
    link: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of cells; `numeric` are the columns of numbers, `caption` says how many rows there are.

    `alike` says what every row has alike, and so needs no column; `notes` are numbered, and rows
    point to them by their numbers. `name` as in Number.
    """

    name: str
    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numeric: Sequence[int] = ()
    alike: str = ""
    notes: Sequence[Paragraph] = ()
    kind: str = "table"


Block = Heading | Prose | Numbers | Picture | Table


@dataclass(frozen=True)
class Document:
    """A view as a document, its finding first; at its end `sources` and the `rules` it follows.

    `source_ids` are those of the sources whose figures it shows.
    """

    title: str
    finding: str
    blocks: Sequence[Block]
    source_ids: Sequence[str] = ()
    sources: Sequence[Paragraph] = ()
    rules: Sequence[Block] = ()
