"""Where a form ends in mid-row: the torn beginning of a row is named in a note and counted nowhere."""

from __future__ import annotations

import pytest

from youju import forms, importers, packs
from youju.forms.contract import Facts
from youju.model.declaration import Declaration, Source

HEAD = "项目支出绩效自评表\n（2022年度）\n项目名称\t样桥修缮\n"
COLUMNS = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
ROWS = (
    "产出指标\t数量指标\t修缮桥梁座数\t≥12座\t14座\t40\t40\n",
    "产出指标\t质量指标\t验收合格率\t100%\t98%\t30\t29.4\n",
    "效益指标\t社会效益指标\t通行便利程度\t明显改善\t明显改善\t20\t20\n",
)


def read(text: str) -> Declaration:
    code, grid = importers.grid_of(text.encode(), "表.txt")
    return forms.read(grid, Facts(packs.taxonomies()), Source("表.txt", "", code))[0]


def cut_off(document: Declaration) -> list[str]:
    return [note.message for note in document.notes if note.code == "form_cut_off"]


def test_a_name_in_which_a_text_ends_is_no_indicator() -> None:
    document = read(HEAD + COLUMNS + "".join(ROWS) + "满意度指标\t服务对象满意度指标\t公众满")
    assert [one.name for one in document.indicators] == ["修缮桥梁座数", "验收合格率", "通行便利程度"]
    assert any("公众满" in message for message in cut_off(document))


@pytest.mark.parametrize("end", ["满意度指标\t服务对象满意度指标\t公众满意度\t\t\t\t\n", "\t\t公众满意度\t\t\t10\t\n"])
def test_a_row_whose_cells_are_blank_is_an_indicator(end: str) -> None:
    document = read(HEAD + COLUMNS + "".join(ROWS) + end)
    assert document.indicators[-1].name == "公众满意度"


def test_in_a_form_whose_targets_are_blank_the_last_row_is_no_fragment() -> None:
    rows = "".join("\t".join(row.split("\t")[:3]) + "\n" for row in ROWS)
    assert len(read(HEAD + COLUMNS + rows).indicators) == 3
