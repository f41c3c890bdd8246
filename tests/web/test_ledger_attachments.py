"""附件: on the page of a row, added and taken off by those who write the ledger, served to those who may see them."""

from __future__ import annotations

import re

import pytest
from answers import words
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from offices import AUDITOR, CLERK, DEPARTMENT, EVERYBODY, EXPERT, FINANCE, HEAD, SECOND, Office, at_most

from youju.model.organisation import Person, Role
from youju.work import attaching, browsing
from youju.work.ledgers import import_bytes, ledger_of

SOMEBODY = Person("张三", Role.CLERK)
ACCIDENTS = "事故编号,发生时间\nA1,2021-03-01 09:00\n"
PAYMENTS = "凭证号,支付日期,金额,收款人\nV1,2021-03-01,100,甲公司\n"
OPENINGS = "办件编号,受理时间\nC1,2021-03-01 09:00\n"
PDF = b"%PDF-1.7 accepted"


@pytest.fixture
def entered(office: Office) -> Office:
    """A payment, whose ledger has a personal column, and an opening, whose ledger has none."""
    for code, dump in (("payments", PAYMENTS), ("enterprise_openings", OPENINGS)):
        import_bytes(office.workspace, ledger_of(office.workspace, code), f"{code}.csv", dump.encode(), SOMEBODY)
    return office


def page_of(office: Office, ledger: str) -> str:
    """The address of the only row of the ledger."""
    (batch,) = browsing.batches(office.workspace, ledger_of(office.workspace, ledger))
    return f"/units/main/ledgers/{ledger}/rows/{batch.code}/2"


def send(client: Client, row: str, name: str = "合同.pdf", content: bytes = PDF) -> HttpResponseBase:
    return client.post(f"{row}/attachments", {"file": SimpleUploadedFile(name, content)})


def put(office: Office, ledger: str, key: str) -> str:
    """Attaches a document and gives the address it is served at."""
    kept = ledger_of(office.workspace, ledger)
    done = attaching.attach(office.workspace, kept, [key], "合同.pdf", PDF, SOMEBODY)
    return f"/units/main/ledgers/{ledger}/attachments/{done.attachment.sha256}"


def test_a_document_is_added_in_a_plain_form_and_stands_on_the_page(entered: Office) -> None:
    client, row = entered.client(CLERK), page_of(entered, "enterprise_openings")
    assert "还没有附件" in words(client.get(row))
    answer = send(client, row)
    assert answer["Location"] == f"{row}#attachments"
    page = client.get(row)
    assert "已附上：合同.pdf" in words(page)
    (address,) = re.findall(r'href="([^"]*/attachments/[0-9a-f]{64})" download', page.content.decode())
    assert client.get(address).content == PDF
    send(client, row)
    assert "没有变化" in words(client.get(row))


def test_it_is_saved_and_never_shown_as_a_page(entered: Office) -> None:
    answer = entered.client(CLERK).get(put(entered, "enterprise_openings", "C1"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "%E5%90%88%E5%90%8C.pdf" in answer["Content-Disposition"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


def test_what_is_no_document_is_refused_in_a_sentence(entered: Office) -> None:
    client, row = entered.client(CLERK), page_of(entered, "enterprise_openings")
    for name, content, said in (
        ("a.pdf", b"<html>", "不能作为附件"),
        ("a.pdf", b"MZ\x00\x00", "是程序"),
        ("a.pdf", b"", "空文件"),
        ("a.pdf", PDF.ljust(50_000_001), "最多 50 MB"),
    ):
        send(client, row, name, content)
        assert said in words(client.get(row))
    client.post(f"{row}/attachments")
    assert "没有选择文件" in words(client.get(row))
    assert "还没有附件" in words(client.get(row))


def test_it_is_taken_off_with_a_reason_and_no_longer_served(entered: Office) -> None:
    client, row = entered.client(HEAD), page_of(entered, "enterprise_openings")
    address = put(entered, "enterprise_openings", "C1")
    sha256 = address.rpartition("/")[2]
    client.post(f"{row}/attachments/remove", {"sha256": sha256, "reason": " "})
    assert "写明理由" in words(client.get(row))
    assert client.get(address).status_code == 200
    client.post(f"{row}/attachments/remove", {"sha256": sha256, "reason": "附错了一行"})
    said = words(client.get(row))
    assert "已移除" in said
    assert "附错了一行" in said
    assert client.get(address).status_code == 404


def test_only_those_who_write_the_ledger_add_or_take_off(entered: Office) -> None:
    row, sha256 = page_of(entered, "enterprise_openings"), put(entered, "enterprise_openings", "C1").rpartition("/")[2]
    for username in (DEPARTMENT, FINANCE, AUDITOR, EXPERT):
        client = entered.client(username)
        page = client.get(row).content.decode()
        assert "合同.pdf" in page
        assert 'type="file"' not in page
        assert send(client, row, "b.pdf").status_code == 403
        answer = client.post(f"{row}/attachments/remove", {"sha256": sha256, "reason": "x"})
        assert answer.status_code == 403
    assert len(attaching.listed(entered.workspace, ledger_of(entered.workspace, "enterprise_openings"), ["C1"])) == 1


def test_documents_of_a_ledger_with_persons_are_for_those_who_write_it(entered: Office) -> None:
    open_one, closed_one = put(entered, "enterprise_openings", "C1"), put(entered, "payments", "V1")
    for username in (CLERK, HEAD):
        assert entered.client(username).get(closed_one).content == PDF
    for username in (DEPARTMENT, FINANCE, AUDITOR, EXPERT):
        client = entered.client(username)
        assert client.get(open_one).content == PDF
        refused = client.get(closed_one)
        assert refused.status_code == 403
        assert "个人信息" in words(refused)
        page = client.get(page_of(entered, "payments")).content.decode()
        assert "合同.pdf" not in page
        assert "/attachments/" not in page


def test_a_guessed_address_is_not_there(entered: Office) -> None:
    address = put(entered, "enterprise_openings", "C1")
    sha256 = address.rpartition("/")[2]
    assert entered.client(SECOND).get(address).status_code == 404
    assert entered.client(SECOND).get(address.replace("main", "nowhere")).status_code == 404
    (batch,) = browsing.batches(entered.workspace, ledger_of(entered.workspace, "payments"))
    for guessed in (
        f"/units/main/ledgers/payments/attachments/{sha256}",  # of another ledger
        f"/units/main/ledgers/payments/attachments/{batch.sha256}",  # a source file, no attachment
        f"/units/main/ledgers/enterprise_openings/attachments/{'0' * 64}",
        f"/units/main/ledgers/enterprise_openings/attachments/{sha256[:12]}",
    ):
        assert entered.client(CLERK).get(guessed).status_code == 404
    assert Client().get(address).status_code == 302


def test_the_page_asks_for_a_post_and_its_token(entered: Office) -> None:
    row = page_of(entered, "enterprise_openings")
    assert entered.client(CLERK).get(f"{row}/attachments").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(entered.account(CLERK))
    assert send(strict, row).status_code == 403
    assert send(entered.client(CLERK), row.replace("/2", "/99")).status_code == 302


def test_a_row_that_is_replaced_shows_the_documents_of_its_key(entered: Office) -> None:
    put(entered, "enterprise_openings", "C1")
    ledger, first = ledger_of(entered.workspace, "enterprise_openings"), page_of(entered, "enterprise_openings")
    later = OPENINGS.replace("09:00", "10:00").encode()
    import_bytes(entered.workspace, ledger, "更正.csv", later, SOMEBODY)
    assert "合同.pdf" in words(entered.client(CLERK).get(first))


@pytest.mark.parametrize("username", EVERYBODY)
def test_the_page_asks_the_database_seldom(entered: Office, username: str) -> None:
    put(entered, "enterprise_openings", "C1")
    client = entered.client(username)
    with at_most(12):
        client.get(page_of(entered, "enterprise_openings"))
