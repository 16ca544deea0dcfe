"""What a text has said so far, and one number of it with what stands around."""

from dataclasses import dataclass, field
from datetime import date

from loaders.reports.actions import Frame
from loaders.reports.crises import Crisis
from loaders.reports.heads import Head
from loaders.reports.phrases import Mark
from loaders.reports.places import Mention
from loaders.reports.scenes import Scene

Codes = tuple[str, ...]


@dataclass
class Told:
    """What the text has said so far that a later line may leave unsaid."""

    crisis: Crisis
    published: date | None
    frame: Frame = field(default_factory=Frame)
    section: Codes = ()  # the country of the heading above
    home: Codes = ()  # the country of the title, when it is not the crisis'
    source: str = ""
    place: Codes = ()  # of the sentences before, in the same paragraph
    paragraph: int = -1
    noun: str = ""  # the last noun that said a population type
    left: int = -1  # the sentence of the number before, if that was no count
    reason: str = ""  # why it was none
    has_idps: bool = False  # the text speaks of IDPs
    fled: int = 0  # the largest number of people counted so far who fled
    is_planned: bool = False  # the number before was foreseen, not counted


@dataclass(frozen=True)
class Case:
    """One number in its sentence."""

    scene: Scene
    place: int
    named: list[Mention]
    head: Head
    near: list[Mark]  # the verbs about it, the nearest first

    @property
    def near_own(self) -> list[Mark]:
        """The verbs of the number's own statement."""
        return [mark for mark in self.near if self.scene.is_near(mark.first, self.place)]
