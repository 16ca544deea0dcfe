"""The brief as a PDF to print, send and keep: the same document, tagged for those who listen."""

import json
from dataclasses import asdict
from functools import cache
from typing import Any

import typst
from starlette.requests import Request
from starlette.responses import Response

from analysis.documents.parts import Document, Grid
from analysis.shown import Shown
from public import links
from public.answers import Made, answer
from public.brief import TEMPLATES, filled_in, qr, refused


async def brief(request: Request) -> Response:
    """The view that the address asks for."""
    base = links.base(request)
    return await answer(request, f"pdf {base}", "", lambda shown: _pdf(shown, base), refused)


def _pdf(shown: Shown, base: str) -> Made:
    words, values = shown.words, filled_in(shown, base)
    said = {name: value for name, value in values.items() if isinstance(value, str)}
    said |= {name: words.say(f"brief.{name}") for name in ("sources", "method", "qr")} | {
        "page_number": words.say("brief.page_number", page="{page}", pages="{pages}")
    }
    content = {
        "said": said,
        "title": values["document"].title,
        "finding": values["document"].finding,
        "blocks": _blocks(values["document"]),
        "sources": [asdict(one) for one in values["sources"]],
        "method": [asdict(one) for one in values["method"]],
        "qr": qr(values["address"]),
    }
    name = f"{shown.page}_version_{shown.version.number}.pdf"
    headers = (("content-disposition", f'inline; filename="{name}"'),)
    return Made(compiled(content), "application/pdf", headers=headers)


def compiled(content: dict[str, Any]) -> bytes:
    """The PDF of a brief's content. Nothing of it is ever read as markup: it comes in as data."""
    inputs = {"content": json.dumps(content)}
    made = _compiler().compile(format="pdf", pdf_standards=["ua-1"], sys_inputs=inputs)
    if not isinstance(made, bytes):
        raise TypeError(f"one PDF was expected, not {type(made)}")
    return made


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(TEMPLATES / "brief.typ"), root=str(TEMPLATES))


def _blocks(document: Document) -> list[dict[str, Any]]:
    """The parts of a document in the types of JSON."""
    made = []
    for block in document.blocks:
        told = asdict(block)
        if isinstance(block, Grid):
            told["links"] = {f"{at}/{column}": link for (at, column), link in block.links.items()}
        made.append(told)
    return made
