"""How much one address may ask for in a minute, so that nobody takes the answers of others.

Asking costs points: little for what is kept in memory or what the asker has already, more for what
has to be made; data/crisis.toml says how many. An address is the other end of the connection:
uvicorn believes X-Forwarded-For only from proxies it was told of (FORWARDED_ALLOW_IPS). Addresses
are not kept: each falls into one of a fixed number of places, so that many take no more memory,
and an IPv6 network of one household counts as one. Each process counts for itself.
"""

import math
from functools import cache
from ipaddress import IPv6Address, ip_address
from typing import Any

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request

from ledger import crisis

PLACES = 2**14
MINUTE = 60
# Two numbers for each place: the window moves, and no list of moments grows.
DEFAULTS: dict[str, Any] = {"per_minute": 1200, "kept": 1, "made": 10, "costs": {}}


def cost(kind: str, *, kept: bool) -> int:
    """The points that an answer of a kind costs; `kept`: it need not be made."""
    points = chosen()
    return points["kept"] if kept else points["costs"].get(kind, points["made"])


def wait(request: Request, points: int) -> int:
    """Spend points for who asks: 0, or if there are too few left the seconds until there are."""
    most = chosen()["per_minute"]
    if not most:
        return 0
    host = request.client.host if request.client else ""
    item, place = RateLimitItemPerMinute(most), _place(host)
    points = min(points, most)
    if _limiter().hit(item, place, cost=points):
        return 0
    before, _, now, until = _storage().get_sliding_window(item.key_for(place), MINUTE)
    return max(1, math.ceil(_seconds(before, now, until - MINUTE, most - points)))


def _seconds(before: int, now: int, rest: float, room: int) -> float:
    """When no more than `room` of the points spent are in the window.

    `before` were spent in the minute before this one: they leave the window evenly while `rest`
    seconds of this minute are left. `now` in this minute: they do so during the next.
    """
    if now <= room:
        return rest - (room - now) * MINUTE / before if before else 0
    return rest + MINUTE * (1 - room / now)


def _place(host: str) -> str:
    try:
        address = ip_address(host)
    except ValueError:
        return str(hash(host) % PLACES)
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    network = int(address) >> 64 if isinstance(address, IPv6Address) else int(address)
    # Salted for each process, so that nobody can choose an address that shares another's place.
    return str(hash(f"{address.version} {network}") % PLACES)


def chosen() -> dict[str, Any]:
    """How many points there are in a minute and what they are spent on."""
    return DEFAULTS | crisis.read().limits


@cache
def _storage() -> MemoryStorage:
    return MemoryStorage()


@cache
def _limiter() -> SlidingWindowCounterRateLimiter:
    return SlidingWindowCounterRateLimiter(_storage())
