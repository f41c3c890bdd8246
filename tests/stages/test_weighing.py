"""The running sum of weights, and an even distribution by the scheme."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from youju.model.declaration import Declaration, Kind, Project
from youju.model.indicator import Indicator
from youju.scoring import scheme
from youju.stages.edit import Edit
from youju.stages.weighing import distributed, weight_edits, weight_sum

SHANGHAI, HUBEI = scheme("shanghai-2021"), scheme("hubei-2020")
FORM = Declaration(
    Kind.DECLARATION,
    "x",
    Project("样例"),
    year=2021,
    indicators=(
        Indicator("产出指标", "数量指标", "甲"),
        Indicator("产出指标", "质量指标", "乙"),
        Indicator("产出指标", "时效指标", "丙"),
        Indicator("效益指标", "社会效益指标", "丁"),
        Indicator("满意度指标", "服务对象满意度指标", "戊"),
    ),
)


def weighing(*weights: str | None) -> Declaration:
    rows = zip(FORM.indicators, weights, strict=True)
    return replace(
        FORM, indicators=tuple(replace(row, weight=None if text is None else Decimal(text)) for row, text in rows)
    )


@pytest.mark.parametrize(
    ("weights", "fits", "words"),
    [
        ((None,) * 5, True, "没有写分值：自评时按评分方案分配，合计 90 分（满分 100 分，其中预算执行率 10 分）。"),
        (("20", "10", None, "30", None), False, "还有 2 行没有分值；已写的合计 60 分，应为 90 分。"),
        (("20", "15", "15", "30", "10"), True, "合计 90 分，正好（满分 100 分，其中预算执行率 10 分）。"),
        (("20", "15", "10.5", "30", "10"), False, "合计 85.5 分，应为 90 分，还差 4.5 分。"),
        (("20", "15", "25", "30", "10"), False, "合计 100 分，应为 90 分，多出 10 分。"),
    ],
)
def test_the_sum_is_told_against_what_the_scheme_leaves_beside_execution(
    weights: tuple[str | None, ...],
    fits: bool,  # noqa: FBT001 (a case)
    words: str,
) -> None:
    found = weight_sum(weighing(*weights), SHANGHAI)
    assert (found.fits, found.words, found.rows) == (fits, words, 5)
    assert found.expected == 90


def test_another_scheme_leaves_another_rest() -> None:
    assert weight_sum(FORM, HUBEI).expected == 80


def test_weights_are_divided_evenly_within_first_levels_whatever_was_filed_before() -> None:
    spread = distributed(weighing("1", "2", "3", "4", "5"), SHANGHAI)
    assert [str(row.weight) for row in spread.indicators] == ["16.67", "16.67", "16.66", "30.00", "10.00"]
    assert weight_sum(spread, SHANGHAI).fits


def test_weights_become_edits_of_the_rows_they_belong_to() -> None:
    form = replace(FORM, indicators=weighing("16.50", None, "1", "1", "1").indicators[:2])
    assert weight_edits(form, (7, 0)) == (Edit("indicators.7.weight", "16.5"), Edit("indicators.0.weight", ""))
