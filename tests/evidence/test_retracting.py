"""Retraction: withdrawn rows no longer count, earlier cuts still see them, and nothing stored is touched."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from youju.errors import ConflictError, NotFoundError, RefusedError, TamperedError, UnreadableError
from youju.evidence import lake
from youju.evidence.batches import standing_rows
from youju.evidence.log import entries
from youju.evidence.retracting import Chosen, Retracted, retract, withdrawn
from youju.importers.formats.csv import rows as csv_rows
from youju.model.ledger import Closing, Column, ColumnType, Cut, ImportReport, Ledger
from youju.model.period import Period

LEDGER = Ledger(
    code="visits",
    label="到访台账",
    closing=Closing.DAY,
    key=("day", "id"),
    date="day",
    columns=(
        Column("id", "编号", ColumnType.TEXT, required=True),
        Column("day", "日期", ColumnType.DATE, required=True),
        Column("hall", "大厅", ColumnType.TEXT),
    ),
)
AT = "2021-04-01T09:00:00+08:00"
SIGNED = ("李四", "head", AT)
DAY = "2021-03-01"
KEYS = {name: (date(2021, 3, 1), name) for name in "ABCDX"}


def bring(root: Path, *rows: str) -> ImportReport:
    data = "\n".join(["编号,日期,大厅", *rows]).encode()
    return lake.import_rows(root, LEDGER, csv_rows(data), data, "visits.csv", "张三", "clerk", AT)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A, B and C in the first batch; B corrected and D added by the second."""
    bring(tmp_path, f"A,{DAY},东厅", f"B,{DAY},东厅", f"C,{DAY},")
    bring(tmp_path, f"B,{DAY},西厅", f"D,{DAY},西厅")
    return tmp_path


def names(cut: Cut) -> str:
    """The rows that stand, by the last sign of their keys."""
    return "".join(sorted(name for name, key in KEYS.items() if key in standing_rows(cut, KEYS.values())))


def codes(root: Path) -> tuple[str, str]:
    first, second = lake.cut(root, LEDGER).files[:2]
    return first.batch, second.batch


def withdraw(root: Path, chosen: Chosen, reason: str = "登记有误") -> Retracted:
    return retract(root, lake.cut(root, LEDGER), chosen, reason, SIGNED)


def test_a_row_is_withdrawn_by_its_key_and_earlier_cuts_still_see_it(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.parquet")}
    done = withdraw(root, Chosen(keys=(("2021/3/1", "A"),)))
    assert (done.rows, done.sequence, done.in_closed) == (1, 3, 0)
    assert names(lake.cut(root, LEDGER)) == "BCD"
    assert names(lake.cut(root, LEDGER, 2)) == "ABCD"
    assert [lake.standing(root, lake.cut(root, LEDGER, sequence)) for sequence in (1, 2, 3)] == [3, 4, 3]
    assert {path: path.read_bytes() for path in before} == before


def test_the_log_says_who_withdrew_what_and_why(root: Path) -> None:
    done = withdraw(root, Chosen(keys=((DAY, "B"), (DAY, "C"))), "重复登记")
    entry = entries(root, "visits")[-1]
    first, second = codes(root)
    assert (entry.kind, entry.by, entry.role, entry.at) == ("retract", *SIGNED)
    assert (entry.body["reason"], entry.body["rows"], entry.body["retraction"]) == ("重复登记", 2, done.retraction)
    assert lake.replaced_by(entry) == {first: 1, second: 1}
    assert [act.sequence for act in lake.retractions(root, lake.cut(root, LEDGER))] == [3]
    assert len(lake.batches(root, LEDGER)) == lake.cut(root, LEDGER).batches == 2


def test_of_a_batch_all_rows_that_still_count_are_withdrawn(root: Path) -> None:
    first, second = codes(root)
    assert withdraw(root, Chosen(batch=first)).rows == 2
    assert names(lake.cut(root, LEDGER)) == "BD"
    assert withdraw(root, Chosen(batch=second)).rows == 2
    assert names(lake.cut(root, LEDGER)) == ""


def test_a_row_is_withdrawn_by_its_place_in_the_source(root: Path) -> None:
    first, second = codes(root)
    assert withdraw(root, Chosen(rows=((first, 4), (second, 3)))).rows == 2
    assert names(lake.cut(root, LEDGER)) == "AB"


@pytest.mark.parametrize("row", [3, 99])
def test_a_row_that_does_not_count_cannot_be_withdrawn(root: Path, row: int) -> None:
    first, _ = codes(root)
    with pytest.raises(RefusedError, match=f"第{row}行"):
        withdraw(root, Chosen(rows=((first, row),)))
    with pytest.raises(RefusedError, match="X"):
        withdraw(root, Chosen(keys=((DAY, "A"), (DAY, "X"))))
    assert lake.cut(root, LEDGER).sequence == 2
    assert not list(root.rglob(".draft-*"))


def test_nothing_is_withdrawn_twice(root: Path) -> None:
    first, _ = codes(root)
    withdraw(root, Chosen(batch=first))
    for again in (Chosen(batch=first), Chosen(keys=((DAY, "A"),)), Chosen(rows=((first, 2),))):
        with pytest.raises(RefusedError):
            withdraw(root, again)


def test_a_batch_that_is_not_there_and_a_key_that_cannot_be_read_are_said(root: Path) -> None:
    with pytest.raises(NotFoundError, match="000009-x"):
        withdraw(root, Chosen(batch="000009-x"))
    with pytest.raises(UnreadableError, match="2021年2月没有30日"):
        withdraw(root, Chosen(keys=(("2021-02-30", "A"),)))


def test_the_same_dump_again_adds_what_was_withdrawn_anew(root: Path) -> None:
    withdraw(root, Chosen(keys=((DAY, "A"), (DAY, "B"))))
    report = bring(root, f"A,{DAY},东厅", f"B,{DAY},东厅", f"C,{DAY},")
    assert (report.added, report.corrected, report.unchanged) == (2, 0, 1)
    assert names(lake.cut(root, LEDGER)) == "ABCD"
    assert lake.standing(root, lake.cut(root, LEDGER)) == 4


def test_rows_of_a_closed_span_are_counted_and_the_span_stays_closed(root: Path) -> None:
    closed = Period(date(2021, 3, 1), date(2021, 3, 31))
    lake.close(root, LEDGER, closed, *SIGNED)
    assert withdraw(root, Chosen(keys=((DAY, "A"), (DAY, "B")))).in_closed == 2
    assert lake.cut(root, LEDGER).closed == (closed,)
    lake.reopen(root, LEDGER, closed, *SIGNED)
    lake.close(root, LEDGER, Period(date(2021, 4, 1), date(2021, 4, 1)), *SIGNED)
    assert withdraw(root, Chosen(keys=((DAY, "C"),))).in_closed == 0


def test_withdrawn_rows_are_told_from_corrected_ones(root: Path) -> None:
    first, second = codes(root)
    withdraw(root, Chosen(keys=((DAY, "A"),)), "第一次")
    withdraw(root, Chosen(keys=((DAY, "B"),)), "第二次")
    places = [(first, 2), (first, 3), (first, 4), (second, 2), (second, 3)]
    found = withdrawn(root, lake.cut(root, LEDGER), places)
    assert {place: act.body["reason"] for place, act in found.items()} == {(first, 2): "第一次", (second, 2): "第二次"}
    assert withdrawn(root, lake.cut(root, LEDGER, 2), places) == {}


def test_of_two_who_write_at_once_only_one_withdraws(root: Path) -> None:
    known = lake.cut(root, LEDGER)
    retract(root, known, Chosen(keys=((DAY, "A"),)), "登记有误", SIGNED)
    with pytest.raises(ConflictError, match="李四"):
        retract(root, known, Chosen(keys=((DAY, "B"),)), "登记有误", SIGNED)
    assert names(lake.cut(root, LEDGER)) == "BCD"


def test_a_changed_or_missing_list_of_withdrawn_rows_is_noticed(root: Path) -> None:
    done = withdraw(root, Chosen(keys=((DAY, "A"),)))
    path = root / "ledgers" / "visits" / "batches" / f"{done.retraction}.superseded.parquet"
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(TamperedError, match="撤回文件"):
        lake.cut(root, LEDGER)
    path.unlink()
    with pytest.raises(TamperedError, match="不见了"):
        lake.cut(root, LEDGER)
    assert names(lake.cut(root, LEDGER, 2)) == "ABCD"
