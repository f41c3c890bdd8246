"""Exact numbers as JSON and back: for answers that leave the process. What is no number goes as text and stays text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

Written: TypeAlias = "int | dict[str, str] | None"
Read: TypeAlias = "int | Decimal | Fraction | str | None"
_KINDS: Mapping[str, Callable[[str], Read]] = {"decimal": Decimal, "fraction": Fraction, "text": str}


def written(value: object) -> Written:
    """A value as JSON can hold it."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    return {"fraction" if isinstance(value, Fraction) else "text": str(value)}


def read(found: object) -> Read:
    """The value again. Raises ValueError, or ArithmeticError, for what nobody wrote."""
    if found is None or isinstance(found, int):
        return found
    if not isinstance(found, dict) or len(found) != 1:
        raise ValueError(found)
    ((kind, text),) = found.items()
    if kind not in _KINDS or not isinstance(text, str):
        raise ValueError(found)
    return _KINDS[kind](text)
