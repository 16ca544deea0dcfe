"""Every page with figures as a document: the same content as plain data, for HTML, PDF, embeds."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from analysis.documents import (
    assistance,
    figures_and_sources,
    shared,
    situation,
    third_country_nationals,
)
from analysis.documents.parts import Document
from analysis.shown import Shown

PAGES: Mapping[str, Callable[[Shown], Document]] = {
    "situation": situation.document,
    "third_country_nationals": third_country_nationals.document,
    "assistance": assistance.document,
    "figures_and_sources": figures_and_sources.document,
    "disagreements": figures_and_sources.disagreeing,
    "methodology": figures_and_sources.methodology,
}


def of(view: Shown) -> Document:
    """The document of a view. Raises KeyError for a page that has none."""
    made = PAGES[view.page](view)
    return replace(made, finding=shared.in_text(made.finding))
