"""What engines write differently. All else of a statement is SQL that each of them reads and answers alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from youju.engines.statement import text


@dataclass(frozen=True, slots=True)
class Dialect:
    """How an engine writes what SQL has no one word for; every part takes and gives SQL but the value of ``text``.

    ``wide``: an amount in as many digits as there are. ``seconds`` and ``days``: whole ones from the first to the
    second, such that SUM adds them exactly, as it does amounts. ``total``: an exact SUM of any number. ``different``:
    how many different tuples without a blank.
    """

    text: Callable[[str], str]
    wide: Callable[[str], str]
    seconds: Callable[[str, str], str]
    days: Callable[[str, str], str]
    total: Callable[[str], str]
    different: Callable[[Sequence[str]], str]


def _tuple(columns: Sequence[str]) -> str:
    return columns[0] if len(columns) == 1 else f"({', '.join(columns)})"


DUCKDB = Dialect(
    text=text,
    wide=lambda amount: f"CAST({amount} AS DECIMAL(38, 4))",  # else it would reckon amounts in 18 digits
    seconds=lambda first, last: f"date_diff('second', {first}, {last})",
    days=lambda first, last: f"date_diff('day', {first}, {last})",
    total=lambda number: f"SUM({number})",  # of whole numbers in 128 bits
    different=lambda columns: f"COUNT(DISTINCT {_tuple(columns)})",
)
# Spark reads a backslash as an escape, and adds in 64 bits what is no decimal; in 18 digits decimals are fast.
SPARK = Dialect(
    text=lambda value: text(value.replace("\\", "\\\\")),
    wide=lambda amount: amount,
    seconds=lambda first, last: f"CAST(timestampdiff(SECOND, {first}, {last}) AS DECIMAL(18, 0))",
    days=lambda first, last: f"CAST(datediff({last}, {first}) AS DECIMAL(18, 0))",
    total=lambda number: f"SUM(1. * ({number}))",
    different=lambda columns: f"COUNT(DISTINCT {', '.join(columns)})",
)
