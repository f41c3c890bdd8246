"""A score: exact share and rounded points of one indicator by one cited rule, with its working in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from youju.model.citation import Citation
from youju.model.measurement import State


@dataclass(frozen=True, slots=True)
class Score:
    """``points`` and ``share`` are None where ``state`` is none or unknown: no verdict, not zero.

    ``reached``: whether the target was met (None without a verdict). ``demands``: which reasons the scheme asks for
    (``shortfall``, ``over-achievement``, ``low-execution``). ``text`` is the rule in words.
    """

    state: State
    weight: Decimal
    share: Fraction | None
    points: Decimal | None
    rule: str
    text: str
    citation: Citation
    working: str
    reached: bool | None = None
    flags: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """Sum of rounded points. points + open_weight + lost = weight; a provisional total has no grade."""

    weight: Decimal
    points: Decimal
    open_weight: Decimal
    lost: Decimal
    provisional: bool
    grade: str | None
