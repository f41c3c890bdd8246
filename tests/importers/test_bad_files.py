"""Files that are locked, hostile, huge, misnamed or half there, as ``youju read`` meets them: read, or one sentence."""

from __future__ import annotations

import io
import json
import os
import re
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import Workbook
from pdf_making import PICTURE, page
from seed_forms import as_docx, as_html, as_xls, as_xlsx, cases, declared
from word_making import W, archive
from workbook_making import SHEET, part, saved, with_parts

from youju import exporters, forms
from youju.cli.app import run
from youju.forms.contract import Style
from youju.work.reading import forms_in

SOON = 10.0  # seconds for anything at all
LONGEST_SENTENCE = 120
FORM = declared(cases()[0])
NAME = str(cases()[0]["project"]["name"])
DOCX, XLSX, XLS, HTML = as_docx([FORM]), as_xlsx([FORM]), as_xls([FORM]), as_html([FORM])
PDF = exporters.write(forms.fill("shanghai-2021", forms_in(HTML, "表")[1][0], Style()), "pdf")
TEXT = (Path(__file__).parents[1] / "forms" / "corpus" / "16-hn-yueyang-2022.txt").read_text("utf-8")

Read = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Read]:
    """Reads a file of those bytes by the command line: its exit code and its JSON object; whatever it is, soon."""

    def reading(data: bytes, name: str = "表") -> tuple[int, dict[str, Any]]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return called(path, capsys)

    start = time.process_time()
    yield reading
    assert time.process_time() - start < SOON


def called(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    """The exit code and the JSON object of ``youju read``; nobody sees a traceback."""
    code = run(["read", str(path), "--json"])
    shown = capsys.readouterr()
    assert "Traceback" not in shown.err
    return code, json.loads(shown.out)


def refusal(answer: tuple[int, dict[str, Any]]) -> str:
    """The sentence with which a file was refused; it is one sentence, and says what to do."""
    code, said = answer
    assert code == 2
    message = str(said["error"]["message"])
    bare = re.sub("“/[^”]*/", "“", message)  # without the folder of the tests
    assert re.fullmatch(rf"[^。\n]{{4,{LONGEST_SENTENCE}}}。", bare), message
    assert said["error"]["remedy"].startswith(("请", "本版", "也可", "第"))
    return message


def names(answer: tuple[int, dict[str, Any]]) -> list[str]:
    """The projects of the documents that a file gave."""
    code, said = answer
    assert code == 0, said
    return [document["project"]["name"] for document in said["documents"]]


def notes(answer: tuple[int, dict[str, Any]]) -> list[str]:
    """The codes of the notes of the one document."""
    [document] = answer[1]["documents"]
    return [note["code"] for note in document["notes"]]


WHOLE = {"docx": DOCX, "xlsx": XLSX, "xls": XLS, "html": HTML, "pdf": PDF}


@pytest.mark.parametrize("share", [0.01, 0.5, 0.9])
@pytest.mark.parametrize("kind", ["docx", "xlsx", "xls", "pdf"])
def test_a_download_that_broke_off_is_refused_or_still_read(read: Read, kind: str, share: float) -> None:
    answer = read(WHOLE[kind][: int(len(WHOLE[kind]) * share)], f"表.{kind}")
    if answer[0] == 0:
        assert (kind, names(answer)) == ("pdf", [NAME])  # a PDF keeps its pages before its end
        assert "file_cut_off" in notes(answer)
    else:
        refusal(answer)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (XLSX, "表.doc"),
        (HTML, "表.xls"),
        (DOCX, "表.txt"),
        (XLS, "表.xlsx"),
        (PDF, "表.docx"),
        (DOCX, "表.pdf"),
        (HTML, "表"),
    ],
)
def test_a_file_is_what_it_holds_whatever_it_is_called(read: Read, data: bytes, name: str) -> None:
    assert names(read(data, name)) == [NAME]


@pytest.mark.parametrize("folder", ["我的 表格（终稿）", "a b/c'd", "[甲]乙 & 丙", "😀"])
def test_names_with_blanks_and_signs_are_names_like_any_other(read: Read, folder: str) -> None:
    answer = read(DOCX, f"{folder}/绩效 目标 申报表 (1).docx")
    assert names(answer) == [NAME]
    assert answer[1]["documents"][0]["source"]["path"].endswith(f"{folder}/绩效 目标 申报表 (1).docx")
    assert f"{folder}/空.docx" in refusal(read(b"", f"{folder}/空.docx"))


def test_what_is_no_file_or_may_not_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blank, locked = tmp_path / "空文件夹", tmp_path / "锁.docx"
    blank.mkdir()
    locked.write_bytes(DOCX)
    locked.chmod(0)
    closed = locked if os.geteuid() else Path("/proc/self/mem")  # root may read anything but this
    for path, says in ((blank, "没有文件"), (tmp_path / "无.docx", "没有找到"), (closed, "打不开|拒绝")):
        assert re.search(says, refusal(called(path, capsys)))


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n \t", bytes(100_000)], ids=["no", "bom", "blank", "nul"])
def test_an_empty_file_says_that_it_is_empty(read: Read, data: bytes) -> None:
    assert "是空的" in refusal(read(data, "表.docx"))


# passwords, macros, entities


def renamed(data: bytes, stream: str) -> bytes:
    """A compound file whose stream ``Workbook`` has that name."""
    entry, name = data.index("Workbook\0".encode("utf-16-le")), f"{stream}\0".encode("utf-16-le")
    return data[:entry] + name.ljust(64, b"\0") + struct.pack("<H", len(name)) + data[entry + 66 :]


@pytest.mark.parametrize("name", ["表.docx", "表.xlsx", "表.doc"])
def test_an_office_file_with_a_password_says_so(read: Read, name: str) -> None:
    assert "密码" in refusal(read(renamed(XLS, "EncryptedPackage"), name))


def test_an_old_word_file_leads_to_docx(read: Read) -> None:
    answer = read(renamed(XLS, "WordDocument"), "表.doc")
    assert "doc" in refusal(answer)
    assert "docx" in answer[1]["error"]["remedy"]


def with_macros(data: bytes, main: str) -> bytes:
    """An office file as a program saves it with macros: another content type, and a part that nobody runs."""
    types = part(data, "[Content_Types].xml")
    kind = re.search(rb'ContentType="([^"]*main\+xml)"', types)
    assert kind
    enabled = f"application/vnd.ms-{main}.macroEnabled.main+xml".encode()
    macros = {"[Content_Types].xml": types.replace(kind[1], enabled), f"{main[:4]}/vbaProject.bin": renamed(XLS, "VBA")}
    return with_parts(data, macros)


def test_macros_are_left_where_they_are(read: Read) -> None:
    assert names(read(with_macros(DOCX, "word.document"), "表.docm")) == [NAME]
    assert names(read(with_macros(XLSX, "excel.sheet"), "表.xlsm")) == [NAME]
    start = XLS.index("Workbook\0".encode("utf-16-le"))
    storage = "_VBA_PROJECT_CUR\0".encode("utf-16-le")
    entry = storage.ljust(64, b"\0") + struct.pack("<HBB", len(storage), 1, 1) + b"\xff" * 12 + bytes(48)
    assert names(read(XLS[: start + 128] + entry + XLS[start + 256 :], "表.xls")) == [NAME]


BOMB = '<!ENTITY a0 "笑">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
ENTITIES = {"of another file": '<!ENTITY a12 SYSTEM "file://{secret}">', "that unfold without end": BOMB}
ENTITIES["of parameters"] = '<!ENTITY % p SYSTEM "file://{secret}"> %p; <!ENTITY a12 "%p;">'


@pytest.mark.parametrize("which", ENTITIES)
def test_entities_stay_closed_in_every_part(read: Read, tmp_path: Path, which: str) -> None:
    secret = tmp_path / "机密"
    secret.write_text("不可外传", encoding="utf-8")
    doctype = f"<!DOCTYPE d [{ENTITIES[which].replace('{secret}', str(secret))}]>"
    sheet = re.sub(r"<t>", "<t>&a12;", part(XLSX).decode(), count=1)
    word = f'{doctype}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&a12;</w:t></w:r></w:p></w:body></w:document>'
    page_of = HTML.decode().replace("<!DOCTYPE html>", doctype).replace("项目名称", "项目名称&a12;", 1)
    for data, name in (
        (archive({"word/document.xml": word}), "表.docx"),
        (with_parts(XLSX, {SHEET: f"{doctype}{sheet}".encode()}), "表.xlsx"),
        (with_parts(XLSX, {"xl/workbook.xml": f"{doctype}<workbook a='&a12;'/>".encode()}), "表.xlsx"),
        (page_of.encode(), "表.html"),
    ):
        answer = read(data, name)
        assert "不可外传" not in json.dumps(answer[1], ensure_ascii=False)
        assert "笑笑" not in json.dumps(answer[1], ensure_ascii=False)
        assert answer[0] == 0 or refusal(answer)


# files that unpack without end, and tables without end


def inflating(name: str, megabytes: int, says: int | None = None) -> bytes:
    """An archive with one part that unpacks to so many megabytes of blanks, and says of itself that it does."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = once * megabytes + packer.flush()
    check = 0
    for _ in range(megabytes):
        check = zlib.crc32(b" " * 1_000_000, check)
    sizes = struct.pack("<3I2H", check, len(packed), says or megabytes * 1_000_000, len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<5H", 20, 0, 8, 0, 33) + sizes + name.encode()
    central = b"PK\x01\x02" + struct.pack("<6H", 20, 20, 0, 8, 0, 33) + sizes + struct.pack("<3H2I", 0, 0, 0, 0, 0)
    central += name.encode()
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local) + len(packed), 0)
    return local + packed + central + end


@pytest.mark.parametrize("name", ["word/document.xml", "xl/workbook.xml"])
def test_an_archive_that_unpacks_to_gigabytes_is_refused(read: Read, name: str) -> None:
    assert "太大" in (said := refusal(read(inflating(name, 900)))) or "超过" in said
    assert refusal(read(inflating(name, 100)))
    assert "损坏" in refusal(read(inflating(name, 900, says=1_000)))


def rows_of_blanks(cells: int) -> dict[str, bytes]:
    """A form, and below it so many cells without a word, as a program leaves them that framed the whole sheet."""
    line = "<tr>" + "<td></td>" * 100 + "</tr>"
    styled = b"<row>" + b'<c s="1"/>' * 100 + b"</row>"
    sheet = part(XLSX).replace(b"</sheetData>", styled * (cells // 100) + b"</sheetData>")
    word_row = b"<w:tr>" + b"<w:tc><w:p/></w:tc>" * 50 + b"</w:tr>"
    word = part(DOCX, "word/document.xml").replace(b"</w:tbl>", word_row * (cells // 50) + b"</w:tbl>")
    return {
        "xlsx": with_parts(XLSX, {SHEET: sheet}),
        "docx": with_parts(DOCX, {"word/document.xml": word}),
        "html": HTML.replace(b"</table>", (line * (cells // 100)).encode() + b"</table>"),
        "txt": TEXT.encode() + (b"\t" * 100 + b"\n") * (cells // 100),
        "csv": b"a,b,c\n" * 5 + (b"," * 100 + b"\n") * (cells // 100),
    }


MILLION = rows_of_blanks(1_000_000)


@pytest.mark.parametrize("kind", MILLION)
def test_a_million_empty_cells_are_read_over_or_refused(read: Read, kind: str) -> None:
    answer = read(MILLION[kind], f"表.{kind}")
    assert answer[0] == 0 or refusal(answer)


def test_a_form_above_some_thousand_framed_cells_is_read(read: Read) -> None:
    for kind, data in rows_of_blanks(2_000).items():
        if kind in {"xlsx", "docx", "html"}:
            assert names(read(data, f"表.{kind}")) == [NAME]


@pytest.mark.parametrize("before", ["<p>", "<table>"])
@pytest.mark.parametrize("tag", ["<td a=1>", "</td a=1>", "<!---->", "<html a=1>", "<input type=hidden>"])
def test_a_text_cut_by_tags_that_a_browser_leaves_out_is_read_soon(read: Read, before: str, tag: str) -> None:
    """The parser joins such texts, and copies all of the text at each of these tags: gigabytes."""
    page_of = HTML.replace(b"<h2>", f"{before}{f'甲乙丙丁{tag}' * 50_000}</table><h2>".encode(), 1)
    assert names(read(page_of, "表.html")) == [NAME]


@pytest.mark.parametrize(
    ("name", "line", "times"),
    [("台账.csv", "第一期,2021-03-05,办结\n", 34_000), ("汇编.txt", "说明文字一句接一句。" * 100 + "\n", 2_100)],
)
def test_a_dump_or_a_book_is_refused_before_forms_are_looked_for(read: Read, name: str, line: str, times: int) -> None:
    start = time.process_time()
    assert "不像绩效表" in refusal(read((line * times).encode(), name))
    assert time.process_time() - start < SOON / 2


def of_300_columns() -> dict[str, bytes]:
    """A small form, and in the last of 300 columns a remark at each indicator."""
    wide = [["项目支出绩效自评表"], ["项目名称", "甲项目"]]
    table = [("三级指标", "年度指标值", "备注"), ("培训场次", "≥3次", "无"), ("合格率", "≥90%", "无")]
    levels = [("一级指标", "二级指标"), ("产出指标", "数量指标"), ("产出指标", "质量指标")]
    wide += [[*level, name, value, *[""] * 295, last] for level, (name, value, last) in zip(levels, table, strict=True)]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in wide:
        sheet.append(line)
    rows = ("".join(f"<td>{cell}</td>" for cell in line) for line in wide)
    return {
        "xlsx": saved(book),
        "html": f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>".encode(),
        "txt": "\n".join("\t".join(line) for line in wide).encode(),
        "csv": "\n".join(",".join(line) for line in wide).encode(),
    }


@pytest.mark.parametrize("kind", ["xlsx", "html", "txt", "csv"])
def test_a_form_on_three_hundred_columns_is_read(read: Read, kind: str) -> None:
    answer = read(of_300_columns()[kind], f"表.{kind}")
    assert names(answer) == ["甲项目"]
    assert [row["name"] for row in answer[1]["documents"][0]["indicators"]] == ["培训场次", "合格率"]


# encodings and pictures


def test_two_encodings_in_one_text_are_said_with_the_line(read: Read) -> None:
    lines = TEXT.splitlines(keepends=True)
    mixed = "".join(lines[:4]).encode() + "".join(lines[4:]).encode("gb18030")
    assert "第5行附近的内容不是" in refusal(read(mixed, "表.txt"))


@pytest.mark.parametrize(("told", "written"), [("gb2312", "utf-8"), ("utf-8", "gb18030"), ("klingon", "utf-8")])
def test_a_page_that_names_the_wrong_encoding_is_read(read: Read, told: str, written: str) -> None:
    page_of = HTML.decode().replace('charset="utf-8"', f'charset="{told}"')
    assert names(read(page_of.encode(written), "表.html")) == [NAME]


def test_a_photo_is_no_form_and_beside_a_form_it_is_left_out(read: Read) -> None:
    for photo in (b"\x89PNG\r\n\x1a\n" + bytes(500), b"\xff\xd8\xff\xe0" + bytes(500)):
        assert "图片" in refusal(read(photo, "表.pdf"))
    alone = b"600 0 0 800 0 0 cm /I Do"
    resources = b"/Font<</F 5 0 R>>/XObject<</I 6 0 R>>"
    assert "扫描" in refusal(read(page(alone, more=[PICTURE], resources=resources), "表.pdf"))
    beside = read(with_photo(PDF), "表.pdf")
    assert names(beside) == [NAME]


def with_photo(data: bytes) -> bytes:
    """The PDF with a small photo on its first page."""
    document = pypdfium2.PdfDocument(data)
    picture = pypdfium2.PdfImage.new(document)
    picture.set_bitmap(pypdfium2.PdfBitmap.new_native(20, 20, pypdfium2.raw.FPDFBitmap_BGR))
    picture.set_matrix(pypdfium2.PdfMatrix().scale(80, 80).translate(20, 20))
    first = document[0]
    first.insert_obj(picture)
    first.gen_content()
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()
