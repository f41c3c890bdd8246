"""自评, the sheet: it holds what was said, follows what is typed, and says where it differs from the filed one."""

from __future__ import annotations

import pytest
from django.test import Client
from offices import AUDITOR, CLERK, Office, at_most

from youju.web.models import Draft, ProjectRow

GAP = "重大事故发生数"
GAP_FILED = f'/why/11" lang="zh-Hans">{GAP}</a> 填报 3.75，现在 —'
IN_PAGE = {"HX-Request": "true"}


def address(row: ProjectRow, page: str = "") -> str:
    return f"/projects/{row.key}/self-evaluation{page}"


def shown(client: Client, row: ProjectRow) -> str:
    return client.get(address(row)).content.decode()


def say(client: Client, row: ProjectRow, field: str, text: str) -> str:
    answer = client.post(address(row, "/answer"), {"field": field, "text": text}, headers=IN_PAGE)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_the_sheet_shows_what_was_said_when_it_was_filed(full_office: Office) -> None:
    page = shown(full_office.client(AUDITOR), full_office.project())
    assert "16枚印章字体不清" in page
    assert "0起（陈述）" in page
    assert "全年窗口正常运转" in page
    assert "已填报：88.91 分" in page


def test_what_came_after_the_filed_day_is_said_row_by_row(full_office: Office) -> None:
    """Cases that were open at the end of the year are done since, so their mean is another one."""
    page = shown(full_office.client(AUDITOR), full_office.project())
    assert "填报的算到 2021-12-31，现在算到" in page
    assert '/why/12" lang="zh-Hans">优化营商环境</a> 填报 1.42，现在 1.26' in page
    assert page.count("，现在 ") == 1


def test_a_sheet_that_is_as_it_was_filed_differs_in_nothing(full_office: Office) -> None:
    assert "和填报的不同" not in shown(full_office.client(AUDITOR), full_office.project("业务培训"))


def test_an_answer_changes_the_sheet_and_says_how_it_differs_from_the_filed_one(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    said = say(client, row, "11.stated", "")
    assert 'id="sheet" hx-swap-oob="true"' in said
    assert "现在算出 85.00 分，和填报的不同" in said
    assert GAP_FILED in said
    assert "还没有填报" in said
    assert GAP_FILED not in shown(full_office.client(AUDITOR), row)  # a draft is the person's own


def test_a_draft_can_be_given_up(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    say(client, row, "3.reason", "只在草稿里")
    assert "只在草稿里" in shown(client, row)
    assert "已放弃草稿" in client.post(address(row, "/discard"), follow=True).content.decode()
    assert "只在草稿里" not in shown(client, row)
    assert not Draft.objects.exists()


def test_an_unchecked_box_takes_the_concession_back(full_office: Office) -> None:
    row, client = full_office.project("宣传与推广"), full_office.client(CLERK)
    assert "暂定：" not in shown(client, row)
    client.post(address(row, "/answer"), {"field": "12.concede"}, headers=IN_PAGE)  # a browser leaves its value out
    assert "暂定：还有 3.75 分未定" in shown(client, row)


@pytest.mark.parametrize("drafted", [False, True])
def test_the_page_asks_the_database_seldom(full_office: Office, *, drafted: bool) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    client.get(address(row))
    if drafted:
        say(client, row, "3.reason", "理由")
    with at_most(12):
        assert client.get(address(row)).status_code == 200


def test_filing_again_keeps_what_people_wrote_of_the_year(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    client.post(address(row, "/file"))
    filed = full_office.workspace.store.acts(row.stream)[-1].body
    assert str(filed["annual_result"]).startswith("全年窗口正常运转")
