"""A line on standard error while something takes long, so that nobody wonders whether it hangs."""

import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager

PATIENCE = 1.0


@contextmanager
def progress(sentence: str) -> Generator[None]:
    """Say the sentence on standard error: at once on a terminal, else after a second."""
    timer = threading.Timer(0 if sys.stderr.isatty() else PATIENCE, _tell, [sentence])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _tell(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
