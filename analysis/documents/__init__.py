"""Every page with figures as a document: its content as plain data, for HTML, PDF and embeds."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from analysis import behind, methodology
from analysis.documents import (
    assistance,
    figures_and_sources,
    shared,
    situation,
    third_country_nationals,
)
from analysis.documents.parts import Block, Document, Heading
from analysis.documents.prose import in_text, prose
from analysis.shown import Shown
from ledger import crisis

PAGES: Mapping[str, Callable[[Shown], Document]] = {
    "situation": situation.document,
    "third_country_nationals": third_country_nationals.document,
    "assistance": assistance.document,
    "figures_and_sources": figures_and_sources.figures_and_sources,
    "disagreements": figures_and_sources.disagreeing,
    "methodology": figures_and_sources.methodology,
}
# The rules that a reader needs at hand, by page; on others what is withheld.
OF_COUNTS = ("qualifiers", "lines", "disclosure")
RULES = dict.fromkeys(("situation", "people_fleeing", "third_country_nationals"), OF_COUNTS)
RULES |= {"figures_and_sources": ("vintages", "qualifiers", "disclosure"), "methodology": ()}
RULES |= {"disagreements": ("agreeing", "qualifiers")}


def of(shown: Shown) -> Document:
    """The document of a view. Raises KeyError for a page that has none."""
    made = PAGES[shown.page](shown)
    return replace(
        made, finding=in_text(made.finding), sources=_sources(shown), rules=_rules(shown)
    )


def _sources(shown: Shown):
    """Whose figures stand behind the view, of all tables."""
    if shown.page == "methodology":
        return []
    rows = behind.rows(shown).values()
    ids = {str(one) for table in rows for one in table["source_id"].dropna().unique()}
    return shared.whose_terms(shown, sorted(ids))


def _rules(shown: Shown) -> list[Block]:
    names = RULES.get(shown.page, ("disclosure",))
    if not names:
        return []
    made = methodology.sections(shown.tables, crisis.read(), shown.words, names)
    return [block for one in made for block in (Heading(one.title, 3), prose(one.text, "note"))]
