"""CSV dumps and forms: encodings, separators, numbers of rows and lines, and files that are none."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youju.errors import UnreadableError
from youju.importers import grid_of
from youju.importers.formats.csv import FORMAT, grid, recognises, rows
from youju.model.grid import Grid, Paragraph, Table

DUMP = "运单号,资费\nA1,12.50\nA2,\n"


def all_rows(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return list(rows(data).rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_dump_reads_alike_in_every_encoding_offices_write(encoding: str) -> None:
    read = rows(DUMP.encode(encoding))
    assert read.header == ("运单号", "资费")
    assert list(read.rows) == [(2, ("A1", "12.50")), (3, ("A2", ""))]


def test_the_encoding_is_named() -> None:
    assert rows(DUMP.encode("gb18030")).encoding == "gb18030"
    assert rows(DUMP.encode()).encoding == "utf-8"


def test_a_gbk_file_that_claims_utf8_by_its_mark_is_read_as_what_it_is() -> None:
    read = rows(codecs.BOM_UTF8 + DUMP.encode("gb18030"))
    assert (read.header, read.encoding) == (("运单号", "资费"), "gb18030")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_that_cuts_the_header(separator: str) -> None:
    text = separator.join(("编号", "名称", "备注")) + "\n" + separator.join(("1", "甲", "乙")) + "\n"
    assert rows(text.encode()).header == ("编号", "名称", "备注")
    assert all_rows(text.encode()) == [(2, ("1", "甲", "乙"))]


def test_a_header_in_quotation_marks_may_hold_other_separators() -> None:
    assert rows('"编号;号","名称, 全称"\n1,甲\n'.encode()).header == ("编号;号", "名称, 全称")


def test_blank_lines_are_left_out_but_counted() -> None:
    assert all_rows("编号,名称\n1,甲\n\n,\n 　,\n2,乙\n".encode()) == [(2, ("1", "甲")), (6, ("2", "乙"))]


def test_a_cell_over_several_lines_is_one_row() -> None:
    assert all_rows('编号,经过\n1,"先停电，\n后恢复"\n2,无\n'.encode()) == [
        (2, ("1", "先停电，\n后恢复")),
        (3, ("2", "无")),
    ]


def test_the_header_may_stand_below_blank_lines() -> None:
    read = rows("\n\n编号,名称\n1,甲\n".encode())
    assert (read.header, list(read.rows)) == (("编号", "名称"), [(4, ("1", "甲"))])


def test_short_rows_are_padded_and_long_rows_keep_their_extra_cells() -> None:
    assert all_rows("编号,名称,备注\n1\n2,乙,丙,丁\n".encode()) == [(2, ("1", "", "")), (3, ("2", "乙", "丙", "丁"))]


def test_line_ends_of_every_system_are_read() -> None:
    expected = [(2, ("1", "甲")), (3, ("2", "乙"))]
    for end in ("\n", "\r\n", "\r"):
        assert all_rows(end.join(("编号,名称", "1,甲", "2,乙")).encode()) == expected


def test_a_formula_stays_the_text_it_is() -> None:
    assert all_rows("编号,备注\n1,=1+1\n2,@SUM(A1)\n".encode()) == [(2, ("1", "=1+1")), (3, ("2", "@SUM(A1)"))]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04rest", "办公文件"),
        (b"%PDF-1.7", "PDF"),
        (b"a,b\n1,\x00\n", "二进制"),
        (b"a,b\n" + b"1,2\n" * 20_000 + b"3,\x00\n", "空字符"),
        (b"", "没有表头"),
        (b"\n \n,,\n", "没有表头"),
        (b"\x81,\xff\xff\n", "第1行"),
    ],
    ids=["archive", "pdf", "binary", "nul", "empty", "blank", "no encoding"],
)
def test_what_is_no_dump_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words) as refused:
        rows(data)
    assert refused.value.remedy


def test_an_unclosed_quotation_mark_is_refused_instead_of_swallowing_rows() -> None:
    read = rows('编号,名称\n1,甲\n2,"乙\n3,丙\n'.encode())
    with pytest.raises(UnreadableError, match="引号不成对"):
        list(read.rows)


@pytest.mark.parametrize(
    ("data", "certainty"),
    [
        (DUMP.encode(), 60),
        (DUMP.encode("gb18030"), 60),
        ('"编号","名称"\n'.encode(), 30),
        ("编号\n1\n".encode(), 10),
        (b" \n", 0),
        (b"%PDF-1.7", 0),
        (b"\x81,\xff\xff\n", 0),
    ],
    ids=["utf-8", "gb18030", "quoted", "one column", "blank", "pdf", "no encoding"],
)
def test_text_cut_by_a_separator_is_recognised(data: bytes, certainty: int) -> None:
    assert recognises(data) == certainty
    assert FORMAT.code == "csv"


FORM = '申报表,,,\r\n项目名称,样桥,性质,"阶段性\r\n项目"\r\n,,,\r\n资金（元）,"10,308,000.00",,0.00\r\n'


def texts(found: Grid) -> list[str | list[list[str]]]:
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows()]
        for block in found.blocks
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_form_saved_as_csv_keeps_blank_cells_and_the_lines_of_a_cell(encoding: str, separator: str) -> None:
    form = FORM if separator == "," else FORM.replace(",", separator).replace('"10;308;000.00"', "10")
    found = grid(form.encode(encoding))
    table = found.blocks[0]
    assert isinstance(table, Table)
    assert not table.spans_known
    first, second, third = table.rows()
    assert [cell.text for cell in first] == ["申报表", "", "", ""]
    assert [cell.text for cell in second] == ["项目名称", "样桥", "性质", "阶段性\n项目"]
    assert [cell.text for cell in third][2:] == ["", "0.00"]


def test_a_cell_of_a_form_knows_the_line_its_record_begins_at() -> None:
    table = grid(FORM.encode()).blocks[0]
    assert isinstance(table, Table)
    assert [(cell.place.table, cell.place.row, cell.place.column, cell.place.line) for cell in table.cells[3::4]] == [
        (1, 1, 4, 1),
        (1, 2, 4, 2),
        (1, 3, 4, 5),
    ]


def test_an_empty_line_parts_tables_and_a_line_of_one_cell_is_a_paragraph() -> None:
    found = grid("申报表\n\n甲,乙,丙\n1,2,3\n4,5,6\n\n丁,戊,己\n".encode())
    assert texts(found) == ["申报表", [["甲", "乙", "丙"], ["1", "2", "3"], ["4", "5", "6"]], [["丁", "戊", "己"]]]


def test_a_title_alone_in_its_line_hides_no_separator() -> None:
    form = "财政项目支出绩效目标申报表\n项目名称,样桥,性质,常年\n资金,1,其他,0\n部门,某局,单位,某所\n"
    assert grid_of(form.encode(), "表.csv")[0] == "csv"


def test_a_form_met_in_the_field_is_read_as_csv() -> None:
    path = Path("/work/shared/corpus/03-sh-putuo-chaiwei-2026-grid.csv")
    if not path.exists():
        pytest.skip("the corpus is not here")
    code, found = grid_of(path.read_bytes(), path.name)
    (table,) = found.blocks
    assert code == "csv"
    assert isinstance(table, Table)
    assert {len(row) for row in table.rows()} == {8}
    assert table.rows()[2][5].text == "阶段\n性项\n目"
    assert (table.rows()[3][0].text, table.rows()[3][0].place.line) == ("主管部门", 6)


@pytest.mark.parametrize(
    "text",
    [
        "项目名称\t样桥\t性质\t常年\n资金\t10,308,000.00\t其他\t0.00\n部门\t某局\t单位\t某所\n",
        "数量 | 1,000 | 是\n质量 | 2,000 | 是\n时效 | 3,000 | 是\n",
        "完成甲项工作，改善环境。\n完成乙项工作，提高效率。\n完成丙项工作，节约资金。\n",
        "完成甲项工作,改善环境。\n完成乙项工作,提高效率。\n完成丙项工作,节约资金。\n",
        "The bridge, built\nThe road, mended\nThe tree, planted\n",
        "甲,乙\n丙\n丁\n戊\n己,庚,辛\n",
        "甲,乙,丙\n",
        '甲,"乙,丙\n1,2,3\n4,5,6\n',
    ],
    ids=["tabs", "pipes", "Chinese commas", "commas", "English", "ragged", "one line", "open quote"],
)
def test_a_text_with_commas_in_it_is_no_csv(text: str) -> None:
    assert grid_of(text.encode(), "表.txt")[0] == "text"


def test_absurdly_many_cells_of_a_form_are_refused() -> None:
    with pytest.raises(UnreadableError, match="单元格") as refused:
        grid(b"1,2,3\n" * 400_000)
    assert refused.value.remedy


def test_a_form_of_blanks_is_refused() -> None:
    with pytest.raises(UnreadableError, match="只有空白"):
        grid(b",,,\n,,,\n,,,\n")


@given(st.text('甲乙,;\t"\r\n 1', max_size=60))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    try:
        found: Grid | UnreadableError = grid(text.encode())
    except UnreadableError as refused:
        found = refused
    assert found.blocks if isinstance(found, Grid) else len(found.message) < 80
