"""In which language what is read without a page is answered."""

import re

from starlette.requests import Request

from ledger import crisis


def language_of(request: Request) -> str:
    """The language the address asks for, else the first the browser accepts, else the first."""
    languages = crisis.read().languages
    accepted = re.findall(r"\b([a-z]{2})\b", request.headers.get("accept-language", "").lower())
    wanted = (request.query_params.get("lang", ""), *accepted)
    return next((language for language in wanted if language in languages), languages[0])
