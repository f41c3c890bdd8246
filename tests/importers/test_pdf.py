"""PDF to a grid: ruled tables with their spans, tables over pages, rotated pages, tables without rules, text."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Sequence

import docx
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from pdf_making import Truth, add_table, document, printed, truth, typeset

from youju.importers.formats.pdf import grid
from youju.importers.formats.text import grid as text_grid
from youju.model.grid import Grid, Paragraph, Table

FORM = truth(
    [
        [("项目名称", 1, 1), ("窗口业务管理", 1, 2), ("项目类别", 1, 1), ("经常性项目", 1, 1)],
        [
            ("项目资金", 3, 1),
            ("项目资金总额", 1, 1),
            ("3,596,500", 1, 1),
            ("年度资金申请总额", 1, 1),
            ("3,596,500", 1, 1),
        ],
        [("其中：财政资金", 1, 1), ("3,596,500", 1, 1), ("其中：当年财政拨款", 1, 1), ("3,596,500", 1, 1)],
        [("", 1, 1), ("", 1, 1), ("上年结转资金", 1, 1), ("", 1, 1)],
        [("绩效指标", 5, 1), ("一级指标", 1, 1), ("二级指标", 1, 1), ("三级指标", 1, 1), ("指标目标值", 1, 1)],
        [("产出指标", 3, 1), ("数量指标", 2, 1), ("新开办企业数量", 1, 1), (">=29000家", 1, 1)],
        [("A 类 of all", 1, 1), ("≥40个", 1, 1)],
        [("质量指标", 1, 1), ("出错率\n（全年）", 1, 1), ("≤1%", 1, 1)],
        [("满意度指标", 1, 2), ("满意度", 1, 1), ("≥95%", 1, 1)],
    ]
)
LEVELS = ("产出指标", "效益指标")
ROWS = 40
LONG = truth(
    [
        [("一级指标", 1, 1), ("二级指标", 1, 1), ("三级指标", 1, 1), ("指标目标值", 1, 1)],
        *(
            [(level, ROWS, 1)] * (row == 0)
            + [(f"{level}分类{row // 20}", 20, 1)] * (row % 20 == 0)
            + [(f"{level}第{row}项", 1, 1), (f"≥{row}家", 1, 1)]
            for level in LEVELS
            for row in range(ROWS)
        ),
    ]
)
CUT = truth(
    [
        [
            ("项目目标", 1, 1),
            ("".join(f"第{number}句为企业和群众提供服务，" for number in range(150)) + "完。", 1, 1),
            ("短文", 1, 1),
        ],
        [("甲", 1, 1), ("乙", 1, 1), ("丙", 1, 1)],
    ]
)
OPEN = truth(
    [
        [("一级指标", 1, 1), ("二级指标", 1, 1), ("指标目标值", 1, 1)],
        *([("产出指标" if row == 0 else "", 1, 1), (f"办理数量{row}", 1, 1), (f"≥{row}件", 1, 1)] for row in range(5)),
    ]
)


def tables(found: Grid) -> list[Table]:
    return [block for block in found.blocks if isinstance(block, Table)]


def paragraphs(found: Grid) -> list[str]:
    return [block.text for block in found.blocks if isinstance(block, Paragraph)]


def cells(table: Table, *, wrapped: bool = True) -> Truth:
    """The cells; where the printer wrapped lines, without line breaks."""
    return tuple(
        (cell.row, cell.column, cell.rows, cell.columns, cell.text.replace("\n", "") if wrapped else cell.text)
        for cell in table.cells
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    form = document("财政项目支出绩效目标申报表", "（2021年度）")
    add_table(form, FORM)
    form.add_paragraph("填报人：甲    单位：元")
    long = document("绩效目标表")
    long.sections[0].header.paragraphs[0].text = "示范区绩效管理"
    long.sections[0].footer.paragraphs[0].text = "- 7 -"
    add_table(long, LONG, heading=1)
    long.add_paragraph("填报人：甲")
    cut = document("绩效目标")
    add_table(cut, CUT)
    wide = docx.Document()
    section = wide.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    add_table(wide, FORM)
    opened = document("绩效目标")
    add_table(opened, OPEN, style=None)
    text = document("财政项目支出绩效目标申报表", "（2021年度）", "项目名称|窗口业务|项目类别|经常性项目")
    made = {"form": form, "long": long, "cut": cut, "wide": wide, "opened": opened, "text": text}
    return printed(tmp_path_factory.mktemp("forms"), made)


def test_a_ruled_form_keeps_every_cell_and_span(office: dict[str, bytes]) -> None:
    found = grid(office["form"])
    [table] = tables(found)
    assert table.spans_known
    kept = tuple((row, column, down, across, text.replace("\n", "")) for row, column, down, across, text in FORM)
    assert cells(table) == kept
    assert "出错率\n（全年）" in [cell.text for cell in table.cells]
    assert paragraphs(found) == ["财政项目支出绩效目标申报表", "（2021年度）", "填报人：甲", "单位：元"]
    assert not found.landscape
    assert not found.notes


def test_a_cell_knows_its_page_table_row_and_column(office: dict[str, bytes]) -> None:
    place = next(cell.place for cell in tables(grid(office["form"]))[0].cells if cell.text == "≥95%")
    assert (place.page, place.table, place.row, place.column) == (1, 1, 9, 5)


def test_a_table_over_pages_is_one_table_without_its_repeated_header(office: dict[str, bytes]) -> None:
    found = grid(office["long"])
    [table] = tables(found)
    assert cells(table) == LONG
    pages = [cell.place.page or 0 for cell in table.cells if cell.column == 4]
    assert pages == sorted(pages)
    assert pages[-1] > 1
    assert paragraphs(found) == ["示范区绩效管理", "绩效目标表", "填报人：甲"]


def test_a_cell_cut_by_a_page_break_is_joined(office: dict[str, bytes]) -> None:
    found = grid(office["cut"])
    assert cells(tables(found)[0]) == CUT
    assert len(tables(found)) == 1


def test_a_landscape_page_is_landscape(office: dict[str, bytes]) -> None:
    found = grid(office["wide"])
    assert found.landscape
    assert cells(tables(found)[0]) == tuple((*cell[:4], cell[4].replace("\n", "")) for cell in FORM)


def test_a_table_without_rules_is_found_by_its_columns(office: dict[str, bytes]) -> None:
    found = grid(office["opened"])
    [table] = tables(found)
    assert not table.spans_known
    assert cells(table) == OPEN
    assert paragraphs(found) == ["绩效目标"]


def test_text_alone_is_read_as_plain_text_is(office: dict[str, bytes]) -> None:
    written = "财政项目支出绩效目标申报表\n（2021年度）\n项目名称|窗口业务|项目类别|经常性项目"
    assert grid(office["text"]).blocks == text_grid(written.encode()).blocks


SMALL = truth(
    [
        [("一级指标", 1, 1), ("三级指标", 1, 1), ("得分", 1, 1)],
        [("产出指标", 2, 1), ("办理数量", 1, 1), ("10.00", 1, 1)],
        [("窗口数量", 1, 1), ("9.50", 1, 1)],
        [("总分", 1, 2), ("19.50", 1, 1)],
    ]
)
SMALL_SET = """#table(columns: (2fr, 3fr, 1fr), table.header([一级指标], [三级指标], [得分]),
  table.cell(rowspan: 2)[产出指标], [办理数量], [10.00], [窗口数量], [9.50], table.cell(colspan: 2)[总分], [19.50])
"""


def test_a_form_set_by_typst_is_read() -> None:
    found = grid(typeset("#set page(flipped: true)\n自评表\n" + SMALL_SET))
    assert cells(tables(found)[0]) == SMALL
    assert paragraphs(found) == ["自评表"]
    assert found.landscape


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_rotated_page_is_read_upright(quarters: int) -> None:
    opened = pypdfium2.PdfDocument(typeset("#set page(flipped: true)\n自评表\n" + SMALL_SET))
    opened[0].set_rotation(quarters * 90)
    kept = io.BytesIO()
    opened.save(kept)
    found = grid(kept.getvalue())
    assert cells(tables(found)[0]) == SMALL
    assert found.landscape


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_form_printed_sideways_is_read_upright(degrees: int) -> None:
    found = grid(typeset(f"#rotate({degrees}deg, reflow: true, block(width: 20cm)[自评表 {SMALL_SET}])"))
    assert cells(tables(found)[0]) == SMALL
    assert paragraphs(found) == ["自评表"]


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_label_written_up_or_down_its_cell_is_read_along(degrees: int) -> None:
    label = f"#rotate({degrees}deg, reflow: true)[产出 output]"
    found = grid(
        typeset(f"绩效自评表，请逐项填写，不得空项\n#table(columns: 2, [{label}], [办理数量和质量], [总分], [10])")
    )
    assert [cell.text for cell in tables(found)[0].cells] == ["产出 output", "办理数量和质量", "总分", "10"]


def test_letters_one_below_the_other_stay_in_their_order() -> None:
    found = grid(typeset("#table(columns: (16pt, 60pt), inset: 2pt, [绩效指标], [办理数量], [], [])"))
    assert tables(found)[0].cells[0].text.replace("\n", "") == "绩效指标"


def test_a_line_that_ends_before_a_bracket_was_wrapped() -> None:
    """A bracket may not end a line, so the line above it has room for one character more."""
    found = grid(typeset("#table(columns: (40pt, 60pt), inset: 4pt, [系统（软件）更新], [及时], [], [])"))
    assert tables(found)[0].cells[0].text == "系统（软件）更新"


def test_forms_of_a_batch_stay_apart() -> None:
    form = "绩效目标申报表\n#table(columns: 2, [项目名称], [{}], {} [合计], [1])\n"
    rows = "[数量], [10], " * 30
    found = grid(typeset("#pagebreak()\n".join(form.format(name, rows) for name in ("甲", "乙"))))
    assert [table.cells[1].text for table in tables(found)] == ["甲", "乙"]
    assert paragraphs(found) == ["绩效目标申报表"] * 2
    assert [{cell.place.table for cell in table.cells} for table in tables(found)] == [{1}, {2}]


def test_rows_go_on_over_pages_without_a_header() -> None:
    rows = [(f"指标{number}", f"{number}") for number in range(90)]
    source = "".join(f"[{name}], [{value}], " for name, value in rows)
    found = grid(typeset(f'#set page(numbering: "- 1 -")\n绩效目标\n#table(columns: 2, {source})'))
    [table] = tables(found)
    assert [(left.text, right.text) for left, right in table.rows()] == rows
    assert paragraphs(found) == ["绩效目标"]


NUMBERED = "".join(f"[第{number}项], [{number}], " for number in range(30))


def test_a_spanning_cell_printed_again_on_the_next_page_is_one_cell() -> None:
    head = "#table(columns: (60pt, 100pt, 60pt), [一级指标], [三级指标], [得分], "
    again = "table.cell(rowspan: 2)[产出指标], [甲], [8], [乙], [9], table.cell(colspan: 2)[总分], [17])"
    found = grid(typeset(f"{head} table.cell(rowspan: 30)[产出指标], {NUMBERED})#pagebreak(){head} {again}"))
    [table] = tables(found)
    assert [cell[:4] for cell in cells(table) if cell[4] == "产出指标"] == [(2, 1, 32, 1)]
    assert cells(table)[-2:] == ((34, 1, 1, 2, "总分"), (34, 3, 1, 1, "17"))


ABOVE = "".join(f"[产出指标], [第{number}项], [{number}], " for number in range(30))


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("效益指", "标", "效益指标"),
        ("效益", "指标", "效益指标"),
        ("效益指标", "30分", "效益指标30分"),
        ("效益指标", "满意度指标", None),
        ("时效指标", "标准", None),
    ],
)
def test_a_level_cut_by_a_page_break_is_one_label(above: str, below: str, whole: str | None) -> None:
    table = "#table(columns: (50pt, 100pt, 60pt), "
    found = grid(
        typeset(
            f"{table}[一级指标], [三级指标], [得分], {ABOVE} [{above}], [知晓度], [8])#pagebreak()"
            f"{table}[{below}], [网络], [9])"
        )
    )
    last = [cell for cell in cells(tables(found)[0]) if cell[0] > 31 and cell[1] == 1]
    assert last == ([(32, 1, 2, 1, whole)] if whole else [(32, 1, 1, 1, above), (33, 1, 1, 1, below)])


def test_a_full_row_above_a_page_break_does_not_swallow_the_row_below() -> None:
    """Narrow cells are full however little they say; two targets are two rows."""
    table = "#table(columns: (50pt, 68pt, 44pt, 24pt), inset: 4pt, "
    rows = "".join(f"[数量指标], [第{number}项], [≥{number}], [√], " for number in range(30))
    found = grid(
        typeset(
            f"{table}{rows} [质量指标], [系统可用比率], [≥99.9%], [√])#pagebreak()"
            f"{table}[], [测评通过比率], [≥100%], [√], [], [], [], [])"
        )
    )
    names = [cell for cell in cells(tables(found)[0]) if cell[0] > 30 and cell[1] == 2 and cell[4]]
    assert names == [(31, 2, 1, 1, "系统可用比率"), (32, 2, 1, 1, "测评通过比率")]


def test_a_hyphen_at_the_end_of_a_line_is_kept() -> None:
    found = grid(typeset("#table(columns: (72pt, 60pt), inset: 4pt, [2021年1月-\\ 2023年12月], [及时], [], [])"))
    assert tables(found)[0].cells[0].text == "2021年1月-2023年12月"


def test_a_page_with_more_columns_gives_the_table_its_columns() -> None:
    first = f"#table(columns: (60pt, 160pt), {NUMBERED})"
    found = grid(
        typeset(f"{first}#pagebreak()#table(columns: (60pt, 100pt, 60pt), [甲], [乙], [丙], [丁], [戊], [己])")
    )
    [table] = tables(found)
    assert cells(table)[:2] == ((1, 1, 1, 1, "第0项"), (1, 2, 1, 2, "0"))
    assert cells(table)[-3:] == ((32, 1, 1, 1, "丁"), (32, 2, 1, 1, "戊"), (32, 3, 1, 1, "己"))


@pytest.mark.parametrize("between", ["", "附表\n"])
def test_a_table_that_did_not_fill_its_page_or_has_a_title_above_is_a_table_of_its_own(between: str) -> None:
    rows = NUMBERED if between else "[甲], [1], "
    found = grid(typeset(f"#table(columns: 2, {rows})#pagebreak()\n{between}#table(columns: 2, {rows})"))
    assert len(tables(found)) == 2


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    found = grid(
        typeset("#table(columns: 2, inset: 8pt, [外一], [外二 #table(columns: 2, [内一], [内二])], [外三], [外四])")
    )
    assert [[cell.text for cell in table.cells] for table in tables(found)] == [
        ["外一", "外二", "外三", "外四"],
        ["内一", "内二"],
    ]


def test_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    lines = "stroke: (x, y) => (y: 1pt, left: if x > 0 { 1pt })"
    found = grid(typeset(f"#table(columns: 3, {lines}, [甲], [乙], [丙], [丁], [戊], [己])"))
    assert [cell.text for cell in tables(found)[0].cells] == list("甲乙丙丁戊己")


def test_a_frame_around_the_page_is_no_table() -> None:
    found = grid(typeset("#rect(width: 100%, inset: 20pt)[说明文字 #table(columns: 2, [甲], [乙], [丙], [丁])]"))
    assert [cell.text for cell in tables(found)[0].cells] == list("甲乙丙丁")
    assert paragraphs(found) == ["说明文字"]


def test_a_page_stamped_onto_another_is_read_in_its_place() -> None:
    source = pypdfium2.PdfDocument(typeset("自评表\n" + SMALL_SET))
    target = pypdfium2.PdfDocument.new()
    sheet = target.new_page(595, 842)
    capture = pypdfium2.raw.FPDF_NewXObjectFromPage(target, source, 0)
    item = pypdfium2.raw.FPDF_NewFormObjectFromXObject(capture)
    pypdfium2.raw.FPDFPageObj_SetMatrix(item, ctypes.byref(pypdfium2.raw.FS_MATRIX(0.5, 0, 0, 0.5, 100, 200)))
    pypdfium2.raw.FPDFPage_InsertObject(sheet, item)
    sheet.gen_content()
    kept = io.BytesIO()
    target.save(kept)
    assert cells(tables(grid(kept.getvalue()))[0]) == SMALL


WIDTH = 60  # points of a column of a sheet
SHEET = (
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("产出指标", "数量指标", "办件数", "≥100件", "", "50", "50"),
    ("", "质量指标", "合格率", "≥95%", "96%", "20", "20"),
    ("满意度指标", "服务对象满意", "满意度", "≥95%", "96%", "20", "20"),
    ("总分", "", "", "", "", "100", "99.5"),
)


def sheet_without_borders(rows: Sequence[Sequence[str]], across: str) -> bytes:
    """A page as workbooks print it: texts of 11 points in narrow columns, too long ones run on, plain numbers right."""
    placed = []
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            side = "right" if text.replace(".", "").isdecimal() and across == "left" else across
            wide = WIDTH - 2 if side != "left" else 4 * WIDTH
            cell = f"box(width: {wide}pt, align({side}, text(size: 11pt)[{text}]))"
            placed.append(f"#place(dx: {WIDTH * column}pt, dy: {15 * row}pt, {cell})\n")
    return typeset("".join(placed))


def test_a_sheet_printed_without_borders_has_its_columns_where_texts_begin() -> None:
    [table] = tables(grid(sheet_without_borders(SHEET, "left")))
    assert tuple(tuple(cell.text for cell in row) for row in table.rows()) == SHEET


def test_texts_in_the_middle_of_columns_do_not_move_to_the_column_beside() -> None:
    rows = tuple(tuple(text.replace("服务对象满意", "服务") for text in row) for row in SHEET)
    [table] = tables(grid(sheet_without_borders(rows, "center")))
    assert tuple(tuple(cell.text for cell in row) for row in table.rows()) == rows


def test_an_amount_broken_over_two_lines_of_its_cell_is_one_number() -> None:
    found = grid(typeset("#table(columns: (58pt, 60pt), inset: 3pt, align: center, [3,403,367.9\\ 5], [10], [], [])"))
    assert tables(found)[0].cells[0].text == "3,403,367.95"
