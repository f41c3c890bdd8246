"""Requests of one ledger as few SQL statements: what shares a place and a period is asked in one scan.

Counts of distinct values and groups run apart: inside a scan they would make all the rest slow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from youju.engines.apart import distinct, least_per, sum_at_last
from youju.engines.clauses import View, bounds, conditions, total, value_of, view_of
from youju.engines.dialect import Dialect
from youju.engines.entering import own_tests
from youju.engines.statement import TRUE, both, filtered, quoted, select
from youju.errors import RefusedError
from youju.measures.contract import Aggregate, Answer, Function, Number, Request
from youju.model.ledger import Ledger
from youju.model.measure import Elapsed

Slot: TypeAlias = tuple[str, int]  # statement and column
Found: TypeAlias = Mapping[str, Sequence[Number | None]]
_ENDS = {Function.MINIMUM: "MIN", Function.MAXIMUM: "MAX"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where the parts of one answer are found, and what is made of them: without ``finish`` the one part itself."""

    slots: tuple[Slot, ...]
    finish: Callable[[Sequence[Number | None]], Number | None] | None = None

    def number(self, found: Found) -> Number | None:
        """The answer from the rows the statements gave."""
        values = [found[statement][column] for statement, column in self.slots]
        return self.finish(values) if self.finish else values[0]


@dataclass(slots=True)
class Plan:
    """``scans``: items by the condition their rows share; ``apart``: statements of one item each."""

    ledger: Ledger
    scans: dict[str, list[str]] = field(default_factory=dict)
    apart: list[str] = field(default_factory=list)
    recipes: list[dict[str, Recipe]] = field(default_factory=list)

    def statements(self) -> dict[str, str]:
        """SQL by the key that slots name."""
        scans = {key: select(items, quoted(self.ledger.code), key) for key, items in self.scans.items()}
        return scans | {statement: statement for statement in self.apart}

    def answers(self, found: Mapping[str, Sequence[object]]) -> tuple[Answer, ...]:
        """One answer a request, from the row that each statement gave.

        Raises RefusedError where a user's expression asks for something else than a number.
        """
        exact = {key: [_exact(self.ledger, item) for item in row] for key, row in found.items()}
        return tuple({name: recipe.number(exact) for name, recipe in recipes.items()} for recipes in self.recipes)

    def scanned(self, rows: str, item: str) -> Slot:
        """An item of the scan over these rows; what was asked before is not asked again."""
        items = self.scans.setdefault(rows, [])
        if item not in items:
            items.append(item)
        return rows, items.index(item)

    def alone(self, statement: str) -> Slot:
        """A statement of its own."""
        if statement not in self.apart:
            self.apart.append(statement)
        return statement, 0


def _exact(ledger: Ledger, item: object) -> Number | None:
    if item is None or (isinstance(item, Number) and not isinstance(item, bool)):
        return item
    raise RefusedError(f"“{ledger.label}”的算式得出的不是精确的数。", "MIN、MAX 和 SUM 只用于数字列。")


def plan(ledger: Ledger, requests: Sequence[Request], dialect: Dialect) -> Plan:
    """The statements that answer the requests. Raises RefusedError for columns or expressions that do not fit."""
    made = Plan(ledger)
    for request in requests:
        view = view_of(ledger, request, dialect)
        made.recipes.append({part.name: _recipe(made, view, request, part) for part in request.aggregates})
    return made


def _recipe(made: Plan, view: View, request: Request, asked: Aggregate) -> Recipe:
    tests = both(conditions(view, request.where), own_tests(view, asked))
    place = bounds(view, request)
    match asked.function:
        case Function.COUNT:
            return Recipe((made.scanned(place, filtered("COUNT(*)", tests)),))
        case Function.SUM | Function.MINIMUM | Function.MAXIMUM:
            written, filled = value_of(view, asked)
            # Aggregates skip blank numbers by themselves; of times it must be said which of them read as blank.
            times = filled if isinstance(asked.value, Elapsed) else TRUE
            end = _ENDS.get(asked.function)
            item = f"{end}({written})" if end else total(view, asked, written)
            return Recipe((made.scanned(place, filtered(item, tests, times)),))
        case Function.COUNT_DISTINCT:
            return Recipe((made.alone(distinct(view, request, asked)),))
        case Function.LEAST_PER:
            return Recipe((made.alone(least_per(view, request, asked)),))
        case Function.SUM_AT_LAST:
            return Recipe((made.alone(sum_at_last(view, request, asked)),))
        case Function.EXPRESSION:
            from youju.engines.formulas import recipe  # noqa: PLC0415 (its parser is slow to load, few measures need it)

            return recipe(made, view, (place, tests), asked.text or "")


def readable(ledger: Ledger, request: Request, dialect: Dialect) -> str:
    """One request as one statement, its items named."""
    made = plan(ledger, (request,), dialect)
    items: list[str] = []
    for name, recipe in made.recipes[0].items():
        for number, (statement, column) in enumerate(recipe.slots, start=1):
            item = f"({statement})" if statement in made.apart else made.scans[statement][column]
            label = name if len(recipe.slots) == 1 else f"{name}_{number}"
            items.append(f"{item} AS {quoted(label)}")
    if not made.scans:
        return made.apart[0] if len(items) == 1 else f"SELECT {', '.join(items)}"
    return select(items, quoted(ledger.code), next(iter(made.scans)))
