"""Whom a sentence names as the source of its numbers."""

from loaders.reports.scenes import Scene

LONGEST = 8


def source_of(text: str, scene: Scene) -> str:
    """The source as the text names it; "" if the sentence names none."""
    organisations = [
        m for m in scene.anywhere("sources.organisations") if scene.tokens[m.first].capital
    ]
    said = scene.within(0, len(scene.tokens), "sources.said_before", "sources.said")
    if not said or not organisations:
        return ""
    near = min(organisations, key=lambda m: min(abs(m.first - s.last) for s in said))
    return text[scene.tokens[near.first].start : scene.tokens[near.last - 1].end]
