"""Which words of a sentence belong to one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.reports.scenes import Scene

DASHES = frozenset("–—-")
ENDS = frozenset(";:.!?|•") | DASHES
OPENING, CLOSING = frozenset("(["), frozenset(")]")


def clauses(scene: Scene) -> list[int]:
    """A number for each token, the same for all tokens of one statement.

    Brackets, a pair of dashes, and a relative clause between commas stand apart; after them the
    statement goes on.
    """
    own: list[int] = []
    outer: list[tuple[int, str]] = []  # the statement to go back to, and the sign that does it
    current, latest = 0, 0
    pairs = _pairs(scene)
    for place, token in enumerate(scene.tokens):
        word = token.word if token.kind == "sign" else ""
        own.append(current)
        closes = outer and (word == outer[-1][1] or outer[-1][1] == "-" and place in pairs)
        if closes and not (outer[-1][1] == "," and _after_comma(scene, place, "relative")):
            current = outer.pop()[0]
            own[-1] = current
        elif word in OPENING or place in pairs:
            latest += 1
            outer.append((current, ")" if word == "(" else "]" if word == "[" else "-"))
            current = latest
        elif word == "," and _after_comma(scene, place, "relative"):
            latest += 1
            outer.append((current, ","))
            current = latest
        elif (
            word in ENDS
            and not (word in DASHES | {":"} and scene.labels(place))
            or (word == "," and _after_comma(scene, place, "after_comma"))
        ):
            latest += 1
            outer, current = [], latest
    return own


def _after_comma(scene: Scene, place: int, words: str) -> bool:
    after = place + 1
    return after < len(scene.tokens) and scene.tokens[after].word in scene.spoken.words(
        "clauses", words
    )


def _pairs(scene: Scene) -> frozenset[int]:
    """Dashes that stand in pairs like brackets: "470,000 people – many stranded – are inside"."""
    dashes = [
        place
        for place, token in enumerate(scene.tokens)
        if token.kind == "sign" and token.word in DASHES and not scene.labels(place)
    ]
    return frozenset(dashes) if len(dashes) == 2 and dashes[0] > 2 else frozenset()
