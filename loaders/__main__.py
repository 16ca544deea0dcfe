"""The command line: `python -m loaders template | inspect | publish | pull | report`.

Exit codes: 0 all is well, 1 a file has errors or cannot be published, 2 no loader knows a file.
"""

import io
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    given = list(sys.argv[1:] if arguments is None else arguments)
    # Imported late: a report is read before what reads workbooks would have been imported.
    if given[:1] == ["report"]:
        from loaders.reports.command import main as report

        return report(given[1:])
    from loaders.commands import main as others

    return others(given)


if __name__ == "__main__":
    sys.exit(main())
