"""Parts of a view for the pages of others: a figure, a chart, a map or a table, without script.

`/embed/figure`, `/embed/chart`, `/embed/map`, `/embed/table` are the first of that kind in the
view's brief; `/embed/NAME` is the picture of that name (`trend`, `by_country`). Source, day,
version and the way to the page stand with it.
"""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from analysis.documents.parts import Block, Document, Grid, Numbers, Picture
from analysis.shown import NotShown, Refused, Shown
from ledger import crisis
from public import links
from public.answers import Made, answer
from public.brief import POLICY, filled_in, refused, template


async def embed(request: Request) -> Response:
    """One part of the view that the address asks for."""
    part, base = request.path_params["part"], links.base(request)
    return await answer(
        request, f"embed {part} {base}", "", lambda shown: _html(shown, part, base), refused
    )


def parts(document: Document) -> dict[str, Block]:
    """What can be embedded of a document, by the name that addresses say."""
    kinds: dict[str, Block] = {}
    named: dict[str, Block] = {}
    for block in document.blocks:
        match block:
            case Numbers():
                kinds.setdefault("figure", replace(block, numbers=block.numbers[:1]))
                kinds.setdefault("figures", block)
            case Picture():
                kinds.setdefault("map" if block.is_map else "chart", block)
                named[block.name] = block
            case Grid():
                kinds.setdefault("table", block)
    return named | kinds


def _html(shown: Shown, part: str, base: str) -> Made:
    values = filled_in(shown, base)
    known = parts(values["document"])
    if part not in known:
        raise NotShown([Refused("part", part, "version", tuple(known))])
    text = template("embed.html").render(
        **values, block_shown=known[part], say=shown.words.say, page=base + links.page(shown)
    )
    policy = POLICY.format(ancestors=crisis.read().embedded_by)
    headers = (("content-security-policy", policy),)
    return Made(text.encode(), "text/html; charset=utf-8", headers=headers)
