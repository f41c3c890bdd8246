"""Kills the program at drawn points of its writing and looks at what is left: the old state or the new one, whole.

Run as ``python tests/faults/kills.py --kills 500``; exit code 1 and the story of each violation when there is any.

A child process does one act on a small workspace and kills itself (SIGKILL, nothing is tidied) before, in the middle
of, or after a drawn one of its calls that write, sync, link, rename or delete. Another child then reads the ledger,
and does the same act again, which must succeed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow.parquet as pq

from youju import importers
from youju.evidence import batches, lake, receive, retracting, weighing  # noqa: F401 (loaded once, before the forks)
from youju.evidence.retracting import Chosen
from youju.model.ledger import Cut
from youju.model.organisation import Person, Role
from youju.model.period import Period
from youju.notation.date import parse_period
from youju.work import ledgers
from youju.work import retracting as withdrawing
from youju.work.workspace import Workspace, create, open_workspace

LEDGER = "accidents"
CLERK = Person("张三", Role.CLERK)
ROUNDS_A_WORKSPACE = 12  # then a new one: the state stays small, and first acts are drawn too
ONCE = ("retract", "reopen")
State: TypeAlias = dict[str, Any]
Act: TypeAlias = Callable[[Workspace], object]


@dataclass(slots=True)
class Points:
    """Counts the points where a kill may come, and kills at the drawn one. ``at`` None: only counts."""

    at: int | None = None
    passed: int = 0

    def reach(self, half: Callable[[], object] = lambda: None) -> None:
        """A point; ``half`` leaves what a call leaves that was cut short."""
        self.passed += 1
        if self.passed == self.at:
            half()
            os.kill(os.getpid(), signal.SIGKILL)


def watch(points: Points) -> None:
    """Puts points around every call that changes the disk. Only in a child: the calls stay watched."""
    for name in ("fsync", "link", "replace", "rename", "unlink", "mkdir", "fdopen"):
        setattr(os, name, _around(points, getattr(os, name)))
    os.sendfile = _around(points, os.sendfile, lambda out, into, at, count: _sendfile(out, into, at, count // 2))
    Path.write_bytes = _around(  # type: ignore[method-assign]
        points, Path.write_bytes, lambda path, content: _write(path, content[: len(content) // 2])
    )
    pq.write_table = _around(points, pq.write_table, _half_a_table)


_sendfile, _write, _write_table = os.sendfile, Path.write_bytes, pq.write_table


def _half_a_table(table: object, path: Path, **options: object) -> None:
    _write_table(table, path, **options)
    os.truncate(path, path.stat().st_size // 2)


def _around(points: Points, call: Any, half: Callable[..., object] | None = None) -> Any:  # noqa: ANN401 (any call)
    def watched(*arguments: object, **options: object) -> object:
        points.reach()
        if half is not None:
            points.reach(lambda: half(*arguments, **options))
        result = call(*arguments, **options)
        points.reach()
        return result

    return watched


def child(work: Callable[[], State | None]) -> tuple[int, State]:
    """Does the work in a process of its own: how it ended (0, or minus the signal), and what it found."""
    out, into = os.pipe()
    process = os.fork()
    if not process:
        code = 3
        try:
            os.close(out)
            with open(into, "w", encoding="utf-8") as pipe:  # noqa: PTH123 (a pipe)
                json.dump(work() or {}, pipe)
            code = 0
        except BaseException:  # noqa: BLE001 (whatever it is, the parent has to hear of it)
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(into)
    with open(out, encoding="utf-8") as pipe:  # noqa: PTH123 (a pipe)
        said = pipe.read()
    ended = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return ended, json.loads(said) if said and not ended else {}


def state(root: Path) -> State:
    """What stands in the ledger, read without the engines; raises what reading raises when anything is not whole."""
    workspace = open_workspace(root)
    ledger = ledgers.ledger_of(workspace, LEDGER)
    cut = ledgers.cut_of(workspace, ledger)
    lake.verify_sources(root, cut)
    rows = sorted(_rows(cut))
    if lake.standing(root, cut) != len(rows):
        raise AssertionError(f"{len(rows)} rows stand, the log says {lake.standing(root, cut)}")
    closed = [f"{span.start}..{span.end}" for span in cut.closed]
    seen = ledgers.evidence_state(workspace)
    return {"rows": rows, "closed": closed, "sequence": cut.sequence, "seen": seen}


def _rows(cut: Cut) -> Iterator[str]:
    replaced = {
        (item["batch"], item["position"])
        for path in {path for file in cut.files for path in file.superseded}
        for item in pq.ParquetFile(path).read(use_threads=False).to_pylist()
    }
    for file in cut.files:
        for position, cells in enumerate(pq.ParquetFile(file.path).read(use_threads=False).to_pylist()):
            if (file.batch, position) not in replaced:
                yield f"{cells['accident_no']} {cells['occurred_at']} {cells['kind']}"


def said(found: State) -> tuple[object, object]:
    """A state without the number of the log's last entry, which a repeated act may raise."""
    return found["rows"], found["closed"]


def _fault(before: State, after: State, left: State, final: State) -> str | None:
    """What is wrong with the states that a kill left and that the repeated act led to."""
    if said(left) not in (said(before), said(after)):
        return f"{left} is neither {before} nor {after}"
    if said(left) != said(before) and left["seen"] == before.get("seen"):
        return "what was computed before would still be shown"
    return None if said(final) == said(after) else f"the act again gave {final} instead of {after}"


@dataclass(slots=True)
class Trial:
    """One workspace after another, and what went wrong in them."""

    folder: Path
    rng: random.Random
    kills: int = 0
    violations: list[str] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)
    number: int = 0

    def run(self, wanted: int) -> None:
        """Kills so many times."""
        while self.kills < wanted:
            self.number += 1
            root = self.folder / f"unit-{self.number}"
            create(root, CLERK)
            before: State | None = {"rows": [], "closed": []}
            for turn in range(ROUNDS_A_WORKSPACE):
                if before is not None and self.kills < wanted:
                    before = self._round(root, turn, before)
            shutil.rmtree(root)

    def _round(self, root: Path, turn: int, before: State) -> State | None:
        """One act, killed once and then repeated; the state it leads to, None after a violation."""
        kind, act = self._drawn(root, turn, before["rows"])
        copy = root.with_name(f"{root.name}-copy")
        shutil.copytree(root, copy)
        counted, after = child(lambda: _counted(copy, act))
        shutil.rmtree(copy)
        if counted:
            return self._wrong(kind, 0, "the act does not even work without a kill")
        at = self.rng.randint(1, after["points"])
        killed, _ = child(lambda: _killed(root, act, at))
        self.kills += 1
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if killed != -signal.SIGKILL:
            return self._wrong(kind, at, f"it ended {killed} and was not killed")
        ended, found = child(lambda: _found_and_repeated(root, act, before, once=kind in ONCE))
        if ended:
            return self._wrong(kind, at, "afterwards the ledger could not be read, or the act not be done")
        fault = _fault(before, after, **found)
        return self._wrong(kind, at, fault) if fault else dict(found["final"])

    def _wrong(self, kind: str, at: int, what: str) -> State | None:
        self.violations.append(f"{kind}, killed at point {at}: {what}")
        return None

    def _drawn(self, root: Path, turn: int, rows: list[str]) -> tuple[str, Act]:
        kinds = (
            ["import", "correct", "in bulk", "close", "reopen", "retract"] if turn else ["import", "in bulk", "close"]
        )
        kind = self.rng.choice(kinds)
        if kind == "close":
            return kind, lambda unit: ledgers.close(unit, LEDGER, self._span(turn), CLERK)
        if kind == "reopen":
            return kind, lambda unit: _reopened(unit, parse_period("2021"))
        if kind == "retract" and rows:
            key = self.rng.choice(rows).split(" ")[0]
            return kind, lambda unit: withdrawing.retract(unit, LEDGER, Chosen(keys=((key,),)), "登记有误", CLERK)
        return kind, self._import(root, turn, known=rows if kind == "correct" else [], bulk=kind == "in bulk")

    @staticmethod
    def _span(turn: int) -> Period:
        return parse_period(f"2021-{turn % 12 + 1:02d}")

    def _import(self, root: Path, turn: int, *, known: list[str], bulk: bool) -> Act:
        """A dump of a few new rows, of rows that say something else of known keys, and of one known row."""
        keys = [row.split(" ")[0] for row in known] + [f"{root.name}-{turn}-{number}" for number in range(3)]
        lines = [f"{key},2021-03-0{self.rng.randint(1, 9)} 09:00,类{self.rng.randint(1, 3)}" for key in keys]
        path = self.folder / f"dump-{turn}.csv"
        path.write_text("\n".join(["事故编号,发生时间,事故类别", *lines, lines[0]]) + "\n", encoding="utf-8")

        def act(unit: Workspace) -> object:
            if bulk:
                receive.LARGE = 0
            return ledgers.import_file(unit, ledgers.ledger_of(unit, LEDGER), path, CLERK)

        return act


def _reopened(unit: Workspace, span: Period) -> None:
    if ledgers.cut_of(unit, ledgers.ledger_of(unit, LEDGER)).closed:
        ledgers.reopen(unit, LEDGER, span, CLERK)
    else:
        ledgers.close(unit, LEDGER, span, CLERK)


def _counted(root: Path, act: Act) -> State:
    points = Points()
    unit = open_workspace(root)
    watch(points)
    act(unit)
    passed = points.passed
    return state(root) | {"points": passed}


def _killed(root: Path, act: Act, at: int) -> None:
    unit = open_workspace(root)
    watch(Points(at))
    act(unit)


def _found_and_repeated(root: Path, act: Act, before: State, *, once: bool) -> State:
    """What the kill left, and what stands when the act was done again; one that goes only once is not done twice."""
    left = state(root)
    if not once or said(left) == said(before):
        act(open_workspace(root))
    return {"left": left, "final": state(root)}


def main() -> int:
    """The number of kills, what was killed, and every violation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="youju-kills-") as made:
        importers.known_formats()  # loaded once, as all else is
        tempfile.tempdir = made  # what killed processes leave goes with the rest
        trial = Trial(Path(made), random.Random(asked.seed))  # noqa: S311 (it draws points, no secrets)
        trial.run(asked.kills)
    for violation in trial.violations:
        sys.stdout.write(f"{violation}\n")
    drawn = ", ".join(f"{kind} {count}" for kind, count in sorted(trial.kinds.items()))
    sys.stdout.write(f"{trial.kills} kills ({drawn}), {len(trial.violations)} violations\n")
    return 1 if trial.violations else 0


if __name__ == "__main__":
    sys.exit(main())
