"""A program that is killed while it writes leaves the old state or the new one; a full run draws more kills."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

KILLS = Path(__file__).parent / "kills.py"


def test_whatever_the_kill_the_ledger_is_as_before_or_as_after_the_act() -> None:
    run = subprocess.run(  # noqa: S603 (our own script)
        [sys.executable, str(KILLS), "--kills", "25", "--seed", "1"],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith("25 kills")
