"""What readers take away: rows and pictures of a page as files, made when they are asked for."""

from collections.abc import Callable

import streamlit as st

from analysis import pictures, printed
from analysis.printed import Caption, Picture
from analysis.wording import Wording
from ledger import crisis
from ui import data

MEDIA_TYPES = {"csv": "text/csv", "png": "image/png", "svg": "image/svg+xml"}
# Pixels of a picture for each of its units: sharp on paper.
SHARP = 2


def file(words: Wording, kind: str, name: str, make: Callable[[], str | bytes]) -> None:
    """A button for a file; its name and the button say when it holds what is not public.

    `kind` is one of MEDIA_TYPES, `name` is without its ending and belongs to one button of a page.
    """
    st.download_button(
        _entitled(words, words.say(f"download.{kind}")),
        make,
        f"{'not_public_' * _is_not_public()}{name.replace(' ', '_')}.{kind}",
        MEDIA_TYPES[kind],
        icon=":material/download:",
        on_click="ignore",
        key=f"download {kind} {name}",
    )


def picture(words: Wording, picture: Picture, name: str) -> None:
    """Buttons for a chart or map as PNG and SVG, with all that has to be said with it inside."""
    title = _entitled(words, picture.title)
    caption = Caption(title, [*picture.notes, *_about(words)], words.crisis())
    with st.container(horizontal=True):
        file(words, "png", name, lambda: printed.as_png(picture.draw(caption), SHARP))
        file(words, "svg", name, lambda: picture.draw(caption))


def _about(words: Wording) -> list[str]:
    """Which figures a picture shows: of which version, as of when, and whether they are public."""
    known, site = data.known(), crisis.read().site_name[words.language]
    said = []
    if day := data.as_published():
        said.append(words.say("printed.as_published", day=words.day(day)))
    if known.small:
        said.append(words.say("printed.not_public"))
    if known.draft:
        return [*said, words.say("printed.draft", site=site)]
    return [*said, pictures.signature(data.version(known.version), site, words)]


def _is_not_public() -> bool:
    known = data.known()
    return known.small or known.draft is not None


def _entitled(words: Wording, title: str) -> str:
    return words.say("disclosure.download", title=title) if _is_not_public() else title
