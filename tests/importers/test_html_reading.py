"""Web pages to a grid: spans, layout tables, what is not shown, charsets, archives, and markup that means harm."""

# ruff: noqa: E501 # pages read best in one line

from __future__ import annotations

import io
import subprocess
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import docx
import pytest

from youju.errors import UnreadableError
from youju.importers import grid_of, rows_of
from youju.importers.formats.html import FORMAT, grid, recognises
from youju.model.grid import Grid, Paragraph, Table

Cells = list[tuple[int, int, int, int, str]]

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=Generator content="Microsoft Word 15">
<title>附件1</title><!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>某人</o:Author></o:DocumentProperties></xml>
<![endif]--><style><!-- p.MsoNormal {mso-style-unhide:no; content:"<td>";} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><div class=WordSection1 style='layout-grid:15.6pt'>
<p class=MsoNormal align=center style='mso-line-height-rule:exactly'><b><span style='font-size:16.0pt'>项目支出绩效
目标申报表<span lang=EN-US><o:p></o:p></span></span></b></p>
<table class=MsoNormalTable border=1 style='mso-yfti-tbllook:1184'>
 <tr style='mso-yfti-irow:0'><td width=100 rowspan=2 style='mso-border-alt:solid'><p class=MsoNormal>绩效<span
 lang=EN-US><br></span>指标</p></td><td colspan=2><p class=MsoNormal><![if !supportLists]><span lang=EN-US>1.<span
 style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span><![endif]>数量指标<span
 lang=EN-US><o:p></o:p></span></p></td></tr>
 <tr><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td><td><p class=MsoNormal>&ge;90%</p><p class=MsoNormal>按月</p></td></tr>
</table><p class=MsoNormal><span style='display:none;mso-hide:all'>隐藏</span><o:p>&nbsp;</o:p></p></div>
<div style='mso-element:comment-list'><p>批注：请核对</p></div></body></html>"""


def read(page: str) -> Grid:
    return grid_of(page.encode(), "表.html")[1]


def tables(found: Grid) -> list[Cells]:
    return [
        [(cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in block.cells]
        for block in found.blocks
        if isinstance(block, Table)
    ]


def outline(found: Grid) -> list[str | list[str]]:
    """Paragraphs as their text and tables as the texts of their cells, in reading order."""
    return [
        block.text if isinstance(block, Paragraph) else [cell.text for cell in block.cells] for block in found.blocks
    ]


def test_a_page_is_paragraphs_and_tables_in_reading_order() -> None:
    found = read("<html><body><h1>申报表</h1><table><tr><td>甲</td><td>乙</td></tr></table><p>盖章</p></body></html>")
    assert outline(found) == ["申报表", ["甲", "乙"], "盖章"]
    table = found.blocks[1]
    assert isinstance(table, Table)
    assert table.spans_known
    place = table.cells[1].place
    assert (place.table, place.row, place.column) == (1, 1, 2)


def test_spans_stand_where_a_browser_shows_them() -> None:
    found = read(
        "<table><tr><td rowspan=2>甲</td><td colspan='2'>乙</td></tr>"
        '<tr><td>丙</td><td rowspan="2">丁</td></tr><tr><td colspan=2>戊</td></tr></table>'
    )
    assert tables(found) == [
        [(1, 1, 2, 1, "甲"), (1, 2, 1, 2, "乙"), (2, 2, 1, 1, "丙"), (2, 3, 2, 1, "丁"), (3, 1, 1, 2, "戊")]
    ]


@pytest.mark.parametrize(
    ("span", "rows"), [("0", 3), ("1000000", 3), ("-2", 1), ("两", 1), ("2格", 2), ("", 1), ("２", 1), ("9" * 5000, 3)]
)
def test_an_absurd_span_of_rows_ends_with_its_section(span: str, rows: int) -> None:
    found = read(f"<table><tr><td rowspan='{span}'>甲</td><td>乙<tr><td>丙<tr><td>丁</table>")
    assert tables(found)[0][0] == (1, 1, rows, 1, "甲")


def test_an_absurd_span_of_columns_ends_where_the_last_cell_starts() -> None:
    found = read("<table><tr><td colspan=9999>题</td></tr><tr><td colspan=0>甲</td><td>乙</td></tr></table>")
    assert tables(found) == [[(1, 1, 1, 2, "题"), (2, 1, 1, 1, "甲"), (2, 2, 1, 1, "乙")]]


def test_cells_never_overlap() -> None:
    found = read("<table><tr><td>甲<td rowspan=2>乙<td>丙<tr><td colspan=3>丁<td>戊</table>")
    assert tables(found)[0][3:] == [(2, 1, 1, 1, "丁"), (2, 3, 1, 1, "戊")]


def test_head_stands_first_and_foot_last_wherever_they_are_written() -> None:
    found = read(
        "<table><tfoot><tr><td>合计<td>1</tfoot><tbody><tr><td>甲<td>2</tbody><thead><tr><td>名称<td>值</thead></table>"
    )
    assert outline(found) == [["名称", "值", "甲", "2", "合计", "1"]]


def test_a_row_without_cells_is_no_row_unless_a_cell_covers_it() -> None:
    found = read("<table><tr></tr><tr><td>甲<td rowspan=2>乙</tr><tr></tr><tr><td>丙<td>丁</table>")
    assert tables(found) == [[(1, 1, 1, 1, "甲"), (1, 2, 2, 1, "乙"), (3, 1, 1, 1, "丙"), (3, 2, 1, 1, "丁")]]


def test_a_layout_table_is_transparent() -> None:
    inner = "<table><tr><td>项目名称<td>样桥<tr><td>资金<td>1</table>"
    found = read(f"<table><tr><td>首页</td></tr><tr><td>栏目</td><td>正文：{inner}落款</td></tr></table>")
    assert outline(found) == ["首页", "栏目", "正文：", ["项目名称", "样桥", "资金", "1"], "落款"]


def test_a_row_of_a_layout_table_stays_a_row() -> None:
    inner = "<table><tr><td>项目名称<td>样桥<tr><td>资金<td>1</table>"
    found = read(f"<table><tr><td>单位：某局</td><td>万元</td></tr><tr><td colspan=2>{inner}</td></tr></table>")
    assert outline(found) == [["单位：某局", "万元"], ["项目名称", "样桥", "资金", "1"]]


def test_a_table_inside_a_form_stands_after_it() -> None:
    inner = "<table><tr><td>指标<td>值<tr><td>数量<td>3</table>"
    found = read(
        "<table><tr><td>项目名称<td>样桥<td>部门<td>某局<tr><td>性质<td>常年<td>年度<td>2024"
        f"<tr><td>绩效指标<td colspan=3>如下{inner}</table>"
    )
    assert outline(found) == [
        ["项目名称", "样桥", "部门", "某局", "性质", "常年", "年度", "2024", "绩效指标", "如下"],
        ["指标", "值", "数量", "3"],
    ]
    second = found.blocks[1]
    assert isinstance(second, Table)
    assert second.cells[0].place.table == 2


def test_an_inner_table_of_one_row_is_a_line_of_its_cell() -> None:
    boxes = "<table><tr><td><input type=checkbox checked>新增<td><input type=checkbox>常年</table>"
    found = read(f"<table><tr><td>项目性质<td>{boxes}<tr><td>部门<td>某局</table>")
    assert outline(found) == [["项目性质", "☑新增  □常年", "部门", "某局"]]


def test_a_table_of_one_column_is_paragraphs_and_a_blank_one_is_nothing() -> None:
    assert outline(read("<table><tr><td>甲<br>乙<tr><td>丙</table><table><tr><td>&nbsp;<td></table>")) == [
        "甲",
        "乙",
        "丙",
    ]


def test_blank_cells_keep_their_columns() -> None:
    assert tables(read("<table><tr><td>甲<td>&nbsp;<td><td>乙<tr><td style='visibility:hidden'>密<td>丙</table>")) == [
        [
            (1, 1, 1, 1, "甲"),
            (1, 2, 1, 1, ""),
            (1, 3, 1, 1, ""),
            (1, 4, 1, 1, "乙"),
            (2, 1, 1, 1, ""),
            (2, 2, 1, 1, "丙"),
        ]
    ]


def test_what_a_page_does_not_show_is_left_out() -> None:
    found = read(
        "<!doctype html><title>题</title><nav>首页 | 政务</nav><p hidden>一</p><p style='color:red; DISPLAY : none'>二</p>"
        "<p style=visibility:hidden>三</p><script>document.write('<table>')</script><style>td{}</style><template>四</template>"
        "<noscript>五</noscript><!-- 六 --><iframe>七</iframe><svg><text>八</text></svg><del>九</del>"
        "<input type=hidden value=十><button>打印</button><img alt=印章><p>留</p>"
        "<table><tr style='display:none'><td>甲<td>乙<tr><td>丙<td style='display:none'>丁<td>戊</table>"
    )
    assert outline(found) == ["留", ["丙", "戊"]]


def test_lines_of_a_cell_stay_lines_and_blank_runs_close() -> None:
    found = read(
        "<table><tr><td><p>1、甲  \n  乙；</p><p>2、丙<br>3、丁</p><p></p><div>4、a\n b</div><ul><li>戊<li>己</ul></td><td>x</td></tr></table>"
    )
    assert outline(found)[0][0] == "1、甲乙；\n2、丙\n3、丁\n4、a b\n戊\n己"


def test_entities_are_signs() -> None:
    found = read("<table><tr><td>&ge;90%&nbsp;&lt;p&gt;<td>&#8804;3&amp;&permil;</table>")
    assert outline(found) == [["≥90% <p>", "≤3&‰"]]


def test_the_fields_of_an_online_form_show_their_values() -> None:
    found = read(
        "<table><tr><td>性质<td><input type=CHECKBOX checked>新增<input type=radio>延续"
        "<td><input value='样桥'><input type=text><textarea>\n甲\n 乙</textarea>"
        "<td><select><option value=''>请选择<option value=1>某局</select>"
        "<td><select><option>甲<option selected>乙</select></table>"
    )
    assert outline(found) == [["性质", "☑新增□延续", "样桥甲\n乙", "", "乙"]]


def test_text_set_as_typed_keeps_its_lines() -> None:
    assert outline(read("<html><pre>甲  乙\n丙</pre><p style='white-space: pre-wrap'>丁\n戊</p>")) == [
        "甲  乙",
        "丙",
        "丁",
        "戊",
    ]


def test_the_mess_of_a_word_processor_says_what_its_page_says() -> None:
    found = grid(WORD.replace("&ge;", "≥").encode("gb18030"))
    assert outline(found) == ["项目支出绩效目标申报表", ["绩效\n指标", "1.  数量指标", "", "≥90%\n按月"]]
    assert tables(found)[0][0][:4] == (1, 1, 2, 1)


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "gbk", "big5", "iso-8859-1", "x-unknown", None])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_true_encoding_wins_over_the_declared_one(declared: str | None, encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    if declared == "big5" and encoding == "gb18030":
        pytest.skip("such bytes may be both")
    page = f"<html><head>{meta}</head><body><p>项目绩效目标申报表样桥</p></body></html>"
    code, found = grid_of(page.encode(encoding), "表.html")
    assert (code, outline(found)) == ("html", ["项目绩效目标申报表样桥"])


def test_traditional_characters_are_read_where_they_are_declared() -> None:
    page = '<?xml version="1.0" encoding="Big5"?><html><body>項目績效目標</body></html>'
    assert outline(grid(page.encode("big5"))) == ["項目績效目標"]


def archive(page: str, charset: str) -> bytes:
    whole = MIMEMultipart("related", type="text/html")
    whole.attach(MIMEText(page, "html", charset))
    whole.attach(MIMEImage(b"\x89PNG\r\n\x1a\n" + bytes(64), "png"))
    whole.attach(MIMEText("<html>页眉</html>", "html", charset))
    return whole.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_page_saved_as_one_file_is_its_first_page(charset: str) -> None:
    page = "<html><body><table><tr><td>项目名称<td>样桥</table></body></html>"
    code, found = grid_of(archive(page, charset), "表.mht")
    assert (code, outline(found)) == ("html", [["项目名称", "样桥"]])


def test_a_workbook_saved_as_one_page_is_the_pages_in_its_frames() -> None:
    frames = archive("<html><frameset rows='*,39'><frame src=sheet001.htm></frameset></html>", "utf-8")
    assert outline(grid(frames)) == ["页眉"]


def test_a_broken_archive_is_said_in_a_sentence() -> None:
    with pytest.raises(UnreadableError, match="没有网页内容"):
        grid(
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nAA\n--x--"
        )


FRAGMENTS = {
    "table": ("<table border=1><tr><td>甲</td><td>乙</td></tr></table>", 85),
    "rows": ("<tr><td>甲</td><td>乙</td></tr>", 85),
    "paragraphs": ("<p>甲</p>\n<p>乙</p>\n", 85),
    "text around a table": ("附件1\n申报表\n<table><tr><td>甲</td><td>乙</td></tr></table>\n注：略\n", 50),
    "page": ("\ufeff\n<!-- saved -->\n<!DOCTYPE html>\n<html lang=zh>", 95),
    "head only": ("<meta charset=utf-8><table><tr><td>甲", 95),
}


@pytest.mark.parametrize("name", FRAGMENTS)
def test_markup_is_recognised_without_its_frame(name: str) -> None:
    text, certainty = FRAGMENTS[name]
    assert recognises(text.encode()) == certainty
    assert FORMAT.code == "html"


def test_rows_copied_without_their_table_are_a_table() -> None:
    assert outline(read(FRAGMENTS["rows"][0])) == [["甲", "乙"]]


def test_the_lines_of_a_text_around_a_table_stay_lines() -> None:
    assert outline(read(FRAGMENTS["text around a table"][0])) == ["附件1", "申报表", ["甲", "乙"], "注：略"]


@pytest.mark.parametrize(
    "text",
    [
        "项目名称\t<p>样桥</p>\n资金\t<10万元\n",
        "<p>项目名称</p>\t<p>样桥</p>\n<p>资金</p>\t<p>1</p>",
        "<p>项目名称</p> | <p>样桥</p>\n<p>资金</p> | <p>1</p>",
        "<p>第一段\n第二段\n第三段\n第四段</p>\n",
        "指标 <table 样式丢失\n值<5\n",
        "<10万元\t甲\n",
    ],
)
def test_a_text_with_residue_of_markup_is_no_page(text: str) -> None:
    assert grid_of(text.encode(), "表.txt")[0] == "text"


def test_every_text_met_in_the_field_is_still_read_as_text() -> None:
    texts = sorted(Path("/work/shared/corpus").glob("*.txt"))
    if not texts:
        pytest.skip("the corpus is not here")
    assert {grid_of(path.read_bytes(), path.name)[0] for path in texts} == {"text"}


EMPTY = ["<html></html>", "<html><frameset><frame src=a.htm></frameset></html>", "<html><script>load()</script>"]


@pytest.mark.parametrize("page", EMPTY)
def test_a_page_without_text_gets_a_sentence_and_a_remedy(page: str) -> None:
    with pytest.raises(UnreadableError, match="网页里没有文字") as caught:
        read(page)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "Excel 2003"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "Word"),
        (b'<?xml version="1.0"?>\n<note>a</note>', "XML"),
    ],
    ids=["workbook", "text", "other"],
)
def test_the_xml_of_an_office_program_is_named_and_not_read(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words) as caught:
        grid_of(data, "表.xml")
    assert caught.value.remedy


def test_a_page_called_a_workbook_is_a_dump_when_it_holds_one_table() -> None:
    page = (
        "<html><head><meta charset=gbk></head><table><tr><td colspan=3>运单表</td></tr><tr><th>运单号<th>资费<th>备注</tr>"
        "<tr><td>A1<td>12.50<td></tr><tr><td>&nbsp;</tr><tr><td>A2</tr></table><p>第1页</p>"
    )
    read_rows = rows_of(page.encode("gb18030"), "运单.xls")
    assert (read_rows.header, read_rows.encoding) == (("运单号", "资费", "备注"), "gb18030")
    assert list(read_rows.rows) == [(3, ("A1", "12.50", "")), (5, ("A2", "", ""))]


def test_a_page_of_several_tables_or_none_is_no_dump() -> None:
    table = "<table><tr><td>甲<td>乙<tr><td>1<td>2</table>"
    for page, words in ((f"<html>{table}<p>{table}", "2 个表格"), ("<html><p>甲", "没有可以导入")):
        with pytest.raises(UnreadableError, match=words) as caught:
            rows_of(page.encode(), "表.xls")
        assert caught.value.remedy


def test_a_dump_with_markup_in_a_cell_is_still_a_dump() -> None:
    dump = '编号,经过,金额\n1,"<table><tr><td>甲</td></tr></table>",3\n2,乙,4\n'
    assert next(rows_of(dump.encode(), "表.csv").rows)[1][1].startswith("<table>")
    assert grid_of(dump.encode(), "表.csv")[0] == "csv"


def test_a_page_written_by_an_office_program_has_the_spans_of_its_document(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("财政项目支出绩效目标申报表")
    table = document.add_table(4, 4)
    for row in range(4):
        for column in range(4):
            table.cell(row, column).text = f"{row}·{column}"
    for first, last in (((0, 0), (0, 3)), ((1, 0), (3, 0)), ((2, 1), (3, 2))):
        merged = table.cell(*first).merge(table.cell(*last))
        merged.text = "合" + first.__repr__()
    held = io.BytesIO()
    document.save(held)
    (tmp_path / "表.docx").write_bytes(held.getvalue())
    subprocess.run(  # noqa: S603 # our own file, a fixed program
        [
            "/usr/bin/soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "html:HTML (StarWriter)",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "表.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    code, found = grid_of((tmp_path / "表.html").read_bytes(), "表.html")
    assert code == "html"
    assert outline(found)[0] == "财政项目支出绩效目标申报表"
    assert tables(found) == [
        [
            (1, 1, 1, 4, "合(0, 0)"),
            (2, 1, 3, 1, "合(1, 0)"),
            (2, 2, 1, 1, "1·1"),
            (2, 3, 1, 1, "1·2"),
            (2, 4, 1, 1, "1·3"),
            (3, 2, 2, 2, "合(2, 1)"),
            (3, 4, 1, 1, "2·3"),
            (4, 4, 1, 1, "3·3"),
        ]
    ]
