"""Sentences from the translation catalogues, in one of the languages we speak.

A catalogue is a folder data/translations/<language>/ of gettext files (.po), one for each room
of the house. The message id is a name (`people_fleeing.title`), so that the English wording can
change without touching code; a missing entry raises, and a test finds it first.
"""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

CATALOGUES = Path(__file__).parent.parent / "data" / "translations"
LANGUAGES = tuple(sorted(folder.name for folder in CATALOGUES.iterdir() if folder.is_dir()))


def say(entry: str, language: str, **values: object) -> str:
    """The entry in that language with its {values} filled in.

    The plural form is chosen by the value `n`;
    whole numbers are written in that language's digits. Raises KeyError when the catalogue of
    that language has no such entry.
    """
    catalogue = _catalogue(language)
    text = entry
    if isinstance(n := values.get("n"), int):
        text = catalogue.ngettext(entry, entry, n)
    if text == entry:
        text = catalogue.gettext(entry)
    if text == entry:
        raise KeyError(f"{entry} is not in data/translations/{language}")
    return text.format(**_written(values, language)) if values else text


def _written(values: dict[str, object], language: str) -> dict[str, object]:
    return {
        name: format_decimal(value, locale=language) if isinstance(value, int) else value
        for name, value in values.items()
    }


def entries(language: str) -> set[str]:
    """Every entry that the catalogue of that language has."""
    ids = (message.id for message in _messages(language) if message.id)
    return {name if isinstance(name, str) else name[0] for name in ids}


@cache
def _catalogue(language: str) -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, _messages(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def _messages(language: str) -> Catalog:
    """The messages of every file of a language."""
    combined = Catalog(locale=language)
    for path in sorted((CATALOGUES / language).glob("*.po")):
        with path.open("rb") as text:
            for message in read_po(text, locale=language):
                if message.id:
                    combined.add(message.id, message.string)
    return combined
