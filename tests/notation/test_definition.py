"""Measures and checklists as data: each way of writing is read, each fault gets a sentence, a remedy and a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pytest

from youju.errors import UnreadableError
from youju.model.measure import Checklist, Condition, Linear, Predicate, Thresholds
from youju.notation.definition import (
    checklist_from,
    condition_from,
    conditions_from,
    linear_from,
    measure_from,
    number_from,
    part_from,
    texts_from,
    thresholds_from,
)

LEAST: Mapping[str, object] = {"code": "own", "label": "样例指标", "kind": "count", "ledger": "accidents"}

CONDITIONS: Mapping[str, tuple[object, Predicate, tuple[str, ...]]] = {
    "is a text": ({"column": "a", "is": " 重大 "}, Predicate.IS, ("重大",)),
    "is true": ({"column": "a", "is": True}, Predicate.IS, ("true",)),
    "is false": ({"column": "a", "is": False}, Predicate.IS, ("false",)),
    "is a whole number": ({"column": "a", "is": 3}, Predicate.IS, ("3",)),
    "is a decimal": ({"column": "a", "is": Decimal("1E+1")}, Predicate.IS, ("10",)),
    "is in a list": ({"column": "a", "in": ["企业", "群众"]}, Predicate.IN, ("企业", "群众")),
    "is named": ({"column": "a", "named": "目录"}, Predicate.NAMED, ("目录",)),
    "is filled": ({"column": "a", "filled": True}, Predicate.FILLED, ()),
    "is present": ({"column": "a", "present": True}, Predicate.PRESENT, ()),
    "is above a number": ({"column": "a", "above": 0}, Predicate.ABOVE, ("0",)),
    "is at least a rate": ({"column": "a", "at_least": "95%"}, Predicate.AT_LEAST, ("0.95",)),
    "is in force": ({"column": "a", "in_force": "b"}, Predicate.IN_FORCE, ("b",)),
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_is_read(name: str) -> None:
    data, test, values = CONDITIONS[name]
    assert condition_from(data, {}) == Condition("a", test, values)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("pages", ((1, "pages"),)),
        ("planned_minutes - downtime_minutes", ((1, "planned_minutes"), (-1, "downtime_minutes"))),
        (" -a+2*b - 3 * c2 ", ((-1, "a"), (2, "b"), (-3, "c2"))),
    ],
)
def test_a_sum_of_columns_is_read(text: str, terms: tuple[tuple[int, str], ...]) -> None:
    assert linear_from(text, {}) == Linear(terms)


def test_numbers_are_read_with_or_without_a_per_cent_sign() -> None:
    assert number_from("95%", {}) == Decimal("0.95")
    assert number_from(" 0.95 ", {}) == Decimal("0.95")
    assert number_from(Decimal("-0.1"), {}) == Decimal("-0.1")
    assert number_from(1, {}) == 1


def test_one_text_is_a_list_of_one() -> None:
    assert texts_from(" 甲 ", {}) == ("甲",)
    assert texts_from(["甲", "乙"], {}) == ("甲", "乙")
    assert texts_from((), {}) == ()


def test_parts_keep_their_values_and_lists_become_tuples() -> None:
    data = {"of": {"kind": "mean", "list": ["a", 1, Decimal("0.5"), True]}}
    assert part_from(data, {}) == {"of": {"kind": "mean", "list": ("a", 1, Decimal("0.5"), True)}}


def test_thresholds_are_fractions_and_only_full_is_needed() -> None:
    found = thresholds_from({"full": "100%", "attained": "95%", "partly": Decimal("0.8")}, {})
    assert found == Thresholds(Decimal(1), Decimal("0.95"), Decimal("0.8"))
    assert thresholds_from({"full": "5%", "floor": "-10%"}, {}) == Thresholds(Decimal("0.05"), floor=Decimal("-0.1"))


def test_the_least_of_a_measure_is_code_label_kind_and_ledger() -> None:
    measure = measure_from(LEAST)
    assert (measure.code, measure.label, measure.kind, measure.ledger) == ("own", "样例指标", "count", "accidents")
    assert (measure.where, measure.parts, measure.unit, measure.names) == ((), {}, None, ())
    assert (measure.reading, measure.thresholds, measure.note) == (None, None, "")


def test_a_whole_measure_is_read() -> None:
    measure = measure_from(
        {
            **LEAST,
            "where": [{"column": "severity", "is": "重大"}],
            "parts": {"value": "pages"},
            "unit": "起",
            "names": ["样例数"],
            "reading": "at_most",
            "thresholds": {"full": 1},
            "note": "定义。",
        }
    )
    assert measure.where == (Condition("severity", Predicate.IS, ("重大",)),)
    assert (measure.parts, measure.unit, measure.names) == ({"value": "pages"}, "起", ("样例数",))
    assert (measure.reading, measure.thresholds, measure.note) == ("at_most", Thresholds(Decimal(1)), "定义。")


def test_a_checklist_is_read() -> None:
    data = {"project": "样例项目", "kind": "档案", "items": ["目录", "制度"]}
    assert checklist_from(data) == Checklist("样例项目", "档案", ("目录", "制度"))


CHECKLIST = {"project": "样例项目", "kind": "档案", "items": ["目录"]}
FAULTS: Mapping[str, tuple[Callable[[object], object], object, str]] = {
    "no table": (measure_from, "count", "这里应当是一张表（键 = 值）。"),
    "a key nobody knows": (measure_from, {**LEAST, "colour": "红"}, "不认识的项“colour”。"),
    "no code": (measure_from, {"label": "样例指标"}, "“code”没有写，或者不是文字。"),
    "a code in Chinese": (measure_from, {**LEAST, "code": "样例"}, "代码“样例”写法不对。"),
    "a blank label": (measure_from, {**LEAST, "label": " "}, "“label”没有写，或者不是文字。"),
    "a unit that is a number": (measure_from, {**LEAST, "unit": 1}, "“unit”没有写，或者不是文字。"),
    "a reading nobody knows": (measure_from, {**LEAST, "reading": "about"}, "不认识的读法“about”。"),
    "parts that are no table": (measure_from, {**LEAST, "parts": []}, "这里应当是一张表（键 = 值）。"),
    "a date among the parts": (
        measure_from,
        {**LEAST, "parts": {"since": date(2021, 1, 1)}},
        "这里的写法不认识。",
    ),
    "a binary float among the parts": (measure_from, {**LEAST, "parts": {"x": 0.5}}, "这里的写法不认识。"),
    "conditions that are one text": (measure_from, {**LEAST, "where": "重大"}, "条件应当是一列表。"),
    "conditions that are one table": (measure_from, {**LEAST, "where": {}}, "条件应当是一列表。"),
    "a condition that is no table": (measure_from, {**LEAST, "where": ["重大"]}, "这里应当是一张表（键 = 值）。"),
    "a condition without column": (measure_from, {**LEAST, "where": [{"is": 1}]}, "“column”没有写，或者不是文字。"),
    "a condition without predicate": (
        measure_from,
        {**LEAST, "where": [{"column": "a"}]},
        "列“a”的条件应当恰好写一个谓词，这里是：无。",
    ),
    "a condition with two": (
        measure_from,
        {**LEAST, "where": [{"column": "a", "is": 1, "above": 0}]},
        "列“a”的条件应当恰好写一个谓词，这里是：is、above。",
    ),
    "a predicate nobody knows": (
        measure_from,
        {**LEAST, "where": [{"column": "a", "like": "x"}]},
        "列“a”的条件应当恰好写一个谓词，这里是：like。",
    ),
    "filled that is false": (
        measure_from,
        {**LEAST, "where": [{"column": "a", "filled": False}]},
        "“filled”只能写 true。",
    ),
    "an empty list of values": (
        measure_from,
        {**LEAST, "where": [{"column": "a", "in": []}]},
        "“in”后面一个值也没有。",
    ),
    "a list with a blank": (
        measure_from,
        {**LEAST, "where": [{"column": "a", "in": ["甲", " "]}]},
        "这里应当是一列文字，每项都不空。",
    ),
    "a value that is a list": (
        measure_from,
        {**LEAST, "where": [{"column": "a", "is": ["甲"]}]},
        "“is”没有写，或者不是文字。",
    ),
    "a bound that is no number": (
        measure_from,
        {**LEAST, "where": [{"column": "a", "above": "很多"}]},
        "“很多”不是数字。",
    ),
    "a bound that is true": (
        measure_from,
        {**LEAST, "where": [{"column": "a", "above": True}]},
        "“True”不是数字。",
    ),
    "a bound without end": (
        measure_from,
        {**LEAST, "where": [{"column": "a", "above": "Infinity"}]},
        "“Infinity”不是数字。",
    ),
    "names that are a number": (measure_from, {**LEAST, "names": 3}, "这里应当是一列文字，每项都不空。"),
    "thresholds without full": (
        measure_from,
        {**LEAST, "thresholds": {"attained": "95%"}},
        "界限里没有写 full。",
    ),
    "thresholds out of order": (
        measure_from,
        {**LEAST, "thresholds": {"full": "90%", "attained": "95%"}},
        "界限没有从高到低排列。",
    ),
    "a threshold nobody knows": (
        measure_from,
        {**LEAST, "thresholds": {"full": 1, "half": 0}},
        "不认识的项“half”。",
    ),
    "a checklist that is no table": (checklist_from, ["目录"], "这里应当是一张表（键 = 值）。"),
    "a checklist without items": (checklist_from, {**CHECKLIST, "items": []}, "清单里没有写应有的项。"),
    "an item twice": (checklist_from, {**CHECKLIST, "items": ["目录", "“目 录”"]}, "““目 录””在清单里写了两次。"),
    "a checklist of no project": (
        checklist_from,
        {"kind": "档案", "items": ["目录"]},
        "“project”没有写，或者不是文字。",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_definition_gets_a_sentence_and_a_remedy(name: str) -> None:
    read, data, message = FAULTS[name]
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert caught.value.message == message
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["", "a b", "a +", "a / 2", "1.5 * a", "甲", 3, "a - - b"])
def test_what_is_no_sum_of_columns_is_refused(text: object) -> None:
    with pytest.raises(UnreadableError, match="不是列的加减式"):
        linear_from(text, {})


def test_a_fault_says_in_which_condition_of_which_measure_it_stands() -> None:
    where = [{"column": "a", "is": 1}, {"column": "b", "is": []}]
    with pytest.raises(UnreadableError) as caught:
        measure_from({**LEAST, "where": where}, {"file": "own.toml"})
    assert caught.value.place == {"file": "own.toml", "measure": "own", "field": "is", "number": 2}


def test_conditions_are_read_in_order() -> None:
    found = conditions_from([{"column": "a", "is": 1}, {"column": "b", "present": True}], {})
    assert [condition.column for condition in found] == ["a", "b"]
