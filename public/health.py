"""Whether this process lives, and whether it can read the ledger."""

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse

from ledger.ledger import Ledger


async def lives(_request: Request) -> JSONResponse:
    """200 as long as the process answers."""
    return JSONResponse({"status": "ok"})


async def ready(_request: Request) -> JSONResponse:
    """200 and the newest version when the ledger can be read, else 503."""
    try:
        newest = await to_thread.run_sync(lambda: Ledger().newest())
    except SQLAlchemyError:
        return JSONResponse({"status": "ledger cannot be read"}, 503)
    return JSONResponse({"status": "ok", "version": newest})
