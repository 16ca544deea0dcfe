"""What a text as a whole says: which country people left, and whether they are going back there."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.reports.places import Mention, mentions
from loaders.reports.scenes import Scene

RETURNING = ("verbs.return", "verbs.deport", "nouns.returnees")
AS_STRONG = 0.6
# From this weight on a mention says that people left: "fled Sudan", "Sudanese refugees".
SAYS_SO = 2


@dataclass(frozen=True, slots=True)
class Crisis:
    """The country people left or are displaced in, and what else the text shows."""

    origin: str  # "" when the text names no country
    others: tuple[str, ...] = ()  # as much its countries: an earthquake in two
    people: tuple[str, ...] = ()  # whose people are spoken of most, if not the origin's
    is_return: bool = False  # people come back to the country of origin

    @property
    def codes(self) -> tuple[str, ...]:
        """The origin as counts have it."""
        return (self.origin,) if self.origin else ()


def crisis_of(scenes: Sequence[Scene]) -> Crisis:
    """The crisis of a text, by all its mentions of countries."""
    votes: dict[str, float] = defaultdict(float)
    origins: Counter[str] = Counter()
    returned: Counter[str] = Counter()
    together: set[str] = set()
    peoples: Counter[str] = Counter()
    for scene in scenes:
        for mention in mentions(scene):
            weight = _weight(scene, mention)
            weight += 2 if scene.at(mention.last, "places.crisis_words") else 0
            weight += 1.5 if scene.sentence.kind == "title" else 0
            for code in mention.iso3:
                votes[code] += weight / len(mention.iso3)
                origins[code] += weight >= SAYS_SO
            if mention.role == "people" and scene.near(mention.first, *RETURNING):
                peoples.update(mention.iso3)
            if len(mention.iso3) > 1 and weight >= SAYS_SO:
                together.update(mention.iso3)
            _count_returns(scene, mention, returned)
    if not votes:
        return Crisis("")
    likely = {c for c, n in origins.items() if n and n >= AS_STRONG * max(origins.values())}
    first = max((c for c in votes if c in likely or not likely), key=lambda c: votes[c])
    others = tuple(sorted(together - {first})) if first in together else ()
    most = peoples.most_common(1)
    people = (most[0][0],) if most and most[0][0] != first else ()
    return Crisis(
        first, others, people, returned[first] > 0 and returned[first] >= max(returned.values())
    )


def _count_returns(scene: Scene, mention: Mention, returned: Counter[str]) -> None:
    if not scene.near(mention.first, *RETURNING):
        return
    for code in mention.iso3:
        returned[code] += {"location": 1, "people": 1, "origin": -1}.get(mention.role, 0)


def _weight(scene: Scene, mention: Mention) -> float:
    """How much a mention says that its country is the one of the crisis."""
    returning = bool(scene.near(mention.first, *RETURNING))
    if mention.role == "people":
        return 2 if scene.at(mention.last, "nouns") else 0.7
    if mention.role == "origin":
        return 0.5 if returning else 3
    if mention.is_town:
        return 0.2
    return 1 if returning and mention.role == "location" else 0.5
