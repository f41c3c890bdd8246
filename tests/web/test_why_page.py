"""为什么: points, rule, working, parts, closings or gap, months and rows of one number, each with its source."""

from __future__ import annotations

import csv
import io

import pytest
from offices import AUDITOR, CLERK, Office, at_most

from youju.engines.paging import MASKED
from youju.web.models import ProjectRow


def page_of(office: Office, row: ProjectRow, number: int, username: str = AUDITOR, more: str = "") -> str:
    answer = office.client(username).get(f"/projects/{row.key}/why/{number}{more}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_path_leads_from_the_points_to_the_rows_and_their_files(full_office: Office) -> None:
    page = page_of(full_office, full_office.project(), 6)
    places = [
        page.index(text)
        for text in ("5.52", "财预〔2020〕10号", "× 6.25 = 5.52", "4047 ÷ 4168", "刻章单号 YZ202100001")
    ]
    assert places == sorted(places)
    assert "SELECT" in page
    assert "/units/main/sources/" in page


def test_the_numbers_of_the_months_add_up_to_those_of_the_year(full_office: Office) -> None:
    page = page_of(full_office, full_office.project(), 6)
    table = page[page.index("yj-months") : page.index("yj-rows")]
    cells = [part.partition("<")[0] for part in table.split('<td class="yj-num">')[1:]]
    assert sum(int(cells[at]) for at in range(0, len(cells), 3)) == 4047
    assert sum(int(cells[at + 1]) for at in range(0, len(cells), 3)) == 4168


def test_an_unknown_that_was_given_up_shows_its_gap_and_that_it_was(full_office: Office) -> None:
    row, client = full_office.project(), full_office.client(CLERK)
    sent = {"field": "11.stated", "text": ""}
    client.post(f"/projects/{row.key}/self-evaluation/answer", sent)
    sent = {"field": "11.concede", "text": "1"}
    client.post(f"/projects/{row.key}/self-evaluation/answer", sent)
    client.post(f"/projects/{row.key}/self-evaluation/file")
    page = page_of(full_office, row, 11)
    assert "按 0 分填报</span>" in page
    assert "2021-08-02 – 2021-08-13" in page
    assert "没有一行计入" in page
    assert '<p class="yj-points">0.00' in page


def test_a_number_that_nobody_knows_and_nobody_stated_has_no_points(office: Office) -> None:
    assert '<p class="yj-points">—' in page_of(office, office.project(), 11)


def test_the_rows_come_in_pages(full_office: Office) -> None:
    row = full_office.project()
    assert "第 1 页，共 84 页" in page_of(full_office, row, 6)
    last = page_of(full_office, row, 6, more="?page=84")
    assert last.count("印章管理平台-刻章订单-2021.csv") == 4168 - 83 * 50
    assert "这一页没有行" in page_of(full_office, row, 6, more="?page=85")


def test_all_rows_can_be_taken_away_as_a_file(full_office: Office) -> None:
    row = full_office.project()
    answer = full_office.client(AUDITOR).get(f"/projects/{row.key}/why/6/rows")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(lines) == 4168 + 1
    assert lines[0][:5] == ["计入", "来源文件", "工作表", "行", "原始文件摘要"]


def test_personal_keys_stand_there_for_the_units_own_people_only(full_office: Office) -> None:
    row = full_office.project("业务培训")
    own, others = (page_of(full_office, row, 5, username) for username in (CLERK, AUDITOR))
    assert MASKED not in own
    assert MASKED in others
    assert "/sources/" in own
    assert "/sources/" not in others[others.index("yj-rows") :]


@pytest.mark.parametrize("number", [99, 10**9])
def test_a_number_outside_the_form_is_a_sentence(full_office: Office, number: int) -> None:
    answer = full_office.client(CLERK).get(f"/projects/{full_office.project().key}/why/{number}")
    assert answer.status_code == 404


def test_the_budget_execution_has_its_why_too(full_office: Office) -> None:
    page = page_of(full_office, full_office.project(), 0)
    assert "3403367.95 ÷ 3596500" in page


def test_the_page_asks_the_database_seldom(full_office: Office) -> None:
    client, row = full_office.client(AUDITOR), full_office.project()
    with at_most(12):
        assert client.get(f"/projects/{row.key}/why/6").status_code == 200
