"""Files of the shelf are read strictly: whatever is unknown, missing or mistyped is refused with its place."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from youju.packs.reading import pack_from, taxonomy_from, word_from

PACK = """
code = "small"
title = "小包"

[[measure]]
code = "sent"
label = "发出件数"
names = ["发件数"]
kind = "count"
ledger = "letters"
where = [{ column = "free", is = true }]

[[ledger]]
code = "letters"
label = "信件台账"
closing = "day"
key = ["number"]
date = "sent_on"
due = [{ end = "arrived_on", start = "sent_on", within_minutes = 30 }]
columns = [
  { code = "number", label = "编号", synonyms = ["序号"], type = "text", required = true, personal = false },
  { code = "sent_on", label = "发出日期", type = "date", required = true, personal = false },
  { code = "arrived_on", label = "到达日期", type = "date", required = false, personal = false },
  { code = "free", label = "免费", type = "boolean", required = false, personal = false },
]
"""
WORD = """
word = "及时"
title = "按期完成的比例"
kind = "on_time_share"
thresholds = { full = "100%" }
[citation]
reference = "示例"
status = "ours"
"""
TREE = """
title = "示例分类"
jurisdiction = "全国"
valid_from = 2020-01-01
[citation]
reference = "示例"
status = "seen"
[levels]
"产出指标" = ["数量指标"]
"""


def pack(change: Callable[[Any], object]) -> None:
    """Reads the small pack after a change."""
    data = deepcopy(tomllib.loads(PACK))
    change(data)
    pack_from("small", data)


def test_the_small_pack_itself_is_sound() -> None:
    found = pack_from("small", tomllib.loads(PACK))
    assert found.names["发件数"] is found.names["发出件数"] is found.measures[0]
    assert found.ledgers["letters"].column("number").synonyms == ("序号",)


def put(path: str, value: object) -> Callable[[Any], object]:
    """A change: the value under a dotted path, lists by number."""

    def change(data: Any) -> object:  # noqa: ANN401 (parsed TOML)
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in way:
            data = data[step]
        data[last] = value
        return data

    return change


FAULTS: Mapping[str, tuple[Callable[[Any], object], str]] = {
    "a key nobody knows": (put("colour", "红"), "small: unknown key colour"),
    "a code that is not the file's": (put("code", "other"), "small: the file says it is other"),
    "no title": (lambda data: data.pop("title"), "small: title is missing"),
    "a title that is a number": (put("title", 3), "small.title: 3 is not a text"),
    "measures that are no list": (put("measure", {}), "small.measure: not a list of tables"),
    "a measure that is no table": (put("measure", ["x"]), r"small.measure\[1\]: not a table"),
    "a measure that cannot be read": (put("measure.0.kind", ""), r"small.measure\[1\]: “kind”没有写"),
    "a measure of no ledger": (put("measure.0.ledger", "parcels"), r"small.measure\[1\]: there is no ledger parcels"),
    "a measure of no column": (
        put("measure.0.where", [{"column": "paid", "is": True}]),
        r"small.measure\[1\]: letters has no column paid",
    ),
    "a measure's code twice": (
        lambda data: data["measure"].append({**data["measure"][0], "label": "其他", "names": []}),
        "small: a measure's code stands twice",
    ),
    "a name for two measures": (
        lambda data: data["measure"].append({**data["measure"][0], "code": "other", "label": "发 件数", "names": []}),
        "small: sent and other both answer for 发 件数",
    ),
    "a column's key nobody knows": (
        put("ledger.0.columns.0.width", 3),
        r"small.ledger\[1\].columns\[1\]: unknown key width",
    ),
    "a type nobody knows": (
        put("ledger.0.columns.0.type", "float"),
        r"columns\[1\].type: 'float' is not a valid ColumnType",
    ),
    "a closing nobody knows": (
        put("ledger.0.closing", "weekly"),
        r"small.ledger\[1\].closing: 'weekly' is not a valid Closing",
    ),
    "required that is a text": (
        put("ledger.0.columns.0.required", "yes"),
        r"columns\[1\].required: 'yes' is not true or false",
    ),
    "a bound that is a text": (put("ledger.0.columns.0.min", "0"), r"columns\[1\].min: '0' is not a whole number"),
    "synonyms that are one text": (
        put("ledger.0.columns.0.synonyms", "序号"),
        r"columns\[1\].synonyms: not a list of texts",
    ),
    "a key that is no column": (put("ledger.0.key", ["no"]), r"small.ledger\[1\]: letters has no column no"),
    "a date that is no column": (put("ledger.0.date", "day"), r"small.ledger\[1\]: letters has no column day"),
    "a due time that is no column": (put("ledger.0.due.0.end", "by"), r"small.ledger\[1\]: letters has no column by"),
    "a spelling of two columns": (
        put("ledger.0.columns.1.synonyms", ["序号"]),
        r"small.ledger\[1\]: letters takes 序号 for number and for sent_on",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_pack_is_refused_with_the_place(name: str) -> None:
    change, message = FAULTS[name]
    with pytest.raises(ValueError, match=message):
        pack(change)


def test_a_word_without_sound_thresholds_or_status_is_refused() -> None:
    data = tomllib.loads(WORD)
    assert word_from("timely", data).grading.thresholds.full == 1
    with pytest.raises(ValueError, match=r"timely.thresholds: 界限里没有写 full"):
        word_from("timely", {**data, "thresholds": {"attained": "90%"}})
    with pytest.raises(ValueError, match=r"timely.citation.status: 'certain' is not a valid Status"):
        word_from("timely", {**data, "citation": {"reference": "示例", "status": "certain"}})


def test_a_tree_of_unknown_parent_or_without_a_date_is_refused() -> None:
    data = tomllib.loads(TREE)
    assert taxonomy_from("tree", {"tree": data}, {}).valid_from == date(2020, 1, 1)
    with pytest.raises(ValueError, match="tree: there is no taxonomy root to extend"):
        taxonomy_from("tree", {"tree": {**data, "extends": "root"}}, {})
    with pytest.raises(ValueError, match="tree: valid_from is missing"):
        taxonomy_from("tree", {"tree": {key: value for key, value in data.items() if key != "valid_from"}}, {})
    with pytest.raises(ValueError, match=r"tree.valid_to: '2021' is not a date"):
        taxonomy_from("tree", {"tree": {**data, "valid_to": "2021"}}, {})


def test_a_tree_takes_from_its_parent_what_it_does_not_say_itself() -> None:
    data = tomllib.loads(TREE)
    child = {**data, "extends": "parent", "levels": {"效益指标": ["社会效益指标"]}}
    found = taxonomy_from("child", {"parent": data, "child": child}, {"效果指标": "效益指标"})
    assert found.levels == {"产出指标": ("数量指标",), "效益指标": ("社会效益指标",)}
    assert found.canonical("效果指标") == "效益指标"
