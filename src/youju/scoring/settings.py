"""Typed access to the parameters of a scheme: a setting with the citation that stands beside every score it decides."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from youju.model.citation import Citation
from youju.scoring.contract import Scheme, Setting


def text(scheme: Scheme, key: str) -> str:
    """The setting as text."""
    return str(scheme.parameters[key].value)


def decimal(scheme: Scheme, key: str) -> Decimal:
    """The setting as an exact decimal."""
    return Decimal(text(scheme, key))


def fraction(scheme: Scheme, key: str) -> Fraction:
    """The setting as an exact rational."""
    return Fraction(text(scheme, key))


def items(scheme: Scheme, key: str) -> tuple[Setting, ...]:
    """The setting as a list. Raises TypeError when it is none."""
    return listed(scheme.parameters[key].value)


def listed(value: Setting) -> tuple[Setting, ...]:
    """A list within a setting. Raises TypeError when it is none."""
    if not isinstance(value, tuple):
        raise TypeError(f"not a list: {value!r}")
    return value


def table(scheme: Scheme, key: str) -> Mapping[str, Setting]:
    """The setting as a table. Raises TypeError when it is none."""
    value = scheme.parameters[key].value
    if not isinstance(value, Mapping):
        raise TypeError(f"not a table: {value!r}")
    return value


def steps(scheme: Scheme, key: str) -> tuple[tuple[Fraction, Fraction], ...]:
    """A step function: pairs of a limit and the share that goes with it."""
    pairs = (listed(pair) for pair in items(scheme, key))
    return tuple((Fraction(str(limit)), Fraction(str(share))) for limit, share in pairs)


def citation(scheme: Scheme, key: str, choice: str | None = None) -> Citation:
    """The citation of a choice: the scheme's own where it is the scheme's, else that of the alternative."""
    own = scheme.parameters[key]
    return own.citation if choice is None or own.value == choice else scheme.parameters[f"{key}.{choice}"].citation


def choice(scheme: Scheme, key: str, wanted: str | None, spellings: Mapping[str, str]) -> str:
    """The choice that applies: the wanted one where ``spellings`` (with underscores) knows it, else the scheme's."""
    return spellings.get((wanted or "").replace("-", "_"), text(scheme, key))
