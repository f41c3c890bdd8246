"""Doubts as a person answers them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from youju.model.declaration import Declaration, Funds, Kind, Project
from youju.model.indicator import Indicator
from youju.model.target import Comparator, NoTarget, Quantity
from youju.stages.doubts import Doubt, doubts_of
from youju.stages.settle import Settlement, settle

ROW = Indicator(
    "产出指标",
    "数量指标",
    "样例合格率",
    Quantity("5万", Comparator.EQUAL, Decimal(5), "万", implied=True),
    doubts=("level2", "unit"),
    alternatives={"level2": ("质量指标",), "unit": ("万元",)},
)
FORM = Declaration(
    Kind.DECLARATION,
    "x",
    Project("样例项目"),
    year=2021,
    funds=Funds(annual=Decimal(18000)),
    indicators=(replace(ROW, doubts=()), ROW, Indicator(None, None, "样例", NoTarget("半"), doubts=("unit",))),
    doubts=("funds.annual",),
    alternatives={"funds.annual": ("20000",)},
)


def test_doubts_stand_at_their_cells_with_their_alternatives_as_answers_and_as_texts() -> None:
    assert doubts_of(FORM) == (
        Doubt(None, None, "funds.annual", "funds.annual", "年度资金申请总额", "18,000", ("20000",), ("20000",)),
        Doubt(
            2,
            "样例合格率",
            "level2",
            "indicators.1.level2",
            "二级指标",
            "数量指标",
            ("质量指标",),
            ("质量指标",),
        ),
        Doubt(2, "样例合格率", "unit", "indicators.1.target", "计量单位", "万", ("万元",), ("5万元",)),
        Doubt(3, "样例", "unit", "indicators.2.target", "计量单位", "", (), ()),
    )


def test_the_settlement_of_a_doubt_settles_it() -> None:
    head, level, unit, _ = doubts_of(FORM)
    answers = [
        head.settlement("样例项目", "20000"),
        level.settlement("样例项目", "质量指标"),
        unit.settlement("样例项目", "万元"),
    ]
    assert answers[1] == Settlement("样例项目", "样例合格率", "level2", "质量指标")
    settled = settle(FORM, answers)
    assert (settled.doubts, settled.funds.annual) == ((), Decimal(20000))
    assert (settled.indicators[1].doubts, settled.indicators[1].level2) == ((), "质量指标")
    assert getattr(settled.indicators[1].target, "unit", None) == "万元"
