"""What was made stays in memory while it is asked for, and is made once."""

from collections.abc import Callable, Hashable
from threading import RLock
from typing import Any

from cachetools import LRUCache


def _one(_value: object) -> int:
    return 1


class Kept:
    """The values used last, as many as `most` allows: how many, or how large by `size`.

    Of several who ask for the same value at once one makes it and the others wait.
    """

    def __init__(self, most: int, size: Callable[[Any], int] = _one) -> None:
        self._values: LRUCache[Hashable, Any] = LRUCache(most, size)
        self._making: dict[Hashable, RLock] = {}
        self._lock = RLock()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The value of a key, made if it is not known; what `make` raises is not kept."""
        with self._lock:
            if key in self._values:
                return self._values[key]
            making = self._making.setdefault(key, RLock())
        with making:
            with self._lock:
                if key in self._values:
                    return self._values[key]
            try:
                return self._keep(key, make())
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def has(self, key: Hashable) -> bool:
        """Whether the value of a key is known now."""
        with self._lock:
            return key in self._values

    def _keep(self, key: Hashable, value: Any) -> Any:
        with self._lock:
            # What is larger than all that may be kept is made again each time.
            if self._values.getsizeof(value) <= self._values.maxsize:
                self._values[key] = value
        return value
