"""自评, what is not filed yet: the draft as a document holds it, a proof is removed, rows of one name stay apart."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from answers import words
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from offices import AUDITOR, CLERK, HEAD, Office

from youju.model.dossier import Act, Data
from youju.model.organisation import Person, Role
from youju.web.models import Draft, Job, ProjectRow
from youju.work.declaring import dossier_of
from youju.work.drafting import declare_draft

IN_PAGE = {"HX-Request": "true"}
TRAINING, TWIN = "业务培训", "培训场次"
PROOF = b"%PDF-1.7 attendance"
ROWS = range(16)  # of the training project, the execution rate first


def address(row: ProjectRow, page: str = "") -> str:
    return f"/projects/{row.key}/self-evaluation{page}"


def shown(client: Client, row: ProjectRow) -> str:
    return client.get(address(row)).content.decode()


def say(client: Client, row: ProjectRow, field: str, text: str) -> None:
    assert client.post(address(row, "/answer"), {"field": field, "text": text}, headers=IN_PAGE).status_code == 200


def prove(client: Client, row: ProjectRow, field: str, data: bytes = PROOF) -> str:
    sent = {"field": field, "proof": SimpleUploadedFile("签到表.pdf", data)}
    return client.post(address(row, "/answer"), sent, headers=IN_PAGE).content.decode()


def state(client: Client, row: ProjectRow, number: int) -> None:
    say(client, row, f"{number}.reason", f"第{number}项由签到表证明。")
    say(client, row, f"{number}.stated", "4次")
    prove(client, row, f"{number}.proof")


def downloaded(client: Client, row: ProjectRow) -> set[str]:
    """What stands in the cells of the Word file that the page hands out."""
    client.post(address(row, "/export"))
    job = Job.objects.filter(kind="export").latest("pk")
    file = docx.Document(BytesIO(client.get(f"/jobs/{job.pk}/file").content))
    return {cell.text for table in file.tables for line in table.rows for cell in line.cells}


def draft(office: Office) -> dict[str, str]:
    content = Draft.objects.get(kind="answers", account=office.account(CLERK)).content
    assert isinstance(content, dict)
    return content


def rows_filed(office: Office, row: ProjectRow) -> list[dict[str, Data]]:
    act: Act = office.workspace.store.acts(row.stream)[-1]
    rows = act.body["rows"]
    assert isinstance(rows, list)
    return [one for one in rows if isinstance(one, dict)]


# The draft as a document


@pytest.mark.usefixtures("jobs_at_once")
def test_the_draft_that_is_downloaded_holds_what_its_person_typed(office: Office) -> None:
    row, client = office.project(TRAINING), office.client(CLERK)
    state(client, row, 1)
    say(client, row, "result", "全年培训四场。")
    said = {"第1项由签到表证明。", "4次（陈述）", "全年培训四场。"}
    assert downloaded(client, row) >= said
    assert not downloaded(office.client(HEAD), row) & said
    assert not downloaded(office.client(AUDITOR), row) & said


@pytest.mark.usefixtures("jobs_at_once")
def test_a_filed_sheet_is_downloaded_as_it_was_filed_whatever_was_typed_since(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    say(client, row, "result", "另一种说法。")
    found = downloaded(client, row)
    assert "另一种说法。" not in found
    assert any(text.startswith("全年窗口正常运转") for text in found)


# A proof goes again


def test_a_proof_is_taken_out_of_the_draft_after_a_question_and_nothing_else(office: Office) -> None:
    row, client = office.project(TRAINING), office.client(CLERK)
    state(client, row, 1)
    digest = draft(office)["1.proof"]
    page = shown(client, row)
    button = page.partition('data-proof="proof-1" hx-post="')[2].partition("</button>")[0]
    assert button.startswith(address(row, "/remove-proof"))
    assert 'hx-confirm="从草稿里移除这份佐证？' in button
    answer = client.post(address(row, "/remove-proof"), {"field": "1.proof"}, headers=IN_PAGE)
    assert "陈述了完成值，还缺佐证。" in words(answer)
    assert "签到表.pdf" not in answer.content.decode()
    assert {key: text for key, text in draft(office).items() if text} == {
        "1.reason": "第1项由签到表证明。",
        "1.stated": "4次",
    }
    assert (office.root / "blobs" / digest).read_bytes() == PROOF


def test_a_proof_that_was_removed_can_be_sent_again(office: Office) -> None:
    row, client = office.project(TRAINING), office.client(CLERK)
    state(client, row, 1)
    client.post(address(row, "/remove-proof"), {"field": "1.proof"}, headers=IN_PAGE)
    assert "签到表.pdf" in prove(client, row, "1.proof")
    assert draft(office)["1.proof"]


def test_a_removed_proof_stays_with_the_sheet_that_was_filed_with_it(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    stated = rows_filed(full_office, row)[11]["stated"]
    assert isinstance(stated, dict)
    answer = client.post(address(row, "/remove-proof"), {"field": "11.proof"}, headers=IN_PAGE)
    assert "还缺佐证" in words(answer)
    proof = address(row, f"/proofs/{stated['proof']}")
    assert full_office.client(AUDITOR).get(proof).status_code == 200
    assert "还缺佐证" in shown(client, row)


@pytest.mark.parametrize("field", ["1.reason", "99.proof", "result", ""])
def test_only_a_proof_is_removed(office: Office, field: str) -> None:
    row, client = office.project(TRAINING), office.client(CLERK)
    say(client, row, "1.reason", "有理由。")
    answer = client.post(address(row, "/remove-proof"), {"field": field}, headers=IN_PAGE)
    assert "没有这一格" in words(answer)
    assert draft(office) == {"1.reason": "有理由。"}


def test_who_may_not_file_removes_no_proof(office: Office) -> None:
    row = office.project(TRAINING)
    answer = office.client(AUDITOR).post(address(row, "/remove-proof"), {"field": "1.proof"}, headers=IN_PAGE)
    assert answer.status_code == 403


# Two indicators of one name


def twins(office: Office) -> ProjectRow:
    """The training project, its first two indicators of one name."""
    clerk = Person("经办人甲", Role.CLERK)
    dossier = dossier_of(office.workspace, TRAINING)
    declare_draft(office.workspace, dossier, {"indicators.1.name": TWIN}, clerk, len(dossier.acts))
    return office.refresh(office.project(TRAINING))


def test_two_indicators_of_one_name_are_answered_and_filed_apart(office: Office) -> None:
    row, client = twins(office), office.client(CLERK)
    for number in {*ROWS} - {1}:
        say(client, row, f"{number}.reason", f"第{number}项没有台账。")
        say(client, row, f"{number}.concede", "1")
    assert f'<a href="#row-1"><strong>{TWIN}</strong>' in shown(client, row)
    assert f'<a href="#row-2"><strong>{TWIN}</strong>' not in shown(client, row)
    state(client, row, 1)
    client.post(address(row, "/file"))
    _, first, second, *_ = rows_filed(office, row)
    assert first["name"] == second["name"] == TWIN
    assert (first["reason"], first["conceded"]) == ("第1项由签到表证明。", False)
    assert (second["reason"], second["conceded"], second["points"]) == ("第2项没有台账。", True, "0.00")


# What the page itself says


def test_that_the_sheet_changed_is_said_in_the_language_of_the_page(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK, "en")
    said = words(client.post(address(row, "/file"), {"state": "another"}, follow=True))
    assert "nothing was filed" in said
    assert "没有填报" not in said
