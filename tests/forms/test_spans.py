"""A grid that knows its merged cells leaves nothing open, wherever the labels of a span are printed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from youju import forms, packs
from youju.errors import NotFoundError
from youju.forms.contract import Facts, Style
from youju.model.declaration import Declaration, Kind, Project, Source
from youju.model.grid import Cell, Grid, Paragraph, Table

HEAD = [
    Cell(1, 1, "项目名称"),
    Cell(1, 2, "样桥服务", columns=2),
    Cell(1, 4, "项目类别"),
    Cell(1, 5, "经常性项目"),
    Cell(2, 1, "项目资金", rows=2),
    Cell(2, 2, "项目资金总额"),
    Cell(2, 3, "100,000"),
    Cell(2, 4, "年度资金申请总额"),
    Cell(2, 5, "100,000"),
    Cell(3, 2, "其中：财政资金"),
    Cell(3, 3, "100,000"),
    Cell(3, 4, "其中：当年财政拨款"),
    Cell(3, 5, "100,000"),
    Cell(4, 1, "项目绩效目标", rows=2),
    Cell(4, 2, "项目总目标", columns=2),
    Cell(4, 4, "年度总目标", columns=2),
    Cell(5, 2, "做好服务。", columns=2),
    Cell(5, 4, "完成任务。", columns=2),
    Cell(6, 1, "绩效指标", rows=6),
    Cell(6, 2, "一级指标"),
    Cell(6, 3, "二级指标"),
    Cell(6, 4, "三级指标"),
    Cell(6, 5, "指标目标值"),
]
BODY = [
    Cell(7, 2, "产出指标", rows=3),
    Cell(7, 3, "数量指标", rows=2),
    Cell(7, 4, "清淤次数"),
    Cell(7, 5, "=3次"),
    Cell(8, 4, "清淤合格率"),
    Cell(8, 5, "=100%"),
    Cell(9, 3, "质量指标"),
    Cell(9, 4, "清运完好率"),
    Cell(9, 5, "=100%"),
    Cell(10, 2, "成本指标"),
    Cell(10, 3, "经济成本指标"),
    Cell(10, 4, "单位成本"),
    Cell(10, 5, "≤3万元"),
    Cell(11, 2, "满意度指标"),
    Cell(11, 4, "群众满意度"),
    Cell(11, 5, "≥90%"),
]


def read() -> Declaration:
    grid = Grid(
        (
            Paragraph("财政项目支出绩效目标申报表", role="title"),
            Paragraph("（2021年度）", role="year"),
            Table(tuple(HEAD + BODY), spans_known=True),
        )
    )
    return forms.read(grid, Facts(packs.taxonomies()), Source("表.docx", "", "docx"))[0]


def test_levels_follow_the_spans_and_nothing_is_doubted() -> None:
    found = [(row.level1, row.level2, row.name, row.doubts) for row in read().indicators]
    assert found == [
        ("产出指标", "数量指标", "清淤次数", ()),
        ("产出指标", "数量指标", "清淤合格率", ()),
        ("产出指标", "质量指标", "清运完好率", ()),
        ("成本指标", "经济成本指标", "单位成本", ()),
        ("满意度指标", None, "群众满意度", ()),
    ]


def test_head_funds_and_goals_are_read_once_though_their_labels_span_rows() -> None:
    document = read()
    assert (document.title, document.year, document.project.name) == ("财政项目支出绩效目标申报表", 2021, "样桥服务")
    assert (document.funds.total, document.funds.appropriation) == (Decimal(100000), Decimal(100000))
    assert (document.objectives.overall, document.objectives.annual) == ("做好服务。", "完成任务。")


def test_only_layouts_that_can_be_filled_are_filled() -> None:
    empty = Declaration(Kind.DECLARATION, "shanghai-2021", Project())
    with pytest.raises(NotFoundError) as caught:
        forms.fill("guangdong-goal", empty, Style())
    assert "shanghai-selfeval" in caught.value.remedy
    assert isinstance(forms.fill("shanghai-selfeval", empty, Style()), Grid)


def test_names_of_one_character_in_cells_of_known_spans_are_no_scraps() -> None:
    short = {"清淤次数": "甲", "清淤合格率": "乙", "清运完好率": "丙", "单位成本": "丁", "群众满意度": "戊"}
    cells = tuple(replace(cell, text=short.get(cell.text, cell.text)) for cell in HEAD + BODY)
    grid = Grid((Paragraph("财政项目支出绩效目标申报表（2021年度）"), Table(cells, spans_known=True)))
    document = forms.read(grid, Facts(packs.taxonomies()), Source("表.docx", "", "docx"))[0]
    assert [(row.name, row.doubts) for row in document.indicators] == [(name, ()) for name in short.values()]
    assert (document.doubts, [note.code for note in document.notes if note.code == "columns_torn"]) == ((), [])
