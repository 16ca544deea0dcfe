"""What a page offers before its scripts have come, and to those who run none: its light version."""

import html
from urllib.parse import urlencode

from starlette.requests import Request

from analysis import documents
from analysis.wording import Wording

# Scripts that come within this time leave the offer unseen.
SECONDS = 2
# Streamlit puts its page in the place of what stands in there.
ROOT, NO_SCRIPT = '<div id="root"></div>', "<noscript></noscript>"
LOOK = (
    "<style>@keyframes offer{to{visibility:visible}}"
    f"#slow{{visibility:hidden;animation:offer 0s {SECONDS}s forwards;"
    "font:18px sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}</style>"
)


def offered(shell: str, request: Request, page: str, words: Wording) -> str:
    """The shell of a page with the way to its light version; shown once it takes too long."""
    without = words.say("site.needs_scripts")
    if page not in documents.PAGES:
        return shell.replace(NO_SCRIPT, f"<noscript><p>{html.escape(without)}</p></noscript>")
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "page"]
    address = html.escape(f"/brief?{urlencode([('page', page), *kept])}")
    link = f'<a href="{address}">{html.escape(words.say("brief.light"))}</a>'
    said = html.escape(words.say("brief.slow"))
    slow = f'<div id="root">{LOOK}<p id="slow">{said} {link}</p></div>'
    none = f"<noscript><p>{html.escape(without)} {link}</p></noscript>"
    return shell.replace(ROOT, slow).replace(NO_SCRIPT, none)
