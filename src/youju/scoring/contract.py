"""What scoring works with: a scheme (one official text as data), what was achieved, and what decides a single case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from youju.model.citation import Citation
from youju.model.measure import Thresholds
from youju.model.measurement import State
from youju.model.score import Score
from youju.model.target import Comparator, Target

Setting: TypeAlias = "str | int | bool | Decimal | tuple[Setting, ...] | Mapping[str, Setting]"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One setting of a scheme with the citation it stands on and the scheme file it came from."""

    value: Setting
    citation: Citation
    origin: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """One official text. ``parameters`` are complete: what ``extends`` gives is filled in. Years are form years."""

    code: str
    title: str
    jurisdiction: str
    valid_from: int
    valid_to: int | None
    extends: str | None
    taxonomy: str
    citation: Citation
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True, slots=True)
class Actual:
    """What was achieved: a number in ``unit`` (rates as printed, 98.2 with %), a ``day``, or a ``word``.

    ``measure`` is the kind that measured it (``change`` is signed so that better is positive, and like every measured
    word it is a plain fraction with ``unit`` None). ``reason`` says why there is no value. ``closed`` False: the
    ledger was not closed, so a zero, or a count within an at-most target, is unknown. ``doubtful``: the text leaves
    open what it says; then ``bound`` is the sign a number stands behind (不足90%), ``approximate`` an estimate.
    """

    state: State
    value: Fraction | None = None
    unit: str | None = None
    day: date | None = None
    word: str | None = None
    measure: str | None = None
    reason: str | None = None
    closed: bool = True
    stated: bool = False
    doubtful: bool = False
    bound: Comparator | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """What overrides the scheme for one indicator; all frozen at approval."""

    rule: str | None = None
    reading: str | None = None
    deduct: Decimal | None = None
    pass_mark: Fraction | None = None
    period_days: int | None = None
    start: date | None = None
    reduce: str | None = None
    completed: bool = False
    thresholds: Thresholds | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to score.

    ``role``: ``indicator``, ``satisfaction`` or ``execution`` (target = budget, actual = spent). ``doubtful``: the text
    of the target leaves open what is promised.
    """

    target: Target
    actual: Actual
    weight: Decimal
    role: str = "indicator"
    name: str = ""
    options: Options = field(default_factory=Options)
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Method:
    """One file of the shelf ``scoring/methods``: ``applies`` says if it decides the case; the first that does wins.

    ``order`` sorts the shelf where two could apply. ``score`` gives the whole score, points included.
    """

    code: str
    label: str
    order: int
    applies: Callable[[Case, Scheme], bool]
    score: Callable[[Case, Scheme], Score]
