"""The sign-in link of a deployment without an identity provider: it opens once, on this machine."""

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from analysis.wording import Wording
from ledger import accounts
from ledger.ledger import Ledger
from public.language import language_of
from public.shell import told


async def follow(request: Request) -> Response:
    """Spend the link for a session cookie and open the upload page; else 403 with a sentence."""
    secret = request.query_params.get("secret", "")
    made = await to_thread.run_sync(_session, secret) if _comes_from_here(request) else None
    words = Wording(language_of(request))
    if made is None:
        return told(words, "sign_in.spent_title", "sign_in.spent", 403)
    response = RedirectResponse("/upload", 303)
    age = int(accounts.SESSION_LASTS.total_seconds())
    response.set_cookie(accounts.COOKIE, made, max_age=age, httponly=True, samesite="lax", path="/")
    return response


def _session(secret: str) -> str | None:
    ledger = Ledger()
    try:
        return accounts.follow_link(ledger, secret)
    finally:
        ledger.close()


def _comes_from_here(request: Request) -> bool:
    ends = [request.client and request.client.host, (request.scope.get("server") or [""])[0]]
    return accounts.is_this_machine(ends, request.headers.keys())
