"""自评, what must not go wrong: an answer stays with its indicator, a proof is a kept file, nothing unseen is filed."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from answers import words
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from offices import AUDITOR, CLERK, DEPARTMENT, SECOND, Office

from youju.model.dossier import Act
from youju.web.models import Draft, ProjectRow
from youju.web.views import self_evaluation

IN_PAGE = {"HX-Request": "true"}
GAP = "重大事故发生数"  # the eleventh row, whose ledger has a gap
PROOF = b"%PDF-1.7 duty log"


def address(row: ProjectRow, page: str = "") -> str:
    return f"/projects/{row.key}/self-evaluation{page}"


def say_raw(client: Client, row: ProjectRow, field: str, text: str) -> str:
    return client.post(address(row, "/answer"), {"field": field, "text": text}, headers=IN_PAGE).content.decode()


def say(client: Client, row: ProjectRow, field: str, text: str) -> str:
    return words(client.post(address(row, "/answer"), {"field": field, "text": text}, headers=IN_PAGE))


def prove(client: Client, row: ProjectRow, field: str, data: bytes = PROOF) -> str:
    sent = {"field": field, "proof": SimpleUploadedFile("值班日志.pdf", data)}
    return words(client.post(address(row, "/answer"), sent, headers=IN_PAGE))


def last_act(office: Office, row: ProjectRow) -> Act:
    return office.workspace.store.acts(row.stream)[-1]


def stated_in(act: Act) -> dict[str, object]:
    """What is stated in a filed sheet, by the names of the rows."""
    rows = act.body["rows"]
    assert isinstance(rows, list)
    return {str(row["name"]): row["stated"] for row in rows if isinstance(row, dict) and row["stated"]}


def given(client: Client, row: ProjectRow) -> dict[str, str]:
    """The reasons in the boxes of the page, by the names of their rows."""
    page = client.get(address(row)).content.decode()
    found = {}
    for part in page.split('<li class="list-group-item" id="row-')[1:]:
        name = part.partition('lang="zh-Hans">')[2].partition("<")[0]
        found[name] = part.partition("<textarea")[2].partition(">")[2].partition("<")[0]
    return found


def without_a_row(office: Office, row: ProjectRow) -> None:
    """The form goes back, its second row is taken out, and it is approved again."""
    client, department = office.client(CLERK), office.client(DEPARTMENT)
    targets = f"/projects/{row.key}/targets"
    department.post(f"/projects/{row.key}/review/return", {"reason": "第二项与第一项重复，请删去。"})
    client.post(f"{targets}/edit", {"field": "indicators.1", "text": "remove"}, headers=IN_PAGE)
    client.post(f"{targets}/declare")
    client.post(f"{targets}/submit")
    department.post(f"/projects/{row.key}/review/approve", {"remark": ""})


def test_when_rows_move_what_was_filed_stays_with_its_indicator(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    before = given(client, row)
    without_a_row(full_office, row)
    after = given(client, row)
    assert "节后复工较晚" in before["刻章服务完成及时性"]
    assert {name: text for name, text in after.items() if text} == {name: text for name, text in before.items() if text}


def test_when_rows_move_what_was_typed_stays_with_its_indicator(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    say(client, row, "4.reason", "四件错投，已逐件补寄。")
    without_a_row(full_office, row)
    assert given(client, row)["快递邮寄出错率"] == "四件错投，已逐件补寄。"
    say(client, row, "5.reason", "已增加打印机。")
    content = Draft.objects.get(kind="answers").content
    assert (content["3.reason"], content["5.reason"]) == ("四件错投，已逐件补寄。", "已增加打印机。")


@pytest.mark.parametrize("field", ["11.proof", "11.proof-name", "0.points", "99.reason", "-1.reason", "reason", ""])
def test_only_what_people_say_can_be_typed(full_office: Office, field: str) -> None:
    row = full_office.project()
    assert "没有这一格" in say(full_office.client(CLERK), row, field, "a" * 64)
    assert not Draft.objects.exists()


def test_a_proof_that_is_empty_or_too_large_is_refused_and_the_rest_stays(
    full_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    say(client, row, "11.reason", "由值班日志代替。")
    assert "是空的" in prove(client, row, "11.proof", b"")
    monkeypatch.setattr(self_evaluation, "LARGEST_PROOF", len(PROOF) - 1)
    assert "太大了" in prove(client, row, "11.proof")
    assert Draft.objects.get(kind="answers").content == {"11.reason": "由值班日志代替。"}


def test_what_an_answer_still_lacks_is_said_with_a_link_to_its_row(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    for field in ("11.reason", "11.stated"):
        say(client, row, field, "")
    prove(client, row, "11.proof")
    assert f"{GAP} 陈述了完成值，还缺理由。" in say(client, row, "11.stated", "0起")
    say(client, row, "11.stated", "")
    assert f"{GAP} 按 0 分填报，还缺理由。" in say(client, row, "11.concede", "1")
    assert f'<a href="#row-11"><strong>{GAP}</strong>' in client.get(address(row)).content.decode()


def test_a_filed_proof_is_opened_by_whoever_sees_the_project_and_by_nobody_else(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    say(client, row, "11.stated", "0起")
    prove(client, row, "11.proof")
    client.post(address(row, "/file"))
    stated = stated_in(last_act(full_office, row))[GAP]
    assert isinstance(stated, dict)
    proof = address(row, f"/proofs/{stated['proof']}")
    auditor = full_office.client(AUDITOR)
    assert proof in auditor.get(f"/projects/{row.key}/why/11").content.decode()
    assert (
        f'{proof}" download><span lang="zh-Hans">值班日志.pdf</span></a>' in auditor.get(address(row)).content.decode()
    )
    answer = auditor.get(proof)
    assert answer.content == PROOF
    assert unquote(answer.headers["Content-Disposition"]).endswith("值班日志.pdf")
    assert full_office.client(SECOND).get(proof).status_code == 404


def test_a_kept_file_that_no_sheet_names_is_not_handed_out(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    prove(client, row, "11.proof")
    digest = Draft.objects.get(kind="answers").content["11.proof"]
    assert client.get(address(row, f"/proofs/{digest}")).status_code == 404


def test_a_proof_that_was_changed_after_filing_is_not_handed_out(full_office: Office) -> None:
    row = full_office.project()
    stated = stated_in(last_act(full_office, row))[GAP]
    assert isinstance(stated, dict)
    (full_office.root / "blobs" / str(stated["proof"])).write_bytes(b"another")
    answer = full_office.client(AUDITOR).get(address(row, f"/proofs/{stated['proof']}"))
    assert answer.status_code == 500
    assert "被改动过" in answer.content.decode()


def test_a_sheet_that_changed_since_it_was_looked_at_is_not_filed(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    page = client.get(address(row)).content.decode()
    looked_at = page.partition('name="state" value="')[2].partition('"')[0]
    client.post(address(row, "/file"), {"state": looked_at})
    filed = last_act(full_office, row).sequence
    say(client, row, "3.reason", "另一个理由。")
    said = words(client.post(address(row, "/file"), {"state": looked_at}, follow=True))
    assert "没有填报。请核对下面重新算出的结果" in said
    assert last_act(full_office, row).sequence == filed


@pytest.mark.parametrize("with_state", [False, True])
def test_what_was_filed_is_not_filed_again_unchanged(full_office: Office, *, with_state: bool) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    page = client.get(address(row)).content.decode()
    looked_at = {"state": page.partition('name="state" value="')[2].partition('"')[0]} if with_state else {}
    client.post(address(row, "/file"), looked_at)
    filed = last_act(full_office, row).sequence
    again = client.post(address(row, "/file"), looked_at)
    assert again.status_code == 409
    assert "已填报，之后没有变化，没有再次填报。" in words(again)
    assert last_act(full_office, row).sequence == filed


def test_filing_is_offered_again_only_when_something_changed(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    assert "确认填报" in client.get(address(row)).content.decode()  # a row was measured anew since
    client.post(address(row, "/file"))
    page = client.get(address(row)).content.decode()
    assert "已填报，之后没有变化。" in page
    assert '<button class="btn" type="button" disabled aria-describedby="unchanged">填报自评</button>' in page
    assert "确认填报" not in page
    assert "确认填报" in say_raw(client, row, "3.reason", "另一个理由。")


def test_an_answer_that_is_refused_leaves_the_page_as_it_is(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    answer = client.post(address(row, "/answer"), {"field": "4.reason", "text": "长" * 5_001}, headers=IN_PAGE)
    assert "5,001 字" in answer.content.decode()
    assert "hx-swap-oob" not in answer.content.decode()
    page = client.get(address(row)).content.decode()
    assert page.count('hx-target="#said-4"') == 1
    assert page.count('id="said-4"') == 1
