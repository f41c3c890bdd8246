"""Weights of a declaration: what they sum to, what they should sum to by the scheme, and an even distribution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from youju.model.declaration import Declaration
from youju.notation.number import plain
from youju.scoring import settings
from youju.scoring.contract import Scheme
from youju.scoring.sheet import level_weights
from youju.stages.edit import Edit
from youju.stages.fields import row_path

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class WeightSum:
    """``filed`` rows of ``rows`` have a weight; ``sum`` of these against ``expected``; ``words`` say what to do."""

    sum: Decimal
    expected: Decimal
    filed: int
    rows: int
    words: str

    @property
    def fits(self) -> bool:
        """Whether nothing is to be done: all weights are filed and sum up, or none is filed."""
        return self.filed == 0 or (self.filed == self.rows and self.sum == self.expected)


def weight_sum(declaration: Declaration, scheme: Scheme) -> WeightSum:
    """The running sum. What it should be is 100 less the scheme's weight of budget execution."""
    weights = [row.weight for row in declaration.indicators if row.weight is not None]
    rows, total = len(declaration.indicators), sum(weights, Decimal(0))
    execution = settings.decimal(scheme, "execution.weight")
    expected = WHOLE - execution
    share = f"满分 {plain(WHOLE)} 分，其中预算执行率 {plain(execution)} 分"
    if not weights:
        words = f"没有写分值：自评时按评分方案分配，合计 {plain(expected)} 分（{share}）。"
    elif len(weights) < rows:
        words = f"还有 {rows - len(weights)} 行没有分值；已写的合计 {plain(total)} 分，应为 {plain(expected)} 分。"
    elif total == expected:
        words = f"合计 {plain(total)} 分，正好（{share}）。"
    else:
        gap = "还差" if total < expected else "多出"
        words = f"合计 {plain(total)} 分，应为 {plain(expected)} 分，{gap} {plain(abs(expected - total))} 分。"
    return WeightSum(total, expected, len(weights), rows, words)


def distributed(declaration: Declaration, scheme: Scheme) -> Declaration:
    """The declaration with the scheme's first-level weights divided equally among their rows."""
    bare = tuple(replace(row, weight=None) for row in declaration.indicators)
    weights = level_weights(bare, scheme)
    rows = (replace(row, weight=weight) for row, weight in zip(bare, weights, strict=True))
    return replace(declaration, indicators=tuple(rows))


def weight_edits(declaration: Declaration, numbers: Sequence[int]) -> tuple[Edit, ...]:
    """The weights of the rows as edits, for the numbers that edits use for them."""
    rows = zip(numbers, declaration.indicators, strict=True)
    return tuple(Edit(row_path(at, "weight"), "" if row.weight is None else plain(row.weight)) for at, row in rows)
