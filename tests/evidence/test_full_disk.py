"""A disk that fills up in the middle: nothing is half stored, and one sentence says how much room is needed."""

from __future__ import annotations

import errno
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from youju.errors import RefusedError
from youju.evidence import lake, receive
from youju.evidence.retracting import Chosen, retract
from youju.evidence.room import room_for
from youju.evidence.staging import UncutError
from youju.importers.formats.csv import rows as csv_rows
from youju.model.ledger import Closing, Column, ColumnType, Ledger

LEDGER = Ledger(
    code="visits",
    label="到访台账",
    closing=Closing.DAY,
    key=("id",),
    date="day",
    columns=(
        Column("id", "编号", ColumnType.TEXT, required=True),
        Column("day", "日期", ColumnType.DATE, required=True),
        Column("words", "说明", ColumnType.TEXT),
    ),
)
SIGNED = ("张三", "clerk", "2021-04-01T09:00:00+08:00")
SMALL = "编号,日期\nA,2021-03-01\n".encode()
FULL = r"写满了，这一次什么也没有存入：大约需要 \d+ MB，现在只剩 \d+ MB"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte; where none may be mounted, a limit on the size of every file."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    mounted = (
        mount is not None
        and not subprocess.run(  # noqa: S603 (of the system)
            [mount, "-t", "tmpfs", "-o", "size=1m", "none", str(place)], check=False, capture_output=True
        ).returncode
    )
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    if not mounted:
        resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, before[1]))
    try:
        yield place
    finally:
        if mounted:
            subprocess.run(["umount", str(place)], check=True)  # noqa: S603, S607 (of the system, as mount is)
        else:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)


def bring(root: Path, data: bytes) -> None:
    lake.import_rows(root, LEDGER, csv_rows(data), data, "visits.csv", *SIGNED)


def noise(size: int) -> bytes:
    """A dump of about that size that no compression makes smaller."""
    words = "".join(f"A{n},2021-03-01,{n * 2654435761 % 2**61:x}{n * n * 40503 % 2**59:x}\n" for n in range(size // 45))
    return f"编号,日期,说明\n{words}".encode()


def left(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


@pytest.mark.parametrize("large", [10**9, 0], ids=["row by row", "in bulk"])
def test_an_import_that_fills_the_disk_leaves_the_ledger_as_it_was(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(receive, "LARGE", large)
    bring(small_disk, SMALL)
    before, files = lake.cut(small_disk, LEDGER), left(small_disk)
    with pytest.raises(RefusedError, match=FULL) as said:
        bring(small_disk, noise(1_600_000))
    assert "腾出空间" in said.value.remedy
    assert lake.cut(small_disk, LEDGER) == before
    assert not [path for path in left(small_disk) if "/." in path]
    assert {path for path in left(small_disk) if path.startswith("blobs")} == {
        path for path in files if path.startswith("blobs")
    }
    bring(small_disk, SMALL.replace(b"A", b"B"))
    assert lake.standing(small_disk, lake.cut(small_disk, LEDGER)) == 2


def test_a_retraction_on_a_full_disk_withdraws_nothing(tmp_path: Path, small_disk: Path) -> None:
    bring(small_disk, SMALL)
    before = lake.cut(small_disk, LEDGER)
    with resource_limit(10), pytest.raises(RefusedError, match=FULL):
        retract(small_disk, before, Chosen(keys=(("A",),)), "登记有误", SIGNED)
    assert lake.cut(small_disk, LEDGER) == before
    assert retract(small_disk, before, Chosen(keys=(("A",),)), "登记有误", SIGNED).rows == 1
    assert tmp_path.is_dir()


class resource_limit:  # noqa: N801 (reads as a word in a with)
    """No file may grow beyond so many bytes."""

    def __init__(self, size: int) -> None:
        self.size, self.before = size, resource.getrlimit(resource.RLIMIT_FSIZE)

    def __enter__(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.size, self.before[1]))

    def __exit__(self, *fault: object) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self.before)


def _uncut() -> UncutError:
    fault = UncutError()
    fault.__cause__ = duckdb.IOException('Could not write file "x": No space left on device')
    return fault


@pytest.mark.parametrize(
    "fault",
    [
        lambda: OSError(errno.ENOSPC, "No space left on device"),
        lambda: duckdb.IOException("Could not write all bytes to file"),
        _uncut,
    ],
    ids=["the system", "the engine", "the engine while typing"],
)
def test_the_sentence_names_three_times_what_comes(tmp_path: Path, fault: Callable[[], Exception]) -> None:
    with pytest.raises(RefusedError, match="大约需要 60 MB") as said, room_for(tmp_path / "not" / "yet", 20_000_000):
        raise fault()
    assert said.value.place == {"path": str(tmp_path / "not" / "yet")}


@pytest.mark.parametrize("fault", [OSError(errno.EACCES, "no"), duckdb.BinderException("no"), UncutError()])
def test_other_faults_pass_as_they_are(tmp_path: Path, fault: Exception) -> None:
    with pytest.raises(type(fault)), room_for(tmp_path, 1):
        raise fault
