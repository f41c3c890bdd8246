"""Several indicators in one row of cells: parted where the counts agree, else one row that says so."""

from __future__ import annotations

import pytest

from youju import forms, packs
from youju.forms.contract import Facts
from youju.model.declaration import Declaration, Source
from youju.model.grid import Cell, Grid, Paragraph, Table

SCORED = ("一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "偏差原因分析")


def read(*cells: str) -> Declaration:
    """A form with one row of these cells behind its levels, and a row below it."""
    heads = SCORED[: len(cells) + 2]
    below = ("满意度指标", "服务对象满意度指标", "行人满意度", "≥90%", "95%", "10", "10", "")[: len(heads)]
    rows = (heads, ("产出指标", "数量指标", *cells), below)
    found = [Cell(1, 1, "项目名称"), Cell(1, 2, "样桥修缮", columns=len(heads) - 1)]
    found += [Cell(row, at, text) for row, texts in enumerate(rows, start=2) for at, text in enumerate(texts, start=1)]
    grid = Grid((Paragraph("（2023年度）", role="year"), Table(tuple(found), spans_known=True)))
    return forms.read(grid, Facts(packs.taxonomies()), Source("表.html", "", "html"))[0]


def shown(document: Declaration) -> list[tuple[str | None, str | None, str | None, tuple[str, ...]]]:
    return [(one.level2, one.name, one.target.raw, one.doubts) for one in document.indicators[:-1]]


def codes(document: Declaration) -> list[str]:
    return [note.code for note in document.notes if note.code.startswith("several_")]


@pytest.mark.parametrize(
    ("names", "targets"),
    [
        ("1.修缮桥梁座数\n2.巡查次数", "≥12座\n≥40次"),
        ("1、修缮桥梁座数；\n2、巡查次数。", "1、≥12座；\n2、≥40次。"),
        ("（1）修缮桥梁\n座数\n（2）巡查次数", "≥12座；≥40次"),
        ("①修缮桥梁座数②巡查次数", "①≥12座②≥40次"),
        ("指标1：修缮桥梁座数\n指标2：巡查次数", "≥12座\n≥40次"),
        ("1.修缮桥梁座数 2.巡查次数", "≥12座\n≥40次"),
    ],
)
def test_numbered_names_beside_as_many_targets_are_rows_of_their_own(names: str, targets: str) -> None:
    document = read(names, targets)
    assert shown(document) == [
        ("数量指标", "修缮桥梁座数", "≥12座", ()),
        ("数量指标", "巡查次数", "≥40次", ()),
    ]
    assert codes(document) == ["several_parted"]


@pytest.mark.parametrize(
    ("names", "targets"), [("修缮桥梁座数\n巡查次数", "≥12座\n≥40次"), ("修缮桥梁座数；巡查次数", "≥12座；≥40次")]
)
def test_names_that_nothing_numbers_are_parted_as_a_doubt(names: str, targets: str) -> None:
    assert shown(read(names, targets)) == [
        ("数量指标", "修缮桥梁座数", "≥12座", ("name", "target")),
        ("数量指标", "巡查次数", "≥40次", ("name", "target")),
    ]


def test_results_weights_and_points_are_parted_as_well_and_one_reason_is_that_of_all() -> None:
    document = read("1.修缮桥梁座数\n2.巡查次数", "≥12座\n≥40次", "14座\n38次", "10\n20", "10\n19", "雨季停工")
    found = [
        (one.actual.raw if one.actual else None, str(one.weight), str(one.points), one.reason)
        for one in document.indicators[:-1]
    ]
    assert found == [("14座", "10", "10", "雨季停工"), ("38次", "20", "19", "雨季停工")]


@pytest.mark.parametrize("cells", [("≥12座",), ("≥12座\n≥40次\n≥3人",), ("≥12座\n≥40次", "14座\n38次", "30", "30")])
def test_names_beside_fewer_or_more_cells_stay_one_row_with_a_doubt(cells: tuple[str, ...]) -> None:
    document = read("1.修缮桥梁座数\n2.巡查次数", *cells)
    assert len(document.indicators) == 2
    assert "name" in document.indicators[0].doubts
    assert codes(document) == ["several_names"]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("修缮桥梁\n座数", "≥12座"),
        ("修缮桥梁\n座数", "不少于\n12座"),
        ("1.修缮桥梁座数", "≥12座"),
        ("修缮2、3号桥的座数", "1.5座"),
        ("0-6岁儿童管理率", "≥90%"),
    ],
)
def test_one_name_in_several_lines_stays_one(name: str, target: str) -> None:
    document = read(name, target)
    assert (len(document.indicators), codes(document)) == (2, [])


def test_numbers_that_may_number_a_list_leave_the_targets_open() -> None:
    found = shown(read("1.修缮桥梁座数\n2.巡查次数", "1.30座\n2.12次"))
    assert [doubts for *_, doubts in found] == [("name", "target")] * 2
