"""The static report: sound pages that hold together without a network and never show more than is known."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import chain
from typing import Any
from urllib.parse import unquote

import pytest

from youju.exporters.report import report_pages
from youju.exporters.report.view import sheet_rows

VOID = {"meta", "link", "br", "img", "hr", "input"}
RULE = {
    "id": "at-least",
    "text": "达到指标值得满分。",
    "source": "财预〔2020〕10号",
    "status": "remembered",
}
MEASURE = {
    "kind": "on_time_share",
    "kind_label": "按时率",
    "ledger": "express_deliveries",
    "ledger_label": "政务快递台账",
    "sql": "SELECT COUNT(*) FILTER (WHERE delivered_at <= due_at)",
    "numerator": "4900",
    "denominator": "5000",
    "numerator_words": "按时送达的快件",
    "denominator_words": "应送达的快件",
    "method": "逾期未送达的按迟计。",
    "value": "0.98",
    "n": 5000,
    "coverage": "1",
    "interval": ["0.9753", "0.9836"],
    "working": "4,900 ÷ 5,000 = 98%",
}
ROW = {
    "file": "blobs/3f0a",
    "name": "快递 导出.csv",
    "sha256": "3f0a",
    "sheet": None,
    "row": 17,
    "key": {"waybill": "SF01"},
    "counts": "both",
}
YEAR = [{"from": "2021-01-01", "to": "2021-12-31"}]


def indicator(name: str, **facts: object) -> dict[str, Any]:
    """An indicator with points from rows, but for the ``facts`` that differ."""
    plain: dict[str, Any] = {
        "level1": "产出指标",
        "level2": "时效指标",
        "name": name,
        "target": "及时",
        "actual": "98%",
        "weight": "6.25",
        "points": "5.75",
        "share": "0.92",
        "state": "value",
        "provisional": False,
        "lost": "0.5",
        "lost_words": "晚了 2%",
        "rule": RULE,
        "working": "0.92 × 6.25 = 5.75",
        "measure": MEASURE,
        "rows_total": 5000,
        "rows": [ROW],
        "closed": YEAR,
        "gaps": [],
    }
    return plain | facts


OPEN: dict[str, Any] = {
    "actual": None,
    "points": None,
    "share": None,
    "lost": None,
    "lost_words": None,
    "rows": [],
    "rows_total": 0,
}
INDICATORS = [
    indicator(
        "按时送达",
        doubts=["level2"],
        flags=["over-achievement", "small_sample", "new-flag", "new-flag"],
        reason="节假日停运。",
    ),
    indicator(
        "事故数", **OPEN, state="unknown", why_open="两周没有关账。", gaps=[{"from": "2021-08-09", "to": "2021-08-22"}]
    ),
    indicator("满意度", **OPEN, state="none", measure=None, closed=[]),
    indicator(
        "零事故", actual="0起", points="6.25", lost="0", lost_words=None, rows=[], rows_total=0, level2="质量指标"
    ),
    indicator("全错", actual="0%", points="0", provisional=True, level2="质量指标"),
    indicator(
        "终端数",
        actual="5台（陈述）",
        stated={"by": "李某", "reason": "台账未启用", "proof": "77aa"},
        measure=None,
        rows=[],
        level1="效益指标",
    ),
]
PROJECT = {
    "name": "样例 <script>alert(1)</script> & “项目”",
    "year": 2021,
    "department": "样例部门",
    "category": "经常性项目",
    "funds": {"annual": "3596500"},
    "objectives": {"overall": "总目标", "annual": "年度目标", "annual_result": "完成情况"},
    "filed": {"at": "2026-11-24T14:03:22+08:00", "by": "李某", "role": "经办人", "digest": "0a1b", "sequence": 4},
    "form": "../forms/样例 自评表.docx",
    "total": {
        "weight": "100",
        "points": "80",
        "open_weight": "12.5",
        "lost": "7.5",
        "provisional": True,
        "grade": None,
    },
    "execution": {
        "budget": "250000",
        "spent": "215457.6",
        "rate": "0.8618304",
        "weight": "10",
        "points": "8.62",
        "working": "215,457.60 ÷ 250,000 × 10 = 8.62",
        "rule": RULE | {"status": "seen"},
    },
    "findings": [
        {"code": "V-02", "severity": "warning", "indicator": "按时送达", "message": "词语", "remedy": "写明幅度"},
        {"code": "G-02", "severity": "error", "indicator": None, "message": "单位空白", "remedy": None},
    ],
    "indicators": INDICATORS,
}
GRADED = {"name": "第二个项目", "total": {"weight": "100", "points": "93", "provisional": False, "grade": "优"}}
REPORT: dict[str, Any] = {
    "workspace": {"name": "示范区行政服务中心", "kind": "demo"},
    "generated": "2026-11-24T14:10:05+08:00",
    "as_of": "2021-12-31",
    "projects": [PROJECT, GRADED],
}


class Page(HTMLParser):
    """Reads a page and refuses one whose tags do not close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember what opens, its id and where it leads."""
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        for key, value in attrs:
            if key == "id":
                self.ids.append(value or "")
            if key in ("href", "src"):
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        """Only the tag that opened last may close."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the words that a reader sees."""
        self.words.append(" ".join(data.split()))

    @property
    def text(self) -> str:
        """All words of the page."""
        return " ".join(word for word in self.words if word)


def pages_of(report: dict[str, Any]) -> dict[str, Page]:
    return {name: Page(data.decode()) for name, data in report_pages(report).items() if name.endswith(".html")}


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    return pages_of(REPORT)


def why(pages: dict[str, Page], number: int) -> Page:
    return pages[f"project-1-indicator-{number:02d}.html"]


def test_there_is_a_page_for_all_for_each_project_for_its_execution_and_for_each_indicator(
    pages: dict[str, Page],
) -> None:
    assert set(pages) == {
        "index.html",
        "project-1.html",
        "project-1-execution.html",
        *(f"project-1-indicator-{number:02d}.html" for number in range(1, 7)),
        "project-2.html",
        "project-2-execution.html",
    }


def test_pages_are_in_chinese_and_no_id_occurs_twice_and_nothing_runs(pages: dict[str, Page]) -> None:
    for name, data in report_pages(REPORT).items():
        if name.endswith(".html"):
            assert data.startswith(b'<!doctype html>\n<html lang="zh-CN">')
    for page in pages.values():
        assert len(page.ids) == len(set(page.ids))
        assert "script" not in page.tags


def test_every_link_leads_to_a_page_and_place_of_the_report_or_to_a_file_of_the_workspace(
    pages: dict[str, Page],
) -> None:
    files = report_pages(REPORT)
    outside = {"../blobs/3f0a", "../blobs/77aa", "../forms/样例 自评表.docx"}
    for page_name, page in pages.items():
        for link in page.links:
            target, _, anchor = link.partition("#")
            if target.startswith("../"):
                assert unquote(target) in outside
                continue
            assert (target or page_name) in files
            assert not anchor or anchor in pages[target or page_name].ids


def test_nothing_comes_from_another_host() -> None:
    for data in report_pages(REPORT).values():
        assert b"http" not in data
        assert b"@import" not in data
        assert b"url(" not in data


def test_demo_data_are_marked_on_every_page_and_real_data_are_not() -> None:
    assert all("演示数据" in page.text for page in pages_of(REPORT).values())
    real = REPORT | {"workspace": {"name": "样例中心", "kind": "real"}}
    assert all("演示数据" not in page.text for page in pages_of(real).values())


def test_what_is_unknown_is_blank_with_its_state_and_never_a_zero_or_a_foreign_word(pages: dict[str, Page]) -> None:
    sheet = report_pages(REPORT)["project-1.html"].decode()
    row = sheet[sheet.index('id="i-2"') : sheet.index('id="i-3"')]
    assert "未知" in row
    assert "两周没有关账。" in row
    assert "0.00" not in row
    assert "无数据" in sheet[sheet.index('id="i-3"') : sheet.index('id="i-4"')]
    for page in pages.values():
        assert "None" not in page.text
        assert "null" not in page.text
        assert "Undefined" not in page.text


def test_an_earned_zero_is_a_zero() -> None:
    sheet = report_pages(REPORT)["project-1.html"].decode()
    row = sheet[sheet.index('id="i-5"') :]
    row = row[: row.index("</tr>")]
    assert ">0.00<" in row
    assert "暂定" in row


def test_every_points_cell_opens_its_why(pages: dict[str, Page]) -> None:
    links = pages["project-1.html"].links
    assert "project-1-execution.html" in links
    assert all(f"project-1-indicator-{number:02d}.html" in links for number in range(1, 7))


def test_text_of_the_user_is_text(pages: dict[str, Page]) -> None:
    for name, data in report_pages(REPORT).items():
        if name.startswith(("index", "project-1")):
            assert b"<script" not in data
    assert "样例 <script>alert(1)</script> & “项目”" in pages["project-1.html"].text


def test_the_index_shows_money_points_open_weight_grade_and_findings(pages: dict[str, Page]) -> None:
    text = pages["index.html"].text
    for word in ("250,000", "215,457.60", "86.18%", "80.00", "12.50", "优", "警告 1", "错误 1", "已提交", "未提交"):
        assert word in text


def test_the_sheet_merges_levels_in_their_filed_order() -> None:
    spans = [(row.level1_rows, row.level2_rows) for row in sheet_rows(1, INDICATORS)]
    assert spans == [(5, 3), (0, 0), (0, 0), (0, 2), (0, 0), (1, 1)]


def test_why_goes_from_points_over_rule_and_fraction_to_rows_and_their_file(pages: dict[str, Page]) -> None:
    page = why(pages, 1)
    words = "5.75|达到指标值得满分。|财预〔2020〕10号|凭记忆，待核|0.92 × 6.25 = 5.75|4,900|按时送达的快件"
    words += "|5,000|应送达的快件|SELECT COUNT(*)|共 5,000 行，以下是前 1 行。|SF01|17"
    reached = 0
    for word in words.split("|"):
        reached = page.text.index(word, reached)
    assert "../blobs/3f0a" in page.links
    assert "97.53% 至 98.36%" in page.text
    assert "2021-01-01 至 2021-12-31" in page.text


def test_doubts_flags_reasons_and_findings_stand_beside_the_indicator(pages: dict[str, Page]) -> None:
    for page in (pages["project-1.html"], why(pages, 1)):
        for word in ("二级指标", "超额完成较多", "样本太少", "new-flag", "节假日停运。", "V-02"):
            assert word in page.text


def test_an_open_indicator_says_why_and_what_to_do_and_shows_the_gap(pages: dict[str, Page]) -> None:
    text = why(pages, 2).text
    for word in ("未定", "两周没有关账。", "关账，然后重新计算", "缺口", "2021-08-09 至 2021-08-22"):
        assert word in text
    assert "补录可供计算的数据" in why(pages, 3).text
    assert "还没有对应的台账" in why(pages, 3).text


def test_a_proven_zero_is_proven_by_its_closings(pages: dict[str, Page]) -> None:
    assert "没有发生就是 0：下面的关账就是证明" in why(pages, 4).text
    assert "下面的关账就是证明" not in why(pages, 2).text


def test_a_stated_actual_says_that_it_was_not_computed(pages: dict[str, Page]) -> None:
    for word in ("陈述", "不是计算得出的", "李某", "台账未启用", "77aa"):
        assert word in why(pages, 6).text
    assert "5台（陈述）" in pages["project-1.html"].text


def test_lost_points_are_said_in_words_and_nothing_lost_is_not_said(pages: dict[str, Page]) -> None:
    assert "失 0.50 分：晚了 2%" in pages["project-1.html"].text
    assert "失 0.00 分" not in pages["project-1.html"].text


def test_an_open_row_given_up_as_zero_says_so() -> None:
    given_up = indicator("接受零分", points="0", conceded=True)
    pages = pages_of(REPORT | {"projects": [{"name": "甲", "indicators": [given_up]}]})
    assert "认可按 0 分计" in pages["project-1.html"].text
    assert "认可按 0 分计" in pages["project-1-indicator-01.html"].text


def test_a_change_in_a_unit_is_no_percentage_but_one_without_unit_is() -> None:
    kept = {"kind": "change", "value": "0.05", "numerator": "21", "denominator": "20"}
    rows = [indicator("相对", measure=kept | {"unit": None}), indicator("绝对", measure=kept | {"unit": "分钟"})]
    pages = pages_of(REPORT | {"projects": [{"name": "甲", "indicators": rows}]})
    assert "测得值 5.00%" in why(pages, 1).text
    assert "测得值 0.05分钟" in why(pages, 2).text
    assert "上年 20" in why(pages, 1).text


def test_a_measured_rate_is_shown_in_percent(pages: dict[str, Page]) -> None:
    assert "测得值 98.00%" in why(pages, 1).text


def test_execution_takes_its_money_from_its_measure_where_it_does_not_say_it() -> None:
    paid = indicator("预算执行率", measure=MEASURE | {"numerator": "9034", "denominator": "20000", "value": "0.4517"})
    pages = pages_of(REPORT | {"projects": [{"name": "甲", "execution": paid}]})
    for word in ("9,034", "20,000", "45.17%", "SF01"):
        assert word in pages["project-1-execution.html"].text
    assert "45.17%" in pages["index.html"].text


def test_execution_has_its_own_why(pages: dict[str, Page]) -> None:
    text = pages["project-1-execution.html"].text
    for word in ("8.62", "已见原文", "215,457.60 ÷ 250,000 × 10 = 8.62", "86.18%"):
        assert word in text


@pytest.mark.parametrize(
    "report",
    [{}, {"projects": [{}]}, {"projects": [{"indicators": [{}]}]}, {"projects": [{"indicators": [{"rows": [{}]}]}]}],
)
def test_missing_keys_are_read_as_null(report: dict[str, Any]) -> None:
    pages = pages_of(report)
    assert "index.html" in pages
    texts = " ".join(chain.from_iterable(page.words for page in pages.values()))
    assert "None" not in texts


def test_the_same_report_gives_the_same_bytes() -> None:
    assert report_pages(REPORT) == report_pages(REPORT)
