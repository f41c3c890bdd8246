"""Word files that are locked, damaged or no Word files: a sentence and a remedy, never a traceback."""

from __future__ import annotations

import functools
import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_making import (
    DOWN,
    ON,
    W,
    archive,
    codes,
    main_part,
    official,
    p,
    span,
    tables,
    tbl,
    tc,
    tr,
    word,
)

from youju.errors import UnreadableError
from youju.importers import grid_of
from youju.importers.formats.docx import FORMAT, MOST_CELLS, grid, recognises


def test_the_format_is_found_by_content() -> None:
    assert FORMAT.code == "docx"
    assert recognises(official()) == 95
    assert recognises(archive({"xl/workbook.xml": "<x/>"})) == 0
    embedded = '<Types><Default Extension="docx" ContentType="a/vnd.x.wordprocessingml.document"/></Types>'
    assert recognises(archive({"[Content_Types].xml": embedded, "xl/workbook.xml": "<x/>"})) == 0
    assert recognises("项目名称\t甲".encode()) == 0
    assert recognises(b"PK\x03\x04 something else") == 0


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        grid_of(data, "表.docx")
    assert caught.value.remedy
    return caught.value.message


def compound(stream: str) -> bytes:
    """The start of a compound file whose directory names that stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + f"{stream}\0".encode("utf-16-le") + bytes(100)


MAIN = f'<w:document xmlns:w="{W}"><w:body>{p("甲&x;")}</w:body></w:document>'
BROKEN = {
    "不完整": official()[:20_000],
    "设了打开密码": compound("EncryptedPackage"),
    "没有正文部分": archive({"word/styles.xml": "<w/>", "word/media/a.png": b"x"}),
    "不是 Word 文档": archive({"word/document.xml": "<html/>"}),
    "正文损坏": archive({"word/document.xml": MAIN[:-20]}),
    "DTD": archive({"word/document.xml": f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>{MAIN}'}),
    "没有文字": word(p(" ") + tbl(tr(tc(""), tc("\u3000")))),
    "层数太多": word("<w:tbl><w:tr><w:tc>" * 90 + p("甲") + "</w:tc></w:tr></w:tbl>" * 90),
    "正文太大": word("<w:p/>" * 3_000_001),
    f"超过 {MOST_CELLS:,} 个": word(tbl("<w:tr>" + "<w:tc/>" * 60 + "</w:tr>") * (MOST_CELLS // 60 + 1)),
}


@pytest.mark.parametrize("says", BROKEN)
def test_what_cannot_be_read_gets_a_sentence_and_a_remedy(says: str) -> None:
    assert says in refused(BROKEN[says])


def test_a_locked_document_is_refused_by_this_format_too() -> None:
    assert recognises(compound("EncryptedPackage")) == 40
    with pytest.raises(UnreadableError, match="密码"):
        grid(compound("EncryptedPackage"))


def test_an_archive_with_damaged_content_types_is_not_taken_for_a_word_file() -> None:
    whole = archive({"[Content_Types].xml": "<Types/>" * 50, "doc/main.xml": "<x/>"}, zipfile.ZIP_STORED)
    assert recognises(whole.replace(b"<Types/>", b"<TypeS/>", 1)) == 0


def test_entities_that_multiply_are_never_resolved() -> None:
    entities = '<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(20)
    )
    for use in ("<w:body><w:p><w:r><w:t>&u;</w:t></w:r></w:p></w:body>", '<w:body a="&u;"/>'):
        xml = f'<!DOCTYPE d [{entities}]><w:document xmlns:w="{W}">{use}</w:document>'
        assert "正文" in refused(archive({"word/document.xml": xml}))


def test_a_document_of_pictures_only_says_so() -> None:
    found = grid(word(p("<w:r><w:drawing><a:blip xmlns:a='a'/></w:drawing></w:r>", "图一")))
    assert codes(found) == ["pictures_left_out"]
    assert "图片" in refused(word(p("<w:r><w:drawing/></w:r>")))


def test_tables_in_tables_down_to_the_limit_of_the_parser_are_all_read() -> None:
    data = word("<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" * 80 + p("甲") + "</w:tc></w:tr></w:tbl>" * 80)
    found = tables(grid(data))
    assert len(found) == 80
    assert [cell.text for cell in found[-1].cells] == ["", "甲"]


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (compound("WordDocument"), "doc、wps"),
        (rb"{\rtf1\ansi \trowd}", "RTF"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text"}, zipfile.ZIP_STORED), "ODT"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "Word 的 XML"),
    ],
    ids=["doc", "rtf", "odt", "xml"],
)
def test_other_files_of_word_processors_are_named_and_lead_to_docx(data: bytes, names: str) -> None:
    with pytest.raises(UnreadableError, match=names) as caught:
        grid_of(data, "表.docx")
    assert "docx" in caught.value.remedy


@functools.cache
def real_files() -> tuple[bytes, ...]:
    """A form with the parts of a real file, and one of many elements whose XML is not compressed."""
    title = p("标题", "<w:ins><w:r><w:t>添</w:t></w:r></w:ins>", '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>')
    nested = tbl(tr(tc("丙"), tc("丁")))
    body = title + tbl(tr(tc("甲", span(2) + DOWN), tc("乙")), tr(tc("", span(2) + ON), tc(nested)))
    return official(), archive({"word/document.xml": main_part(body)}, zipfile.ZIP_STORED)


READ_OR_REMEDY = re.compile("(?:请.+。)?")


def sentence(data: bytes) -> str:
    """The fault of a damaged file with its remedy; empty when it is read. Anything but an UnreadableError gets out."""
    try:
        found = grid(data)
    except UnreadableError as fault:
        return fault.message and fault.remedy
    return "" if found.blocks else "read, but nothing in it"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_in_a_sentence(drawn: st.DataObject) -> None:
    data = bytearray(drawn.draw(st.sampled_from(real_files())))
    places = st.integers(0, len(data) - 1)
    for at, byte in drawn.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=6)):
        data[at] = byte
    cut = drawn.draw(st.one_of(st.just(len(data)), places))
    assert READ_OR_REMEDY.fullmatch(sentence(bytes(data[:cut])))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=3))
def test_damaged_xml_in_a_whole_archive_is_read_or_refused_in_a_sentence(changes: list[tuple[int, int]]) -> None:
    xml = bytearray(zipfile.ZipFile(io.BytesIO(real_files()[1])).read("word/document.xml"))
    for at, byte in changes:
        xml[at % len(xml)] = byte
    assert READ_OR_REMEDY.fullmatch(sentence(archive({"word/document.xml": bytes(xml)})))
