"""Reads harmed files by the hundred thousand; keeps each that is read with a crash, in over 10 seconds or over 1 GB.

An input follows from ``--seed`` and its number alone, so that any can be made again. Readers run in processes of their
own: what native code does to them is noticed as well.
"""

from __future__ import annotations

import argparse
import faulthandler
import multiprocessing
import os
import re
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "shared"))

from fuzz_seeds import seeds  # noqa: E402 (after the path)
from harmless import read_without_harm, take_without_harm  # noqa: E402 (as above)
from mutations import harmed  # noqa: E402 (as above)

KEPT = ROOT / "build" / "fuzz"
COUNT, SEED = 100_000, 4
MOST_SECONDS = 10  # of the processor: a busy machine makes no fault
STANDSTILL = 600  # seconds by the clock, for readers that wait
MOST_MEGABYTES, BACKSTOP = 1_000, 3_000_000_000
KEPT_OF_A_KIND = 3
TOLD_EVERY = 10  # seconds
_OURS = re.compile(r'File "[^"]*/youju/([^"]+)", line (\d+)')

Files = Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Progress:
    """What a process tells while it reads: which number, how many so far, how many of these were forms."""

    shared: MutableSequence[int]

    def begin(self, number: int) -> None:
        """The next input is this one."""
        self.shared[0] = number
        self.shared[1] += 1

    def end(self, *, read: bool) -> None:
        """The input did no harm."""
        self.shared[2] += read


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that reads one number after the other, and says why it died."""

    process: ForkProcess
    log: Path
    progress: Progress


@dataclass(slots=True)
class Faults:
    """How often each kind of fault was met, kinds by where in our code it happened."""

    counts: Counter[str] = field(default_factory=Counter)

    def keep(self, data: bytes, number: int, name: str, said: str) -> None:
        """Files the input with what was said about it; of one kind only a few."""
        kind = _kind(said)
        self.counts[kind] += 1
        if self.counts[kind] <= KEPT_OF_A_KIND:
            path = KEPT / f"{number:07d}-{name}"
            path.write_bytes(data)
            path.with_name(f"{path.name}.fault").write_text(said, encoding="utf-8")
            print(f"\n{kind}\n  {path}", flush=True)


def _kind(said: str) -> str:
    """The name of the exception, or how the process ended, and the innermost place in our code."""
    places = _OURS.findall(said)
    lines = [line for line in said.splitlines() if line and not line.startswith(" ")]
    last = lines[-1].partition(":")[0]
    if "most recent call first" in said:  # the watchdog and crashes print the innermost place first
        last, places = lines[-1] if lines[-1].startswith("slower") else lines[0].partition(":")[0], places[:1]
    return f"{last} in {':'.join(places[-1])}" if places else last


def _work(files: Files, seed: int, numbers: Sequence[int], log: Path, progress: Progress) -> None:
    """Reads one input after the other; what goes wrong ends the process, with its reason in the log."""
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    faulthandler.enable()
    faulthandler.register(signal.SIGXCPU, chain=True)
    resource.setrlimit(resource.RLIMIT_AS, (BACKSTOP, BACKSTOP))
    parent = os.getppid()
    for number in numbers:
        if os.getppid() != parent:
            return  # nobody would hear of it
        progress.begin(number)
        name, data = harmed(files, seed, number)
        _limit_time()
        progress.end(read=read_without_harm(data, name))
        _limit_time()
        take_without_harm(data, name)
        taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
        if taken > MOST_MEGABYTES:
            sys.exit(f"more than {MOST_MEGABYTES} MB: {taken}")


def _limit_time() -> None:
    """From here on this process has so many seconds."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + MOST_SECONDS + 1, resource.RLIM_INFINITY))
    faulthandler.dump_traceback_later(STANDSTILL, exit=True)


def _started(files: Files, seed: int, numbers: Sequence[int], log: Path) -> Worker:
    context = multiprocessing.get_context("fork")
    progress = Progress(context.RawArray("q", 3))
    process = context.Process(target=_work, args=(files, seed, numbers, log, progress), daemon=True)
    process.start()
    return Worker(process, log, progress)


@dataclass(slots=True)
class Run:
    """Inputs 0 to ``count`` shared out among processes; one that died is followed by another behind its input."""

    files: Files
    seed: int
    count: int
    workers: int
    folder: Path
    faults: Faults = field(default_factory=Faults)
    running: list[Worker] = field(default_factory=list)
    begun: int = 0
    read: int = 0
    start: float = field(default_factory=time.monotonic)

    def go(self, seconds: float) -> None:
        """Reads until all inputs are read or the seconds have passed."""
        for first in range(min(self.workers, self.count)):
            self._follow(first, self.folder / f"{first}.log")
        told = self.start
        while self.running and time.monotonic() - self.start < seconds:
            wait([worker.process.sentinel for worker in self.running], timeout=1)
            for worker in [worker for worker in self.running if not worker.process.is_alive()]:
                self._ended(worker)
            if time.monotonic() - told > TOLD_EVERY:
                told = time.monotonic()
                print(self.said(), flush=True)
        for worker in self.running:
            worker.process.terminate()

    def said(self) -> str:
        """How far it has come."""
        begun = self.begun + sum(worker.progress.shared[1] for worker in self.running)
        read = self.read + sum(worker.progress.shared[2] for worker in self.running)
        rate = begun / (time.monotonic() - self.start)
        faults, kinds = sum(self.faults.counts.values()), len(self.faults.counts)
        return f"{begun:,} inputs, {read:,} read as forms, {faults} faults of {kinds} kinds, {rate:,.1f} a second"

    def _follow(self, first: int, log: Path) -> None:
        self.running.append(_started(self.files, self.seed, range(first, self.count, self.workers), log))

    def _ended(self, worker: Worker) -> None:
        worker.process.join()
        self.running.remove(worker)
        number, begun, read = worker.progress.shared
        self.begun, self.read = self.begun + begun, self.read + read
        if worker.process.exitcode:
            name, data = harmed(self.files, self.seed, number)
            said = worker.log.read_text(encoding="utf-8", errors="replace").strip()
            ended = f"ended with {worker.process.exitcode}"
            if worker.process.exitcode == -signal.SIGXCPU:
                ended = f"slower than {MOST_SECONDS} s"
            self.faults.keep(data, number, name, f"{said}\n{ended}" if worker.process.exitcode < 0 else said or ended)
            self._follow(number + self.workers, worker.log)


def main() -> int:
    """Makes the files, harms and reads them; 1 when any input was kept."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=COUNT, help="how many inputs")
    arguments.add_argument("--seed", type=int, default=SEED, help="another seed gives other inputs")
    arguments.add_argument("--seconds", type=float, default=float("inf"), help="ends earlier after so long")
    arguments.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many processes")
    given = arguments.parse_args()
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        run = Run(seeds(), given.seed, given.count, given.workers, Path(folder))
        run.go(given.seconds)
    for kind, count in run.faults.counts.most_common():
        print(f"{count:>6} × {kind}")
    print(run.said())
    return int(bool(run.faults.counts))


if __name__ == "__main__":
    sys.exit(main())
