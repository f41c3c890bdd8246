"""What a proof says: numerator, denominator and method in Chinese, whatever the kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from youju import measures, packs
from youju.measures.contract import Kind, Question
from youju.model.period import year
from youju.notation.definition import measure_from

LEDGERS = packs.pack("administrative-service-centre").ledgers


def words(kind: str, ledger: str, parts: Mapping[str, object], **more: object) -> Mapping[str, str]:
    """The words of a measure over 2021."""
    data = {"code": "own", "label": "样例指标", "kind": kind, "ledger": ledger, "parts": parts}
    items = more.pop("items", ())
    assert isinstance(items, tuple)
    measure = measure_from({**data, **more})
    question = Question(
        measure, LEDGERS[ledger], date(2021, 12, 31), year(2021), year(2020), ("样例项目",), items=items
    )
    return measures.words(question)


def test_a_share_names_the_rows_of_both_its_sides() -> None:
    found = words(
        "share",
        "seal_orders",
        {
            "numerator": [{"column": "accepted", "is": True}],
            "denominator": [{"column": "delivered_at", "filled": True}],
        },
    )
    of_2021 = "刻章服务台账中下单时间在 2021-01-01 至 2021-12-31 之间"
    assert found == {
        "numerator": f"{of_2021}、交付时间已填且不晚于期末、是否验收合格为“是”的记录数",
        "denominator": f"{of_2021}、交付时间已填且不晚于期末的记录数",
        "method": "分子 ÷ 分母（分子只在分母的记录里数）",
    }


def test_a_count_has_no_denominator() -> None:
    found = words("count", "accidents", {}, where=[{"column": "severity", "is": "重大"}])
    assert found["numerator"].endswith("之间、等级为“重大”的记录数")
    assert found["denominator"] == ""


def test_the_project_is_named_where_the_ledger_knows_projects() -> None:
    found = words("total", "assets", {"value": "quantity"}, where=[{"column": "quantity", "above": 0}])
    assert found["numerator"].endswith("之间、项目为“样例项目”、数量大于0、数量已填的数量合计")
    assert "项目" not in words("count", "accidents", {})["numerator"]


def test_sums_are_written_as_columns_with_signs_and_factors() -> None:
    found = words(
        "ratio",
        "window_days",
        {"numerator": "2 * open_minutes - planned_minutes", "denominator": "planned_minutes"},
    )
    assert found["method"].startswith("（2 × 实际开放分钟 − 应开放分钟）合计 ÷（应开放分钟）合计")
    negative = words("total", "window_days", {"value": "-open_minutes + planned_minutes"})
    assert negative["method"].startswith("− 实际开放分钟 + 应开放分钟")


def test_punctuality_says_what_is_compared_with_what() -> None:
    found = words("on_time_share", "incidents", {"end": "responded_at", "start": "reported_at", "within_minutes": 30})
    assert found["numerator"].endswith("的记录中响应时间不晚于报修时间后 30 分钟的记录数")
    assert found["denominator"].startswith("故障工单中报修时间后 30 分钟在 2021-01-01")


def test_a_change_says_both_years_and_the_good_direction() -> None:
    inner = {"kind": "mean_duration", "start": "accepted_at", "end": "completed_at", "unit": "分钟"}
    found = words("change", "processing_times", {"of": inner, "better": "lower"})
    assert found["numerator"].startswith("本期值：办件时长中受理时间在 2021-01-01 至 2021-12-31 之间")
    assert found["denominator"].startswith("基期值：办件时长中受理时间在 2020-01-01 至 2020-12-31 之间")
    assert found["method"].startswith("（基期值 − 本期值）÷ 基期值，下降为好；受理时间到办结时间的平均时长：")
    inner = {"kind": "latest", "value": "followers"}
    found = words("change", "followers", {"of": inner, "better": "higher", "compare": "absolute"})
    assert found["method"].startswith("本期值 − 基期值，上升为好；最近一天的粉丝数：")


def test_a_checklist_says_whose_list_it_is() -> None:
    named = words("checklist", "registers", {"register": "档案"}, items=("目录", "制度"))
    assert named["denominator"] == "单位指定的档案清单：目录、制度"
    registered = words("checklist", "registers", {"register": "档案"})
    assert registered["denominator"].endswith("记录数（单位没有指定清单，以已登记的为应有）")
    assert "期末仍有效（生效日期不晚于期末，失效日期为空或不早于期末）" in registered["numerator"]


def test_the_other_kinds_say_what_they_take() -> None:
    shifts = {"distinct": ["post"], "only": [{"column": "arrived_at", "present": True}]}
    found = words("daily_minimum", "volunteer_shifts", shifts)
    assert found["numerator"].endswith("、到岗时间已填的每日不同岗位数")
    found = words("satisfaction", "satisfaction_responses", {"score": "score"})
    assert found["numerator"].endswith("、满意程度已填、满意程度不低于4的答卷数")
    found = words("budget_execution", "payments", {"amount": "amount"})
    assert found["denominator"] == "全年预算数（年初预算加减调整，元）"
    found = words("expression", "printing_jobs", {"text": "max(pages)"})
    assert found["method"] == "表达式：max(pages)"
    found = words("count_distinct", "enterprise_openings", {"columns": ["credit_code"]})
    assert found["numerator"].endswith("的不同的统一社会信用代码数")


def test_names_and_lists_of_values_are_said_with_or() -> None:
    where = [{"column": "audience", "in": ["企业", "群众"]}, {"column": "channel", "filled": True}]
    found = words("count", "satisfaction_responses", {}, where=where)
    assert "调查对象为“企业”或“群众”、渠道已填的记录数" in found["numerator"]


def test_a_question_of_the_whole_unit_names_no_project() -> None:
    data = {"code": "own", "label": "样例指标", "kind": "checklist", "ledger": "registers"}
    measure = measure_from({**data, "parts": {"register": "档案"}})
    question = Question(measure, LEDGERS["registers"], date(2021, 12, 31), year(2021), year(2020))
    assert measures.words(question)["denominator"].startswith("制度、档案、共享、公开、回访登记中类别为“档案”的")


@pytest.mark.parametrize("kind", measures.all_kinds(), ids=lambda kind: kind.code)
def test_every_kind_has_a_label_and_a_summary(kind: Kind) -> None:
    assert kind.label
    assert kind.summary
