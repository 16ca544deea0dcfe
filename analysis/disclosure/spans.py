"""Spans that lie end to end: age groups within age groups, days within periods."""

Span = tuple[int, int]
Pieces = tuple[Span, ...]
MOST_STEPS = 200
OLDEST = 999


def ages(text: str) -> Span | None:
    """The first and last year of an age group such as 0-17 or 60+; None for another form."""
    first, dash, last = text.replace("\u2013", "-").partition("-")
    if not dash and text.endswith("+") and text[:-1].isdecimal():
        return int(text[:-1]), OLDEST
    return (int(first), int(last)) if first.isdecimal() and last.isdecimal() else None


def within(outer: Span, inner: Span) -> bool:
    """Whether a span lies in another one and is not the same."""
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def tilings(outer: Span, spans: set[Span]) -> list[Pieces]:
    """Ways to make up a span of shorter ones laid end to end; the search ends after some steps."""
    found: list[Pieces] = []
    waiting: list[Pieces] = [()]
    for _ in range(MOST_STEPS):
        if not waiting:
            break
        laid = waiting.pop()
        at = laid[-1][1] + 1 if laid else outer[0]
        for span in sorted(spans):
            if span[0] == at and within(outer, span):
                (found if span[1] == outer[1] else waiting).append((*laid, span))
    return found


def outermost(spans: set[Span]) -> list[Span] | None:
    """The spans that lie in no other one; None when two of them overlap."""
    largest = sorted(span for span in spans if not any(within(other, span) for other in spans))
    overlap = any(a[1] >= b[0] for a, b in zip(largest, largest[1:], strict=False))
    return None if overlap else largest


def of_days(spans: set[Span]) -> list[tuple[Span, Pieces]]:
    """Each period with earlier and later parts of it: what was counted until a day, and since.

    A period that ends as another one does is what came before that one and that one; a period
    may also be laid out by its longest or by its shortest parts; else it is the longest period
    with the same start, and whoever came after that.
    """
    by_start: dict[int, list[Span]] = {}
    by_end: dict[int, list[Span]] = {}
    for span in sorted(spans):
        by_start.setdefault(span[0], []).append(span)
        by_end.setdefault(span[1], []).append(span)
    found = {}
    for outer in sorted(spans):
        pieces = [_two(outer, last, spans) for last in by_end[outer[1]]]
        pieces += [_laid(outer, by_start, at) for at in (-1, 0)]
        made = [some for some in pieces if some]
        if not made:
            shorter = [span for span in by_start[outer[0]] if within(outer, span)]
            made = [(shorter[-1],)] if shorter else []
        found |= dict.fromkeys((outer, some) for some in made)
    return list(found)


def _two(outer: Span, last: Span, spans: set[Span]) -> Pieces:
    before = (outer[0], last[0] - 1)
    return (before, last) if within(outer, last) and before in spans else ()


def _laid(outer: Span, by_start: dict[int, list[Span]], which: int) -> Pieces:
    laid: list[Span] = []
    at = outer[0]
    while at <= outer[1]:
        fitting = [span for span in by_start.get(at, []) if within(outer, span)]
        if not fitting:
            return ()
        laid.append(fitting[which])
        at = laid[-1][1] + 1
    return tuple(laid)
