"""How lines are drawn, for the page of methods: cuts, falls, and which days are provisional."""

import pandas as pd

from analysis import counts, provisional, sources
from analysis.rows import as_rows
from analysis.wording import Wording, plain


def lines(tables: dict[str, pd.DataFrame], words: Wording) -> list[str]:
    """The rules, and what the rule of provisional days measured in the version shown."""
    rule = words.say(
        "methodology.provisional", share=words.part(provisional.SHARE), n=provisional.FEWEST
    )
    vintages = tables["counts"]
    measured = provisional.measured(vintages, counts.newest(vintages))
    told = [
        words.say(
            "methodology.provisional_measured",
            source=plain(sources.name(tables, row["source_id"])),
            what=words.name("population_type", row["population_type"]),
            measure=words.name("measure", row["measure"]),
            n=int(row["days"]),
        )
        for row in as_rows(measured)
    ]
    rules = ("methodology.lines.cut", "methodology.lines.falls")
    listed = "\n".join(f"- {one}" for one in told) or words.say("methodology.none")
    return [*map(words.say, rules), rule, listed]
