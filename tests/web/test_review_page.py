"""审核: comments stand at their cells, a return demands a reason, approving locks the targets; others only read."""

from __future__ import annotations

import pytest
from offices import AUDITOR, CLERK, DEPARTMENT, EXPERT, FINANCE, Office, at_most

from youju.model.dossier import Dossier
from youju.model.organisation import Person, Role
from youju.stages.status import Phase, phase_of
from youju.web.models import ProjectRow
from youju.work import reviewing

HEAD = Person("负责人乙", Role.HEAD, "示范区行政服务中心")


def address(row: ProjectRow, page: str = "") -> str:
    return f"/projects/{row.key}/review{page}"


def dossier_of(office: Office, row: ProjectRow) -> Dossier:
    return Dossier(row.stream, office.workspace.store.acts(row.stream))


@pytest.fixture
def submitted(office: Office) -> ProjectRow:
    """A project that waits for its reviewer."""
    row = office.project()
    reviewing.submit(office.workspace, dossier_of(office, row), HEAD)
    return office.refresh(row)


def test_a_comment_stands_at_its_cell_and_the_unit_sees_it(office: Office, submitted: ProjectRow) -> None:
    sent = {"field": "indicators.2.target", "text": "请说明验收标准"}
    assert office.client(DEPARTMENT).post(address(submitted, "/comment"), sent).status_code == 302
    (comment,) = dossier_of(office, submitted).acts[-1:]
    assert comment.body["comments"] == [
        {"field": "indicators.3.target", "indicator": "刻章验收合格率", "text": "请说明验收标准"}
    ]
    page = office.client(CLERK).get(f"/projects/{submitted.key}/targets").content.decode()
    assert 'data-field="indicators-2-target"' in page
    assert "请说明验收标准" in page


def test_a_return_without_a_reason_is_refused_and_with_one_unlocks_the_targets(
    office: Office, submitted: ProjectRow
) -> None:
    client = office.client(DEPARTMENT)
    refused = client.post(address(submitted, "/return"), {"reason": "  "})
    assert refused.status_code == 403
    assert "退回要写明理由" in refused.content.decode()
    assert phase_of(dossier_of(office, submitted)) is Phase.SUBMITTED
    client.post(address(submitted, "/return"), {"reason": "指标依据不足"})
    assert phase_of(dossier_of(office, submitted)) is Phase.RETURNED
    assert ProjectRow.objects.get(pk=submitted.pk).phase == "returned"


def test_approving_locks_the_targets_and_the_page_says_who_can_lift_that(office: Office, submitted: ProjectRow) -> None:
    office.client(FINANCE).post(address(submitted, "/approve"), {"remark": "同意"})
    assert phase_of(dossier_of(office, submitted)) is Phase.APPROVED
    assert dossier_of(office, submitted).acts[-1].body["text"] == "同意"
    page = office.client(CLERK).get(f"/projects/{submitted.key}/targets").content.decode()
    assert "<textarea" not in page
    assert "要先由主管部门、财政局退回" in page


@pytest.mark.parametrize("username", [CLERK, EXPERT, AUDITOR])
def test_who_may_not_review_reads_and_is_told_who_may(office: Office, submitted: ProjectRow, username: str) -> None:
    client = office.client(username)
    page = client.get(address(submitted)).content.decode()
    assert "写意见" not in page
    assert "谁可以：主管部门（本单位和下级单位）、财政局（所有单位）" in page
    assert client.post(address(submitted, "/approve")).status_code == 403
    assert phase_of(dossier_of(office, submitted)) is Phase.SUBMITTED


def test_findings_are_grouped_and_lead_to_their_cells(office: Office, submitted: ProjectRow) -> None:
    page = office.client(DEPARTMENT).get(address(submitted)).content.decode()
    assert "<strong>可衡量性</strong>" in page
    assert 'href="#cell-indicators-4-target"' in page


def test_a_text_that_is_too_long_is_refused_with_its_length(office: Office, submitted: ProjectRow) -> None:
    answer = office.client(DEPARTMENT).post(address(submitted, "/return"), {"reason": "长" * 5_001})
    assert answer.status_code == 403
    assert "5,001 字" in answer.content.decode()
    assert phase_of(dossier_of(office, submitted)) is Phase.SUBMITTED


def test_the_page_asks_the_database_seldom(office: Office, submitted: ProjectRow) -> None:
    client = office.client(DEPARTMENT)
    with at_most(12):
        assert client.get(address(submitted)).status_code == 200
