"""A count as it is handed on, with its words in the text and its qualifier."""

from loaders.reports.drafts import DraftCount
from loaders.reports.heads import Head
from loaders.reports.periods import period_of
from loaders.reports.scenes import Scene
from loaders.reports.told import Case, Codes, Told


def draft(
    text: str,
    case: Case,
    what: tuple[str, str],
    where: tuple[Codes, Codes],
    why: list[str],
    told: Told,
) -> DraftCount:
    """The draft of a case: `what` is its type and measure, `where` its origin and location."""
    scene, place, head = case.scene, case.place, case.head
    number, token = scene.numbers[place], scene.tokens[place]
    qualifier, phrase, first, last = _qualified(text, scene, place, head)
    begin, end = scene.tokens[first].start, max(token.end, scene.tokens[last - 1].end)
    started, ended = period_of(scene, place, told.published)
    if number.about and not qualifier:
        qualifier, phrase = "about", text[token.start : token.end]
    rules = tuple(dict.fromkeys([*([f"qualifier_{qualifier}"] if qualifier else []), *why]))
    sure = 0.9 - 0.15 * ("carried_on" in rules) - 0.1 * (head.kind == "elliptical")
    return DraftCount(
        begin,
        end,
        text[begin:end],
        number.value,
        number.value_max,
        qualifier,
        phrase,
        what[0],
        what[1],
        "crossings" if head.kind == "crossings" else "people",
        "+".join(where[0]),
        "+".join(where[1]),
        "+".join(head.nationality),
        started,
        ended,
        told.source,
        round(sure, 2),
        rules,
        scene.sentence.start,
        scene.sentence.end,
    )


def _qualified(text: str, scene: Scene, place: int, head: Head) -> tuple[str, str, int, int]:
    """The qualifier with its words, and the tokens from it to the number's noun."""
    last = max(place + 1, head.last if head.noun else place + 1)
    for back in range(3):
        spot = place - back
        if spot > 0 and (mark := scene.ending(spot, "qualifiers")):
            words = text[scene.tokens[mark.first].start : scene.tokens[mark.last - 1].end]
            return mark.value, words, mark.first, last
        if spot <= 0 or scene.tokens[spot - 1].word not in scene.spoken.words("clauses", "of"):
            break
    for spot in (place + 1, last):
        if mark := scene.at(spot, "qualifiers_after"):
            words = text[scene.tokens[mark.first].start : scene.tokens[mark.last - 1].end]
            return mark.value, words, place, max(last, mark.last)
    return "", "", place, last
