"""The house keeps its shape: imports go one way, files and functions stay small."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("ledger", "loaders", "analysis", "ui", "public", "pages")
# What each room may import of the others; `dashboard.py` may import any.
MAY_IMPORT = {
    "ledger": set(),
    "loaders": {"ledger"},
    "analysis": {"ledger"},
    "ui": {"analysis", "ledger", "loaders"},
    "public": {"analysis", "ledger", "loaders"},
    "pages": {"ui", "analysis", "ledger"},
}
MAY_IMPORT_STREAMLIT = {"ui", "pages"}
MOST_LINES, MOST_LINES_OF_FUNCTION = 250, 50
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))


def imported(path: Path) -> list[str]:
    """Every module that a file imports, by its full name."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


@each_file
def test_imports_go_one_way(path):
    room = path.relative_to(ROOT).parts[0]
    others = {name.split(".")[0] for name in imported(path)} & {*ROOMS, "dashboard"} - {room}

    assert others <= MAY_IMPORT[room]


@each_file
def test_only_pages_and_their_pieces_import_streamlit(path):
    room = path.relative_to(ROOT).parts[0]
    names = {name.split(".")[0] for name in imported(path)}

    assert room in MAY_IMPORT_STREAMLIT or "streamlit" not in names


def test_a_format_never_imports_another_format():
    import loaders

    formats = {loader.__name__ for loader in loaders.FORMATS}
    listed = {name.rpartition(".")[2] for name in formats}
    assert listed == {path.stem for path in (ROOT / "loaders" / "formats").glob("[a-z]*.py")}
    for name in formats:
        path = ROOT / (name.replace(".", "/") + ".py")
        assert not {n for n in imported(path) if n in formats or n.rpartition(".")[0] in formats}


@each_file
def test_files_and_functions_stay_small(path):
    text = path.read_text(encoding="utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    long = [f.name for f in functions if f.end_lineno - f.lineno >= MOST_LINES_OF_FUNCTION]

    assert text.count("\n") <= MOST_LINES
    assert "migrations" in path.parts or not long


def test_no_code_and_no_page_names_the_crisis():
    crisis = (ROOT / "data" / "crisis.toml").read_text(encoding="utf-8")
    assert 'origin_iso3 = "UKR"' in crisis
    for path in [*FILES, ROOT / "dashboard.py"]:
        text = path.read_text(encoding="utf-8")
        assert "Ukrain" not in text.replace("Ukrainian", ""), path
        assert "UKR" not in re.sub("(?i)name(_| - )UKR", "", text), path


# Where numbers of people are added. Others count problems of files, or make up a row's code.
MAY_ADD = {"adding.py", "problems.py", "identity.py", "disclosure"}
ADDING = {"sum", "cumsum", "diff", "add", "nansum"}


@each_file
def test_counts_are_added_in_one_place_only(path):
    if path.relative_to(ROOT).parts[0] not in ("analysis", "ui", "pages", "public"):
        return
    called = {
        getattr(node.func, "attr", getattr(node.func, "id", ""))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }

    assert path.name in MAY_ADD or path.parent.name in MAY_ADD or not called & ADDING


def canonicalized(name: str) -> str:
    """The spelling of a distribution's name that all its spellings share."""
    return re.sub(r"[-_.]+", "-", name).lower()


def distributions(path: Path) -> set[str]:
    """What a list of requirements names, in the spelling of PyPI; lists it includes count too."""
    lines = path.read_text(encoding="utf-8").splitlines()
    included = [path.parent / line.removeprefix("-r ") for line in lines if line.startswith("-r ")]
    named = {re.split(r"[<>=\[]", line)[0] for line in lines if line[:1].isalpha()}
    return {canonicalized(name) for name in named}.union(*map(distributions, included))


@pytest.mark.parametrize(
    ("requirements", "folders"),
    [
        ("requirements.txt", (*ROOMS, "data")),
        ("tests/requirements.txt", ("tests",)),
        ("tests/benchmarks/requirements.txt", ("tests/benchmarks",)),
    ],
)
def test_what_is_imported_is_declared(requirements, folders):
    declared = distributions(ROOT / requirements)
    installed = packages_distributions()
    ours = {path.stem for path in ROOT.iterdir()}
    # What only benchmarks import is declared with them
    apart = {ROOT / "tests" / "benchmarks"} - {ROOT / folder for folder in folders}
    paths = [ROOT / "dashboard.py"]
    paths += [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    for path in [path for path in paths if not apart & set(path.parents)]:
        for name in {name.split(".")[0] for name in imported(path)} - ours:
            # What only benchmarks need is not installed for tests
            if name not in sys.stdlib_module_names and (name in installed or apart):
                known = {canonicalized(each) for each in installed.get(name, [name])}
                assert known & declared, f"{path.relative_to(ROOT)} imports {name}"
