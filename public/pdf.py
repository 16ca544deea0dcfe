"""The brief as a PDF to print, send and keep: the same document, tagged for those who listen."""

import json
from dataclasses import asdict
from functools import cache
from threading import Lock
from typing import Any

import typst
from starlette.requests import Request
from starlette.responses import Response

from analysis.shown import Shown
from public import links
from public.answers import Made, answer
from public.brief import TEMPLATES, qr, refusing, said

COMPILING = Lock()


async def brief(request: Request) -> Response:
    """The brief of the view that the address asks for, as a PDF."""
    base = links.base(request)
    return await answer(
        request, f"brief.pdf {base}", "", lambda shown: _made(shown, base), refusing(request)
    )


def _made(shown: Shown, base: str) -> Made:
    words, values = shown.words, said(shown, base)
    entries = ("sources", "method", "all_rules", "qr")
    content = {
        **values,
        "base": base,
        "say": {name: words.say(f"brief.{name}") for name in entries}
        | {"origin": words.say("origin.link")},
        "numbered": words.say("brief.page_number", page="{page}", pages="{pages}"),
        "document": asdict(values["document"]),
        "qr": qr(values["address"]),
    }
    name = f"{shown.page}_version_{shown.version.number}.pdf"
    headers = (("content-disposition", f'inline; filename="{name}"'),)
    return Made(compiled(content), "application/pdf", headers=headers)


def compiled(content: dict[str, Any]) -> bytes:
    """The PDF of what a brief says. It comes in as data, so that nothing of it is ever markup."""
    inputs = {"content": json.dumps(content)}
    with COMPILING:
        made = _compiler().compile(format="pdf", pdf_standards=["ua-1"], sys_inputs=inputs)
    if not isinstance(made, bytes):
        raise TypeError(f"one PDF was expected, not {type(made)}")
    return made


@cache
def _compiler() -> typst.Compiler:
    """Fonts of this machine, and those that the compiler brings: Latin, Greek, Cyrillic."""
    return typst.Compiler(str(TEMPLATES / "brief.typ"), root=str(TEMPLATES))
