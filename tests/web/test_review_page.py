"""审核: comments stand at their cells, a return demands a reason, approving locks the targets; others only read."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from offices import AUDITOR, CLERK, DEPARTMENT, EXPERT, FINANCE, Office, at_most

from youju.model.dossier import Dossier
from youju.model.organisation import Person, Role
from youju.notation.amount import format_amount
from youju.stages.status import Phase, phase_of
from youju.web.models import Draft, ProjectRow
from youju.work import reviewing
from youju.work.declaring import current

HEAD = Person("负责人乙", Role.HEAD, "示范区行政服务中心")
DEPARTMENT_HEAD = Person("主管丙", Role.DEPARTMENT, "示范区政务服务办公室")


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


class Cells(HTMLParser):
    """The attributes of the cells that a comment can be pinned to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps the cell."""
        if tag == "td" and "data-path" in dict(attrs):
            self.found.append(dict(attrs))


def test_every_cell_takes_a_comment_under_its_label_and_none_is_a_stop_of_its_own(
    office: Office, submitted: ProjectRow
) -> None:
    page = office.client(DEPARTMENT).get(address(submitted)).content.decode()
    cells = Cells(page).found
    names = {cell["data-path"]: cell["data-name"] for cell in cells}
    assert names["indicators.0.target"] == "第1行 指标值 服务新开办企业数量"
    assert names["funds.total"] == "项目资金总额"
    rows = range(len(current(dossier_of(office, submitted)).indicators))
    assert {f"indicators.{row}.{name}" for row in rows for name in ("name", "target")} < names.keys()
    assert len(names) == len(cells)
    assert {cell["tabindex"] for cell in cells} == {"-1"}
    assert page.count('action="' + address(submitted, "/comment")) == 1


def test_a_cell_with_a_comment_is_marked_and_the_page_comes_back_to_it(office: Office, submitted: ProjectRow) -> None:
    client = office.client(DEPARTMENT)
    answer = client.post(address(submitted, "/comment"), {"field": "indicators.2.target", "text": "请说明验收标准"})
    assert answer["Location"] == address(submitted, "#cell-indicators-2-target")
    for page in (address(submitted), f"/projects/{submitted.key}/targets"):
        text = client.get(page).content.decode()
        (cell,) = re.findall(r"<td[^>]*yj-has-remark[^>]*>.*?</td>", text, re.DOTALL)
        assert 'data-field="indicators-2-target"' in cell
        assert "有 1 条审核意见" in cell


def test_a_comment_on_a_cell_that_the_form_does_not_have_is_refused(office: Office, submitted: ProjectRow) -> None:
    before = len(dossier_of(office, submitted).acts)
    for field in ("indicators.999.target", "", "__class__"):
        sent = {"field": field, "text": "请说明"}
        assert office.client(DEPARTMENT).post(address(submitted, "/comment"), sent).status_code == 403
    assert len(dossier_of(office, submitted).acts) == before


def dialog(page: str) -> str:
    (found,) = re.findall(r'<dialog[^>]*id="approval".*?</dialog>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", found).split())


def test_before_approving_the_page_repeats_what_is_approved_and_what_that_means(
    office: Office, submitted: ProjectRow
) -> None:
    client = office.client(DEPARTMENT)
    client.post(address(submitted, "/comment"), {"field": "indicators.2.target", "text": "请说明验收标准"})
    said = dialog(client.get(address(submitted)).content.decode())
    declared = current(dossier_of(office, submitted))
    assert submitted.name in said
    assert declared.funds.total is not None
    assert f"项目资金总额 {format_amount(declared.funds.total)} 元" in said
    assert f"绩效指标 {len(declared.indicators)} 项" in said
    assert "提交审核 负责人乙" in said
    assert "还没有改的审核意见 1 条" in said
    assert "批准后目标锁定" in said
    assert "主管部门（本单位和下级单位）、财政局（所有单位）" in said


def test_a_version_other_than_the_one_on_the_page_is_not_approved(office: Office, submitted: ProjectRow) -> None:
    client = office.client(FINANCE)
    (shown,) = re.findall(r'name="version" value="(\w+)"', client.get(address(submitted)).content.decode())
    reviewing.return_(office.workspace, dossier_of(office, submitted), (), "请修改", DEPARTMENT_HEAD)
    office.refresh(submitted)
    clerk = office.client(CLERK)
    clerk.post(f"/projects/{submitted.key}/targets/edit", {"field": "indicators.0.target", "text": "≥1家"})
    clerk.post(f"/projects/{submitted.key}/targets/declare")
    clerk.post(f"/projects/{submitted.key}/targets/submit")
    stale = client.post(address(submitted, "/approve"), {"version": shown})
    assert stale.status_code == 409
    assert "不是您核对的那一版" in stale.content.decode()
    (shown,) = re.findall(r'name="version" value="(\w+)"', client.get(address(submitted)).content.decode())
    client.post(address(submitted, "/approve"), {"version": shown})
    assert phase_of(dossier_of(office, submitted)) is Phase.APPROVED


def test_a_refusal_leads_to_the_table_of_who_may_do_what(office: Office, submitted: ProjectRow) -> None:
    assert 'href="/people/permissions"' in office.client(AUDITOR).get(address(submitted)).content.decode()


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


def test_a_reason_being_written_is_still_there_after_a_comment_and_gone_with_the_return(
    office: Office, submitted: ProjectRow
) -> None:
    client = office.client(DEPARTMENT)
    kept = client.post(address(submitted, "/keep"), {"reason": "依据不足"}, headers={"HX-Request": "true"})
    assert "已自动保存" in kept.content.decode()
    client.post(address(submitted, "/keep"), {"remark": "同意"})
    client.post(address(submitted, "/comment"), {"field": "indicators.2.target", "text": "请说明"})
    page = client.get(address(submitted)).content.decode()
    assert ">依据不足</textarea>" in page
    assert ">同意</textarea>" in page
    assert "依据不足" not in office.client(FINANCE).get(address(submitted)).content.decode()
    client.post(address(submitted, "/return"), {"reason": "指标依据不足"})
    assert not Draft.objects.exists()


def test_what_was_being_written_in_an_earlier_round_is_not_offered_again(office: Office, submitted: ProjectRow) -> None:
    client = office.client(DEPARTMENT)
    client.post(address(submitted, "/keep"), {"reason": "上一轮的理由"})
    reviewing.return_(office.workspace, dossier_of(office, submitted), (), "请修改", DEPARTMENT_HEAD)
    reviewing.submit(office.workspace, dossier_of(office, submitted), HEAD)
    office.refresh(submitted)
    assert "上一轮的理由" not in client.get(address(submitted)).content.decode()
    client.post(address(submitted, "/keep"), {"reason": "这一轮的理由"})
    assert ">这一轮的理由</textarea>" in client.get(address(submitted)).content.decode()


@pytest.mark.parametrize("username", [CLERK, AUDITOR])
def test_who_may_not_return_keeps_no_reason(office: Office, submitted: ProjectRow, username: str) -> None:
    assert office.client(username).post(address(submitted, "/keep"), {"reason": "我来退回"}).status_code == 403
    assert not Draft.objects.exists()


def test_the_page_compares_with_what_was_reviewed_last_and_shows_the_sum_of_weights(
    office: Office, submitted: ProjectRow
) -> None:
    reviewing.return_(office.workspace, dossier_of(office, submitted), (), "请修改", DEPARTMENT_HEAD)
    office.refresh(submitted)
    clerk = office.client(CLERK)
    for target in ("≥31000家", "≥32000家"):
        clerk.post(f"/projects/{submitted.key}/targets/edit", {"field": "indicators.0.target", "text": target})
        clerk.post(f"/projects/{submitted.key}/targets/declare")
    clerk.post(f"/projects/{submitted.key}/targets/submit")
    page = office.client(DEPARTMENT).get(address(submitted)).content.decode()
    compared = page.split('id="compare"')[1].split("</section>")[0]
    assert "29000" in compared
    assert "≥32000家" in compared
    assert "≥31000家" not in compared
    assert "没有写分值" in page.split('class="yj-review-form"')[1]


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
    assert 'id="comment"' not in page
    assert "data-path" not in page
    assert "谁可以：主管部门（本单位和下级单位）、财政局（所有单位）" in page
    assert client.post(address(submitted, "/approve")).status_code == 403
    assert phase_of(dossier_of(office, submitted)) is Phase.SUBMITTED


def test_findings_are_grouped_and_lead_to_their_cells(office: Office, submitted: ProjectRow) -> None:
    page = office.client(DEPARTMENT).get(address(submitted)).content.decode()
    assert "<strong>可衡量性</strong>" in page
    (found,) = re.findall(r'<a href="#cell-project-unit">.*?</a>', page, re.DOTALL)
    assert re.search("“实施单位”没有填写。.*<code>G-02</code>", found, re.DOTALL)


def test_a_text_that_is_too_long_is_refused_with_its_length(office: Office, submitted: ProjectRow) -> None:
    answer = office.client(DEPARTMENT).post(address(submitted, "/return"), {"reason": "长" * 5_001})
    assert answer.status_code == 403
    assert "5,001 字" in answer.content.decode()
    assert phase_of(dossier_of(office, submitted)) is Phase.SUBMITTED


def test_the_page_asks_the_database_seldom(office: Office, submitted: ProjectRow) -> None:
    client = office.client(DEPARTMENT)
    with at_most(12):
        assert client.get(address(submitted)).status_code == 200
