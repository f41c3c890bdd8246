"""证据: the indicators of a project beside their ledgers, the year of each ledger in words and marks."""

from __future__ import annotations

import re

import pytest
from answers import words
from offices import ADMINISTRATOR, AUDITOR, CLERK, DEPARTMENT, EXPERT, FINANCE, HEAD, SECOND, Office, at_most

from youju.model.organisation import Person, Role
from youju.model.period import year
from youju.web.models import Job
from youju.web.templatetags.youju import moment
from youju.work.closings import closings
from youju.work.ledgers import import_bytes, ledger_of


def key(office: Office) -> str:
    return office.unit.projects.get(name__contains="窗口业务").key


def address(office: Office) -> str:
    return f"/projects/{key(office)}/evidence"


def test_a_project_without_evidence_says_what_to_do(office: Office) -> None:
    page = office.client(CLERK).get(address(office))
    assert "还没有证据" in words(page)
    assert "/units/main/ledgers/express_deliveries/import" in page.content.decode()


def test_each_indicator_stands_beside_its_ledger_its_count_and_its_state(full_office: Office) -> None:
    page = full_office.client(CLERK).get(address(full_office))
    said = words(page)
    assert "服务新开办企业数量 新开办企业服务台账" in said
    assert f"/projects/{key(full_office)}/why/1" in page.content.decode()
    assert "重大事故登记 0 96% 不明" in said
    assert "2021-08-02 至 2021-08-13 之间未关账" in said


def test_a_gap_stands_in_words_in_its_month(full_office: Office) -> None:
    page = full_office.client(CLERK).get(address(full_office)).content.decode()
    row = page[page.index("重大事故登记", page.index('id="calendar"')) :].partition("</tr>")[0]
    months = re.findall(r"<td>(.*?)</td>", row, re.DOTALL)
    assert len(months) == 12
    gaps = [number for number, month in enumerate(months, start=1) if "缺" in month]
    assert gaps == [8]
    assert "缺 10 天" in months[7]


def test_beside_the_year_of_a_ledger_stands_who_closed_it_last_and_when(full_office: Office) -> None:
    ledger = next(one for one in full_office.workspace.pack.ledgers.values() if one.label == "重大事故登记")
    last = closings(full_office.workspace, ledger, year(2021))[0]
    page = full_office.client(AUDITOR).get(address(full_office)).content.decode()
    row = page[page.index("重大事故登记", page.index('id="calendar"')) :].partition("</th>")[0]
    assert f"最近关账 {moment(last.at)}" in row
    assert last.by in row


def test_an_auditor_sees_the_evidence_and_who_may_add_to_it(full_office: Office) -> None:
    page = full_office.client(AUDITOR).get(address(full_office))
    assert "谁可以" in words(page)
    assert 'href="/people/permissions"' in page.content.decode()
    assert "/import" not in page.content.decode()


@pytest.mark.parametrize("username", [CLERK, HEAD, DEPARTMENT, FINANCE, EXPERT, AUDITOR, ADMINISTRATOR])
def test_everybody_in_scope_opens_the_page_with_few_questions(office: Office, username: str) -> None:
    client = office.client(username)
    client.get(address(office))
    with at_most(12):
        assert client.get(address(office)).status_code == 200


def test_the_evidence_of_another_unit_is_not_there(office: Office) -> None:
    assert office.client(SECOND).get(address(office)).status_code == 404


def test_the_page_in_english_quotes_chinese_as_chinese(full_office: Office) -> None:
    page = full_office.client(DEPARTMENT, "en").get(address(full_office)).content.decode()
    assert 'lang="zh-Hans">重大事故发生数' in page


def test_the_result_is_the_value_itself_and_leads_to_its_why(full_office: Office) -> None:
    page = full_office.client(CLERK).get(address(full_office)).content.decode()
    found = re.findall(rf'<a href="/projects/{key(full_office)}/why/(\d+)"[^>]*>([^<]+)</a>', page)
    values = dict(found)
    assert "有值" not in values.values()
    assert re.fullmatch(r"\d{2},\d{3}家", values["1"])
    assert re.fullmatch(r"[\d.]+%", values["0"])
    assert values["11"] == "不明"


def test_rows_that_do_not_count_for_want_of_a_cell_are_said(office: Office) -> None:
    dump = "办件编号,受理时间\n" + "".join(f"A{number},2021-03-01 09:00\n" for number in range(1500))
    openings = ledger_of(office.workspace, "enterprise_openings")
    import_bytes(office.workspace, openings, "新.csv", dump.encode(), Person("张三", Role.CLERK))
    said = words(office.client(CLERK).get(address(office)))
    assert "另有 1,500 行未填统一社会信用代码，没有计入" in said


def test_all_ledgers_of_the_project_are_closed_after_one_look_and_one_act_each(office: Office) -> None:
    client, where = office.client(CLERK), f"{address(office)}/close"
    assert f'href="{where}"' in client.get(address(office)).content.decode()
    looked = words(client.get(where, {"from": "2021-01-15", "to": "2021-07-31"}))
    assert "重大事故登记 按天关账 2021-01-15 – 2021-07-31" in looked
    assert "资金支出台账 按月关账 2021-02-01 – 2021-07-31" in looked
    assert "制度" not in looked.partition("要关账的台账")[2]
    answer = client.post(where, {"from": "2021-01-15", "to": "2021-07-31"}, follow=True)
    number = re.search(r"已关账 (\d+) 本", words(answer))
    assert number is not None
    ledgers = office.workspace.pack.ledgers.values()
    assert sum(len(closings(office.workspace, ledger)) for ledger in ledgers) == int(number[1])
    assert Job.objects.filter(kind="recompute").count() == 1


def test_what_is_closed_already_is_not_closed_again(office: Office) -> None:
    client, where = office.client(HEAD), f"{address(office)}/close"
    span = {"from": "2021-01-01", "to": "2021-03-31"}
    client.post(where, span)
    looked = words(client.get(where, {"from": "2021-02-01", "to": "2021-02-28"}))
    assert "要关账的台账：0 本" in looked
    assert "已关账，不再关" in looked
    client.post(where, span)
    accidents = ledger_of(office.workspace, "accidents")
    assert len(closings(office.workspace, accidents)) == 1


@pytest.mark.parametrize("span", [{"from": "2021-03-01", "to": "2999-01-01"}, {"from": "昨天", "to": ""}])
def test_a_span_that_cannot_be_closed_closes_no_ledger(office: Office, span: dict[str, str]) -> None:
    answer = office.client(CLERK).post(f"{address(office)}/close", span)
    assert answer.status_code == 422
    assert not any(closings(office.workspace, one) for one in office.workspace.pack.ledgers.values())


@pytest.mark.parametrize("username", [DEPARTMENT, FINANCE, EXPERT, AUDITOR, ADMINISTRATOR])
def test_others_close_nothing(office: Office, username: str) -> None:
    client = office.client(username)
    assert client.post(f"{address(office)}/close", {"from": "2021-01-01", "to": "2021-03-31"}).status_code == 403
    assert "/evidence/close" not in client.get(address(office)).content.decode()
