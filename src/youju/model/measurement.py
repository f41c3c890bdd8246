"""What a measure found: a value, or none, or unknown, with everything that proves it. Zero, none and unknown differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class State(StrEnum):
    """value: computed; none: nothing to compute from (0 ÷ 0); unknown: not closed where absence matters."""

    VALUE = "value"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Statement:
    """An actual stated by a person because no ledger gives it: never shown without this mark. ``text`` as typed.

    ``proof`` is the digest of a kept file, ``proof_name`` what the file was called.
    """

    text: str
    by: str
    reason: str
    proof: str | None = None
    proof_name: str | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """Exact rationals. Shares, rates and changes are fractions of 1; durations are in ``unit``.

    ``n`` counts the rows that enter the denominator (for a ratio the rows summed). ``reason`` says in words why
    there is no value. ``interval`` is the 95 % Wilson interval of a satisfaction rate.
    """

    kind: str
    ledger: str | None
    state: State
    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    n: int = 0
    coverage: Fraction = Fraction(1)
    provisional: bool = False
    unit: str | None = None
    reason: str | None = None
    stated: Statement | None = None
    interval: tuple[Fraction, Fraction] | None = None
    flags: tuple[str, ...] = ()
    working: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
