"""Documents at rows: linked by the business key, taken off with a reason, never a batch, never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from youju.errors import ConflictError, NotFoundError, RefusedError, TamperedError, UnreadableError
from youju.evidence import attachments, lake
from youju.evidence.attachments import Attachment, attach, attached, content, detach, key_of
from youju.evidence.batches import standing_rows
from youju.evidence.log import append, entries, heads
from youju.evidence.media import Document, document
from youju.evidence.places import log_file, source_file
from youju.importers.formats.csv import rows as csv_rows
from youju.model.dossier import Draft
from youju.model.ledger import Closing, Column, ColumnType, Ledger
from youju.model.period import year

AT = "2021-04-01T09:00:00+08:00"
SIGNED = ("张三", "clerk", AT)
TRAININGS = Ledger(
    code="trainings",
    label="培训台账",
    closing=Closing.DAY,
    key=("day", "person"),
    date="day",
    columns=(
        Column("day", "日期", ColumnType.DATE, required=True),
        Column("person", "姓名", ColumnType.TEXT, required=True, personal=True),
        Column("fee", "费用", ColumnType.MONEY),
        Column("document", "附件", ColumnType.FILE),
    ),
)
PDF = document("签到表.pdf", b"%PDF-1.7 one")
OTHER = document("照片.png", b"\x89PNG\r\n\x1a\n two")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A ledger with two rows."""
    bring(tmp_path, "日期,姓名,费用\n2021-03-01,李四,5\n2021-03-02,王五,6\n")
    return tmp_path


def bring(root: Path, text: str) -> None:
    data = text.encode()
    lake.import_rows(root, TRAININGS, csv_rows(data), data, "a.csv", *SIGNED)


def put(root: Path, what: Document = PDF, words: tuple[str, str] = ("2021-03-01", "李四")) -> Attachment:
    return attach(root, TRAININGS, key_of(TRAININGS, words), what, SIGNED)


def at_row(root: Path, *words: str) -> list[tuple[str, bool]]:
    found = attachments.attachments(root, TRAININGS, key_of(TRAININGS, words))
    return [(one.name, one.detached is None) for one in found]


def test_a_document_is_kept_once_and_linked_to_its_row(root: Path) -> None:
    added = put(root)
    assert (added.name, added.media, added.size, added.column) == ("签到表.pdf", "pdf", 12, "document")
    assert (added.by, added.at) == ("张三", AT)
    assert source_file(root, added.sha256).read_bytes() == PDF.content
    assert at_row(root, "2021/3/1", " 李四 ") == [("签到表.pdf", True)]
    assert at_row(root, "2021-03-02", "王五") == []
    assert content(root, attached(root, TRAININGS, added.sha256)) == PDF.content


def test_the_same_document_twice_changes_nothing(root: Path) -> None:
    first, before = put(root), heads(root)
    assert put(root) == first
    assert heads(root) == before


def test_one_document_may_prove_two_rows_and_is_served_until_both_let_it_go(root: Path) -> None:
    sha256 = put(root).sha256
    put(root, PDF, ("2021-03-02", "王五"))
    detach(root, TRAININGS, key_of(TRAININGS, ("2021-03-01", "李四")), sha256, "附错了", SIGNED)
    assert attached(root, TRAININGS, sha256).name == "签到表.pdf"
    detach(root, TRAININGS, key_of(TRAININGS, ("2021-03-02", "王五")), sha256, "附错了", SIGNED)
    with pytest.raises(NotFoundError, match="没有这个附件"):
        attached(root, TRAININGS, sha256)


def test_what_is_taken_off_stays_kept_and_says_who_and_why(root: Path) -> None:
    added = put(root)
    put(root, OTHER)
    key = key_of(TRAININGS, ("2021-03-01", "李四"))
    detach(root, TRAININGS, key, added.sha256[:8].upper(), " 附错了一行 ", ("王五", "head", AT))
    assert at_row(root, "2021-03-01", "李四") == [("签到表.pdf", False), ("照片.png", True)]
    (gone, _) = attachments.attachments(root, TRAININGS, key)
    assert gone.detached is not None
    assert (gone.detached.by, gone.detached.role, gone.detached.reason) == ("王五", "head", "附错了一行")
    assert source_file(root, added.sha256).is_file()
    put(root)
    assert at_row(root, "2021-03-01", "李四") == [("签到表.pdf", False), ("照片.png", True), ("签到表.pdf", True)]


def test_taking_off_needs_a_reason_and_a_document_that_is_there(root: Path) -> None:
    sha256, key = put(root).sha256, key_of(TRAININGS, ("2021-03-01", "李四"))
    with pytest.raises(RefusedError, match="理由"):
        detach(root, TRAININGS, key, sha256, "  ", SIGNED)
    for unknown in ("", sha256[:7], "0" * 64):
        with pytest.raises(NotFoundError) as fault:
            detach(root, TRAININGS, key, unknown, "附错了", SIGNED)
        assert "签到表.pdf" in fault.value.remedy


def test_a_row_that_does_not_stand_gets_no_document(root: Path) -> None:
    before = heads(root)
    with pytest.raises(NotFoundError, match="没有这个业务编号的有效记录"):
        put(root, PDF, ("2021-03-01", "赵六"))
    assert heads(root) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [(("2021-03-01",), "由2部分组成"), (("2021-02-30", "李四"), "业务编号不对"), (("2021-03-01", " "), "是空的")],
)
def test_a_key_that_cannot_be_one_is_told(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        key_of(TRAININGS, words)


def test_a_correction_of_the_row_keeps_its_documents(root: Path) -> None:
    put(root)
    bring(root, "日期,姓名,费用\n2021-03-01,李四,7\n")
    assert at_row(root, "2021-03-01", "李四") == [("签到表.pdf", True)]


def test_attaching_is_no_batch_and_changes_neither_rows_nor_closings(root: Path) -> None:
    lake.close(root, TRAININGS, year(2020), *SIGNED)
    before, batches = lake.cut(root, TRAININGS), lake.batches(root, TRAININGS)
    sha256 = put(root).sha256
    detach(root, TRAININGS, key_of(TRAININGS, ("2021-03-01", "李四")), sha256, "附错了", SIGNED)
    after = lake.cut(root, TRAININGS)
    assert (after.files, after.closed, after.batches) == (before.files, before.closed, before.batches)
    assert after.sequence == before.sequence + 2
    assert lake.batches(root, TRAININGS) == batches
    assert lake.standing(root, after) == 2
    lake.verify_sources(root, after)
    bring(root, "日期,姓名,费用\n2021-03-03,李四,1\n")
    assert len(standing_rows(lake.cut(root, TRAININGS), [key_of(TRAININGS, ("2021-03-03", "李四"))])) == 1


def test_no_person_of_a_key_stands_in_the_log(root: Path) -> None:
    put(root)
    entry = entries(root, TRAININGS.code)[-1]
    assert "李四" not in log_file(root, TRAININGS.code, entry.sequence).read_text(encoding="utf-8")
    assert isinstance(entry.body["key"], dict)
    assert entry.body["key"]["day"] == "2021-03-01"


def test_a_document_that_was_changed_on_the_disk_is_not_handed_out(root: Path) -> None:
    added = put(root)
    source_file(root, added.sha256).write_bytes(b"%PDF-1.7 two")
    with pytest.raises(TamperedError, match="附件被改动过"):
        content(root, added)
    with pytest.raises(TamperedError):
        put(root, PDF, ("2021-03-02", "王五"))
    assert at_row(root, "2021-03-02", "王五") == []


def test_of_two_who_write_at_once_one_is_told(root: Path) -> None:
    known = lake.cut(root, TRAININGS)
    put(root)
    with pytest.raises(ConflictError, match="张三已于"):
        append(root, known, Draft("close", "王五", "head", AT, {"from": "2021-01-01", "to": "2021-01-31"}))
