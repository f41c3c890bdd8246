"""自评: the sheet as computed with links to its whys; what is missing is said, answered, and then it can be filed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from offices import AUDITOR, CLERK, EXPERT, Office, at_most

from youju.model.dossier import Act, Dossier
from youju.stages.status import Phase, phase_of
from youju.web.models import Draft, Job, ProjectRow

GAP = "重大事故发生数"


def address(row: ProjectRow, page: str = "") -> str:
    return f"/projects/{row.key}/self-evaluation{page}"


def dossier_of(office: Office, row: ProjectRow) -> Dossier:
    return Dossier(row.stream, office.workspace.store.acts(row.stream))


def say(client: Client, row: ProjectRow, field: str, text: str) -> str:
    answer = client.post(address(row, "/answer"), {"field": field, "text": text}, headers={"HX-Request": "true"})
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def rows_to_explain(page: str) -> list[str]:
    """The numbers of the rows that want something said."""
    return [part.partition('"')[0] for part in page.split('id="row-')[1:]]


def said_in(act: Act) -> dict[str, str]:
    """The reasons of a filed sheet by the names of their rows."""
    rows = act.body["rows"]
    assert isinstance(rows, list)
    return {str(row["name"]): str(row["reason"]) for row in rows if isinstance(row, dict) and row["reason"]}


def unsaid(client: Client, row: ProjectRow) -> list[str]:
    """Takes back what the demo said when it filed; the numbers of the rows that want something said."""
    numbers = rows_to_explain(client.get(address(row)).content.decode())
    for number in numbers:
        say(client, row, f"{number}.reason", "")
    say(client, row, "11.concede", "")
    say(client, row, "11.stated", "")
    return numbers


def test_computed_numbers_lead_to_their_why_and_lost_points_are_said_in_words(full_office: Office) -> None:
    row = full_office.project()
    page = full_office.client(AUDITOR).get(address(row)).content.decode()
    assert f'href="/projects/{row.key}/why/1" aria-label="服务新开办企业数量' in page
    assert f'href="/projects/{row.key}/why/0"' in page
    assert '快递邮寄出错率</a> <strong class="yj-error">−6.25</strong>' in page


def test_an_open_row_keeps_the_total_provisional_and_cannot_be_filed(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    unsaid(client, row)
    assert "暂定：还有 3.75 分未定" in client.get(address(row)).content.decode()
    before = len(dossier_of(full_office, row).acts)
    said = client.post(address(row, "/file"), follow=True).content.decode()
    assert "没有填报" in said
    assert len(dossier_of(full_office, row).acts) == before


def test_answered_row_by_row_the_sheet_is_filed_and_the_draft_is_gone(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    for number in unsaid(client, row):
        said = say(client, row, f"{number}.reason", "节假日前后业务量大，已增设窗口。")
    assert "还差 1 项" in said
    assert "确认填报" in say(client, row, "11.concede", "1")
    assert Draft.objects.filter(kind="answers").count() == 1
    client.post(address(row, "/file"))
    act = dossier_of(full_office, row).acts[-1]
    assert (act.kind, act.by) == (Phase.SELF_EVALUATED.value, "经办人甲")
    rows = act.body["rows"]
    assert isinstance(rows, list)
    conceded = rows[11]
    assert isinstance(conceded, dict)
    assert (conceded["name"], conceded["conceded"], conceded["points"]) == (GAP, True, "0.00")
    assert not Draft.objects.filter(kind="answers").exists()


def test_a_stated_actual_counts_only_with_reason_and_proof(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    unsaid(client, row)
    said = say(client, row, "11.stated", "0")
    assert f"<strong>{GAP}</strong>" in said
    say(client, row, "11.reason", "登记人员轮换期间由值班日志代替。")
    proof = SimpleUploadedFile("值班日志.pdf", b"%PDF-1.7 log")
    sent = {"field": "11.proof", "proof": proof}
    answered = client.post(address(row, "/answer"), sent, headers={"HX-Request": "true"}).content.decode()
    assert "值班日志.pdf" in answered
    assert f"<strong>{GAP}</strong>" not in answered
    digest = Draft.objects.get(kind="answers").content["11.proof"]
    assert (full_office.workspace.root / "blobs" / digest).read_bytes() == b"%PDF-1.7 log"


def test_filing_again_begins_with_what_was_said_before(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    page = client.get(address(row)).content.decode()
    assert "两家刻章企业节后复工较晚" in page
    assert "确认填报" in page
    client.post(address(row, "/file"))
    first, second = (said_in(act) for act in dossier_of(full_office, row).acts[-2:])
    assert second == first
    assert len(second) > 5


@pytest.mark.parametrize("username", [EXPERT, AUDITOR])
def test_who_may_not_file_reads_and_is_told_who_may(full_office: Office, username: str) -> None:
    row, client = full_office.project(), full_office.client(username)
    page = client.get(address(row)).content.decode()
    assert "只读" in page
    assert "确认填报" not in page
    assert client.post(address(row, "/file")).status_code == 403
    assert client.post(address(row, "/answer"), {"field": "1.reason", "text": "x"}).status_code == 403


def test_a_cell_that_the_sheet_does_not_have_is_refused(full_office: Office) -> None:
    row = full_office.project()
    answer = full_office.client(CLERK).post(address(row, "/answer"), {"field": "1.points", "text": "100"})
    assert answer.status_code == 403
    assert "没有这一格" in answer.content.decode()
    assert not Draft.objects.exists()


@pytest.mark.usefixtures("jobs_at_once")
def test_the_form_is_written_by_a_job_and_downloaded(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(AUDITOR)
    client.post(address(row, "/export"))
    job = Job.objects.get(kind="export")
    assert job.state == "done"
    assert f'<a href="{address(row)}">回到自评表</a>' in client.get(f"/jobs/{job.pk}").content.decode()
    file = client.get(f"/jobs/{job.pk}/file")
    assert file.content.startswith(b"PK")
    assert full_office.client(CLERK).get(f"/jobs/{job.pk}/file").status_code == 404


def test_before_any_approval_a_submitted_project_says_what_comes_first(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    client.post(f"/projects/{row.key}/targets/submit")
    assert phase_of(dossier_of(office, row)) is Phase.SUBMITTED
    page = client.get(address(row)).content.decode()
    assert "只读" in page
    assert client.post(address(row, "/file")).status_code == 403


def test_the_page_asks_the_database_seldom(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    client.get(address(row))
    with at_most(12):
        assert client.get(address(row)).status_code == 200
