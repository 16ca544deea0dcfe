"""What is read without a page, asked in this process, on the seed of this repository."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import public
from public import limits


@pytest.fixture(autouse=True, scope="module")
def no_limit() -> Iterator[None]:
    """Tests ask more in a minute than one may; those about limits set their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "chosen", lambda: limits.DEFAULTS | {"per_minute": 0})
        yield


@pytest.fixture(scope="module")
def app(seeded: Path) -> Iterator[Starlette]:
    """Everything that is answered beside pages, on the seed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISPLACEMENT_DATA", str(seeded))
        yield Starlette(routes=public.routes(), middleware=public.middleware())


@pytest.fixture(scope="module")
def ask(app: Starlette) -> Iterator[Callable]:
    """Asks for an address: ask("/api/v1/counts.csv?country=POL"); errors are answers too."""
    with TestClient(app, raise_server_exceptions=False) as client:
        yield lambda address, method="GET", **more: client.request(method, address, **more)
