"""The command line: a face for ``work`` and nothing else."""

from __future__ import annotations

import io
import sys


def main(arguments: list[str] | None = None) -> None:
    """Runs a command and leaves with its exit code: 0 done, 1 something to look at, 2 cannot be used."""
    from youju.cli.app import run

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a character shows a mark, it does not fail
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))
