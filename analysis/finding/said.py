"""What a finding consists of."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis import headlines
from analysis.headlines import Headline
from analysis.shown import Shown


@dataclass(frozen=True)
class Finding:
    """A sentence with its number and qualifier, and its as-of day and publisher.

    `value` is the number with its qualifier, short, and `lead` its series. `several` are counts
    side by side (name, number, how it is said), and `beside_them` is the sentence without them. A
    view without any number has the name of its page for a sentence, and no source.
    """

    sentence: str
    source: str = ""
    value: str = ""
    lead: Headline | None = None
    several: Sequence[tuple[str, float, str]] = ()
    beside_them: str = ""


def source(
    view: Shown,
    rows: pd.DataFrame,
    day: str = "reference_period_end",
    entry: str = "finding.source",
) -> str:
    """The days that some rows are about, by the column `day`, and whose they are."""
    words = view.words
    names = headlines.publishers(view.tables["sources"])
    publishers = dict.fromkeys(names.get(one, one) for one in rows["source_id"].astype(str))
    days = words.span(rows[day].min(), rows[day].max())
    said = words.say(entry, as_of=days, source=words.listed(publishers))
    if until := view.as_published:
        said = f"{said} {words.say('printed.as_published', day=words.day(until))}"
    return said
