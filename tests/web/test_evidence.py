"""证据: the indicators of a project beside their ledgers, the year of each ledger in words and marks."""

from __future__ import annotations

import re

import pytest
from answers import words
from offices import ADMINISTRATOR, AUDITOR, CLERK, DEPARTMENT, EXPERT, FINANCE, HEAD, SECOND, Office, at_most

from youju.model.period import year
from youju.web.templatetags.youju import moment
from youju.work.closings import closings


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
