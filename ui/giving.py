"""What readers take away: rows and pictures of a page as files, made when they are asked for."""

import streamlit as st

from analysis import pictures, printed
from analysis.printed import Caption, Picture
from analysis.wording import Wording
from ledger import crisis
from ui import data, extract
from ui.extract import Form

# Pixels of a picture for each of its units: sharp on paper.
SHARP = 2


def file(words: Wording, name: str, ending: str, form: Form) -> None:
    """A button for a file; its name and the button say when it holds what is not public.

    `name` belongs to one thing on a page.
    """
    kept = name.replace(" ", "_") if extract.is_public() else f"not_public_{name.replace(' ', '_')}"
    st.download_button(
        _entitled(words, words.say(f"download.{ending}")),
        form.made,
        f"{kept}.{ending}",
        form.media_type,
        icon=":material/download:",
        on_click="ignore",
        key=f"download {name} {ending}",
    )


def picture(words: Wording, picture: Picture, name: str) -> None:
    """Buttons for a chart or map as PNG and SVG, with all that has to be said with it inside."""
    title = _entitled(words, picture.title)
    caption = Caption(title, [*picture.notes, *_about(words)], words.crisis())
    png = Form(lambda: printed.as_small_png(picture.draw(caption), SHARP), "image/png")
    svg = Form(lambda: picture.draw(caption).encode(), "image/svg+xml")
    with st.container(horizontal=True):
        file(words, name, "png", png)
        file(words, name, "svg", svg)


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


def _entitled(words: Wording, title: str) -> str:
    return title if extract.is_public() else words.say("disclosure.download", title=title)
