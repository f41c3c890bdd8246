"""Rows that resemble each other under different keys are told with their places; rows that differ are not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from youju.evidence import lake
from youju.evidence.resembling import MOST_A_GROUP, MOST_ROWS, Resembling, resembling
from youju.evidence.retracting import Chosen, retract
from youju.importers.formats.csv import rows as csv_rows
from youju.model.ledger import Closing, Column, ColumnType, Ledger

TICKETS = Ledger(
    code="tickets",
    label="工单台账",
    closing=Closing.DAY,
    key=("id",),
    date="at",
    columns=(
        Column("id", "编号", ColumnType.TEXT, required=True),
        Column("at", "时间", ColumnType.TIMESTAMP, required=True),
        Column("person", "姓名", ColumnType.TEXT, personal=True),
        Column("hall", "大厅", ColumnType.TEXT),
        Column("fee", "费用", ColumnType.MONEY),
    ),
)
DAYS = Ledger(
    code="days",
    label="日志",
    closing=Closing.DAY,
    key=("day", "window"),
    date="day",
    columns=(
        Column("day", "日期", ColumnType.DATE, required=True),
        Column("window", "窗口", ColumnType.TEXT, required=True),
        Column("planned", "计划", ColumnType.INTEGER),
        Column("open", "实际", ColumnType.INTEGER),
        Column("shut", "停运", ColumnType.INTEGER),
    ),
)
SIGNED = ("张三", "clerk", "2021-04-01T09:00:00+08:00")


def bring(root: Path, rows: Sequence[str], ledger: Ledger = TICKETS, name: str = "一.csv") -> None:
    header = ",".join(column.label for column in ledger.columns)
    data = "\n".join([header, *rows]).encode()
    lake.import_rows(root, ledger, csv_rows(data), data, name, *SIGNED)


def found(root: Path, ledger: Ledger = TICKETS) -> Resembling:
    return resembling(root, lake.cut(root, ledger))


def told(result: Resembling) -> list[tuple[str, str | None, list[tuple[str, int, str]]]]:
    return [
        (group.why, group.column, [(row.file.name, row.row, row.key[0]) for row in group.rows])
        for group in result.groups
    ]


def test_rows_equal_in_all_but_the_key_are_told_with_file_and_row(tmp_path: Path) -> None:
    bring(tmp_path, ["A,2021-03-01 09:00:10,,东厅,5", "B,2021-03-01 09:00:11,,东厅,5"])
    bring(tmp_path, ["C,2021-03-01 09:00:10,,东厅,5.00"], name="二.csv")
    assert told(found(tmp_path)) == [("same_values", None, [("一.csv", 2, "A"), ("二.csv", 2, "C")])]


def test_fewer_than_three_filled_columns_agree_by_chance(tmp_path: Path) -> None:
    bring(tmp_path, ["A,2021-03-01 09:00,,东厅,", "B,2021-03-01 09:00,,东厅,"])
    assert found(tmp_path) == Resembling((), 0, 0)


def test_one_person_in_one_minute_is_told_once_for_the_person(tmp_path: Path) -> None:
    bring(tmp_path, ["A,2021-03-01 09:00:10,甲,东厅,5", "B,2021-03-01 09:00:59,甲,西厅,6", "C,2021-03-01 09:01,甲,,"])
    bring(tmp_path, ["D,2021-03-01 09:00:10,乙,东厅,7", "E,2021-03-01 09:00:10,,东厅,8"])
    assert told(found(tmp_path)) == [("same_moment", "person", [("一.csv", 2, "A"), ("一.csv", 3, "B")])]


def test_only_rows_that_count_are_compared(tmp_path: Path) -> None:
    bring(tmp_path, ["A,2021-03-01 09:00,,东厅,5", "B,2021-03-01 09:00,,东厅,5", "C,2021-03-01 09:00,,东厅,5"])
    assert found(tmp_path).total_rows == 3
    bring(tmp_path, ["B,2021-03-01 09:00,,东厅,6"])
    assert found(tmp_path).total_rows == 2
    retract(tmp_path, lake.cut(tmp_path, TICKETS), Chosen(keys=(("C",),)), "重复登记", SIGNED)
    assert found(tmp_path) == Resembling((), 0, 0)


def test_rows_whose_key_has_a_meaning_of_its_own_agree_by_nature(tmp_path: Path) -> None:
    bring(tmp_path, ["2021-03-02,1号,480,480,0", "2021-03-02,2号,480,480,0"], DAYS)
    assert found(tmp_path, DAYS) == Resembling((), 0, 0)


def test_all_are_counted_and_the_first_are_listed(tmp_path: Path) -> None:
    rows = [f"{group}-{n},2021-03-{group % 28 + 1:02d} 09:00,,{group},5" for group in range(40) for n in range(20)]
    bring(tmp_path, rows)
    result = found(tmp_path)
    assert (result.total_groups, result.total_rows) == (40, 800)
    assert {(group.count, len(group.rows)) for group in result.groups} == {(20, MOST_A_GROUP)}
    assert sum(len(group.rows) for group in result.groups) == MOST_ROWS


def test_an_empty_ledger_has_nothing_to_tell_and_gets_no_folder(tmp_path: Path) -> None:
    assert found(tmp_path) == Resembling((), 0, 0)
    assert not list(tmp_path.iterdir())
