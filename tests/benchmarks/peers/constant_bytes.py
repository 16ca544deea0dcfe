"""The most that a server in Python can do: the same bytes for every address, by Starlette alone.

`python -m tests.benchmarks.peers.constant_bytes PORT FILE`
"""

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

content = Path(sys.argv[2]).read_bytes()


async def give(_request: Request) -> Response:
    """The bytes."""
    return Response(content, media_type="text/csv")


app = Starlette(routes=[Route("/{path:path}", give)])
uvicorn.run(app, port=int(sys.argv[1]), log_level="warning")
