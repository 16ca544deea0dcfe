"""One text read: its counts and its contacts."""

from datetime import date

from loaders.reports.contacts import contacts
from loaders.reports.counting import counts
from loaders.reports.drafts import Reading
from loaders.reports.joining import once
from loaders.reports.language import LANGUAGES, language
from loaders.reports.phrases import plain
from loaders.reports.scenes import scenes
from loaders.reports.sentences import tokens

LOOKED_AT = 20_000
FEWEST_WORDS = 0.08


def language_of(text: str) -> str | None:
    """The language of a text out of LANGUAGES, by its commonest words; None if it is another."""
    words = [t.word for t in tokens(text, 0, min(len(text), LOOKED_AT)) if t.kind == "word"]
    shares = {
        code: sum(
            word in frozenset(plain(language(code).settings["known_by"]).split()) for word in words
        )
        / max(1, len(words))
        for code in LANGUAGES
    }
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= FEWEST_WORDS else None


def read(text: str, language_code: str, published: date | None) -> Reading:
    """The draft counts and contacts of a text in a language out of LANGUAGES.

    `published` is the day by which the text says "yesterday"; None leaves such days open.
    """
    spoken = language(language_code)
    all_scenes = scenes(text, spoken, published)
    people_helped, is_contact = contacts(text, all_scenes, spoken)
    told = [scene for scene in all_scenes if not is_contact(scene)]
    title_end = told[0].sentence.end if told and told[0].sentence.kind == "title" else 0
    found = once(counts(text, told, published), title_end)
    return Reading(text, language_code, tuple(found), tuple(people_helped))
