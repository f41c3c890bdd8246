"""Start of the command line: ``youju --help`` against the start of the interpreter alone."""

from __future__ import annotations

import subprocess
import sys
import time

RUNS = 10
TARGET_SECONDS = 0.3
HELP = [sys.executable, "-c", "import sys; from youju.cli import main; main(['--help'])"]
NOTHING = [sys.executable, "-c", "pass"]


def best(command: list[str]) -> float:
    """Seconds of the quickest of several runs of the whole process."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own interpreter
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> int:
    """Prints both times and their ratio."""
    ours, theirs = best(HELP), best(NOTHING)
    print(f"youju --help    {ours:8.3f} s")
    print(f"python alone    {theirs:8.3f} s")
    print(f"ratio           {ours / theirs:8.1f}; target below {TARGET_SECONDS} s")
    return 0 if ours < TARGET_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
