"""Totals, remarks and repeated headers are no records; everything else is, however odd."""

from __future__ import annotations

import pytest

from youju.evidence.asides import HEADER, REMARK, TOTAL, aside
from youju.model.ledger import Closing, Column, ColumnType, Ledger

LEDGER = Ledger(
    code="window_days",
    label="窗口日志",
    closing=Closing.DAY,
    key=("day", "window"),
    date="day",
    columns=(
        Column("day", "日期", ColumnType.DATE, required=True),
        Column("window", "窗口", ColumnType.TEXT, required=True),
        Column("minutes", "分钟", ColumnType.INTEGER),
    ),
)
NAMES = ("序号", "日期", "窗口", "分钟")
why = aside(LEDGER, NAMES, {"day": 1, "window": 2, "minutes": 3})


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("合计", "", "", "960"), TOTAL),
        ((" 合 计：", "", "", "960"), TOTAL),
        (("", "总计", "", "960"), TOTAL),
        (("", "", "小计", "960"), TOTAL),
        (("东厅小计", "", "", "480"), TOTAL),
        (("1", "2021-03-05", "小计", "480"), TOTAL),
        (("累计", "累计", "A1", "480"), TOTAL),
        (("共计", "2021-03-05", "", "480"), TOTAL),
        (("制表人：张三", "", "", ""), REMARK),
        (("", "", "导出时间：2021-12-31 09:00", ""), REMARK),
        (("制表人：张三", "", "审核人：李四", ""), REMARK),
        (("共 12 条记录", "", "", ""), REMARK),
        (("", "第 1 页 共 3 页", "", ""), REMARK),
        (("——以下空白——", "", "", ""), REMARK),
        (("本表只统计工作日。", "", "", ""), REMARK),
        (("序号", "日期", " 窗口", "分 钟"), HEADER),
    ],
)
def test_what_is_no_record_is_left_out_with_its_reason(cells: tuple[str, ...], reason: str) -> None:
    assert why(cells) == reason


@pytest.mark.parametrize(
    "cells",
    [
        ("1", "2021-03-05", "A1", "480"),
        ("合计", "2021-03-05", "A1", "480"),
        ("1", "2021-03-05", "会计", "480"),
        ("1", "2021-03-05", "窗口：3", "480"),
        ("1", "2021-03-05", "", "480"),
        ("1", "", "A1", "480"),
        ("", " ", "\u200b", ""),
        ("1", "昨天", "A1", "480"),
        ("", "", "A1", ""),
        ("", "2021-03-05", "", ""),
        ("统计科", "", "", "480"),
        ("", "日期", "窗口", "480"),
        ("制表人：张三", "", "", "480"),
    ],
)
def test_a_row_that_may_be_a_record_is_kept_or_rejected_but_not_left_out(cells: tuple[str, ...]) -> None:
    assert why(cells) is None
