"""What a reviewer must find on the five real declarations (rule book §6.4), as far as the six first rules reach."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from youju.model.declaration import Declaration
from youju.model.finding import Finding, Severity
from youju.model.target import Quality
from youju.work.linting import findings_of
from youju.work.reading import read_file

EXAMPLE = Path(__file__).parents[2] / "examples" / "songjiang-2021" / "declarations.txt"
WINDOW, ONLINE, NETWORK, PUBLICITY, TRAINING = range(5)


@cache
def _read() -> tuple[tuple[Declaration, tuple[Finding, ...]], ...]:
    return tuple((declaration, findings_of(declaration)) for declaration in read_file(EXAMPLE))


def _named(form: int, code: str) -> dict[str | None, Severity]:
    return {finding.indicator: finding.severity for finding in _read()[form][1] if finding.code == code}


def test_the_implementing_unit_is_blank_on_all_five() -> None:
    for form in range(5):
        assert _named(form, "G-02") == {None: Severity.WARNING}


def test_execution_is_counted_twice_on_three_forms_and_only_a_hint_where_the_row_is_open() -> None:
    assert _named(WINDOW, "B-08") == {"资金使用率": Severity.HINT}
    assert _named(ONLINE, "B-08") == {"资金使用率": Severity.WARNING}
    assert _named(NETWORK, "B-08") == {"资金使用率": Severity.WARNING}
    assert _named(PUBLICITY, "B-08") == _named(TRAINING, "B-08") == {}


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (WINDOW, "信息公开情况"),
        (ONLINE, "信息共享情况"),
        (NETWORK, "微信公众号粉丝量有所增长"),
        (PUBLICITY, "微信公众号粉丝量有所增长"),
        (PUBLICITY, "宣传活动开展及时性"),
        (TRAINING, "办事效率提升度"),
    ],
)
def test_a_value_that_repeats_the_name_is_found(form: int, name: str) -> None:
    assert name in _named(form, "V-03")


def test_a_value_that_is_not_in_the_name_is_no_repetition() -> None:
    assert "窗口工作效能" not in _named(PUBLICITY, "V-03")


def test_timely_is_no_value_for_a_rate() -> None:
    rates = {"项目完工及时率": Severity.WARNING, "项目工作开展及时率": Severity.WARNING}
    for form in (ONLINE, NETWORK):
        assert _named(form, "V-04") == rates


def test_vague_words_are_found_and_numbers_are_not() -> None:
    assert "窗口整体形象提升度" in _named(WINDOW, "V-02")
    for form in (ONLINE, NETWORK):
        assert "系统操作效率提升" in _named(form, "V-02")
    for declaration, findings in _read():
        words = {row.name for row in declaration.indicators if isinstance(row.target, Quality)}
        assert {finding.indicator for finding in findings if finding.code in ("V-02", "V-03")} <= words


def test_a_named_measure_answers_every_vague_word() -> None:
    for declaration, _ in _read():
        measured = {row.name or "": "口径" for row in declaration.indicators}
        assert not [finding for finding in findings_of(declaration, measured) if finding.code == "V-02"]


def test_every_level_is_in_the_tree_and_the_stray_label_is_only_a_hint() -> None:
    found = [(form, finding) for form in range(5) for finding in _read()[form][1] if finding.code == "C-01"]
    [(form, finding)] = found
    assert (form, finding.severity) == (NETWORK, Severity.HINT)
    assert "长效管理机制健全性" in finding.message


def test_an_open_row_is_never_blamed() -> None:
    for declaration, findings in _read():
        open_rows = {row.name for row in declaration.indicators if row.doubts}
        of_open_rows = [finding for finding in findings if finding.indicator in open_rows]
        assert all(finding.severity is Severity.HINT for finding in of_open_rows)
        assert all("待确认" in finding.message for finding in of_open_rows)
