"""自评, the sheet: it holds what was said, follows what is typed, and says where it differs from the filed one."""

from __future__ import annotations

import re

import pytest
from answers import words
from django.test import Client
from offices import AUDITOR, CLERK, DEPARTMENT, HEAD, Office, at_most

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
    page = shown(client, row)
    assert "只在草稿里" in page
    asked = page.partition('<summary class="btn btn-sm">放弃草稿</summary>')[2].partition("</details>")[0]
    assert "确认放弃" in asked
    assert "已放弃草稿" in client.post(address(row, "/discard"), follow=True).content.decode()
    assert "只在草稿里" not in shown(client, row)
    assert not Draft.objects.exists()
    assert "放弃草稿" not in shown(client, row)


def test_what_is_stated_and_not_filed_leads_to_where_it_is_stated(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    assert f'<a href="/projects/{row.key}/why/11" aria-label="{GAP} 0起（陈述） 为什么">' in shown(client, row)
    say(client, row, "11.reason", "值班日志可以证明。")
    assert f'<a href="#row-11" aria-label="{GAP} 0起（陈述） 说明">' in shown(client, row)


def test_a_stated_row_is_no_longer_called_open(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    statement = '<span class="yj-hint">陈述 <span lang="zh-Hans">0起</span> · 3.75 / 3.75 分</span>'
    stated = f'<span id="verdict-11">{statement}</span>'
    assert stated in shown(client, row)
    said = say(client, row, "11.stated", "")
    assert '<span id="verdict-11" hx-swap-oob="true"><span class="yj-warning">3.75 分未定</span></span>' in said
    assert stated.replace('"><span', '" hx-swap-oob="true"><span', 1) in say(client, row, "11.stated", "0起")


def test_lost_and_undecided_points_stand_side_by_side(office: Office) -> None:
    page = shown(office.client(AUDITOR), office.project())
    head = page.partition('id="lost">')[2].partition("</h2>")[0]
    assert "失分" in head
    assert "未定" in head


def test_a_row_says_which_words_it_understands(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    page = shown(client, row)
    assert "可以写：提升（" in page
    assert '<option value="部分达成">' in page


def test_without_evidence_the_way_to_it_comes_first_and_each_sentence_once(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    page = shown(client, row)
    first = page.index("请先登记证据")
    assert first < page.index('id="sheet"')
    assert f'href="/projects/{row.key}/evidence">去登记证据' in page
    finish = page.partition('id="finish"')[2]
    assert finish.count("请陈述完成值并附佐证") == 1
    assert "请先登记证据" not in shown(office.client(AUDITOR), row)


def test_who_may_file_is_told_of_a_colleagues_draft_and_nobody_else(full_office: Office) -> None:
    row = full_office.project()
    say(full_office.client(CLERK), row, "3.reason", "还没有写完。")
    assert re.search(r"经办人甲 有未填报的草稿（\d{4}年\d", words(full_office.client(HEAD).get(address(row))))
    for username in (CLERK, AUDITOR, DEPARTMENT):
        assert "有未填报的草稿" not in shown(full_office.client(username), row)


def test_who_may_not_file_sees_the_page_as_it_is_after_every_act(full_office: Office) -> None:
    row, auditor, client = full_office.project(), full_office.client(AUDITOR), full_office.client(CLERK)
    assert "另一种说法" not in shown(auditor, row)
    say(client, row, "result", "另一种说法。")
    assert "另一种说法" not in shown(auditor, row)
    client.post(address(row, "/file"))
    assert "另一种说法" in shown(auditor, row)


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
