"""PDF files that hide, lose or repeat their text, and those that are no use: one sentence each, soon."""

from __future__ import annotations

import io
import time

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_making import PICTURE, SCAN, document, page, printed, stream, typeset, written

from youju.errors import UnreadableError
from youju.importers import grid_of
from youju.importers.formats.pdf import grid, recognises
from youju.model.grid import Grid, Paragraph, Table

SOON = 10.0  # seconds for anything at all
LONGEST = 80  # characters of one sentence
FORM = typeset("自评表\n#table(columns: 2, [项目名称], [窗口业务], [主管部门], [某局])\n#pagebreak()\n附件说明")


def texts(found: Grid) -> list[str]:
    return [
        text
        for block in found.blocks
        for text in ([block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells])
    ]


def codes(found: Grid) -> list[str]:
    return [note.code for note in found.notes]


def refusal(data: bytes) -> UnreadableError | None:
    """The sentence with which a file is refused; None for one that is read."""
    try:
        grid(data)
    except UnreadableError as fault:
        return fault
    return None


def joined(*files: bytes) -> bytes:
    """One file of the pages of several."""
    whole = pypdfium2.PdfDocument.new()
    for data in files:
        whole.import_pages(pypdfium2.PdfDocument(data))
    kept = io.BytesIO()
    whole.save(kept)
    return kept.getvalue()


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    options = ':writer_pdf_Export:{"%s":{"type":"string","value":"x"},"%s":{"type":"boolean","value":"true"}}'
    made = document("财政项目支出绩效目标申报表")
    wordings = {"user": ("DocumentOpenPassword", "EncryptFile"), "owner": ("PermissionPassword", "RestrictPermissions")}
    return {
        name: printed(tmp_path_factory.mktemp(name), {name: made}, options % wording)[name]
        for name, wording in wordings.items()
    }


def test_a_pdf_is_known_by_its_mark_not_by_its_name() -> None:
    assert recognises(FORM) == recognises(b"printed by a device\r\n" + FORM) > 0
    assert recognises(b" " * 2000 + FORM) == recognises("文字".encode()) == 0
    assert grid_of(FORM, "表.docx")[0] == "pdf"


def test_a_file_with_a_few_lines_before_its_mark_is_read() -> None:
    assert texts(grid(b"printed by a device\r\n" + FORM)) == texts(grid(FORM))


def test_a_password_to_open_is_said(locked: dict[str, bytes]) -> None:
    with pytest.raises(UnreadableError, match="密码") as refused:
        grid(locked["user"])
    assert "去掉打开密码" in refused.value.remedy


def test_a_password_that_only_forbids_changes_does_not_hinder_reading(locked: dict[str, bytes]) -> None:
    assert texts(grid(locked["owner"])) == ["财政项目支出绩效目标申报表"]


def test_a_scan_is_said_to_have_no_text() -> None:
    with pytest.raises(UnreadableError, match="扫描件") as refused:
        grid(SCAN)
    assert "Word或Excel" in refused.value.remedy


def test_one_scanned_page_among_others_is_a_note_and_a_blank_page_is_none() -> None:
    blank = page(b"")
    found = grid(joined(FORM, SCAN, blank))
    assert codes(found) == ["page_without_text"]
    assert found.notes[0].place.page == 3


BROKEN = {
    "mark": b"%PDF-1.7",
    "half": FORM[: len(FORM) // 2],
    "zeros": b"%PDF-1.7\n" + b"\0" * 5000,
    "end": b"%PDF-1.4 %%EOF",
    "no pages": written([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="不完整或已损坏") as refused:
        grid(data)
    assert refused.value.remedy


def test_a_file_without_its_end_that_can_still_be_read_says_so() -> None:
    data = page(b"BT /F 12 Tf 50 700 Td (Form 2021) Tj ET")
    found = grid(data[: data.rindex(b"startxref")])
    assert texts(found) == ["Form 2021"]
    assert codes(found) == ["file_cut_off"]


def test_invisible_text_is_left_out_where_the_page_has_visible_text() -> None:
    found = grid(page(b"BT /F 12 Tf 50 700 Td (seen) Tj 3 Tr 0 -50 Td (hidden) Tj ET"))
    assert texts(found) == ["seen"]


def test_invisible_text_alone_is_that_of_a_recognised_scan() -> None:
    found = grid(page(b"BT /F 12 Tf 3 Tr 50 700 Td (recognised) Tj ET"))
    assert texts(found) == ["recognised"]
    assert codes(found) == ["text_recognised"]


def test_text_printed_twice_to_look_bold_is_read_once() -> None:
    line = b"BT /F 12 Tf %d.%d 700 Td (Aaoo 100) Tj ET\n"
    assert texts(grid(page(line % (50, 0) + line % (50, 4)))) == ["Aaoo 100"]


def test_a_page_printed_over_itself_is_read_once() -> None:
    lines = [f"line {number} of ten" for number in range(10)]
    written_at = b"BT /F 12 Tf %d.%d %d Td (%b) Tj ET\n"
    once, again = (
        b"".join(written_at % (50, shift, 700 - 20 * number, line.encode()) for number, line in enumerate(lines))
        for shift in (0, 4)
    )
    assert texts(grid(page(once + again))) == lines


def test_a_spaced_out_title_is_one_text() -> None:
    assert texts(grid(page(b"BT /F 12 Tf 30 Tc 50 700 Td (TITLE) Tj ET"))) == ["T I T L E"]


def test_lines_of_thin_areas_and_pictures_rule_a_table() -> None:
    level = b"".join(b"50 %d 200 1 re f\n" % y for y in (600, 650, 700))
    upright = b"".join(b"q 0.8 0 0 100 %d 600 cm /I Do Q\n" % x for x in (50, 150, 249))
    words = b"".join(b"BT /F 12 Tf %d %d Td (%d) Tj ET\n" % (x, y, x + y) for y in (660, 610) for x in (60, 160))
    resources = b"/Font<</F 5 0 R>>/XObject<</I 6 0 R>>"
    found = grid(page(level + upright + words, more=[PICTURE], resources=resources))
    assert isinstance(found.blocks[0], Table)
    assert texts(found) == ["720", "820", "670", "770"]


def test_text_off_the_page_is_not_read() -> None:
    assert texts(grid(page(b"BT /F 12 Tf 50 700 Td (on) Tj 0 900 Td (off) Tj ET"))) == ["on"]


def test_what_is_filled_into_the_fields_of_a_form_is_read() -> None:
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(filled in)/Rect[50 600 250 630]/F 4/AP<</N 7 0 R>>>>"
    look = b"/Type/XObject/Subtype/Form/BBox[0 0 200 30]/Resources<</Font<</F 5 0 R>>>>"
    more = [field, stream(b"BT /F 12 Tf 4 10 Td (filled in) Tj ET", look)]
    data = page(b"BT /F 12 Tf 50 700 Td (name) Tj ET", entries=b"/Annots[6 0 R]", more=more)
    assert texts(grid(data)) == ["name", "filled in"]


def test_a_tick_in_a_symbol_font_is_read_as_one() -> None:
    unicodes = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <F0FE> endbfchar"
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Wingdings-Regular/ToUnicode 7 0 R>>"
    wrapped = b"/CIDInit /ProcSet findresource begin begincmap %b endcmap end" % unicodes
    data = page(b"BT /S 12 Tf 50 700 Td (A) Tj ET", more=[font, stream(wrapped)], resources=b"/Font<</S 6 0 R>>")
    assert texts(grid(data)) == ["☑"]


def test_a_font_that_names_no_characters_is_said() -> None:
    nameless = FORM.replace(b"/ToUnicode", b"/ToNothing")
    with pytest.raises(UnreadableError, match="字体") as refused:
        grid(nameless)
    assert "Word或Excel" in refused.value.remedy


def test_some_letters_of_such_a_font_are_a_note() -> None:
    longer = typeset("说明" * 200)
    found = grid(joined(longer, FORM.replace(b"/ToUnicode", b"/ToNothing")))
    assert codes(found) == ["unreadable_font", "unreadable_font"]
    assert found.notes[0].place.page == 2


def test_radicals_that_fonts_give_for_words_become_the_words() -> None:
    unicodes = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <41> <42> [<2F6C> <2ED3>] endbfrange"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>"
    wrapped = b"/CIDInit /ProcSet findresource begin begincmap %b endcmap end" % unicodes
    data = page(b"BT /S 12 Tf 50 700 Td (AB) Tj ET", more=[font, stream(wrapped)], resources=b"/Font<</S 6 0 R>>")
    assert texts(grid(data)) == ["目长"]


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(UnreadableError, match="301 页"):
        grid(page(b"", kids=[b"3 0 R"] * 301))


def test_a_file_that_unpacks_to_gigabytes_is_refused() -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableError, match="解压"):
        grid(page(b" " * 160_000_000))
    assert time.monotonic() - started < SOON


def test_thousands_of_rectangles_are_a_table_soon() -> None:
    boxes = b"".join(b"%d %d 9 9 re " % (20 + x * 9, 40 + y * 9) for x in range(60) for y in range(80))
    started = time.monotonic()
    found = grid(page(boxes + b"S BT /F 6 Tf 22 42 Td (x) Tj ET"))
    assert time.monotonic() - started < SOON
    assert isinstance(found.blocks[0], Table)
    assert len(found.blocks[0].cells) == 60 * 80


@pytest.mark.parametrize("count", [5_000, 201_000])
def test_a_drawing_is_read_without_its_lines(count: int) -> None:
    pair = b"%d 0 m %d 800 l S 0 %d m 600 %d l S\n"
    lines = b"".join(pair % (n % 600, n % 600, n % 800, n % 800) for n in range(count // 2))
    started = time.monotonic()
    found = grid(page(lines + b"BT /F 12 Tf 50 700 Td (map) Tj ET"))
    assert time.monotonic() - started < SOON
    assert texts(found) == ["map"]
    assert codes(found) == ["page_drawn"]


def test_a_drawing_without_a_word_in_it_is_no_table() -> None:
    assert texts(grid(page(b"50 50 100 100 re 50 50 40 40 re S BT /F 12 Tf 50 700 Td (plan) Tj ET"))) == ["plan"]


def test_a_page_that_cannot_be_opened_is_a_note() -> None:
    data = page(b"BT /F 12 Tf 50 700 Td (one) Tj ET", kids=[b"3 0 R", b"99 0 R"])
    found = grid(data)
    assert texts(found) == ["one"]
    assert codes(found) == ["page_unreadable"]


DAMAGED = [FORM, SCAN, page(b"1 1 9 9 re S BT /F 12 Tf 50 700 Td (a  b) Tj ET"), written([b"<</Type/Catalog>>"])]


@settings(max_examples=150)
@given(st.data())
def test_damaged_files_are_read_or_refused_in_a_sentence(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from(DAMAGED)))
    for place, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=30)
    ):
        whole[place] = value
    cut = data.draw(st.integers(0, len(whole)) | st.just(len(whole)))
    refused = refusal(bytes(whole[:cut]))
    assert refused is None or (refused.remedy and len(refused.message) < LONGEST)
