"""The case runner: the shapes scripts rely on, verdicts on expectations, and one sentence for every faulty file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from youju.errors import UnreadableError
from youju.work.conformance import CaseReport, Report, run_cases

HARD = """
[[case]]
name = "hard 4"
weight = "10"
target = "≤30分钟"
actual = "90分钟"
points = "3.33"
"""


def run(folder: Path, text: str) -> Report:
    file = folder / "cases.toml"
    file.write_text(text, encoding="utf-8")
    return run_cases(file)


def one(folder: Path, **fields: str) -> CaseReport:
    """The report of one case: the hard one, with some fields replaced by TOML values."""
    given = {
        "name": '"甲"',
        "weight": '"10"',
        "target": '"≤30分钟"',
        "actual": '"90分钟"',
        "points": '"3.33"',
        **fields,
    }
    text = "\n".join(["[[case]]", *(f"{key} = {value}" for key, value in given.items() if value)])
    return run(folder, text)["cases"][0]


def refused(folder: Path, **fields: str) -> UnreadableError:
    with pytest.raises(UnreadableError) as fault:
        one(folder, **fields)
    assert fault.value.remedy
    return fault.value


def test_a_report_has_the_shape_scripts_rely_on(tmp_path: Path) -> None:
    report = run(tmp_path, HARD)
    assert (report["passed"], report["failed"]) == (1, 0)
    case = report["cases"][0]
    assert case["name"] == "hard 4"
    assert case["points"] == "3.33"
    assert case["share"] == "0.333333333333"
    assert case["state"] == "value"
    assert case["rule"] == "ratio"
    assert case["working"] == "30 ÷ 90 × 10 = 3.33"
    assert case["flags"] == []
    assert case["passed"] is True
    assert case["scheme"] == "central-2020"
    assert case["status"] == "seen"


def test_points_always_show_two_places(tmp_path: Path) -> None:
    assert one(tmp_path, actual='"30分钟"', points='"10"')["points"] == "10.00"


def test_a_share_that_ends_is_exact_and_none_is_null(tmp_path: Path) -> None:
    assert one(tmp_path, actual='"40分钟"', points='"7.5"')["share"] == "0.75"
    gap = one(tmp_path, actual='""', points='""')
    assert (gap["points"], gap["share"], gap["state"], gap["passed"]) == (None, None, "none", True)


def test_a_case_that_does_not_hold_says_what_came_out(tmp_path: Path) -> None:
    case = one(tmp_path, points='"10"')
    assert not case["passed"]
    assert case["problems"] == ["应得 10，算得 3.33"]
    report = run(tmp_path, HARD + HARD.replace("hard 4", "wrong").replace("3.33", "3.34"))
    assert (report["passed"], report["failed"]) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({"points": '""'}, ["应不计分，算得 3.33"]),
        ({"actual": '""'}, ["应得 3.33，算得 不计分"]),
        ({"points": "", "points_min": '"3.4"'}, ["应不少于 3.4，算得 3.33"]),
        ({"points": "", "points_max": '"3.3"'}, ["应不多于 3.3，算得 3.33"]),
        ({"points": "", "points_min": '"3.3"', "points_max": '"3.4"'}, []),
        ({"actual": '""', "points": "", "points_min": '"0"'}, ["应不少于 0，算得 不计分"]),
        ({"actual": '""', "points": "", "points_max": '"5"'}, ["应不多于 5，算得 不计分"]),
        ({"state": '"unknown"'}, ["状态应为 unknown，实为 value"]),
        ({"flags": '["over-achievement"]'}, ["缺标记 over-achievement"]),
        ({"actual": '"1分钟"', "points": '"10"', "no_flags": '["over_achievement"]'}, ["不应有标记 over_achievement"]),
        ({"actual": '"1分钟"', "points": '"10"', "flags": '["over_achievement"]'}, []),
    ],
)
def test_every_expectation_is_checked(tmp_path: Path, fields: dict[str, str], problems: list[str]) -> None:
    assert one(tmp_path, **fields)["problems"] == problems


def test_numbers_may_stand_without_quotes_and_stay_exact(tmp_path: Path) -> None:
    assert one(tmp_path, weight="6.25", actual='"40分钟"', points="4.69")["points"] == "4.69"


def test_the_basis_is_handed_through(tmp_path: Path) -> None:
    assert one(tmp_path, basis='"default"')["basis"] == "default"
    assert one(tmp_path)["basis"] is None


def test_remarks_for_the_reader_are_left_alone(tmp_path: Path) -> None:
    assert one(tmp_path, why='"F-03"', note='"随手记"', rule_number='"§10.3"')["passed"]


def test_an_unknown_field_is_refused_with_the_nearest_known_one(tmp_path: Path) -> None:
    fault = refused(tmp_path, actaul='"90分钟"')
    assert fault.place["field"] == "actaul"
    assert "最接近的字段是 actual" in fault.remedy
    fault = refused(tmp_path, definition='{ mesure = "share" }')
    assert fault.place["field"] == "definition.mesure"
    assert "最接近的字段是 measure" in fault.remedy


NUMBERS = ("weight", "points", "points_min", "points_max", "deduct", "pass_mark", "baseline", "period_days", "year")


@pytest.mark.parametrize("number", ['"1e999999999"', "1e999999999", '"1E-999999999"', f'"{"9" * 5000}"', "9" * 40])
@pytest.mark.parametrize("field", [*NUMBERS, "target", "actual"])
def test_a_number_beyond_all_bounds_is_refused_at_once(tmp_path: Path, field: str, number: str) -> None:
    fault = refused(tmp_path, **{field: number})
    assert fault.place["field"] == field


@pytest.mark.parametrize("mark", ["value", "full", "attained", "partly", "floor"])
def test_a_threshold_beyond_all_bounds_is_refused_at_once(tmp_path: Path, mark: str) -> None:
    fault = refused(tmp_path, definition=f'{{ {mark} = "1e999999999%" }}')
    assert fault.place["field"] == f"definition.{mark}"


def test_an_exponent_is_no_number_of_an_official(tmp_path: Path) -> None:
    assert "不用科学记数法" in refused(tmp_path, weight='"1e1"').remedy
    assert refused(tmp_path, weight="1e1").place["field"] == "weight"


def test_many_digits_are_computed_and_printed_exactly(tmp_path: Path) -> None:
    weight = "123456789012345678901234567890"
    case = one(tmp_path, weight=f'"{weight}"', actual='"60分钟"', points='"61728394506172839450617283945"')
    assert case["points"] == "61728394506172839450617283945.00"
    assert case["passed"]
    assert case["working"] == f"30 ÷ 60 × {weight} = 61728394506172839450617283945.00"


def test_whole_numbers_with_separators_and_underscores_are_read(tmp_path: Path) -> None:
    assert one(tmp_path, weight='"1,000"', points="333.33")["passed"]
    assert one(tmp_path, weight="1_000.5", points="333.5")["passed"]


@pytest.mark.parametrize(
    "fields",
    [
        {"rule": '"ratio"'},
        {"rule": '"linear-excess"', "points": '"0"'},
        {"rule": '"direct"', "points": '"0"'},
        {"rule": '"ratio"', "target": '"≥90分钟"', "points": '"10"'},
        {"rule": '"at-least"', "target": '"=90分钟"', "points": '"10"'},
        {"rule": '"ratio"', "target": '"100%"', "actual": '"100%"', "points": '"10"'},
        {"rule": '"ratio"', "target": '"=100%"', "actual": '"100%"', "points": '"10"'},
        {"rule": '"ratio"', "target": '"30–90分钟"', "points": '"10"'},
        {"rule": '"per-event"', "deduct": "3", "target": '"≤0次"', "actual": '"1次"', "points": "7"},
        {"rule": '"all_or_nothing"', "target": '"2021年6月底前"', "actual": '"2021-06-30"', "points": '"10"'},
        {"rule": '"bands"', "kind": '"satisfaction"', "target": '"≥90%"', "actual": '"95%"', "points": '"10"'},
        {"rule": '"banded"', "kind": '"execution"', "target": '"10元"', "actual": '"10元"', "points": '"10"'},
        {"rule": '"direct"', "target": '"健全"', "actual": '"健全"', "points": '"10"'},
        {"rule": '"excess"', "target": '"/"', "points": '""'},
    ],
)
def test_a_rule_that_fits_its_target_is_accepted(tmp_path: Path, fields: dict[str, str]) -> None:
    case = one(tmp_path, **fields)
    assert case["problems"] == []


@pytest.mark.parametrize(
    "fields",
    [
        {"rule": '"symmetric"', "target": '"≥90%"'},
        {"rule": '"excess"', "target": '"≥90%"'},
        {"rule": '"bands"', "target": '"≥90%"'},
        {"rule": '"banded"'},
        {"rule": '"per-event"', "deduct": "2", "target": '"≥3次"'},
        {"rule": '"linear"', "kind": '"satisfaction"', "target": '"≥90%"'},
        {"rule": '"proportional"', "kind": '"execution"', "target": '"10元"'},
        {"rule": '"ratio"', "target": '"=6台"'},
        {"rule": '"ratio"', "target": '"=0"'},
        {"rule": '"ratio"', "target": '"健全"'},
        {"rule": '"ratio"', "target": '"2021-06-30前"'},
    ],
)
def test_a_rule_that_does_not_fit_its_target_is_refused(tmp_path: Path, fields: dict[str, str]) -> None:
    fault = refused(tmp_path, **fields)
    assert fault.place["field"] == "rule"
    assert "不适用于" in fault.message
    assert "direct" in fault.remedy


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "bom.toml"
    file.write_bytes(b"\xef\xbb\xbf" + HARD.encode())
    assert run_cases(file)["passed"] == 1


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"name": '""'}, "name", "空"),
        ({"name": ""}, "name", "缺这一项"),
        ({"name": f"0x{'f' * 4000}"}, "name", "位数太多"),
        ({"target": ""}, "target", "缺这一项"),
        ({"actual": ""}, "actual", "缺这一项"),
        ({"weight": ""}, "weight", "缺这一项"),
        ({"weight": '""'}, "weight", "不小于0"),
        ({"weight": '"-1"'}, "weight", "不小于0"),
        ({"weight": '"十"'}, "weight", "不是数"),
        ({"weight": '"inf"'}, "weight", "不是数"),
        ({"weight": '["10"]'}, "weight", "一段文字"),
        ({"weight": '"12,00"'}, "weight", "不是数"),
        ({"weight": f"0x{'f' * 4000}"}, "weight", "位数太多"),
        ({"actual": "true"}, "actual", "一段文字"),
        ({"actual": '["90分钟"]'}, "actual", "一段文字"),
        ({"baseline": '"abc"'}, "baseline", "不是一个数"),
        ({"baseline": '"约100"'}, "baseline", "不是一个数"),
        ({"baseline": "[100]"}, "baseline", "一段文字"),
        ({"deduct": '"-1"'}, "deduct", "负数"),
        ({"pass_mark": '"101%"'}, "pass_mark", "0到100%"),
        ({"pass_mark": '"-0.1"'}, "pass_mark", "0到100%"),
        ({"scheme": '""'}, "scheme", "没有评分方案"),
        ({"kind": '""'}, "kind", "空"),
        ({"basis": '"guess"'}, "basis", "没有“guess”"),
        ({"points": "", "points_min": "8", "points_max": "7"}, "points_min", "大于 points_max"),
        ({"target": '"2021-06-30前"', "start": '"2021-07-01"'}, "start", "晚于期限"),
        ({"target": '"2021.01-2021.06"', "start": '"2021-07-01"'}, "start", "晚于期限"),
        ({"points": ""}, "points", "没有写明应得几分"),
        ({"points": '"满分"'}, "points", "不是数"),
        ({"scheme": '"central-1999"'}, "scheme", "没有评分方案"),
        ({"kind": '"money"'}, "kind", "没有“money”"),
        ({"rule": '"guess"'}, "rule", "没有“guess”"),
        ({"ledger": '"maybe"'}, "ledger", "没有“maybe”"),
        ({"better": '"sideways"'}, "better", "没有“sideways”"),
        ({"reduce": '"half"'}, "reduce", "没有“half”"),
        ({"state": '"zero"'}, "state", "没有“zero”"),
        ({"flags": '"over-achievement"'}, "flags", "一列文字"),
        ({"no_flags": "[1]"}, "no_flags", "一列文字"),
        ({"completed": '"yes"'}, "completed", "true 或 false"),
        ({"period_days": '"0"'}, "period_days", "正整数"),
        ({"period_days": '"many"'}, "period_days", "正整数"),
        ({"start": '"spring"'}, "start", "不是日期"),
        ({"start": '"2021-02-30"'}, "start", "2021年2月没有30日"),
        ({"pass_mark": '"most"'}, "pass_mark", "不是数"),
        ({"rule": '"per-event"', "target": '"=0"', "actual": '"1"'}, "deduct", "扣多少分"),
        ({"target": '"6月底前"'}, "target", "没有年份"),
        ({"target": '"2021-02-30前"'}, "target", "日期不存在"),
        ({"target": '"健全"', "kind": '"execution"'}, "target", "全年预算数"),
        ({"definition": '"95%"'}, "definition", "应是一个表"),
        ({"definition": '{ value = "most" }'}, "definition.value", "不是数"),
        ({"definition": '{ value = "95%", full = "98%" }'}, "definition", "门槛不全"),
        (
            {"definition": '{ value = "95%", full = "98%", attained = "99%", partly = "60%" }'},
            "definition",
            "依次递减",
        ),
    ],
)
def test_a_faulty_field_is_named_with_its_case(
    tmp_path: Path, fields: dict[str, str], field: str, message: str
) -> None:
    fault = refused(tmp_path, **fields)
    assert message in fault.message
    assert fault.place["case"] == 1
    assert fault.place["field"] == field


def test_the_place_counts_the_cases(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="第2个案例“hard 4”") as fault:
        run(tmp_path, HARD + HARD)
    assert "重名" in fault.value.message
    assert fault.value.place == {"case": 2, "name": "hard 4", "field": "name"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "没有评分案例"),
        ("case = []", "没有评分案例"),
        ("case = [1]", "没有评分案例"),
        ("[case]\nname = '1'", "没有评分案例"),
        ("[[case]\n", "TOML"),
        (f"x = {'9' * 5000}", "数太长"),
        (f"x = {'[' * 5000}", "套得太深"),
    ],
)
def test_a_file_that_holds_no_cases_is_refused(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message) as fault:
        run(tmp_path, content)
    assert fault.value.place == {"path": str(tmp_path / "cases.toml")}
    assert fault.value.remedy


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cases.toml"
    file.write_bytes(HARD.encode("gb18030"))
    with pytest.raises(UnreadableError, match="UTF-8"):
        run_cases(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="没有找到文件"):
        run_cases(tmp_path / "nothing.toml")
    with pytest.raises(UnreadableError, match="是文件夹"):
        run_cases(tmp_path)


def test_thresholds_are_exact_decimals(tmp_path: Path) -> None:
    case = one(
        tmp_path,
        target='"健全"',
        actual='""',
        points='"5.70"',
        definition='{ measure = "share", value = "57%", full = "99.9%", attained = "90%", partly = "60%" }',
    )
    assert case["passed"], case["problems"]
    assert case["share"] == str(Decimal("0.57"))
