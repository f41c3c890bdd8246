"""Sheets and other tables that kept their blank cells: a cell stands under its column, and blanks are blanks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
import xlwt

from youju import importers, packs
from youju.forms import read
from youju.forms.contract import Facts
from youju.model.declaration import Declaration, Source

Row = Sequence[str | int | float]
HEAD: tuple[Row, ...] = (
    ("项目支出绩效自评表",),
    ("（2023年度）",),
    ("项目名称", "空格测试"),
    ("主管部门", "甲局", "", "", "实施单位", "乙中心"),
    ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
)
FUNDS: Row = ("", "年度资金总额", 100, 100, 95, 10, "95%", 9.5)
COLUMNS: Row = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析",
)
ROWS: tuple[Row, ...] = (
    ("产出指标", "数量指标", "办件数", "≥100件", "110件", 50, 50),
    ("", "质量指标", "合格率", "≥95%", "96%", 20, 20),
    ("满意度指标", "服务对象满意度指标", "满意度", "≥95%", "96%", 20, 20),
)
TOTAL: Row = ("总分", "", "", "", "", 100, 99.5)


def sheet(*rows: Row) -> bytes:
    """A workbook of one sheet in which no cell is merged; a blank cell is none."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for at, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            if text != "":
                page.cell(at, column, text)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def old_sheet(*rows: Row) -> bytes:
    """The same as a workbook of the old kind."""
    book = xlwt.Workbook()
    page = book.add_sheet("表")
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text != "":
                page.write(at, column, text)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def records(*rows: Row, separator: str = ",") -> bytes:
    """The rows as a text with separators, each row as wide as the widest, as spreadsheets save them."""
    width = max(map(len, rows))
    text = StringIO()
    for row in rows:
        text.write(separator.join((*map(str, row), *[""] * (width - len(row)))) + "\n")
    return text.getvalue().encode()


def document(data: bytes) -> Declaration:
    """The one form in a file."""
    code, grid = importers.grid_of(data, "表")
    (found,) = read(grid, Facts(packs.taxonomies()), Source("表", "0" * 64, code))
    return found


def filled(*rows: Row, funds: Row = FUNDS) -> tuple[Row, ...]:
    """The form with these rows of indicators."""
    return (*HEAD, funds, COLUMNS, *rows, TOTAL)


def told(found: Declaration) -> list[tuple[object, ...]]:
    """Name, target, result, weight, points and doubts of each row."""
    return [
        (one.name, one.target.raw, one.actual.raw if one.actual else None, one.weight, one.points, one.doubts)
        for one in found.indicators
    ]


def without(row: Row, *columns: int) -> Row:
    """The row with these columns blank."""
    return tuple("" if at in columns else text for at, text in enumerate(row))


ACTUAL, WEIGHT, POINTS = 4, 5, 6
FULL = [
    ("办件数", "≥100件", "110件", 50, 50, ()),
    ("合格率", "≥95%", "96%", 20, 20, ()),
    ("满意度", "≥95%", "96%", 20, 20, ()),
]


@pytest.mark.parametrize("write", [sheet, old_sheet, records])
@pytest.mark.parametrize("blank", [(), (3,), (ACTUAL,), (WEIGHT,), (POINTS,), (ACTUAL, POINTS), (3, POINTS)])
def test_a_blank_cell_moves_nothing_to_the_left(write: Callable[..., bytes], blank: tuple[int, ...]) -> None:
    found = document(write(*filled(without(ROWS[0], *blank), *ROWS[1:])))
    expected = tuple(None if at in blank else text for at, text in enumerate(FULL[0][:5], start=2))
    assert told(found) == [(*expected, ()), *FULL[1:]]


def test_a_form_whose_results_are_not_filled_in_has_targets_and_no_results() -> None:
    found = document(sheet(*filled(*(without(row, ACTUAL, POINTS) for row in ROWS))))
    assert told(found) == [(name, target, None, weight, None, ()) for name, target, _, weight, _, _ in FULL]


@pytest.mark.parametrize("write", [sheet, old_sheet, records])
def test_the_funds_stand_under_their_heads_though_one_is_blank(write: Callable[..., bytes]) -> None:
    block = document(write(*filled(*ROWS, funds=("", "年度资金总额", 100, "", 95, 10)))).execution
    assert block is not None
    assert (block.initial, block.budget, block.spent) == (Decimal(1_000_000), None, Decimal(950_000))
    assert (block.weight, block.rate, block.points) == (Decimal(10), None, None)


def test_goals_stand_under_their_heads_in_a_sheet_though_one_is_blank() -> None:
    goals = (("年度总体目标", "预期目标", "", "", "实际完成情况"), ("", "", "", "", "全年完成。"))
    found = document(sheet(*HEAD, FUNDS, *goals, COLUMNS, *ROWS, TOTAL))
    assert (found.objectives.annual, found.objectives.annual_result) == (None, "全年完成。")
    assert told(found) == FULL


def test_one_row_of_a_sheet_is_believed_by_its_columns() -> None:
    assert told(document(sheet(*filled(without(ROWS[0], ACTUAL))))) == [("办件数", "≥100件", None, 50, 50, ())]


def test_a_text_in_place_of_a_weight_opens_the_weight_alone() -> None:
    rows = (without(ROWS[0], ACTUAL), (*ROWS[1][:WEIGHT], "20（含加分）", 20), ROWS[2])
    assert told(document(sheet(*filled(*rows)))) == [
        ("办件数", "≥100件", None, 50, 50, ()),
        ("合格率", "≥95%", "96%", None, 20, ("weight",)),
        FULL[2],
    ]


def test_a_shifted_row_of_a_sheet_is_open_and_the_others_are_not() -> None:
    first, second, third = document(sheet(*filled(ROWS[0], ROWS[1][1:], ROWS[2]))).indicators
    assert (first.doubts, third.doubts) == ((), ())
    assert {"name", "target", "actual", "weight"} <= set(second.doubts)


def test_signatures_and_remarks_beside_the_table_of_a_sheet_change_nothing() -> None:
    rows = ((*without(ROWS[0], ACTUAL), "", "待补"), *ROWS[1:], ("填表人：甲", "", "", "联系电话：1234567"))
    expected = [("办件数", "≥100件", None, 50, 50, ()), *FULL[1:]]
    assert told(document(sheet(*filled(*rows)))) == expected
    assert told(document(sheet(*HEAD, FUNDS, COLUMNS, *rows))) == expected
