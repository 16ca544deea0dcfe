"""In which language a reader reads."""

import streamlit as st

from analysis.wording import Wording
from ledger import crisis
from ui import link

NAMES = {"en": "English", "fr": "Français"}


def wording() -> Wording:
    """The language that the link asks for, else the browser's, else the first of the crisis."""
    languages = crisis.read().languages
    browser = (st.context.locale or "")[:2]
    wanted = (link.asked("lang"), browser)
    return Wording(next((language for language in wanted if language in languages), languages[0]))


def choose_language(words: Wording) -> None:
    """Let the reader change the language; everything else in the address stays."""
    languages = crisis.read().languages
    others = [language for language in languages if language != words.language]
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.segmented_control(
            words.say("choose.lang"),
            [words.language, *others],
            format_func=lambda language: NAMES.get(language, language),
            default=words.language,
            required=True,
            key=f"language after {words.language}",
            label_visibility="collapsed",
            on_change=_write,
            args=(words.language,),
        )


def _write(before: str) -> None:
    link.write("lang", st.session_state[f"language after {before}"])
