"""A unit's own measures: what fits is taken, what does not is refused with a sentence, a remedy and a place."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from youju import measures, packs
from youju.errors import NotFoundError, UnreadableError

LEDGERS = packs.pack("administrative-service-centre").ledgers
CONDITION_IS = [{"column": "accepted", "is": True}]
SHARE = {"numerator": CONDITION_IS}
DEFINED: Mapping[str, object] = {"code": "own", "label": "样例指标", "kind": "share", "ledger": "seal_orders"}


def faults(kind: str, ledger: str, parts: Mapping[str, object], **more: object) -> str:
    """The message about a measure of that kind."""
    data = {**DEFINED, "kind": kind, "ledger": ledger, "parts": parts, **more}
    with pytest.raises(UnreadableError) as caught:
        measures.measure_from(data, LEDGERS)
    assert caught.value.remedy
    assert caught.value.place["measure"] == "own"
    return caught.value.message


def test_a_sound_definition_becomes_a_measure() -> None:
    measure = measures.measure_from({**DEFINED, "parts": SHARE}, LEDGERS)
    assert (measure.code, measure.kind, measure.ledger) == ("own", "share", "seal_orders")
    assert measures.check(measure, LEDGERS["seal_orders"]) == ()


def test_a_checklist_is_read_from_its_data() -> None:
    found = measures.checklist_from({"project": "样例项目", "kind": "档案", "items": ["目录"]})
    assert found.items == ("目录",)


def test_a_kind_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(NotFoundError) as caught:
        measures.kind("median")
    assert "median" in caught.value.message
    assert "mean_duration" in caught.value.remedy
    assert faults("median", "seal_orders", {}) == "没有叫“median”的度量方式。"


def test_a_ledger_that_is_not_there_is_refused() -> None:
    assert faults("share", "orders", SHARE) == "没有叫“orders”的台账。"


FAULTY: Mapping[str, tuple[str, str, Mapping[str, object], str]] = {
    "a part is missing": ("share", "seal_orders", {}, "缺少“numerator”"),
    "a part no kind knows": ("count", "seal_orders", {"by": "x"}, "不认识的参数“by”（可以写：无）"),
    "a part of another kind": (
        "share",
        "seal_orders",
        {**SHARE, "by": "due_at"},
        "不认识的参数“by”（可以写：numerator、denominator、distinct）",
    ),
    "no such column in a condition": (
        "share",
        "seal_orders",
        {"numerator": [{"column": "colour", "is": "红"}]},
        "“numerator”：刻章服务台账没有“colour”列",
    ),
    "a condition that is no condition": ("share", "seal_orders", {"numerator": "accepted"}, "条件应当是一列表。"),
    "no condition at all": ("share", "seal_orders", {"numerator": []}, "一个条件也没有写"),
    "a choice the column does not have": (
        "share",
        "accidents",
        {"numerator": [{"column": "severity", "is": "特大"}]},
        "“等级”不会是“特大”（可以是：一般、重大）",
    ),
    "a boolean that is neither": (
        "share",
        "seal_orders",
        {"numerator": [{"column": "accepted", "in": ["是"]}]},
        "“是否验收合格”不会是“是”（可以是：true、false）",
    ),
    "a number that is none": (
        "share",
        "printing_jobs",
        {"numerator": [{"column": "pages", "is": "很多"}]},
        "“页数”不会是“很多”（可以是：数字）",
    ),
    "a number with a per cent sign": (
        "share",
        "printing_jobs",
        {"numerator": [{"column": "pages", "is": "5%"}]},
        "“页数”不会是“5%”（可以是：数字）",
    ),
    "a date that is compared": (
        "share",
        "seal_orders",
        {"numerator": [{"column": "due_at", "is": "2021-01-01"}]},
        "“应交付时间”不会是“2021-01-01”（可以是：日期列只能用 filled、present、in_force）",
    ),
    "a text that is to be above": (
        "share",
        "seal_orders",
        {"numerator": [{"column": "vendor", "above": 3}]},
        "“刻章企业”（vendor）不是数字列",
    ),
    "a number that is to be at least": (
        "share",
        "seal_orders",
        {"numerator": [{"column": "accepted", "at_least": 3}]},
        "“是否验收合格”（accepted）不是数字列",
    ),
    "a number that is to be named": (
        "share",
        "printing_jobs",
        {"numerator": [{"column": "pages", "named": ["三"]}]},
        "“页数”（pages）不是文字列",
    ),
    "a text that is to be in force": (
        "share",
        "registers",
        {"numerator": [{"column": "title", "in_force": "in_force_to"}]},
        "“名称”（title）不是日期或时间列",
    ),
    "an end of force that is no column": (
        "share",
        "registers",
        {"numerator": [{"column": "in_force_from", "in_force": "until"}]},
        "登记没有“until”列",
    ),
    "columns that are no list": ("count_distinct", "seal_orders", {"columns": 3}, "这里应当是一列文字"),
    "no columns": ("count_distinct", "seal_orders", {"columns": []}, "一列也没有写"),
    "a column to count that is not there": (
        "count_distinct",
        "seal_orders",
        {"columns": ["enterprise", "owner"]},
        "刻章服务台账没有“owner”列",
    ),
    "a sum that cannot be read": ("total", "printing_jobs", {"value": "pages / 2"}, "“pages / 2”不是列的加减式。"),
    "a sum of texts": ("total", "printing_jobs", {"value": "pages + hall"}, "“服务大厅”（hall）不是数字列"),
    "a mean of what is not there": ("mean", "printing_jobs", {"value": "weight"}, "文印服务台账没有“weight”列"),
    "a duration from a text": (
        "mean_duration",
        "incidents",
        {"start": "system", "end": "resolved_at"},
        "“系统”（system）不是日期或时间列；缺少时间单位 unit（秒、分钟、小时、天）",
    ),
    "neither due column nor limit": ("on_time_share", "incidents", {"end": "responded_at"}, "缺少期限"),
    "a limit without its start": (
        "on_time_share",
        "incidents",
        {"end": "responded_at", "within_minutes": 30},
        "缺少期限",
    ),
    "both due column and limit": (
        "on_time_share",
        "seal_orders",
        {"end": "delivered_at", "by": "due_at", "start": "ordered_at", "within_minutes": 30},
        "只能写一种",
    ),
    "a limit of nothing": (
        "on_time_share",
        "incidents",
        {"end": "responded_at", "start": "reported_at", "within_minutes": 0},
        "“within_minutes”：应当是大于 0 的整数",
    ),
    "a limit that is no number": (
        "on_time_share",
        "incidents",
        {"end": "responded_at", "start": "reported_at", "within_minutes": "半小时"},
        "“within_minutes”：应当是大于 0 的整数",
    ),
    "a limit that is true": (
        "on_time_share",
        "incidents",
        {"end": "responded_at", "start": "reported_at", "within_minutes": True},
        "“within_minutes”：应当是大于 0 的整数",
    ),
    "a score that is a text": (
        "satisfaction",
        "satisfaction_responses",
        {"score": "channel"},
        "“渠道”（channel）不是数字列",
    ),
    "an amount that is a text": ("budget_execution", "payments", {"amount": "payee"}, "“收款人”（payee）不是数字列"),
    "a day's number of nothing": ("daily_minimum", "volunteer_shifts", {}, "缺少“distinct”"),
    "a blank expression": ("expression", "printing_jobs", {"text": "  "}, "“text”：应当是不空的文字"),
    "an expression that is a number": ("expression", "printing_jobs", {"text": 3}, "“text”：应当是不空的文字"),
    "a checklist of no register": ("checklist", "registers", {}, "缺少“register”"),
    "a register that does not exist": (
        "checklist",
        "registers",
        {"register": "合同"},
        "“类别”不会是“合同”（可以是：管理制度、档案、信息共享、信息公开、培训回访）",
    ),
    "a checklist in a ledger of something else": (
        "checklist",
        "accidents",
        {"register": "管理制度"},
        "重大事故登记没有“title”列；重大事故登记没有“in_force_from”列",
    ),
    "a change of nothing": ("change", "followers", {"better": "higher"}, "缺少“of”"),
    "a change of a kind it cannot compare": (
        "change",
        "followers",
        {"of": {"kind": "satisfaction"}, "better": "higher"},
        "“of”：kind 只能写 count、",
    ),
    "a change of what is no table": (
        "change",
        "followers",
        {"of": "followers", "better": "higher"},
        "“of”：kind 只能写 count、",
    ),
    "a change of a faulty figure": (
        "change",
        "followers",
        {"of": {"kind": "latest", "value": "fans"}, "better": "higher"},
        "“of”：“value”：公众号粉丝没有“fans”列",
    ),
    "a change of a duration without unit": (
        "change",
        "incidents",
        {"of": {"kind": "mean_duration", "start": "reported_at", "end": "resolved_at"}, "better": "lower"},
        "“of”：缺少时间单位 unit",
    ),
    "a direction that is none": (
        "change",
        "followers",
        {"of": {"kind": "latest", "value": "followers"}, "better": "up"},
        "“better”：只能写 higher、lower",
    ),
    "a comparison that is none": (
        "change",
        "followers",
        {"of": {"kind": "latest", "value": "followers"}, "better": "higher", "compare": "percent"},
        "“compare”：只能写 relative、absolute",
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_definition_that_does_not_fit_is_refused_with_what_is_wrong(name: str) -> None:
    kind, ledger, parts, wanted = FAULTY[name]
    message = faults(kind, ledger, parts)
    assert message.startswith(("“样例指标”的定义不能用：", "“样例指标”"))
    assert wanted in message


def test_the_conditions_of_the_measure_itself_are_checked_too() -> None:
    where = [{"column": "colour", "is": "红"}]
    assert "刻章服务台账没有“colour”列" in faults("share", "seal_orders", SHARE, where=where)


def test_the_sound_conditions_of_every_predicate_pass() -> None:
    where = [
        {"column": "kind", "in": ["档案", "管理制度"]},
        {"column": "title", "named": ["目录"]},
        {"column": "title", "is": "目录"},
        {"column": "document", "present": True},
        {"column": "in_force_from", "filled": True},
        {"column": "in_force_from", "in_force": "in_force_to"},
    ]
    data = {**DEFINED, "kind": "count", "ledger": "registers", "where": where}
    assert len(measures.measure_from(data, LEDGERS).where) == len(where)
    numbers = [{"column": "pages", "above": 0}, {"column": "pages", "at_least": "2"}, {"column": "pages", "is": 3}]
    data = {**DEFINED, "kind": "count", "ledger": "printing_jobs", "where": numbers}
    assert [condition.values for condition in measures.measure_from(data, LEDGERS).where] == [("0",), ("2",), ("3",)]


def test_the_register_of_a_checklist_finds_the_list_of_the_unit() -> None:
    data = {**DEFINED, "kind": "checklist", "ledger": "registers", "parts": {"register": "档案"}}
    assert measures.register(measures.measure_from(data, LEDGERS)) == "档案"
    assert measures.register(measures.measure_from({**DEFINED, "parts": SHARE}, LEDGERS)) is None
