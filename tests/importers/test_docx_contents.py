"""What cells and paragraphs of a Word file hold: boxes, controls, symbols, fields, changes, hidden text."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from word_making import (
    W,
    archive,
    codes,
    main_part,
    p,
    read,
    said,
    tables,
    tbl,
    tc,
    texts,
    tr,
    word,
)

from youju.importers.formats.docx import grid, recognises
from youju.model.grid import Paragraph, Table


def test_a_text_box_is_read_once_though_the_file_holds_it_twice() -> None:
    box = f"<w:txbxContent>{p('框一')}{tbl(tr(tc('框甲'), tc('框乙')))}</w:txbxContent>"
    drawn = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    found = grid(word(p("前", drawn, "后") + p("末")))
    before, box_text, table, after = found.blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["框甲", "框乙"]
    assert (before, box_text, after) == (Paragraph("前后"), Paragraph("框一"), Paragraph("末"))
    inside = grid(word(tbl(tr(tc(p("格", drawn)), tc("乙")))))
    assert [[cell.text for cell in table.cells] for table in tables(inside)] == [["格\n框一", "乙"], ["框甲", "框乙"]]


def test_a_text_box_of_an_older_file_is_read() -> None:
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('附件1')}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert said(p(box)) == ["附件1"]


def test_content_controls_around_everything_are_open() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    run = control("<w:r><w:t>中</w:t></w:r>")
    row = control(tr(control(tc("甲")), tc(control(p("乙")))))
    found = grid(word(control(p("前", run, "后")) + control(tbl(tr(tc("子"), tc("丑")), row))))
    assert texts(found) == ["前中后"]
    assert [cell.text for cell in tables(found)[0].cells] == ["子", "丑", "甲", "乙"]


def test_a_prompt_that_nobody_answered_is_no_answer() -> None:
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入文字。</w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    )
    found = grid(word(tbl(tr(tc("项目名称"), tc(p(prompt))))))
    assert [cell.text for cell in tables(found)[0].cells] == ["项目名称", ""]
    assert codes(found) == ["prompts_left_out"]
    assert "单击此处输入文字。" in found.notes[0].message


@pytest.mark.parametrize(
    ("checked", "sees"),
    [('<w14:checked w14:val="1"/>', "☑是"), ('<w14:checked w14:val="0"/>', "□是"), ("", "□是")],
)
def test_a_check_box_control_shows_its_state_and_not_its_glyph(checked: str, sees: str) -> None:
    box = (
        f"<w:sdt><w:sdtPr><w14:checkbox>{checked}</w14:checkbox></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
    )
    assert said(p(box, "是")) == [sees]


@pytest.mark.parametrize(
    ("state", "sees"),
    [
        ("<w:default w:val='0'/><w:checked/>", "☑新增"),
        ("<w:default w:val='1'/>", "☑新增"),
        ("<w:default w:val='1'/><w:checked w:val='0'/>", "□新增"),
        ("<w:default w:val='0'/>", "□新增"),
    ],
)
def test_a_check_box_of_an_older_form_field_shows_its_state(state: str, sees: str) -> None:
    field = (
        f"<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox>{state}</w:checkBox></w:ffData></w:fldChar></w:r>"
        "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    assert said(p(field, "新增")) == [sees]


def test_a_drop_down_form_field_shows_what_was_chosen() -> None:
    entries = "<w:listEntry w:val='经常性'/><w:listEntry w:val='一次性'/>"
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/>"
        f"{entries}</w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    assert said(p("项目类别：", field)) == ["项目类别：一次性"]


@pytest.mark.parametrize(
    ("font", "char", "sees"),
    [
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "00FE", "☑"),
        ("Wingdings", "F0A8", "□"),
        ("Wingdings", "F06F", "□"),
        ("Wingdings", "F0FC", "√"),
        ("Wingdings 2", "F052", "☑"),
        ("wingdings 2", "0052", "☑"),
        ("Wingdings 2", "00A3", "□"),
        ("Wingdings 2", "0050", "√"),
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F0A3", "≤"),
    ],
)
def test_symbols_are_read_as_they_are_seen(font: str, char: str, sees: str) -> None:
    assert said(p(f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>', "是")) == [f"{sees}是"]


def test_letters_set_in_a_symbol_font_are_read_as_they_are_seen() -> None:
    ticked = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/></w:rPr><w:t>R</w:t></w:r>'
    empty = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/></w:rPr><w:t>£否</w:t></w:r>'
    plain = '<w:r><w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体"/></w:rPr><w:t>R</w:t></w:r>'
    assert said(p(ticked, "是", empty, plain)) == ["☑是□否R"]


def test_a_symbol_that_is_not_known_is_told() -> None:
    for known_font in ('w:font="Wingdings" w:char="F021"', 'w:font="别的字体" w:char="xx"', ""):
        found = grid(word(p(f"<w:r><w:sym {known_font}/></w:r>", "是")))
        assert texts(found) == ["是"]
        assert codes(found) == ["symbols_left_out"]


@pytest.mark.parametrize(
    ("code", "sees"),
    [
        ((" eq \\o\\ac(□,√)",), "☑是"),
        ((" EQ \\o\\ac(", "□", ",√)"), "☑是"),
        (("eq \\o\\ac(□,\\s\\up 2(√))",), "☑是"),
        (("eq \\o\\ac(○,3)",), "3是"),
        (("eq \\o()",), "是"),
        (("PAGE",), "是"),
    ],
)
def test_a_tick_printed_over_a_box_by_a_field_is_a_ticked_box(code: tuple[str, ...], sees: str) -> None:
    parts = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in code)
    field = f"<w:r><w:fldChar w:fldCharType='begin'/></w:r>{parts}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    assert said(p(field, "是")) == [sees]


def test_fields_give_their_result_and_not_their_code() -> None:
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> DATE \\@ yyyy </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>2021</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    simple = "<w:fldSimple w:instr='REF x'><w:r><w:t>表一</w:t></w:r></w:fldSimple>"
    assert said(p(field, "年", simple)) == ["2021年表一"]


def test_changes_are_read_as_if_all_were_accepted() -> None:
    changed = p(
        "甲",
        "<w:ins><w:r><w:t>添</w:t></w:r></w:ins>",
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>",
        "<w:moveTo><w:r><w:t>移来</w:t></w:r></w:moveTo>",
    )
    rows = tbl(
        tr(tc("一"), tc("二")),
        tr(tc("删行"), tc("删行"), properties="<w:del/>"),
        tr(tc("三"), tc("删格", "<w:cellDel/>"), tc("四"), properties="<w:ins/>"),
    )
    found = grid(word(changed + rows))
    assert texts(found) == ["甲添移来"]
    assert [(cell.row, cell.column, cell.text) for cell in tables(found)[0].cells] == [
        (1, 1, "一"),
        (1, 2, "二"),
        (2, 1, "三"),
        (2, 2, "四"),
    ]
    assert codes(found) == ["revisions_accepted"]


def test_a_paragraph_whose_mark_is_deleted_runs_on_into_the_next() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert said(p(mark, "项目") + p("名称") + p("下一段")) == ["项目名称", "下一段"]
    assert said(p("前") + p(mark, "末")) == ["前", "末"]


def test_hidden_text_is_left_out_and_told() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
    seen = "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>见</w:t></w:r>"
    found = grid(word(p("甲", hidden, seen)))
    assert texts(found) == ["甲见"]
    assert codes(found) == ["hidden_text_left_out"]
    mark = "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>"
    assert grid(word(p(mark, "乙"))).blocks == (Paragraph("乙"),)


def test_breaks_and_tabs_in_a_cell_part_its_text() -> None:
    inner = p("<w:r><w:t>年度</w:t><w:br/><w:t>总体</w:t><w:tab/><w:t>目标</w:t><w:noBreakHyphen/><w:cr/></w:r>")
    soft = p("<w:r><w:t>前</w:t><w:lastRenderedPageBreak/><w:t>后</w:t></w:r>")
    assert read(tbl(tr(tc(inner + p("") + p(" 下 ")), tc(soft)))) == [
        (1, 1, 1, 1, "年度\n总体 目标-\n下"),
        (1, 2, 1, 1, "前后"),
    ]


def test_links_formulas_and_readings_keep_their_words() -> None:
    link = "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
    formula = "<m:oMath><m:r><m:t>≥95%</m:t></m:r></m:oMath>"
    upper = "<w:rt><w:r><w:t>jì</w:t></w:r></w:rt>"
    reading = f"<w:r><w:ruby>{upper}<w:rubyBase><w:r><w:t>绩</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    assert said(p(link, formula, reading, "效")) == ["链接≥95%绩效"]
    assert said(f"<m:oMathPara>{formula}</m:oMathPara><w:r><w:t>散</w:t></w:r>") == ["≥95%", "散"]


def test_cells_and_rows_outside_of_a_table_lose_no_text() -> None:
    assert said(tc("散格") + tr(tc("散行"))) == ["散格", "散行"]
    assert read(tbl(tr(p("<w:r/>"), tc(tc("内")), tc("乙"))))[0] == (1, 1, 1, 1, "内")


def test_headers_footnotes_numbers_and_comments_stay_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    document.add_paragraph("条目", style="List Number")
    footnote = f'<w:r xmlns:w="{W}"><w:footnoteReference w:id="2"/></w:r>'
    document.paragraphs[0]._p.append(parse_xml(footnote))  # noqa: SLF001 python-docx has no footnotes
    held = io.BytesIO()
    document.save(held)
    found = grid(held.getvalue())
    assert found.blocks == (Paragraph("条目"),)
    assert codes(found) == ["footnotes_left_out"]


def test_an_inserted_file_is_told() -> None:
    found = grid(word(p("甲") + "<w:altChunk/>"))
    assert codes(found) == ["inserted_file_left_out"]
    assert codes(grid(word(tbl(tr(tc("乙"), tc("<w:altChunk/><w:p/>")))))) == ["inserted_file_left_out"]


def test_a_macro_document_with_its_main_part_elsewhere_is_read() -> None:
    types = (
        '<Types><Override PartName="/doc/main.xml" '
        'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    )
    relations = '<Relationships><Relationship Type="x/officeDocument" Target="/doc/main.xml"/></Relationships>'
    main = f'<w:document xmlns:w="{W}"><w:body>{p("甲")}</w:body></w:document>'
    data = archive(
        {"[Content_Types].xml": types, "_rels/.rels": relations, "doc/main.xml": main, "doc/vbaProject.bin": b"\0"}
    )
    assert recognises(data) == 95
    assert texts(grid(data)) == ["甲"]


def test_relations_that_lead_nowhere_leave_the_usual_main_part() -> None:
    main = main_part(p("甲"))
    for target in ('Type="x/officeDocument" Target="doc/gone.xml"', 'Type="x/styles" Target="word/styles.xml"'):
        relations = f"<Relationships><Relationship {target}/></Relationships>"
        assert texts(grid(archive({"_rels/.rels": relations, "word/document.xml": main}))) == ["甲"]


def test_switches_that_are_off_or_out_of_place_change_nothing() -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    off = control.format("<w:showingPlcHdr w:val='0'/>", "<w:r><w:t>甲</w:t></w:r>")
    nothing_to_tick = control.format("<w14:checkbox/>", "<w:r/>")
    out_of_place = "<w:r><w:checkBox/><w:ddList/><w:vanish/><w:showingPlcHdr/><w:t>乙</w:t></w:r>"
    assert said(p(off, nothing_to_tick, out_of_place)) == ["甲乙"]


def test_a_table_without_cells_is_no_table() -> None:
    (table,) = tables(grid(word(tbl() + tbl(tr()) + tbl(tr(tc("甲"), tc("乙"))))))
    assert table.cells[0].place.table == 1
