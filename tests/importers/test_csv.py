"""CSV dumps: encodings, separators, row numbers as a spreadsheet shows them, and files that are none."""

from __future__ import annotations

import codecs

import pytest

from youju.errors import UnreadableError
from youju.importers.formats.csv import FORMAT, recognises, rows

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
        ('"编号","名称"\n'.encode(), 60),
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
