"""Grids to be written: the declarations of the example as official forms, and a long table on landscape pages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from youju import forms, importers, packs
from youju.forms.contract import Facts, Style
from youju.model.declaration import Declaration, Execution, Source, Totals
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.model.indicator import Indicator

EXAMPLE = Path(__file__).parents[2] / "examples" / "songjiang-2021" / "declarations.txt"
FOOTER = "申报记录 2026-11-24 10:00 · 摘要 sha256:0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"
REASON = "部分终端设备到货延迟，已与供应商约定次年一季度补齐；今后在合同中写明逾期责任，并每月核对到货情况。"
LONG_ROWS = 80
MARKED = Style(watermark="草稿", footer=FOOTER)


@pytest.fixture(scope="session")
def declarations() -> tuple[Declaration, ...]:
    """The five declarations of the example, as read."""
    _, grid = importers.grid_of(EXAMPLE.read_bytes(), EXAMPLE.name)
    return forms.read(grid, Facts(packs.taxonomies()), Source(EXAMPLE.name, "0" * 64, "text"))


@pytest.fixture(scope="session")
def declared(declarations: tuple[Declaration, ...]) -> tuple[Grid, ...]:
    """The five as declaration forms."""
    return tuple(forms.fill("shanghai-2021", document, MARKED) for document in declarations)


@pytest.fixture(scope="session")
def evaluated(declarations: tuple[Declaration, ...]) -> tuple[Grid, ...]:
    """The five as self-evaluation forms with points and reasons."""
    return tuple(forms.fill("shanghai-selfeval", _scored(document), MARKED) for document in declarations)


def _scored(document: Declaration) -> Declaration:
    rows = tuple(_scored_row(at, row) for at, row in enumerate(document.indicators))
    money = Execution(
        initial=document.funds.annual,
        budget=document.funds.annual,
        spent=document.funds.annual,
        rate=Decimal("0.8618"),
        weight=Decimal(10),
        points=Decimal("8.62"),
    )
    goals = replace(document.objectives, annual_result=document.objectives.annual)
    total = Totals(weight=Decimal(100), points=Decimal("98.62"))
    return replace(document, indicators=rows, execution=money, objectives=goals, totals=total)


def _scored_row(at: int, row: Indicator) -> Indicator:
    return replace(row, actual=row.target, weight=Decimal(5), points=Decimal(4), reason=None if at % 3 else REASON)


@pytest.fixture(scope="session")
def long_grid() -> Grid:
    """80 rows in groups of 20 and 4 under a header of two rows, with one label over header and rows, landscape."""
    heads = (
        Cell(1, 1, "绩效指标", rows=LONG_ROWS + 2, label=True),
        Cell(1, 2, "一级指标", rows=2, label=True),
        Cell(1, 3, "二级指标", rows=2, label=True),
        Cell(1, 4, "三级指标", rows=2, label=True),
        Cell(1, 5, "指标值", columns=2, label=True),
        Cell(2, 5, "年初目标值", label=True),
        Cell(2, 6, "全年完成值", label=True),
    )
    firsts = [Cell(3 + at, 2, f"一级{at // 20 + 1}", rows=20, label=True) for at in range(0, LONG_ROWS, 20)]
    seconds = [Cell(3 + at, 3, f"二级{at // 4 + 1}", rows=4, label=True) for at in range(0, LONG_ROWS, 4)]
    rows = [
        cell
        for at in range(LONG_ROWS)
        for cell in (
            Cell(3 + at, 4, f"第{at + 1}项：窗口办理事项数量"),
            Cell(3 + at, 5, f"≥{at + 1},000件", align="center"),
            Cell(3 + at, 6, "=SUM(A1:A2)" if at == 0 else f"{at + 1},234.50", align="right"),
        )
    ]
    table = Table(
        (*heads, *firsts, *seconds, *rows), spans_known=True, widths=(8, 12, 15, 35, 15, 15), header_rows=(1, 2)
    )
    title = Paragraph("项目支出绩效目标执行监控表", role="title")
    blocks = (title, Paragraph("（2026年度）", role="year"), table, Paragraph("注：本表为样例。"))
    return Grid(blocks, landscape=True, watermark="草稿", footer=FOOTER)
