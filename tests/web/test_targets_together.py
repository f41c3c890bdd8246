"""目标 edited by two people at once: the second sees both versions, and no text is lost before a choice is made."""

from __future__ import annotations

import re

from django.test import Client
from offices import CLERK, HEAD, Office

from youju.model.declaration import Declaration
from youju.model.dossier import Dossier
from youju.web.models import Draft, ProjectRow
from youju.work.declaring import current

FIRST = "indicators.0.target"


def address(row: ProjectRow, page: str = "") -> str:
    return f"/projects/{row.key}/targets{page}"


def typed(client: Client, row: ProjectRow, field: str, text: str) -> None:
    assert client.post(address(row, "/edit"), {"field": field, "text": text}).status_code == 302


def dossier_of(office: Office, row: ProjectRow) -> Dossier:
    return Dossier(row.stream, office.workspace.store.acts(row.stream))


def declared(office: Office, row: ProjectRow) -> Declaration:
    return current(dossier_of(office, row))


def test_of_two_editors_the_second_sees_both_versions_and_keeps_the_draft(office: Office) -> None:
    row, clerk, head = office.project(), office.client(CLERK), office.client(HEAD)
    typed(clerk, row, FIRST, "≥31000家")
    typed(head, row, FIRST, "≥32000家")
    typed(head, row, "objectives.annual", "做好服务。")
    clerk.post(address(row, "/declare"))
    answer = head.post(address(row, "/declare"))
    assert answer.url == address(row, "/conflict")  # type: ignore[attr-defined] # of a redirect
    page = head.get(address(row, "/conflict"))
    text = page.content.decode()
    assert all(said in text for said in ("29000", "≥31000家", "≥32000家", "经办人甲", "两边不同"))
    assert Draft.objects.get().content[FIRST] == "≥32000家"
    assert len(dossier_of(office, row).acts) == row.acts + 1


def test_mine_can_be_put_upon_theirs_and_declared(office: Office) -> None:
    row, clerk, head = office.project(), office.client(CLERK), office.client(HEAD)
    typed(head, row, FIRST, "≥32000家")
    typed(clerk, row, "objectives.annual", "做好服务。")
    clerk.post(address(row, "/declare"))
    head.post(address(row, "/resolve"), {"keep": "mine"})
    head.post(address(row, "/declare"))
    now = declared(office, row)
    assert (now.indicators[0].target.raw, now.objectives.annual) == ("≥32000家", "做好服务。")


def test_each_field_that_both_changed_is_chosen_on_its_own(office: Office) -> None:
    row, clerk, head = office.project(), office.client(CLERK), office.client(HEAD)
    for client, first, second in ((clerk, "≥31000家", "=99%"), (head, "≥32000家", "=98%")):
        typed(client, row, FIRST, first)
        typed(client, row, "indicators.1.target", second)
    typed(head, row, "objectives.annual", "做好服务。")
    clerk.post(address(row, "/declare"))
    page = head.get(address(row, "/conflict")).content.decode()
    assert "有 2 处两边改得不同" in page
    assert page.count(f'name="choice.{FIRST}"') == 2
    chosen = {f"choice.{FIRST}": "theirs", "choice.indicators.1.target": "mine"}
    head.post(address(row, "/resolve"), chosen)
    head.post(address(row, "/declare"))
    now = declared(office, row)
    assert [one.target.raw for one in now.indicators[:2]] == ["≥31000家", "=98%"]
    assert now.objectives.annual == "做好服务。"


def test_a_field_of_which_nothing_was_said_is_asked_again_and_the_draft_stays(office: Office) -> None:
    row, clerk, head = office.project(), office.client(CLERK), office.client(HEAD)
    for client, first, second in ((clerk, "≥31000家", "=99%"), (head, "≥32000家", "=98%")):
        typed(client, row, FIRST, first)
        typed(client, row, "indicators.1.target", second)
    clerk.post(address(row, "/declare"))
    answer = head.post(address(row, "/resolve"), {f"choice.{FIRST}": "mine", "choice.indicators.1.target": "nobody"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "还有 1 处没有选" in page
    (kept,) = re.findall(rf'<input[^>]*name="choice.{FIRST}"[^>]*checked>', page)
    assert 'value="mine"' in kept
    assert Draft.objects.get().content[FIRST] == "≥32000家"


def test_a_choice_made_before_yet_another_version_is_made_again(office: Office) -> None:
    row, clerk, head = office.project(), office.client(CLERK), office.client(HEAD)
    typed(head, row, FIRST, "≥32000家")
    for target in ("≥31000家", "≥33000家"):
        typed(clerk, row, FIRST, target)
        clerk.post(address(row, "/declare"))
        shown = row.acts + 1
    sent = {"sequence": str(shown), f"choice.{FIRST}": "mine"}
    answer = head.post(address(row, "/resolve"), sent, follow=True)
    assert "对方又申报了新的一版" in answer.content.decode()
    assert "≥33000家" in answer.content.decode()
    assert Draft.objects.get().base == row.acts


def test_mine_can_be_given_up(office: Office) -> None:
    row, clerk, head = office.project(), office.client(CLERK), office.client(HEAD)
    typed(head, row, FIRST, "≥32000家")
    typed(clerk, row, FIRST, "≥31000家")
    clerk.post(address(row, "/declare"))
    head.post(address(row, "/resolve"), {"keep": "theirs"})
    assert not Draft.objects.exists()
    assert head.get(address(row, "/conflict")).status_code == 302
