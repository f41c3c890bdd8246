"""Blank official forms: every label, the levels of the tree, rows to write in, and not one value."""

from __future__ import annotations

import pytest
from filled_forms import covered, everywhere, lines_above, row_of, table_of, texts_of

from youju import forms, packs
from youju.errors import NotFoundError
from youju.forms.blank import blank
from youju.forms.contract import Sheet, Style
from youju.forms.sheets import known_sheets, sheet_of
from youju.registry import shelf

LAYOUTS = ("mof-monitoring", "mof-selfeval", "shanghai-2021", "shanghai-2026", "shanghai-selfeval")
SHEETS = ("department-summary", "mof-evaluation", "mof-review")


def test_a_declaration_of_2026_has_rows_for_each_second_level_in_official_order() -> None:
    grid = blank("shanghai-2026", packs.taxonomy("shanghai-2025"))
    assert lines_above(grid) == [("财政项目支出绩效目标申报表", "title"), ("（    年度）", "year")]
    assert covered(grid) == everywhere(10 + 22, 8)
    levels = [(cell.row, cell.column, cell.text, cell.rows) for cell in table_of(grid).cells if cell.column in (2, 3)]
    assert sorted(level for level in levels if level[0] > 10) == [
        (11, 2, "成本指标", 6),
        (11, 3, "经济成本指标", 2),
        (13, 3, "社会成本指标", 2),
        (15, 3, "生态环境成本指标", 2),
        (17, 2, "产出指标", 6),
        (17, 3, "数量指标", 2),
        (19, 3, "质量指标", 2),
        (21, 3, "时效指标", 2),
        (23, 2, "效益指标", 8),
        (23, 3, "经济效益指标", 2),
        (25, 3, "社会效益指标", 2),
        (27, 3, "生态效益指标", 2),
        (29, 3, "可持续影响指标", 2),
        (31, 2, "满意度指标", 2),
        (31, 3, "服务对象满意度指标", 2),
    ]
    assert row_of(grid, 12) == [(4, "", 1, 3), (7, "", 1, 2)]


def test_another_number_of_rows_and_another_tree_may_be_asked_for() -> None:
    grid = blank("shanghai-2021", packs.taxonomy("shanghai-2021"), rows=1)
    assert covered(grid) == everywhere(11 + 9, 5)
    assert [texts_of(grid, row) for row in (12, 15)] == [["产出指标", "数量指标", "", ""], ["成本指标", "", ""]]


@pytest.mark.parametrize("code", LAYOUTS)
def test_no_layout_prints_a_value_that_nobody_gave(code: str) -> None:
    grid = blank(code, packs.taxonomy("central-2021"))
    assert {cell.text for cell in table_of(grid).cells if not cell.label} <= {"", "—"}


@pytest.mark.parametrize("code", SHEETS)
def test_a_sheet_is_blank_by_itself(code: str) -> None:
    grid = blank(code, packs.taxonomy("central-2021"), style=Style(footer="空白表"))
    assert grid.footer == "空白表"
    assert lines_above(grid)[0] == (sheet_of(code).title, "title")


def test_a_blank_form_is_known_as_what_it_is() -> None:
    for code in ("mof-monitoring", "mof-selfeval", "shanghai-2021", "shanghai-2026"):
        grid = blank(code, packs.taxonomy("central-2021"))
        scores = {layout.code: layout.matches(grid) for layout in forms.known_layouts()}
        assert max(scores, key=lambda known: scores[known]) == code
        assert scores[code] >= 95


def test_forms_that_do_not_exist_are_refused_with_what_there_is() -> None:
    with pytest.raises(NotFoundError):
        blank("guangdong-goal", packs.taxonomy("central-2021"))
    with pytest.raises(NotFoundError) as caught:
        sheet_of("guangdong-goal")
    assert "mof-review" in caught.value.remedy


def test_every_sheet_has_a_code_of_its_own_that_no_layout_has() -> None:
    assert tuple(sheet.code for sheet in known_sheets()) == SHEETS
    assert len(shelf("youju.forms.sheets", Sheet)) == len(SHEETS)
    assert not set(SHEETS) & {layout.code for layout in forms.known_layouts()}
