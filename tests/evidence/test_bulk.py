"""Rows typed and compared in bulk come out as rows taken one by one do: values, rejects, corrections, digests."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from youju import importers
from youju.errors import RefusedError
from youju.evidence import bulk, lake, receive
from youju.evidence.bulk import in_bulk, workroom
from youju.evidence.intake import map_header
from youju.evidence.outcome import Coming, Outcome
from youju.evidence.retracting import Chosen, retract
from youju.evidence.sorting import in_memory
from youju.evidence.staging import UncutError
from youju.importers.contract import Plain, Rows
from youju.importers.formats.csv import rows as csv_rows
from youju.model.ledger import Closing, Column, ColumnType, Cut, Due, ImportReport, Ledger

LEDGER = Ledger(
    code="visits",
    label="样例台账",
    closing=Closing.DAY,
    key=("id",),
    date="day",
    columns=(
        Column("id", "编号", ColumnType.TEXT, required=True),
        Column("day", "日期", ColumnType.DATE, required=True),
        Column("due", "限期", ColumnType.TIMESTAMP),
        Column("done", "办结", ColumnType.TIMESTAMP),
        Column("month", "月份", ColumnType.MONTH),
        Column("hall", "大厅", ColumnType.TEXT),
        Column("code", "信用代码", ColumnType.TEXT, check="GB 32100"),
        Column("kind", "类别", ColumnType.CHOICE, values=("一般", "重大")),
        Column("ok", "是否合格", ColumnType.BOOLEAN),
        Column("count", "次数", ColumnType.INTEGER),
        Column("score", "得分", ColumnType.DECIMAL, values=(), minimum=None),
        Column("fee", "费用", ColumnType.MONEY),
    ),
    due=(Due(end="done", by="due"),),
)
# What stands in dumps, spelt well, otherwise, and not at all.
DAYS = (
    "2021-03-05",
    "2021/3/5",
    "2021年3月5日",
    "20210305",
    "2021-02-30",
    "2021-03-05 09:12",
    "昨天",
    " 2021-03-06 ",
    "",
)
TIMES = (
    "2021-03-05 09:12",
    "2021/3/5 9:12:30",
    "2021-03-05T09:12:00",
    "2021-03-05",
    "2021-03-05 25:00",
    "2021年3月5日 9时12分",
    "",
    "—",
)
NUMBERS = (
    "3",
    "-3",
    "1,234",
    "12.50",
    "1,234.5",
    "１２",
    "3.00001",
    "1.1E+17",
    "0.5元",
    "1.5万元",
    "",
    "很多",
    "+7",
    "99999999999999",
    "100000000000000",
    "-0",
)
TEXTS = (
    "东厅",
    "东厅 二楼",
    " 东厅",
    '="0012"',
    "é",
    "e\u0301",
    "a\u200bb",
    "=SUM(A1)",
    "",
    "A（甲）",
    "1.1E+17",
    "x\ty",
)
CELLS = {
    "编号": ("A", "B", "C", "A ", "1.2E+10", "", "甲-1"),
    "日期": DAYS,
    "限期": TIMES,
    "办结": TIMES,
    "月份": ("2021-03", "2021-3", "2021年3月", "2021.1", "2021-03-05", "2021-13", ""),
    "大厅": TEXTS,
    "信用代码": ("91350100M000100Y43", "91350100M000100Y44", "91350100m000100y43", "", "123"),
    "类别": ("一般", "重大", "其他", ""),
    "是否合格": ("是", "否", "合格", "不合格", "√", "1", "TRUE", "也许", ""),
    "次数": NUMBERS,
    "得分": NUMBERS,
    "费用": NUMBERS,
}


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Rows:
    """Rows as an importer gives them."""
    return Rows(tuple(header), iter([(number, tuple(cells)) for number, cells in enumerate(rows, start=2)]))


@st.composite
def dumps(draw: st.DrawFn) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """A header, perhaps without some columns, and rows of which most keys are met again."""
    optional = [label for label in CELLS if label not in ("编号", "日期")]
    header = ("编号", "日期", *(label for label in optional if draw(st.integers(0, 9))))
    usual = [CELLS[label][0] for label in header]
    spelt = st.sampled_from(header).flatmap(lambda label: st.tuples(st.just(label), st.sampled_from(CELLS[label])))

    def row(changed: list[tuple[str, str]]) -> tuple[str, ...]:
        cells = dict(zip(header, usual, strict=True)) | dict(changed)
        return tuple(cells[label] for label in header)

    return header, draw(st.lists(st.lists(spelt, max_size=3).map(row), max_size=8))


def found(
    root: Path, known: Cut, header: Sequence[str], rows: Sequence[Sequence[str]], *, bulk: bool
) -> tuple[object, ...]:
    """All that one of the two ways says of a dump."""
    ways = in_bulk if bulk else in_memory
    with ways(
        root / "work", known, table(header, rows), map_header(LEDGER, header), Coming("000002-x", frozenset())
    ) as outcome:
        return said(outcome)


def said(outcome: Outcome) -> tuple[object, ...]:
    """An outcome without its functions."""
    counts = (outcome.added, outcome.corrected, outcome.unchanged, outcome.repeated, dict(outcome.replaces))
    return (*counts, outcome.days, outcome.rejected, outcome.digest() if outcome.kept else None)


@settings(max_examples=60)
@given(dumps(), dumps(), st.sampled_from([None, "A", "B"]))
def test_both_ways_say_the_same_of_every_dump(
    first: tuple[tuple[str, ...], list[tuple[str, ...]]],
    second: tuple[tuple[str, ...], list[tuple[str, ...]]],
    withdrawn: str | None,
) -> None:
    root = Path(tempfile.mkdtemp())
    try:
        lake.import_rows(root, LEDGER, table(*first), b"first", "first.csv", "张三", "clerk", "2021-04-01")
        if withdrawn is not None:
            with suppress(RefusedError):
                chosen = Chosen(keys=((withdrawn,),))
                retract(root, lake.cut(root, LEDGER), chosen, "登记有误", ("张三", "clerk", "2021-04-01"))
        known = lake.cut(root, LEDGER)
        assert found(root, known, *second, bulk=True) == found(root, known, *second, bulk=False)
    finally:
        shutil.rmtree(root)


def bring(root: Path, path: Path, scratch: Path) -> ImportReport:
    """Imports a file from where it lies."""
    rows = importers.rows_at(path, path.name, scratch)
    return lake.import_rows(root, LEDGER, rows, path, path.name, "张三", "clerk", "2021-04-01")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_large_text_is_imported_as_a_small_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, end: str
) -> None:
    lines = [
        "编号,日期,大厅,费用",
        'A,2021-03-01,"东厅, 二楼",1.5',
        "B,2021年3月2日,,",
        "A,2021-03-01,西厅,2",
        ",2021-03-03,,",
        "C,2021-03-04",
    ]
    path = tmp_path / "dump.csv"
    path.write_bytes(end.join(lines).encode(encoding))
    small = lake.import_rows(
        tmp_path / "one", LEDGER, csv_rows(path.read_bytes()), path, path.name, "张三", "clerk", "2021-04-01"
    )
    monkeypatch.setattr(receive, "LARGE", 0)
    monkeypatch.setattr(importers, "LARGE", 50)
    assert importers.rows_at(path, path.name, tmp_path).plain is not None
    large = bring(tmp_path / "two", path, tmp_path)
    assert replace(large, batch=None) == replace(small, batch=None)
    assert (small.read, small.added, small.corrected, len(small.rejected)) == (5, 3, 1, 1)
    logged = [lake.batches(tmp_path / name, LEDGER)[0].body["rows_digest"] for name in ("one", "two")]
    assert logged[0] == logged[1]
    assert bring(tmp_path / "two", path, tmp_path).batch is None
    assert not list(tmp_path.rglob(".draft-*"))


@pytest.mark.parametrize(
    "text",
    [
        "编号,日期,大厅\nA,2021-03-01,东厅\n\nB,2021-03-02,西厅\n",
        '编号,日期,大厅\nA,2021-03-01,"东厅\n二楼"\nB,2021-03-02,西厅\n',
        '编号,日期,大厅\nA,2021-03-01,东"厅\nB,2021-03-02,西厅\n',
        "编号,日期,大厅\nA,2021-03-01,东厅,多一格\nB,2021-03-02,西厅\n",
        "编号,日期,大厅\nA,2021-03-01,东厅\nB,2021-03-02,西厅\n\n\n",
    ],
    ids=["a blank line", "a line break in a cell", "a mark within a cell", "a row too long", "blank lines at the end"],
)
def test_a_text_that_is_not_plain_is_read_record_by_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    path = tmp_path / "dump.csv"
    path.write_text(text, encoding="utf-8")
    small = lake.import_rows(
        tmp_path / "one", LEDGER, csv_rows(path.read_bytes()), path, path.name, "张三", "clerk", "2021-04-01"
    )
    monkeypatch.setattr(receive, "LARGE", 0)
    monkeypatch.setattr(importers, "LARGE", 30)
    assert replace(bring(tmp_path / "two", path, tmp_path), batch=None) == replace(small, batch=None)


def test_a_preview_says_all_this_and_stores_nothing(tmp_path: Path) -> None:
    data = "编号,日期,大厅\nA,2021-03-01,东厅\n,2021-03-01,东厅\n".encode()
    delivery = receive.Delivery("dump.csv", data, "张三", "clerk", "2021-04-01")
    report = receive.preview(tmp_path, lake.cut(tmp_path, LEDGER), csv_rows(data), delivery)
    assert (report.batch, report.added, len(report.rejected)) == (None, 1, 1)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_what_a_crash_left_is_removed_and_what_somebody_works_on_is_not(tmp_path: Path) -> None:
    old, young = (tmp_path / f".draft-{name}" for name in ("old", "young"))
    for folder in (old, young):
        folder.mkdir()
        (folder / "rows.parquet").write_bytes(b"half a file")
    os.utime(old, (0, 0))
    with workroom(tmp_path) as (draft, connection):
        assert draft.parent == tmp_path
        assert connection.execute("SELECT 1").fetchall() == [(1,)]
    assert list(tmp_path.iterdir()) == [young]


def test_rows_that_come_only_once_are_not_typed_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def failing(*_: object) -> None:
        tried.append(1)
        raise UncutError

    monkeypatch.setattr(bulk, "stage", failing)
    once = table(("编号", "日期"), [("A", "2021-03-01")])
    plain = replace(once, plain=Plain(tmp_path / "dump.csv", ",", 1, None))
    for rows in (once, plain):
        mapping = map_header(LEDGER, rows.header)
        known = lake.cut(tmp_path, LEDGER)
        with pytest.raises(UncutError), in_bulk(tmp_path, known, rows, mapping, Coming("x", frozenset())):
            pass
    assert len(tried) == 1 + 2
