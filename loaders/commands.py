"""The commands about tables: `python -m loaders template | inspect | publish | pull`.

Exit codes: 0 all is well, 1 a file has errors or cannot be published, 2 no loader knows a file.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from ledger import desk
from ledger.ledger import Ledger
from ledger.tables import TABLES
from ledger.words import LANGUAGES, say
from loaders import drafting, pulling, template_writer
from loaders.inspection import Report, inspect, write_rows
from loaders.progress import progress
from loaders.publishing import publish


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for; the exit code."""
    asked = _parser().parse_args(arguments)
    return asked.run(asked)


def _template(asked: argparse.Namespace) -> int:
    asked.output.write_bytes(template_writer.write(asked.table, asked.language))
    return 0


def _inspect(asked: argparse.Namespace) -> int:
    rows: dict[str, list[pa.Table]] = {}
    code = 0
    for number, path in enumerate(asked.files, start=1):
        step = {"file": path.name, "number": number, "files": len(asked.files)}
        with progress(say("loaders.reading", asked.language, **step)):
            report, loaded = inspect(path, asked.language)
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
        for table, found in (loaded.tables if loaded else {}).items():
            rows.setdefault(table, []).append(found)
        code = max(code, _exit_code(report))
    if asked.rows:
        for table, found in rows.items():
            write_rows(table, found, _rows_path(asked.rows, table, len(rows)))
    return code


def _exit_code(report: Report) -> int:
    errors = [problem for problem in report["problems"] if problem["severity"] == "error"]
    unreadable = any(problem["rule"] == "readable_file" for problem in errors)
    if report["loader"] is None and not unreadable:
        return 2
    return 1 if errors else 0


def _rows_path(path: Path, table: str, tables: int) -> Path:
    """The file asked for; with several tables, one beside it for each."""
    return path if tables == 1 else path.with_name(f"{path.stem}.{table}{path.suffix}")


def _publish(asked: argparse.Namespace) -> int:
    with progress(say("loaders.publishing", asked.language, file=asked.file.name)):
        outcome = publish(Ledger(), asked.file, asked.by, asked.note, asked.language)
    (sys.stderr if outcome.exit_code else sys.stdout).write(outcome.text + "\n")
    return outcome.exit_code


def _pull(asked: argparse.Namespace) -> int:
    found = pulling.sources()
    if asked.name not in found:
        sys.stderr.write("\n".join(sorted(found)) + "\n")
        return 2
    ledger = Ledger()
    with progress(say("loaders.pulling", asked.language, name=asked.name)):
        done = pulling.pull(ledger, found[asked.name], language=asked.language)
    outcome = vars(done) | {"at": done.at.isoformat(), "received": list(done.received)}
    told = {name: value for name, value in outcome.items() if name not in ("etags", "modified")}
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    if not done.draft:
        return 1 if done.outcome == "failed" else 0
    return 1 if drafting.prepare(ledger, desk.get(ledger, done.draft)).has_errors else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m loaders", description=_help("loaders"))
    commands = parser.add_subparsers(
        required=True, metavar="template | inspect | publish | pull | report"
    )
    template = commands.add_parser("template", help=_help("template"))
    template.add_argument("table", choices=sorted(TABLES))
    template.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx")
    template.set_defaults(run=_template)
    inspection = commands.add_parser("inspect", help=_help("inspect"))
    inspection.add_argument("files", type=Path, nargs="+", metavar="FILE")
    inspection.add_argument("--rows", type=Path, metavar="OUT.csv", help=_help("rows"))
    inspection.set_defaults(run=_inspect)
    publication = commands.add_parser("publish", help=_help("publish"))
    publication.add_argument("file", type=Path, metavar="FILE")
    publication.add_argument("--by", required=True, metavar="NAME")
    publication.add_argument("--note", required=True, metavar="TEXT")
    publication.set_defaults(run=_publish)
    pull = commands.add_parser("pull", help=_help("pull"))
    pull.add_argument("name", metavar="SOURCE")
    pull.set_defaults(run=_pull)
    for command in (template, inspection, publication, pull):
        command.add_argument("--language", choices=LANGUAGES, default="en")
    return parser


def _help(entry: str) -> str:
    return say(f"loaders.help.{entry}", "en")
