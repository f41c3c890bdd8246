"""Nothing stored can be changed or lost without being noticed: every file, every byte, every entry of the log."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from youju.errors import TamperedError
from youju.evidence import durable, lake
from youju.evidence.log import entries, heads
from youju.importers.formats.csv import rows as csv_rows
from youju.model.ledger import Closing, Column, ColumnType, Ledger
from youju.model.period import year

LEDGER = Ledger(
    code="visits",
    label="到访台账",
    closing=Closing.DAY,
    key=("id",),
    date="day",
    columns=(
        Column("id", "编号", ColumnType.TEXT, required=True),
        Column("day", "日期", ColumnType.DATE, required=True),
    ),
)
AT = "2021-04-01T09:00:00+08:00"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three entries: a batch, a correction, a closing."""
    for text in ("编号,日期\nA,2021-03-01\nB,2021-03-01\n", "编号,日期\nA,2021-03-02\n"):
        data = text.encode()
        lake.import_rows(tmp_path, LEDGER, csv_rows(data), data, "visits.csv", "张三", "clerk", AT)
    lake.close(tmp_path, LEDGER, year(2021), "李四", "head", AT)
    return tmp_path


def files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def check(root: Path) -> None:
    lake.verify_sources(root, lake.cut(root, LEDGER))


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def test_what_was_stored_verifies(root: Path) -> None:
    check(root)
    kinds = sorted(path.relative_to(root).parts[0] + path.suffix for path in files(root))
    assert kinds == ["blobs", "blobs", *["ledgers.json"] * 4, *["ledgers.parquet"] * 3]


def test_any_missing_file_is_noticed_and_named(root: Path) -> None:
    for path in files(root):
        content = path.read_bytes()
        path.unlink()
        with pytest.raises(TamperedError, match=r"日志|文件") as noticed:
            check(root)
        assert noticed.value.place == {"path": path.relative_to(root).as_posix()}
        assert noticed.value.message.count(path.name) == 1
        assert "备份" in noticed.value.remedy
        path.write_bytes(content)
    check(root)


def test_any_changed_byte_is_noticed_and_named(root: Path) -> None:
    for path in files(root):
        content = path.read_bytes()
        for at in (0, len(content) // 2, len(content) - 1):
            path.write_bytes(flipped(content, at))
            with pytest.raises(TamperedError) as noticed:
                check(root)
            assert noticed.value.place == {"path": path.relative_to(root).as_posix()}
        path.write_bytes(content)
    check(root)


def test_every_single_byte_of_an_entry_counts(root: Path) -> None:
    path = root / "ledgers" / "visits" / "log" / "000003.json"
    content = path.read_bytes()
    for at in range(len(content)):
        path.write_bytes(flipped(content, at))
        with pytest.raises(TamperedError):
            entries(root, "visits")


def test_an_entry_that_means_the_same_but_is_written_otherwise_is_noticed(root: Path) -> None:
    path = root / "ledgers" / "visits" / "log" / "000001.json"
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(TamperedError, match="000001"):
        entries(root, "visits")


def test_an_entry_without_a_field_is_noticed(root: Path) -> None:
    (root / "ledgers" / "visits" / "log" / "000002.json").write_bytes(b'{"sequence":2}')
    with pytest.raises(TamperedError, match="000002"):
        entries(root, "visits")


def test_entries_that_changed_places_are_noticed(root: Path) -> None:
    log = root / "ledgers" / "visits" / "log"
    (log / "000001.json").rename(log / "000004.json")
    (log / "000002.json").rename(log / "000001.json")
    (log / "000004.json").rename(log / "000002.json")
    with pytest.raises(TamperedError, match="000001"):
        entries(root, "visits")


def test_an_entry_of_another_ledger_is_noticed(root: Path) -> None:
    other = root / "ledgers" / "others" / "log"
    other.mkdir(parents=True)
    (other / "000001.json").write_bytes((root / "ledgers" / "visits" / "log" / "000001.json").read_bytes())
    with pytest.raises(TamperedError, match="000001"):
        entries(root, "others")


def test_a_log_cut_off_at_its_end_is_noticed(root: Path) -> None:
    log = root / "ledgers" / "visits" / "log"
    (log / "000003.json").unlink()
    (log / "000002.json").unlink()
    with pytest.raises(TamperedError, match="000003"):
        entries(root, "visits")


def test_a_head_that_names_no_entry_is_noticed(root: Path) -> None:
    (root / "ledgers" / "visits" / "head.json").write_bytes(b'{"digest":"","sequence":0}')
    with pytest.raises(TamperedError, match="head"):
        entries(root, "visits")


def test_an_earlier_cut_needs_only_the_files_it_knew(root: Path) -> None:
    second = sorted((root / "ledgers" / "visits" / "batches").glob("000002*"))
    for path in second:
        path.unlink()
    assert lake.cut(root, LEDGER, 1).batches == 1
    with pytest.raises(TamperedError):
        lake.cut(root, LEDGER, 2)


def test_an_import_into_a_damaged_ledger_stores_nothing(root: Path) -> None:
    batch = next((root / "ledgers" / "visits" / "batches").glob("000001*"))
    batch.write_bytes(b"")
    before = files(root)
    data = "编号,日期\nC,2021-03-01\n".encode()
    with pytest.raises(TamperedError):
        lake.import_rows(root, LEDGER, csv_rows(data), data, "c.csv", "张三", "clerk", AT)
    assert files(root) == before


def test_a_file_that_did_not_change_is_hashed_once_and_any_change_is_still_noticed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "SETTLED", 0)
    check(root)
    before = durable.remembered.cache_info()
    check(root)
    after = durable.remembered.cache_info()
    assert after.misses == before.misses
    assert after.hits > before.hits
    for path in files(root):
        content, state = path.read_bytes(), path.stat()
        path.write_bytes(flipped(content, len(content) // 2))
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
        with pytest.raises(TamperedError):
            check(root)
        path.write_bytes(content)
    check(root)


def test_of_a_file_that_was_written_just_now_nothing_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "young"
    path.write_bytes(b"1")
    first = durable.sha256_of(path)
    assert durable.seen(path) is None
    path.write_bytes(b"2")
    assert durable.sha256_of(path) != first


def test_the_ends_of_the_logs_change_with_every_entry(root: Path) -> None:
    seen = [heads(root)]
    lake.reopen(root, LEDGER, year(2021), "李四", "head", AT)
    seen.append(heads(root))
    lake.close(root, LEDGER, year(2021), "李四", "head", AT)
    seen.append(heads(root))
    assert heads(root) == seen[-1]
    assert len(set(seen)) == 3
    assert heads(root / "nowhere") == b""


def test_rows_that_stand_are_those_not_replaced(root: Path) -> None:
    assert [lake.standing(root, lake.cut(root, LEDGER, sequence)) for sequence in (0, 1, 2, None)] == [0, 2, 2, 2]
    assert [entry.body["name"] for entry in lake.batches(root, LEDGER)] == ["visits.csv", "visits.csv"]
