"""Amounts of money: always yuan as an exact decimal, with the unit the document printed kept beside it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

YUAN_PER_UNIT = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


@dataclass(frozen=True, slots=True)
class Amount:
    """``yuan`` exact; ``printed_unit`` 元, 千元, 万元, 亿元, or None where neither cell nor label says."""

    yuan: Decimal
    printed_unit: str | None = None


def half_up(value: Decimal, places: int = 2) -> Decimal:
    """Rounded half away from zero at ``places`` (0.005 → 0.01), as printed forms do."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
