"""The notes on a row call it by its name, or by its level where it has none."""

from __future__ import annotations

from youju import forms, importers, packs
from youju.forms.contract import Facts
from youju.model.declaration import Declaration, Source
from youju.model.grid import Cell, Grid, Table

HEADS = ("一级指标", "指标名称", "指标值", "半年度指标执行情况", "完成目标可能性")


def document(grid: Grid, code: str = "html") -> Declaration:
    return forms.read(grid, Facts(packs.taxonomies()), Source("表", "", code))[0]


def messages(found: Declaration, code: str) -> list[str]:
    return [note.message for note in found.notes if note.code == code]


def test_a_row_without_a_name_is_called_by_its_level() -> None:
    rows = (
        HEADS,
        ("产出指标", "数量指标", "12座", "已修5座", "确定能"),
        ("产出指标", "质量指标", "", "未验收", "有可能"),
    )
    cells = [Cell(1, 1, "项目名称"), Cell(1, 2, "样桥修缮", columns=4)]
    cells += [Cell(row, at, text) for row, texts in enumerate(rows, start=2) for at, text in enumerate(texts, start=1)]
    said = messages(document(Grid((Table(tuple(cells), spans_known=True),))), "comparator_implied")
    assert [message.partition("：")[0] for message in said] == ["数量指标一行"]


def test_a_level_of_which_only_the_weight_is_left_is_called_by_its_weight() -> None:
    text = "项目支出绩效自评表\n项目名称\t样桥修缮\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
    text += "（50分）\t数量指标\t修缮桥梁座数\t≥12座\t14座\t50\t50\n"
    code, grid = importers.grid_of(text.encode(), "表.txt")
    assert messages(document(grid, code), "level_unknown") == ["“（50分）”没有写明是哪一级指标。"]
