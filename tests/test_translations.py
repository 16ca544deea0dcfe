"""Every sentence is in the catalogues, in every language, and none is there for nothing."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from ledger import words
from ledger.tables import TABLES

ROOT = Path(__file__).parent.parent
ROOMS = ("ledger", "loaders", "analysis", "ui", "public", "pages")
FILES = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
ENTRY = re.compile(r"[a-z_]+(\.[A-Za-z0-9_*]+)*")
languages = pytest.mark.parametrize("language", words.LANGUAGES)


def texts_in_code() -> set[str]:
    """Every text in the code that may be the name of an entry; `*` stands for what is filled in."""
    found = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [p.value if isinstance(p, ast.Constant) else "*" for p in node.values]
                found.add("".join(map(str, parts)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return {text for text in found if ENTRY.fullmatch(text.replace("*", "x"))}


def said_in_code() -> set[str]:
    """The entries that calls of `say` name in full."""
    found = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name == "say":
                    found.add(node.args[0].value)
    return found


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def messages(language: str) -> dict[str, list[str]]:
    """Each entry of a language with its text, or its texts where it has plural forms."""
    found = {}
    for path in (words.CATALOGUES / language).glob("*.po"):
        with path.open("rb") as text:
            for message in read_po(text, locale=language):
                if message.id:
                    name = message.id if isinstance(message.id, str) else message.id[0]
                    assert name not in found, f"{name} stands twice in {language}"
                    string = message.string
                    found[name] = [string] if isinstance(string, str) else list(string)
    return found


@languages
def test_every_sentence_that_is_said_is_in_the_catalogue(language):
    assert said_in_code() <= words.entries(language)


@languages
def test_every_entry_has_a_text(language):
    assert not [name for name, texts in messages(language).items() if not all(texts)]


def test_all_languages_have_the_same_entries():
    assert len({frozenset(messages(language)) for language in words.LANGUAGES}) == 1


def test_no_entry_is_there_for_nothing():
    named = texts_in_code()
    families = [re.compile(re.escape(text).replace(r"\*", ".+")) for text in named if "*" in text]
    families += [re.compile(r"(column|label|value|table|expected)\..+")]
    unused = [
        entry
        for entry in words.entries("en")
        if entry not in named and not any(family.fullmatch(entry) for family in families)
    ]

    assert unused == []


@languages
def test_every_column_and_value_has_a_name_and_a_meaning(language):
    wanted = set()
    for table in TABLES.values():
        wanted.add(f"table.{table.name}")
        for column in table.columns:
            wanted |= {column.meaning, f"label.{column.name}"}
            wanted |= {f"value.{column.name}.{choice}" for choice in column.choices}

    assert wanted <= words.entries(language)


def test_translations_fill_in_the_same_things():
    english = messages("en")
    for language in words.LANGUAGES:
        for name, texts in messages(language).items():
            expected = set().union(*(placeholders(text) for text in english[name]))
            assert set().union(*(placeholders(text) for text in texts)) == expected, name


def test_french_has_a_narrow_space_before_its_double_signs():
    wrong = [
        name
        for name, texts in messages("fr").items()
        for text in texts
        if re.search(r"(\w|») ?(?<!\u202f)[;!?](\s|$)", text) or re.search(r" [:;!?»]|« ", text)
    ]

    assert wrong == []
