"""How certain a count is stays with it in every output, in the words of each language.

Each output makes its text from made-up counts of one qualifier. The last tests go through the code:
a function that says a count and is not among the outputs here fails them.
"""

import ast
import html
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis import (
    charts,
    comparison,
    counts,
    counts_in_words,
    differences,
    disagreements,
    displaced,
    exported,
    falls,
    headlines,
    lines,
    listing,
    making,
    maps,
    pictures,
    printed,
    provenance,
    provisional,
    report_in_words,
    revision_list,
    revisions,
    situation,
    sparklines,
    ways,
)
from analysis.documents import people_fleeing, shared
from analysis.finding import chosen
from analysis.leading import Leads
from analysis.report_beside import Beside
from analysis.rows import as_rows
from ledger.changes import BEFORE, Changes
from ledger.reported import Found
from ledger.tables import COUNTS
from ledger.vocabulary import QUALIFIERS
from tests.analysis.conftest import A_COUNT, table

ROOT = Path(__file__).parent.parent.parent
NO_BREAKS = table("breaks", [])
NO_SOURCES = table("sources", [])
NOT_EXACT = [qualifier for qualifier in QUALIFIERS if qualifier != "exact"]
COUNT, NEXT = 1200, 1300


def made_up(qualifier: str, **same) -> pd.DataFrame:
    """Two days of a country and of the total of all, published as they came."""
    base = A_COUNT | {"qualifier": qualifier} | same
    return table(
        "counts",
        [
            base
            | {"location_iso3": place, "reference_period_end": day, "count": count}
            | {"published_at": day}
            for place in ("POL", None)
            for day, count in (("2030-01-02", COUNT), ("2030-01-03", NEXT))
        ],
    )


def country(qualifier: str) -> pd.DataFrame:
    return made_up(qualifier).head(2).assign(how="published")


def latest(qualifier: str) -> pd.DataFrame:
    return country(qualifier).tail(1).assign(freshness="current", is_expired=False)


def lead(qualifier: str) -> headlines.Headline:
    found = headlines.people_fleeing(made_up(qualifier), Leads())
    assert found
    return found


def drawn(qualifier: str, words, **rate) -> list[lines.Line]:
    return lines.of_places(country(qualifier), ["POL"], NO_BREAKS, words, **rate)


def figure(qualifier: str, words):
    return charts.lines(drawn(qualifier, words), charts.Chart("Made up"), words)


def bars(qualifier: str, words):
    group = made_up(qualifier, nationality_iso3="IND").head(1)
    names, says, in_words = lines.nationality_bars(group, words)
    return charts.bars(names, [1.0], says, in_words).data[0]


def beside(qualifier: str) -> pd.DataFrame:
    return counts.totals_beside_countries(made_up(qualifier)).assign(origin="x")


def revised(qualifier: str) -> pd.DataFrame:
    row = made_up(qualifier).head(1)
    return row.assign(**{f"{name}{BEFORE}": row[name] for name in COUNTS.names}).assign(
        count=NEXT, change=NEXT - COUNT, share=0.1
    )


def movement(qualifier: str) -> pd.DataFrame:
    made = {"count": COUNT, "qualifier": qualifier, "status": "planned", "date": "2030-01-02"}
    return table("assisted_movements", [made | {"from_iso3": "AAA", "assisted_by": "Made up"}])


def pair(qualifier: str) -> pd.DataFrame:
    other = made_up(qualifier, source_id="made_up_b").head(1).assign(count=NEXT)
    return comparison.told(country(qualifier).head(1), other)


def told(qualifier: str, words, kind: str = "added") -> str:
    rows = {name: made_up("exact")[:0] for name in ("added", "withdrawn")}
    rows |= {name: revised("exact")[:0] for name in ("revised", "corrected")}
    changed = Changes(**rows | {kind: made_up(qualifier)}, unchanged=0)
    before = made_up(qualifier).iloc[[0, 2]]
    around = counts_in_words.Around(before, made_up(qualifier), NO_BREAKS, {}, words)
    return " ".join(counts_in_words.sentences(changed, around))


def side_by_side(qualifier: str, words) -> str:
    tables = {"sources": NO_SOURCES}
    return cell(disagreements.table(pair(qualifier), tables, words))


def fallen(qualifier: str) -> pd.DataFrame:
    frame = country(qualifier)
    return frame.assign(count=pd.array([NEXT, COUNT], dtype="Int64"))


def picture_of_bars(qualifier: str, words) -> str:
    rows = country(qualifier)
    made = pictures.of_bars("Made up", ["A", "B"], rows, "", NO_SOURCES, words)
    return html.unescape(made.draw(printed.Caption("")))


def again(qualifier: str) -> pd.DataFrame:
    """One count that was published twice, with another number the second time."""
    day = pd.Timestamp("2030-01-02")
    return revisions.found(country(qualifier).assign(reference_period_end=day), NO_BREAKS)


def in_a_report(qualifier: str) -> Found:
    row = {"count": str(COUNT), "qualifier": qualifier}
    return Found("counts", 0, 1, 1, "x", 0, row, row)


def beside_a_report(qualifier: str, words) -> str:
    public = Beside(as_rows(country(qualifier))[0], contradicts=True)
    told = report_in_words.notes(in_a_report("exact"), public, {}, words)
    return " ".join(text for text, _ in told)


def revisions_styled(qualifier: str, words) -> str:
    rows = again(qualifier)
    listed = revision_list.listed(rows, NO_SOURCES, NO_BREAKS, words)
    return html.unescape(revision_list.styled(listed, rows, words).to_html())


def map_in_a_brief(qualifier: str, words) -> str:
    made = shared.flow_map(SimpleNamespace(words=words), "", latest(qualifier), "")
    return made.drawing.alternative


def sum_in_a_brief(qualifier: str, words) -> str:
    shown = SimpleNamespace(words=words, asked={}, page="people_fleeing")
    return people_fleeing._sum(shown, beside(qualifier)).value


def cell(rows: pd.DataFrame) -> str:
    return " ".join(rows.astype(str).to_numpy().ravel())


# What each output says, of counts of one qualifier. `short` has its sign, the others its word.
SHORT: dict[str, Callable] = {
    "headline value": lambda q, w, c: headlines.value(lead(q).row, w),
    "table": lambda q, w, c: cell(listing.listed(country(q), NO_SOURCES, w, ("count",))),
    "movements": lambda q, w, c: cell(listing.movements(movement(q), w)),
    "way home in a brief": lambda q, w, c: " ".join(ways.bars(movement(q), w)[1]),
    "number in a report": lambda q, w, c: report_in_words.value(in_a_report(q), w),
    "public count beside a report": lambda q, w, c: beside_a_report(q, w),
    "label of a map": lambda q, w, c: " ".join(maps.flows(latest(q), c, w).data[1]["text"]),
    "bar of a nationality": lambda q, w, c: " ".join(bars(q, w).text),
    "totals table": lambda q, w, c: cell(comparison.totals_table(beside(q), w)),
    "disagreement": lambda q, w, c: side_by_side(q, w),
    "revision": lambda q, w, c: cell(differences.listed("counts", revised(q), w)),
    "rate in a list": lambda q, w, c: cell(
        listing.listed(country(q).assign(rate=COUNT), NO_SOURCES, w, ("rate",))
    ).replace(w.rate(COUNT), w.number(COUNT)),
    "label of a printed map": lambda q, w, c: html.unescape(printed.map_svg(latest(q), c, w, "")),
    "bar of a picture": lambda q, w, c: picture_of_bars(q, w),
    "finding of several": lambda q, w, c: " ".join(
        chosen.told(["Made up"], as_rows(country(q).head(1)), w)
    ),
    "revision of a publisher": lambda q, w, c: cell(
        revision_list.told(again(q), NO_SOURCES, NO_BREAKS, w)
    ),
    "revision to be sorted": lambda q, w, c: revisions_styled(q, w),
    "bars of regions": lambda q, w, c: " ".join(displaced.bars(country(q), w)[1]),
    "sum in a brief": lambda q, w, c: sum_in_a_brief(q, w),
    "provenance title": lambda q, w, c: provenance.title("counts", as_rows(country(q))[0], w),
    "provenance fact": lambda q, w, c: " ".join(
        value for _, value in provenance.facts("counts", as_rows(country(q))[0], w)
    ),
}
IN_WORDS: dict[str, Callable] = {
    "way home": lambda q, w, c: ways.in_words(movement(q), w),
    "bar of a way home": lambda q, w, c: " ".join(ways.bars(movement(q), w)[2]),
    "finding": lambda q, w, c: headlines.sentence(
        lead(q), w, "people_fleeing.finding.crossings", c
    ).lower(),
    "finding of a country": lambda q, w, c: chosen.of_one(
        "Made up", as_rows(country(q))[0], "cumulative", c, w
    ),
    "text alternative of bars": lambda q, w, c: picture_of_bars(q, w),
    "bars of regions in words": lambda q, w, c: " ".join(displaced.bars(country(q), w)[2]),
    "map in a brief": lambda q, w, c: map_in_a_brief(q, w),
    "sparkline": lambda q, w, c: sparklines.drawn(lead(q), "Made up", NO_BREAKS, w),
    "axis title": lambda q, w, c: figure(q, w).layout.yaxis.title.text,
    "hover": lambda q, w, c: " ".join(figure(q, w).data[0].customdata),
    "hover of a rate": lambda q, w, c: " ".join(drawn(q, w, rate=True)[0].says),
    "text alternative": lambda q, w, c: charts.in_words(drawn(q, w), w),
    "hover of a map": lambda q, w, c: " ".join(maps.flows(latest(q), c, w).data[1]["customdata"]),
    "note of a map": lambda q, w, c: situation.map_note(latest(q), NO_SOURCES, w),
    "hover of a bar": lambda q, w, c: " ".join(bars(q, w).customdata),
    "new count": lambda q, w, c: told(q, w),
    "count withdrawn": lambda q, w, c: told(q, w, "withdrawn"),
    "fall": lambda q, w, c: falls.in_words(falls.find(fallen(q), made_up(q), NO_BREAKS)[0], w),
}
CHANGES: dict[str, Callable] = {
    "change of a headline": lambda q, w, c: headlines.change(lead(q), NO_BREAKS, w),
    "difference of totals": lambda q, w, c: cell(comparison.totals_table(beside(q), w)),
    "sum against total": lambda q, w, c: comparison.sum_against_total(
        beside(q).iloc[-1].replace({0: 7}), w
    ),
    "difference of two sources": lambda q, w, c: disagreements.apart(as_rows(pair(q))[0], w),
    "change that was made": lambda q, w, c: making.value(
        making.total("change", made_up(q).iloc[[1]], made_up(q), made_up(q), NO_BREAKS), w
    ),
    "change of a new count": lambda q, w, c: told(q, w),
    "change of a publisher's revision": lambda q, w, c: cell(
        revision_list.told(again(q), NO_SOURCES, NO_BREAKS, w)
    ),
    "change of a revision": lambda q, w, c: cell(differences.listed("counts", revised(q), w)),
}


@pytest.mark.parametrize("qualifier", NOT_EXACT)
@pytest.mark.parametrize("output", SHORT)
def test_a_short_output_carries_the_sign_of_the_qualifier(output, qualifier, words, a_crisis):
    said = SHORT[output](qualifier, words, a_crisis)

    assert words.count(COUNT, qualifier) in said or words.count(NEXT, qualifier) in said


@pytest.mark.parametrize("qualifier", NOT_EXACT)
@pytest.mark.parametrize("output", IN_WORDS)
def test_an_output_in_words_carries_the_word_of_the_qualifier(output, qualifier, words, a_crisis):
    said = IN_WORDS[output](qualifier, words, a_crisis)

    assert words.name("qualifier", qualifier) in said


@pytest.mark.parametrize("output", IN_WORDS)
def test_an_exact_count_carries_no_word(output, words, a_crisis):
    said = IN_WORDS[output]("exact", words, a_crisis)

    assert not [
        qualifier
        for qualifier in NOT_EXACT
        for count in (COUNT, NEXT)
        if words.count_in_words(count, qualifier).lower() in said
    ]


@pytest.mark.parametrize("qualifier", NOT_EXACT)
@pytest.mark.parametrize("output", CHANGES)
def test_a_change_of_counts_that_are_not_exact_is_about(output, qualifier, words, a_crisis):
    about = words.name("qualifier", "about")

    assert f"{about} " in CHANGES[output](qualifier, words, a_crisis)
    assert f"{about} " not in CHANGES[output]("exact", words, a_crisis)


@pytest.mark.parametrize("qualifier", QUALIFIERS)
def test_a_rate_has_the_qualifier_of_its_count(qualifier, words):
    assert words.rate(1.5, qualifier) == words.count(15, qualifier).replace("15", words.rate(1.5))


@pytest.mark.parametrize("qualifier", NOT_EXACT)
def test_the_sum_of_countries_is_as_uncertain_as_its_weakest_part(qualifier):
    frame = made_up("exact")
    frame["qualifier"] = frame["qualifier"].cat.set_categories(QUALIFIERS)
    frame.loc[0, "qualifier"] = qualifier

    told = counts.totals_beside_countries(frame)
    assert told["sum_qualifier"].tolist() == [qualifier, "exact"]
    assert told["qualifier"].tolist() == ["exact", "exact"]
    assert told["difference_qualifier"].tolist() == ["about", "exact"]


@pytest.mark.parametrize("qualifier", QUALIFIERS)
def test_a_download_has_the_qualifier_in_a_column_of_its_own(qualifier):
    head, row = exported.as_csv(country(qualifier).head(1)).decode().splitlines()

    assert row.split(",")[head.split(",").index("qualifier")] == qualifier


def test_an_axis_names_every_qualifier_that_is_drawn_once(words):
    assert words.qualifiers_among(["exact", "exact"]) == ""
    said = words.qualifiers_among(["about", "exact", "at_least", "about"])
    assert said.count(words.name("qualifier", "about")) == 1
    assert words.name("qualifier", "at_least") in said
    assert words.qualifiers_among(["about"]) != words.qualifiers_among(["about", "exact"])


# Every function in which a count is said, by the file it stands in; each has its output above.
SAYS_COUNTS = {
    "analysis/comparison.py": {"totals_table", "sum_against_total"},
    "analysis/disagreements.py": {"number", "difference", "ratio"},
    "analysis/counts_in_words.py": {"_count"},
    "analysis/differences.py": {"_count", "moved"},
    "analysis/falls.py": {"_count"},
    "analysis/headlines.py": {"value", "sentence", "change"},
    "analysis/lines.py": {"nationality_bars", "_said"},
    "analysis/listing.py": {"_number", "_movement"},
    "analysis/maps.py": {"_circles", "_in_words"},
    "analysis/finding/chosen.py": {"of_one"},
    "analysis/pictures.py": {"of_bars"},
    "analysis/provenance.py": {"title", "_said"},
    "analysis/sparklines.py": {"_said"},
    "analysis/ways.py": {"bars", "said"},
    "analysis/displaced.py": {"bars"},
    "analysis/documents/people_fleeing.py": {"_sum"},
    "analysis/documents/shared.py": {"flow_map"},
    "analysis/report_in_words.py": {"value", "notes"},
    "analysis/revision_list.py": {"number", "told", "styled"},
    # The qualifiers themselves are explained, with a count that nobody reported.
    "analysis/methodology.py": {"_qualifiers", "_numbers_of_doubts"},
    "analysis/methods_of_sources.py": {"_agrees"},
    # Placed by the page as they are: the number of a total, and the sum of countries.
    "ui/notes.py": {"sum_of_countries"},
    "analysis/making.py": {"value"},
}
# Where a number that is no count is written: of rows, of problems, of a key's whole numbers.
SAYS_NUMBERS = {
    "analysis/differences.py": {"value"},
    "analysis/making.py": {"why"},
    "analysis/methods_of_sources.py": {"_agrees"},
    "analysis/provenance.py": {"_said"},
    # The upper end of a range, whose lower end has the qualifier.
    "analysis/report_in_words.py": {"value"},
    "analysis/revision_list.py": {"finding"},
    "ui/revisions.py": {"table"},
    "pages/differences.py": {"numbers"},
    "pages/problems.py": {"<page>", "numbers", "summary"},
}
COUNTING = {"count", "count_in_words", "rate", "rate_in_words", "change"}


def saying(names: set[str]) -> dict[str, set[str]]:
    """In which functions of which files `words` is asked for one of these."""
    found: dict[str, set[str]] = {}
    for room in ("analysis", "ui", "public", "pages"):
        for path in (ROOT / room).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            owner = {}
            for function in ast.walk(tree):
                if isinstance(function, ast.FunctionDef):
                    owner |= {id(node): function.name for node in ast.walk(function)}
            for node in ast.walk(tree):
                named = isinstance(node, ast.Attribute) and node.attr in names
                if named and getattr(node.value, "id", "") == "words":
                    where = found.setdefault(str(path.relative_to(ROOT)), set())
                    where.add(owner.get(id(node), "<page>"))
    return found


def test_no_function_says_a_count_without_a_test_of_its_qualifier():
    assert saying(COUNTING) == SAYS_COUNTS


def test_a_number_without_qualifier_is_written_only_where_it_is_no_count():
    for path, functions in saying({"number"}).items():
        assert functions <= SAYS_NUMBERS.get(path, set()), path


def test_every_count_that_is_said_is_said_with_its_qualifier():
    """A call of `words.count(x)` alone would show any count as exact; rules have numbers alone."""
    alone = []
    for room in ("analysis", "ui", "public", "pages"):
        for path in set((ROOT / room).rglob("*.py")) - {ROOT / "analysis" / "methodology.py"}:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                called = getattr(node, "func", None)
                if getattr(called, "attr", "") in COUNTING and len(node.args) < 2:
                    named = getattr(called.value, "id", "") == "words"
                    alone += [f"{path.name}:{node.lineno}"] if named else []

    assert alone == []


def test_a_provisional_count_says_so_wherever_its_series_is_shown(words, a_crisis):
    frame = country("exact").assign(**{provisional.COLUMN: ["", provisional.BY_RULE]})
    said = words.say("said.provisional", said="").strip()

    newest = latest("exact").assign(**{provisional.COLUMN: provisional.BY_RULE})
    in_lines = lines.of_places(frame, ["POL"], NO_BREAKS, words)
    assert said in in_lines[0].says[-1]
    assert said not in in_lines[0].says[0]
    assert said in charts.in_words(in_lines, words)
    assert said in cell(listing.listed(frame, NO_SOURCES, words, ("count",)))
    assert said in " ".join(maps.flows(newest, a_crisis, words).data[1]["customdata"])
