"""撤回: a row is withdrawn on the page of its history, with a reason, by those who write the ledger."""

from __future__ import annotations

import pytest
from answers import words
from offices import AUDITOR, CLERK, Office

from youju.model.organisation import Person, Role
from youju.web.models import Job
from youju.work import browsing
from youju.work.ledgers import cut_of, import_bytes, ledger_of, status

DUMP = "凭证号,支付日期,金额,收款人\nV1,2021-03-01,100,甲公司\nV2,2021-03-02,200,乙公司\n"

pytestmark = pytest.mark.usefixtures("jobs_at_once")


@pytest.fixture
def row(office: Office) -> str:
    """The address of the first payment."""
    ledger = ledger_of(office.workspace, "payments")
    import_bytes(office.workspace, ledger, "支付.csv", DUMP.encode(), Person("经办人甲", Role.CLERK))
    (batch,) = browsing.batches(office.workspace, ledger)
    return f"/units/main/ledgers/payments/rows/{batch.code}/2"


def counted(office: Office) -> int:
    (found,) = [one for one in status(office.workspace, 2021) if one.ledger.code == "payments"]
    return found.rows


def test_a_row_is_withdrawn_with_a_reason_and_stays_in_its_history(office: Office, row: str) -> None:
    clerk = office.client(CLERK)
    assert "撤回这一行" in words(clerk.get(row))
    answer = clerk.post(f"{row}/withdraw", {"why": "同一笔登了两次"}, follow=True)
    said = words(answer)
    assert "已撤回：这一行从此不计入" in said
    assert "同一笔登了两次" in said
    assert "撤回这一行" not in said
    assert counted(office) == 1
    assert Job.objects.filter(kind="recompute").count() == 1


def test_without_a_reason_nothing_is_withdrawn(office: Office, row: str) -> None:
    answer = office.client(CLERK).post(f"{row}/withdraw", {"why": " "}, follow=True)
    assert "撤回要写明理由" in words(answer)
    assert counted(office) == 2


def test_a_row_is_withdrawn_once(office: Office, row: str) -> None:
    clerk = office.client(CLERK)
    clerk.post(f"{row}/withdraw", {"why": "重复"})
    assert "不计入" in words(clerk.post(f"{row}/withdraw", {"why": "重复"}, follow=True))
    assert cut_of(office.workspace, ledger_of(office.workspace, "payments")).sequence == 2


def test_others_withdraw_nothing_and_are_not_offered_it(office: Office, row: str) -> None:
    auditor = office.client(AUDITOR)
    assert "撤回这一行" not in words(auditor.get(row))
    assert auditor.post(f"{row}/withdraw", {"why": "重复"}).status_code == 403
    assert counted(office) == 2
