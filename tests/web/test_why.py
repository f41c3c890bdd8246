"""为什么, what convinces and what warns: the proof of a zero, the way out of a gap, how well a rule is known."""

from __future__ import annotations

import re

import pytest
from answers import words
from offices import AUDITOR, CLERK, DEPARTMENT, EXPERT, FINANCE, HEAD, Office, at_most

from youju.web import results
from youju.web.access import Seen
from youju.work import charting


def address(office: Office, number: int, part: str = "窗口业务") -> str:
    return f"/projects/{office.project(part).key}/why/{number}"


def said(office: Office, number: int, part: str = "窗口业务") -> str:
    answer = office.client(AUDITOR).get(address(office, number, part))
    assert answer.status_code == 200
    return words(answer)


def test_a_zero_without_rows_is_proven_by_its_closings(full_office: Office) -> None:
    page = said(full_office, 10, "一网通办")
    assert "这个 0 有证明" in page
    assert "已关账：2021-01-01 – 2021-12-31 （工作日的 100.00%）" in page


def test_an_unknown_says_what_to_do_and_where(full_office: Office) -> None:
    answer = full_office.client(CLERK).get(address(full_office, 11))
    assert "这个 0 有证明" not in words(answer)
    assert "补齐未关账期间的数据" in words(answer)
    assert re.search(r'href="/units/main/ledgers/\w+\?year=2021#calendar"', answer.content.decode())


def test_a_statement_shows_who_why_and_with_what_proof_and_that_it_was_not_computed(full_office: Office) -> None:
    page = said(full_office, 11)
    assert "得分 3.75 / 3.75 分 陈述" in page
    assert "实际完成值 0起（陈述）" in page
    assert "与现在按证据算出的不同" not in page  # no ledger computes it
    assert "陈述，没有由台账算出。" in page
    assert "陈述人 经办人甲" in page
    assert re.search(r"佐证 \S+\.\w+ [0-9a-f]{64} ", page)
    assert "2021-08-02 – 2021-08-13" in page  # and what the ledger does not know


def test_what_was_filed_as_computed_is_not_called_different(full_office: Office) -> None:
    page = said(full_office, 6)
    assert "填报时：5.52 分" in page
    assert "与现在按证据算出的不同" not in page


def test_a_rule_says_how_well_it_is_known_and_what_that_means(full_office: Office) -> None:
    assert "有待与原文核对" in said(full_office, 6)
    assert "规则文字见于所列公开文件" in said(full_office, 0)


def test_satisfaction_shows_its_sample_and_its_interval_as_rates(full_office: Office) -> None:
    page = said(full_office, 17)
    assert "样本量 n 22" in page
    # The Wilson interval of 20 of 22, z = 1.959964: centre 0.84828, half width 0.12643.
    assert "置信区间（95%） 72.19% – 97.47%" in page
    assert "样本太少" in page


def test_the_full_digest_of_each_source_stands_once(full_office: Office) -> None:
    page = full_office.client(AUDITOR).get(address(full_office, 6)).content.decode()
    listed = re.findall(r"<li><code>([0-9a-f]{64})</code></li>", page)
    assert len(listed) == 1
    assert f'<code title="{listed[0]}">{listed[0][:12]}</code>' in page


def test_what_can_be_taken_away_of_many_rows_says_how_many(full_office: Office) -> None:
    assert "下载前 10,000 行" in said(full_office, 4)
    assert "下载这些行" in said(full_office, 6)


def test_the_neighbours_stand_at_both_ends(full_office: Office) -> None:
    last = len(results.sheet_of(seen(full_office)).sheet.lines)
    assert "下一个" not in said(full_office, last)
    assert "上一个" not in said(full_office, 0)
    assert "上一个" in said(full_office, 1)


def test_the_months_of_a_count_have_no_empty_columns(full_office: Office) -> None:
    page = full_office.client(AUDITOR).get(address(full_office, 2)).content.decode()
    table = page[page.index("yj-months") : page.index("</table>", page.index("yj-months"))]
    assert table.count("<th scope=") == 3 + 12


def test_a_second_page_of_rows_asks_no_engine_for_the_months(
    full_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = full_office.client(CLERK)
    client.get(address(full_office, 6))

    def fails(*_: object) -> None:
        raise AssertionError("asked again")

    monkeypatch.setattr(charting, "monthly", fails)
    assert client.get(f"{address(full_office, 6)}?page=2").status_code == 200


def test_what_is_remembered_is_found_anew_after_an_act(full_office: Office) -> None:
    before, asked = seen(full_office), iter("12")
    assert [results.remembered(before, ("x", 1), lambda: next(asked)) for _ in range(2)] == ["1", "1"]
    assert results.remembered(before, ("x", 2), lambda: "other") == "other"
    full_office.client(DEPARTMENT).post(f"/projects/{before.row.key}/review/return", {"reason": "请补充说明。"})
    after = seen(full_office)
    assert len(after.dossier.acts) == len(before.dossier.acts) + 1
    assert results.remembered(after, ("x", 1), lambda: next(asked)) == "2"


def seen(office: Office) -> Seen:
    return Seen(office.account(CLERK), office.project())


@pytest.mark.parametrize("username", [CLERK, HEAD, DEPARTMENT, FINANCE, EXPERT, AUDITOR])
def test_everybody_in_scope_opens_the_page_with_few_questions(full_office: Office, username: str) -> None:
    client = full_office.client(username)
    for _ in range(2):
        with at_most(12):
            assert client.get(address(full_office, 11)).status_code == 200


def test_an_unmeasured_number_of_a_project_without_evidence_says_what_is_missing(office: Office) -> None:
    page = said(office, 1)
    assert "没有一行计入" in page
    assert "打开台账看缺口" in page


def test_a_printed_proof_says_where_it_stands_and_that_its_data_are_a_demonstration(full_office: Office) -> None:
    page = full_office.client(AUDITOR).get(address(full_office, 6)).content.decode()
    printed = re.findall(r'<p class="d-none d-print-block.*?</p>', page, re.DOTALL)
    assert "演示数据" in printed[0]
    assert f"http://testserver{address(full_office, 6)}" in printed[1]
