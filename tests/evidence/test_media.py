"""What a document is, told by its bytes; what is refused, whatever it is called; the name it is kept under."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youju.errors import UnreadableError
from youju.evidence.media import LARGEST, LONGEST_NAME, document


def archive(*parts: str) -> bytes:
    """A container with those parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for part in parts:
            file.writestr(part, "<x/>")
    return made.getvalue()


def briefly(value: object) -> str:
    return repr(value)[:24]


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (PDF, "pdf"),
        (JPEG, "jpeg"),
        (PNG, "png"),
        (b"II*\x00\x08\x00\x00\x00", "tiff"),
        (b"MM\x00*\x00\x00\x00\x08", "tiff"),
        (archive("[Content_Types].xml", "word/document.xml"), "docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (archive("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        ("验收合格。\r\n".encode(), "text"),
        ("验收合格。".encode("gb18030"), "text"),
        ("验收合格。".encode("utf-16"), "text"),
    ],
    ids=briefly,
)
def test_the_kind_is_told_by_the_bytes(content: bytes, code: str) -> None:
    assert document("无后缀", content).media.code == code


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.pdf", b"", "空文件"),
        ("a.pdf", b"MZ\x90\x00\x03\x00", "是程序"),
        ("a.jpg", b"\x7fELF\x02\x01\x01\x00", "是程序"),
        ("run.txt", b"#!/bin/sh\nrm -rf x\n", "是脚本"),
        ("run.bat", b"@echo off\r\ndel x\r\n", "是脚本"),
        ("run.js", b"WScript.Echo(1)", "是脚本"),
        ("run.vbs.", b"MsgBox 1", "是脚本"),
        ("page.txt", b"<!DOCTYPE html><p>x", "HTML"),
        ("page.txt", b"\xef\xbb\xbf \n<html>", "HTML"),
        ("page.txt", "<html>".encode("utf-16"), "HTML"),
        ("page.txt", b"hello <ScRipt >alert(1)</script>", "HTML"),
        ("picture.png", b'<?xml version="1.0"?><svg onload="alert(1)"/>', "HTML"),
        ("picture.png", b'<svg xmlns="x"/>', "HTML"),
        ("macro.docx", archive("word/document.xml", "word/vbaProject.bin"), "宏"),
        ("macro.docx", archive("xl/workbook.xml", "xl/VBAPROJECT.BIN"), "宏"),
        ("some.zip", archive("a.exe"), "压缩包"),
        ("cut.docx", archive("word/document.xml")[:40], "已损坏"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "不是可以附的文件"),
        ("anything.pdf", b"\x00\x01\x02", "不是可以附的文件"),
    ],
    ids=briefly,
)
def test_what_is_no_document_is_refused_in_a_sentence(name: str, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said) as refused:
        document(name, content)
    assert refused.value.remedy
    assert refused.value.message.count("。") == 1


def test_fifty_megabytes_are_the_most() -> None:
    assert document("a.pdf", PDF.ljust(LARGEST, b" ")).media.code == "pdf"
    with pytest.raises(UnreadableError, match="50 MB"):
        document("a.pdf", PDF.ljust(LARGEST + 1, b" "))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("验收单.pdf", "验收单.pdf"),
        ("验收单.PDF", "验收单.pdf"),
        ("C:\\用户\\验收单.pdf", "验收单.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("验收单.exe", "验收单.exe.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie x.pdf"),
        ("gnp.\u202efdp.pdf", "gnp.fdp.pdf"),
        ('a<b>"c".pdf', "abc.pdf"),
        ("...", "附件.pdf"),
        ("", "附件.pdf"),
    ],
)
def test_the_name_is_clean_and_ends_as_its_kind(name: str, kept: str) -> None:
    assert document(name, PDF).name == kept


@given(st.text(max_size=300))
def test_no_name_leaves_its_folder_or_its_line(name: str) -> None:
    kept = document(name, PDF).name
    assert kept.isprintable()
    assert not set(kept) & set('/\\<>:"|?*')
    assert kept.endswith(".pdf")
    assert len(kept) <= LONGEST_NAME + len(".pdf")
    assert document(kept, PDF).name == kept
