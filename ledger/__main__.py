"""The ledger on the command line: its versions, what differs between two, and going back.

python -m ledger versions
python -m ledger changes A B
python -m ledger revert N --by NAME --note TEXT

Exits with 0 when it is done, 1 when there is nothing to revert, 2 when asked for what is not there.
"""

import argparse
import io
import sys

from ledger import telling
from ledger.ledger import Ledger, NothingToPublish, UnknownVersion
from ledger.words import LANGUAGES, say


def main(arguments: list[str] | None = None) -> int:
    """Do what the arguments ask; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    asked = _parser().parse_args(arguments)
    try:
        print(_answer(Ledger(), asked))
    except UnknownVersion as unknown:
        number = unknown.args[0]
        print(say("ledger.unknown_version", asked.language, number=number), file=sys.stderr)
        return 2
    except NothingToPublish:
        print(say("ledger.nothing_to_revert", asked.language, number=asked.number), file=sys.stderr)
        return 1
    return 0


def _answer(ledger: Ledger, asked: argparse.Namespace) -> str:
    if asked.command == "versions":
        return telling.versions(ledger.versions(), asked.language)
    if asked.command == "changes":
        return telling.changes(ledger.changes(asked.a, asked.b), asked.rows, asked.language)
    version = ledger.revert(asked.number, asked.by, asked.note)
    return telling.version(version, asked.language)


def _parser() -> argparse.ArgumentParser:
    spoken = _language(sys.argv[1:])
    parser = argparse.ArgumentParser(
        prog="python -m ledger", description=say("ledger.help", spoken)
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--language", choices=LANGUAGES, default="en")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("versions", parents=[common], help=say("ledger.help.versions", spoken))
    changes = commands.add_parser(
        "changes", parents=[common], help=say("ledger.help.changes", spoken)
    )
    changes.add_argument("a", type=int, metavar="A", help=say("ledger.help.a", spoken))
    changes.add_argument("b", type=int, metavar="B", help=say("ledger.help.b", spoken))
    changes.add_argument("--rows", type=int, default=20, help=say("ledger.help.rows", spoken))
    revert = commands.add_parser("revert", parents=[common], help=say("ledger.help.revert", spoken))
    revert.add_argument("number", type=int, metavar="N", help=say("ledger.help.number", spoken))
    revert.add_argument("--by", required=True, help=say("ledger.help.by", spoken))
    revert.add_argument("--note", required=True, help=say("ledger.help.note", spoken))
    return parser


def _language(arguments: list[str]) -> str:
    """The language asked for, which the help is in as well."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    try:
        return parser.parse_known_args(arguments)[0].language
    except argparse.ArgumentError:
        return "en"


if __name__ == "__main__":
    sys.exit(main())
