"""Every page with figures as a document: its content as plain data, for HTML, PDF and embeds."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from analysis import methodology
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
from analysis.shown import Shown
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


def of(shown: Shown) -> Document:
    """The document of a view, made once for all its forms. Raises KeyError for a page without."""
    make = PAGES[shown.page]

    def composed() -> Document:
        made = make(shown)
        terms = shared.terms(shown, made.source_ids)
        return replace(made, sources=terms, rules=_rules(shown, RULES[shown.page]))

    return shown.made(composed, "document", shown.judged_on)


def _rules(shown: Shown, names: tuple[str, ...]) -> list[Block]:
    """Some of the rules by which figures are made: the same for every view of a version."""
    if not names:
        return []
    made = shown.published.made(
        lambda: methodology.sections(shown.tables, crisis.read(), shown.words, names),
        *("rules", shown.version.number, shown.words, names),
    )
    return [block for one in made for block in (Heading(one.title, 3), prose(one.text, "note"))]
