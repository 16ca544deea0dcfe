"""How fresh the counts of a page are, on the day that it is about."""

from datetime import date

import pandas as pd

from analysis import counts, freshness, leading
from analysis.view import Days
from ledger import crisis
from ui import data


def judged_on(span: Days) -> date:
    """The day against which counts of the days chosen are judged: see freshness.judged_on."""
    _, last = data.reported_days()
    frozen = data.known().frozen or data.as_published() is not None
    return freshness.judged_on(span, last, date.today(), frozen=frozen)


def series(span: Days) -> pd.DataFrame:
    """Every series of the days chosen as freshness.series judges it, once for all readers."""
    day = judged_on(span)

    def judge() -> pd.DataFrame:
        cards = data.tables()["sources"]
        within = counts.until(data.newest_counts(withheld=True), span.start, span.end)
        return freshness.series(within, cards, leading.leads(cards, crisis.read()), day)

    return data.composed(judge, "freshness", span, day)
