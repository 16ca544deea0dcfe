"""Parts of a view for the pages of others, without script: a figure, a chart, the map, a table.

`/embed/figure`, `/embed/chart`, `/embed/map`, `/embed/table` with `page=` and the page's query
string are the first of that kind in the brief; a part can be called by its name too (`trend`,
`people_fleeing`). Source, day, version and the way to the page stand with it. Which sites may
frame them says `embedded_by` in data/crisis.toml.
"""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from analysis.documents.parts import Block, Document, Numbers, Picture, Table
from analysis.shown import NotShown, Refused, Shown
from ledger import crisis
from public import links
from public.answers import Made, answer
from public.brief import HTML, POLICY, refusing, said, template


async def embed(request: Request) -> Response:
    """One part of the view that the address asks for."""
    part, base = request.path_params["part"], links.base(request)
    kind = f"embed {part} {base}"
    return await answer(
        request, kind, "", lambda shown: _made(shown, part, base), refusing(request)
    )


def parts(document: Document) -> dict[str, Block]:
    """What can be embedded of a document, by the names of links."""
    named: dict[str, Block] = {}
    kinds: dict[str, Block] = {}
    for block in document.blocks:
        match block:
            case Numbers():
                each = {one.name: replace(block, numbers=[one]) for one in block.numbers}
                named |= each
                kinds.setdefault("figure", next(iter(each.values())))
            case Picture():
                named[block.name] = block
                kinds.setdefault("map" if block.is_map else "chart", block)
            case Table():
                named.setdefault(block.name, block)
                kinds.setdefault("table", block)
    return named | kinds


def _made(shown: Shown, part: str, base: str) -> Made:
    values = said(shown, base)
    known = parts(values["document"])
    if part not in known:
        raise NotShown([Refused("part", part, "part", tuple(sorted(known)))])
    text = template("embed.html").render(
        **values, part=known[part], say=shown.words.say, page=base + links.page(shown)
    )
    policy = POLICY.format(ancestors=crisis.read().embedded_by)
    return Made(text.encode(), HTML, headers=(("content-security-policy", policy),))
