"""The verb of the shelf: order of findings, rules by code, and the page of a rule."""

from __future__ import annotations

from decimal import Decimal

import pytest

from youju.errors import NotFoundError
from youju.lint import all_rules, lint, rule
from youju.lint.contract import Facts
from youju.lint.page import page_of
from youju.lint.rows import bare
from youju.lint.words import ending, measurable
from youju.model.declaration import Declaration, Kind, Project
from youju.model.indicator import Indicator
from youju.model.place import Place
from youju.model.target import Comparator, Quality, Quantity

FIRST_SIX = {"B-08", "C-01", "G-02", "V-02", "V-03", "V-04"}


def _declaration() -> Declaration:
    percent = Quantity(">=90%", Comparator.AT_LEAST, Decimal(90), "%")
    return Declaration(
        Kind.DECLARATION,
        "any",
        Project(),
        indicators=(
            Indicator("产出指标", None, "完工及时率", Quality("及时", "及时"), place=Place(table=1, row=9)),
            Indicator("成本指标", None, "预算执行率", percent, place=Place(table=1, row=10)),
            Indicator("产出指标", None, "完工及时率", Quality("及时", "及时"), place=Place(table=1, row=11)),
        ),
    )


def test_findings_come_in_the_order_of_the_form_and_by_code_within_a_row() -> None:
    findings = lint(_declaration(), Facts())
    found = [(finding.code, finding.place.row) for finding in findings if finding.code in FIRST_SIX]
    assert found == [
        ("G-02", None),
        ("C-01", None),
        ("V-02", 9),
        ("V-03", 9),
        ("V-04", 9),
        ("B-08", 10),
        ("V-02", 11),
        ("V-03", 11),
        ("V-04", 11),
    ]


def test_the_rules_come_by_code_and_are_found_whatever_the_case() -> None:
    codes = [known.code for known in all_rules()]
    assert codes == sorted(codes)
    assert set(codes) >= FIRST_SIX
    assert rule(" v-02 ").slug == "vague_quality_target"


def test_an_unknown_code_is_answered_with_the_codes_there_are() -> None:
    with pytest.raises(NotFoundError, match="“V-99”") as caught:
        rule("V-99")
    for known in all_rules():
        assert known.code in caught.value.remedy


def test_a_page_says_title_severity_type_text_and_how_well_the_source_is_known() -> None:
    page = page_of(rule("B-08"))
    assert page.startswith("# B-08 预算执行率重复计分\n")
    for part in ("警告", "相关性", "execution_counted_twice", "不妥的写法", "建议的写法"):
        assert part in page
    assert (
        "依据：财预〔2020〕10号《项目支出绩效评价管理办法》，单位自评的权重\n（凭记忆引用，文字与条款待核对）" in page
    )


def test_a_name_is_read_without_blanks_and_bracketed_end() -> None:
    assert bare("系统 正常运转率（%）") == "系统正常运转率"
    assert bare("系统（软件）升级") == "系统（软件）升级"
    assert bare(None) == ""


def test_the_longest_word_wins() -> None:
    assert ending("wordy_endings", "设备情况") == "情况"
    assert ending("wordy_endings", "设备台数") is None


def test_a_vague_word_without_a_known_way_to_measure_gets_a_general_one() -> None:
    assert measurable(("可控",)) == "数量、比例、金额或期限"
    assert measurable(("明显", "健全")) == "已生效的制度项数 ÷ 应有的制度项数，例如 =100%"
