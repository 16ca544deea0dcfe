"""From the Markdown that pages show to runs of text, so that nothing is markup afterwards.

What stands in a file was made safe (analysis.wording.plain) before it went into the Markdown, and
comes out of it as it was written.
"""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from analysis.documents.parts import Paragraph, Prose, Run

# Without HTML; addresses that would run a script are left as text.
MARKDOWN = MarkdownIt("commonmark", {"html": False})
LISTS = {"bullet_list_open": "bullet", "ordered_list_open": "number"}


def prose(markdown: str, style: str = "") -> Prose:
    """Markdown as paragraphs; for `style` see Prose."""
    return Prose(paragraphs(markdown), style)


def paragraphs(*markdown: str) -> list[Paragraph]:
    """Texts in Markdown as paragraphs; a line that is broken in it begins another one."""
    return [paragraph for text in markdown for paragraph in _paragraphs(text)]


def in_text(markdown: str) -> str:
    """Markdown as one line of plain text."""
    return " ".join("".join(run.text for run in one.runs) for one in paragraphs(markdown))


def _paragraphs(markdown: str) -> Iterator[Paragraph]:
    item = ""
    for token in MARKDOWN.parse(markdown):
        if token.type in LISTS:
            item = LISTS[token.type]
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            item = ""
        elif token.type == "inline":
            yield from (Paragraph(runs, item) for runs in _lines(token))


def _lines(inline: Token) -> Iterator[list[Run]]:
    """The runs of each line of a paragraph."""
    runs: list[Run] = []
    bold, link = False, ""
    for token in inline.children or ():
        match token.type:
            case "strong_open" | "strong_close":
                bold = token.type == "strong_open"
            case "link_open" | "link_close":
                link = str(token.attrs.get("href", ""))
            case "softbreak" | "hardbreak":
                yield runs
                runs = []
            case "text" | "code_inline":
                runs.append(Run(token.content, bold, link))
    yield runs
