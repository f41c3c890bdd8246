"""Targets and actuals as forms print them: every row of the form book §5, and all 89 of the five real declarations."""

from __future__ import annotations

import time
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youju.model.target import Comparator, Deadline, Interval, NoTarget, Quality, Quantity, Span, Target
from youju.notation.number import plain
from youju.notation.target import NOTES, ParsedTarget, format_target, parse_actual, parse_parts, parse_target

CASES = Path(__file__).parent / "cases"
FIELDS = ("kind", "comparator", "value", "upper", "unit", "word")


def _cases(name: str) -> list[dict[str, Any]]:
    cases = tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]
    assert cases
    return list(cases)


def _seen(target: Target) -> dict[str, Any]:
    """The target as the case files write it."""
    match target:
        case Quantity():
            seen = {"kind": "quantity", "comparator": target.comparator.value, "value": plain(target.value)}
            return {**seen, "implied": target.implied, "unit": target.unit}
        case Interval():
            return {
                "kind": "interval",
                "value": plain(target.lower),
                "upper": plain(target.upper),
                "unit": target.unit,
            }
        case Span():
            return {"kind": "interval", "value": target.start.isoformat(), "upper": target.end.isoformat()}
        case Deadline():
            return {"kind": "deadline", "value": target.day.isoformat()}
        case Quality():
            return {"kind": "quality", "word": target.word}
        case NoTarget():
            return {"kind": "none"}


def _expected(case: dict[str, Any]) -> dict[str, Any]:
    expected: dict[str, Any] = {
        key: case[key] for key in ("kind", "comparator", "value", "upper", "unit", "word") if key in case
    }
    if case["kind"] == "quantity":
        expected = {"implied": case.get("implied", False), "unit": None, **expected}
    if case["kind"] == "interval" and case["value"][4:5] != "-":
        expected = {"unit": None, **expected}
    return expected


def _check(parsed: ParsedTarget, case: dict[str, Any]) -> None:
    assert _seen(parsed.target) == _expected(case)
    assert list(parsed.notes) == case.get("notes", [])
    assert list(parsed.doubts) == case.get("doubts", [])
    assert {field: list(options) for field, options in parsed.alternatives.items()} == case.get("alternatives", {})
    assert set(parsed.notes) <= set(NOTES)


@pytest.mark.parametrize("case", _cases("target.toml"), ids=lambda case: f"{case['text']}·{case.get('name', '')}")
def test_a_target_cell_is_read_as_the_case_says(case: dict[str, Any]) -> None:
    parsed = parse_target(case["text"], case.get("name"), case.get("year"))
    _check(parsed, case)
    assert parsed.target.raw == (None if case.get("raw_is_blank") else case["text"])


@pytest.mark.parametrize("case", _cases("actual.toml"), ids=lambda case: str(case["text"]))
def test_an_actual_cell_is_read_as_the_case_says(case: dict[str, Any]) -> None:
    due = Deadline("", date.fromisoformat(case["due"])) if "due" in case else None
    _check(parse_actual(case["text"], due), case)


@pytest.mark.parametrize(
    ("promised", "text", "others"),
    [
        ("≥95%", "0.96", ("96%",)),
        ("100%", "1", ("100%",)),
        ("≥95%", "0.96%", ()),
        ("≥95%", "96", ()),
        ("≥95%", "0", ()),
        ("≤2%", "0.96", ()),
        ("≥3次", "0.96", ()),
    ],
)
def test_a_bare_share_beside_a_target_in_percent_is_open(promised: str, text: str, others: tuple[str, ...]) -> None:
    parsed = parse_actual(text, parse_target(promised).target)
    assert isinstance(parsed.target, Quantity)
    assert (parsed.target.raw, parsed.doubts) == (text, ("actual",) if others else ())
    assert parsed.alternatives.get("actual", ()) == others


@pytest.mark.parametrize("case", _cases("target_parts.toml"), ids=lambda case: "|".join(case["cells"]))
def test_a_target_in_three_cells_is_read_as_the_case_says(case: dict[str, Any]) -> None:
    sign, value, unit = (cell or None for cell in case["cells"])
    parsed = parse_parts(sign, value, unit, case.get("name"))
    _check(parsed, case)
    assert parsed.target.raw == (case["raw"] or None)


def _declared() -> list[list[str]]:
    forms = tomllib.loads((CASES / "seed_targets.toml").read_text(encoding="utf-8"))["form"]
    return [row for form in forms for row in form["rows"]]


def test_the_five_declarations_promise_89_things() -> None:
    assert len(_declared()) == 89


@pytest.mark.parametrize("row", _declared(), ids=lambda row: f"{row[0]} {row[1]}")
def test_every_target_of_the_five_declarations_is_read_without_doubt(row: list[str]) -> None:
    name, text, sign, value, unit, word = row
    parsed = parse_target(text, name, 2021)
    if word:
        assert parsed.target == Quality(text, word)
    else:
        assert parsed.target == Quantity(text, Comparator(sign), Decimal(value), unit or None)
    assert parsed.doubts == ()


def test_a_missing_cell_is_no_target_and_no_doubt() -> None:
    assert parse_target(None) == ParsedTarget(NoTarget())
    assert parse_actual(None) == ParsedTarget(NoTarget())


OFFICIAL = [
    ("$\\geq 90\\%$", "≥90%"),
    ("<=30分钟", "≤30分钟"),
    ("＝6台", "=6台"),
    (">92%", ">92%"),
    ("＜5‰", "<5‰"),
    ("190人次", "190人次"),
    ("2至6小时", "2–6小时"),
    ("3个月", "3个月"),
    ("2021年6月底前", "2021-06-30前"),
    ("2023.06-2024.03", "2023-06-01至2024-03-31"),
    ("及时性", "及时性"),
    ("/", ""),
]


@pytest.mark.parametrize(("text", "printed"), OFFICIAL)
def test_a_form_prints_the_official_signs(text: str, printed: str) -> None:
    assert format_target(parse_target(text).target) == printed


@pytest.mark.parametrize("text", [text for text, printed in OFFICIAL if printed])
def test_what_a_form_prints_reads_back_as_the_same_target(text: str) -> None:
    target = parse_target(text).target
    assert _seen(parse_target(format_target(target)).target) == _seen(target)


def test_a_form_may_keep_the_signs_as_filed_without_the_residue() -> None:
    assert format_target(parse_target("$\\geq 90\\%$").target, "filed") == "≥90%"
    assert format_target(parse_target(">=29000家").target, "filed") == ">=29000家"


def test_a_target_without_its_raw_text_is_printed_from_its_meaning() -> None:
    assert format_target(Quality("", "及时")) == "及时"
    assert format_target(Quantity("", Comparator.AT_LEAST, Decimal(3), "次"), "filed") == "≥3次"


UNITS = st.sampled_from([None, "%", "家", "人次", "分钟", "月", "万平方米", "元/亩"])
NUMBERS = st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False).map(lambda value: Decimal(plain(value)))


@given(sign=st.sampled_from(list(Comparator)), value=NUMBERS, unit=UNITS)
def test_any_quantity_survives_printing_and_reading(sign: Comparator, value: Decimal, unit: str | None) -> None:
    printed = format_target(Quantity("", sign, value, unit))
    read = parse_target(printed).target
    assert _seen(read) == _seen(Quantity("", sign, value, unit))


@pytest.mark.parametrize(
    "part", ["<!--", "<style>", "$", "\\(", "<a", "2021年", "1", "1.", "≥", "*", "(", "。a", "第 "]
)
def test_a_very_long_cell_is_read_in_no_time(part: str) -> None:
    started = time.perf_counter()
    parse_target(part * 20000, "指标", 2021)
    parse_actual(part * 20000)
    assert time.perf_counter() - started < 5


def test_a_cell_full_of_signs_is_read_in_no_time() -> None:
    started = time.perf_counter()
    assert isinstance(parse_target("=" * 400 + "甲").target, Quality)
    assert time.perf_counter() - started < 1


def test_a_whole_page_in_a_cell_is_no_target_and_open() -> None:
    page = "组织培训，参加人数≥90人。" * 50
    assert parse_target(page) == ParsedTarget(NoTarget(page), ("too_long",), ("target",))
    assert parse_actual(page) == ParsedTarget(NoTarget(page), ("too_long",), ("actual",))


def test_a_date_in_a_long_sentence_is_no_deadline() -> None:
    sentence = "2021年6月底前完成" + "设备采购和安装调试以及" * 5
    assert isinstance(parse_target("2021年6月底前完成设备采购和安装调试").target, Deadline)
    assert not isinstance(parse_target(sentence).target, Deadline)
    assert parse_target(sentence).doubts == ("target",)


def test_a_long_row_of_dashes_is_still_a_placeholder() -> None:
    assert parse_target("-" * 2000) == ParsedTarget(NoTarget("-" * 2000))


def test_markup_around_a_short_value_does_not_make_it_long() -> None:
    markup = f"<p style='{'margin:0;' * 100}'>≥90%</p>"
    assert parse_target(markup).target == Quantity(markup, Comparator.AT_LEAST, Decimal(90), "%")


@given(st.text(max_size=30), st.text(max_size=10))
def test_no_text_makes_the_reader_fail(text: str, name: str) -> None:
    assert isinstance(parse_target(text, name, 2021), ParsedTarget)
    assert isinstance(parse_actual(text), ParsedTarget)
