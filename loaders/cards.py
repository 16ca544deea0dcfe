"""The cards of the sources that formats read: who publishes, under what terms, with which gaps."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Card:
    """One row of the table `sources`; every field is what an analyst would write there."""

    source_id: str
    publisher: str
    title: str
    url: str
    licence: str
    citation: str
    cadence_days: str = ""
    method: str = ""
    covers: str = ""
    known_gaps: str = ""
    recommended_for: str = ""

    @property
    def row(self) -> dict[str, str]:
        """The card as texts by column."""
        return asdict(self)
