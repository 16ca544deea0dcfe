"""What is wrong with an address, in sentences that say what would be understood."""

from collections.abc import Iterable

from analysis.shown import Refused
from analysis.wording import Wording

LONGEST = 80


def sentences(refused: Iterable[Refused], words: Wording) -> list[str]:
    """One sentence for each thing that an address asks for in vain; long values are cut."""
    return [
        words.say(
            f"refused.{one.why}",
            parameter=_short(one.parameter),
            value=_short(one.value),
            allowed=", ".join(one.allowed) or words.say("refused.nothing"),
        )
        for one in refused
    ]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
