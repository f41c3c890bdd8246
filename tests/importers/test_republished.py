"""What sites did to forms they published again is undone where that is certain, and said."""

from __future__ import annotations

from youju.importers.republished import NOTE, restored
from youju.model.grid import Cell, Grid, Paragraph, Table

SIMPLE = "项目支出绩效自评表 主管部门 产出指标 数量指标 质量指标 时效指标 效益指标 满意度指标"
TRADITIONAL = "項目支出績效自評表 主管部門 產出指標 數量指標 質量指標 時效指標 效益指標 滿意度指標"


def texts(grid: Grid) -> list[str]:
    return [block.text if isinstance(block, Paragraph) else block.cells[0].text for block in grid.blocks]


def test_traditional_characters_become_simplified_ones_with_a_note() -> None:
    found = restored(Grid((Paragraph(TRADITIONAL), Table((Cell(1, 1, "項目名稱"),)))))
    assert texts(found) == [SIMPLE, "项目名称"]
    assert [note.code for note in found.notes] == [NOTE]


def test_pinyin_behind_characters_goes_and_other_brackets_stay() -> None:
    text = "績(jī)效自評(píng)表 項(xiàng)目 補(bǔ)助 執(zhí)行數(shù) 執行率(B/A) 項目資金(萬元) (a)方案"
    found = restored(Grid((Paragraph(text),)))
    assert texts(found) == ["绩效自评表 项目 补助 执行数 执行率(B/A) 项目资金(万元) (a)方案"]


def test_utf8_that_was_read_as_gbk_is_read_again() -> None:
    text = "项目支出绩效目标申报"  # an even number of characters: of an odd one the last is lost
    misread = text.encode().decode("gb18030")
    found = restored(Grid((Paragraph(misread),)))
    assert texts(found) == [text]


def test_a_simplified_form_stays_as_it_is() -> None:
    grid = Grid((Paragraph(SIMPLE), Table((Cell(1, 1, "（A）鐘楼"),))))
    assert restored(grid) is grid
