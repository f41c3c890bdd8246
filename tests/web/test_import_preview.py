"""导入预览: what an import would do is told first; nothing is in the ledger before somebody says so."""

from __future__ import annotations

import re

import pytest
from answers import Answer, words
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from offices import AUDITOR, CLERK, HEAD, Office

from youju.web.models import Job, Upload
from youju.work.ledgers import cut_of, ledger_of

LEDGER = "/units/main/ledgers/payments"
DUMP = """凭证号,支付日期,金额,收款人
V1,2021-03-01,100.50,甲公司
V2,2021-02-30,7,乙公司
"""

pytestmark = pytest.mark.usefixtures("jobs_at_once")


@pytest.fixture
def clerk(office: Office) -> Client:
    return office.client(CLERK)


def previewed(client: Client, text: str = DUMP) -> tuple[str, Answer]:
    """The address of the preview of a dump, and its page."""
    dropped = SimpleUploadedFile("支付.csv", text.encode())
    answer = client.post(f"{LEDGER}/import", {"files": [dropped], "preview": "1"}, follow=True)
    return answer.redirect_chain[-1][0], answer


def batches(office: Office) -> int:
    return cut_of(office.workspace, ledger_of(office.workspace, "payments")).batches


def test_a_preview_tells_everything_and_stores_nothing(office: Office, clerk: Client) -> None:
    _, answer = previewed(clerk)
    said = words(answer)
    for text in ("导入预览", "还没有存入台账", "读到 2", "新增 1", "退回 1", "2021-02-30", "就这样导入"):
        assert text in said, text
    assert batches(office) == 0


def test_a_previewed_dump_is_imported_as_it_was_seen(office: Office, clerk: Client) -> None:
    address, _ = previewed(clerk)
    answer = clerk.post(f"{address}/go-on", follow=True)
    assert "导入报告" in words(answer)
    assert "新增 1" in words(answer)
    assert batches(office) == 1
    again = words(clerk.get(address))
    assert "已按这次预览导入" in again
    assert "就这样导入" not in again


def test_rows_that_a_preview_gives_back_can_be_mended_after_the_import_only(clerk: Client) -> None:
    address, seen = previewed(clerk)
    assert "再次导入" not in words(seen)
    assert "行退回未处理" not in words(clerk.get(f"{LEDGER}/close"))
    answer = clerk.post(f"{address}/go-on", follow=True)
    assert words(clerk.get(f"{LEDGER}/close")).count("行退回未处理") == 1
    assert re.search(r'name="cell-3-1"', answer.content.decode())


def test_a_preview_that_is_given_up_leaves_no_file_and_no_row(office: Office, clerk: Client) -> None:
    address, _ = previewed(clerk)
    answer = clerk.post(f"{address}/go-on", {"give-up": "1"}, follow=True)
    assert "台账没有变化" in words(answer)
    assert batches(office) == 0
    assert not Upload.objects.exists()
    assert "没有导入，文件已移除" in words(clerk.get(address))


def test_a_preview_is_answered_once(office: Office, clerk: Client) -> None:
    address, _ = previewed(clerk)
    clerk.post(f"{address}/go-on")
    answer = office.client(HEAD).post(f"{address}/go-on")
    assert "已经有人处理过了" in words(answer)
    assert Job.objects.filter(kind="imports").count() == 2


def test_who_may_not_import_neither_previews_nor_goes_on(office: Office, clerk: Client) -> None:
    address, _ = previewed(clerk)
    auditor = office.client(AUDITOR)
    assert auditor.post(f"{address}/go-on").status_code == 403
    dropped = SimpleUploadedFile("支付.csv", DUMP.encode())
    assert auditor.post(f"{LEDGER}/import", {"files": [dropped], "preview": "1"}).status_code == 403
    assert batches(office) == 0


def test_a_file_that_is_no_dump_fails_in_the_preview_already(office: Office, clerk: Client) -> None:
    _, answer = previewed(clerk, "甲,乙\n1,2\n")
    assert "缺少列" in words(answer)
    assert batches(office) == 0
    assert not Upload.objects.exists()
