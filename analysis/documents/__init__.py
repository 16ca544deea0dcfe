"""Every page with figures as a document: its content as plain data, for HTML, PDF and embeds."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from analysis import methodology, shown
from analysis.documents import (
    assistance,
    figures_and_sources,
    internally_displaced,
    people_fleeing,
    provenance,
    shared,
    situation,
    third_country_nationals,
    updates,
)
from analysis.documents.parts import Block, Document, Heading
from analysis.documents.prose import prose
from analysis.published import Published
from analysis.shown import Shown
from analysis.wording import Wording
from ledger import crisis

PAGES: Mapping[str, Callable[[Shown], Document]] = {
    "situation": situation.document,
    "people_fleeing": people_fleeing.document,
    "third_country_nationals": third_country_nationals.document,
    "internally_displaced": internally_displaced.document,
    "assistance": assistance.document,
    "updates": updates.document,
    "figures_and_sources": figures_and_sources.figures_and_sources,
    "disagreements": figures_and_sources.disagreeing,
    "methodology": figures_and_sources.methodology,
    "provenance": provenance.document,
}
ASKED_MOST = ("situation", "people_fleeing")
# The rules that a reader needs at hand, by page: sections of methodology.
OF_COUNTS = ("qualifiers", "lines", "disclosure")
RULES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys((*PAGES,), OF_COUNTS),
    "assistance": ("disclosure",),
    "updates": (),
    "figures_and_sources": ("vintages", "qualifiers", "disclosure"),
    "disagreements": ("agreeing", "qualifiers"),
    "methodology": (),
    "provenance": ("vintages", "qualifiers", "disclosure"),
}


def of(view: Shown) -> Document:
    """The document of a view, made once for all its forms. Raises KeyError for a page without."""
    make = PAGES[view.page]

    def composed() -> Document:
        made = make(view)
        terms = shared.terms(view, made.source_ids)
        return replace(made, sources=terms, rules=_rules(view, RULES[view.page]))

    return view.made(composed, "document", view.judged_on)


def make_ready(published: Published, page: str, language: str) -> None:
    """Make the document of a page's newest figures before anybody asks for it."""
    of(shown.of(page, {}, Wording(language), published, datetime.now(UTC).date()))


def _rules(view: Shown, names: tuple[str, ...]) -> list[Block]:
    """Some of the rules by which figures are made: the same for every view of a version."""
    if not names:
        return []
    made = view.published.made(
        lambda: methodology.sections(view.tables, crisis.read(), view.words, names),
        *("rules", view.version.number, view.words, names),
    )
    return [block for one in made for block in (Heading(one.title, 3), prose(one.text, "note"))]
