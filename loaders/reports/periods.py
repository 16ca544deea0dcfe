"""The days that a count is about, as far as its sentence says."""

from datetime import date, timedelta

from loaders.reports.scenes import Scene


def period_of(scene: Scene, place: int, published: date | None) -> tuple[date | None, date | None]:
    """First and last day; None where the text and the day of publication do not say."""
    own = [spot for spot in scene.days if scene.is_near(place, spot)] or list(scene.days)
    dated = [(spot, scene.days[spot]) for spot in own if scene.days[spot].last]
    since = [d.first for spot, d in dated if scene.ending(spot, "time.since")]
    until = [(abs(spot - place), d) for spot, d in dated if not scene.ending(spot, "time.since")]
    start = since[0] if since else None
    if until:
        day = min(until, key=lambda pair: pair[0])[1]
        return (start or (day.first if day.first != day.last else None), day.last)
    if published and scene.near(place, "dates.yesterday"):
        return start, published - timedelta(days=1)
    return start, published
