"""Requests of one ledger as few SQL statements: what shares a place and a period is asked in one scan.

Counts of distinct values and groups run apart: inside a scan they would make all the rest slow. So does what a user's
expression asks for, because an engine may confine it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import TypeAlias

from youju.engines.apart import distinct, least_per, sum_at_last
from youju.engines.clauses import WHOLE, Split, View, bounds, conditions, total, value_of, view_of
from youju.engines.contract import MOST_GROUPS, Groups
from youju.engines.dialect import Dialect
from youju.engines.entering import own_tests
from youju.engines.splitting import named, split_view
from youju.engines.statement import TRUE, both, filtered, quoted, select
from youju.errors import RefusedError
from youju.measures.contract import Aggregate, Answer, Function, Number, Request
from youju.model.ledger import Ledger
from youju.model.measure import Elapsed


@dataclass(frozen=True, slots=True)
class Scan:
    """The rows that items share: the condition they meet, what they are split by; ``user``: a user wrote the items."""

    rows: str
    split: Split = WHOLE
    user: bool = False


Key: TypeAlias = Scan | str  # a scan, or the text of a statement of its own
Slot: TypeAlias = tuple[Key, int]  # statement and column
Exact: TypeAlias = Mapping[Key, Sequence[Number | None]]
Rows: TypeAlias = Sequence[Sequence[object]]
_ENDS = {Function.MINIMUM: "MIN", Function.MAXIMUM: "MAX"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where the parts of one answer are found, and what is made of them: without ``finish`` the one part itself."""

    slots: tuple[Slot, ...]
    finish: Callable[[Sequence[Number | None]], Number | None] | None = None

    def number(self, found: Exact) -> Number | None:
        """The answer from the rows the statements gave."""
        values = [found[statement][column] for statement, column in self.slots]
        return self.finish(values) if self.finish else values[0]


def answer(recipes: Mapping[str, Recipe], found: Exact) -> Answer:
    """The answer of one request."""
    return {name: recipe.number(found) for name, recipe in recipes.items()}


@dataclass(slots=True)
class Plan:
    """``scans``: items by the rows they share. ``apart``: statements of one item each, and what no rows give there.

    ``users``: those of ``apart`` that a user's expression asks for. ``there``: where each request counts its rows, by
    which it is known what groups it has; only of rows that are split ``by`` something.
    """

    ledger: Ledger
    by: str = ""
    scans: dict[Scan, list[str]] = field(default_factory=dict)
    apart: dict[str, int | None] = field(default_factory=dict)
    users: set[str] = field(default_factory=set)
    recipes: list[dict[str, Recipe]] = field(default_factory=list)
    there: list[Slot] = field(default_factory=list)

    def statements(self, *, user: bool | None = None) -> dict[Key, str]:
        """SQL by the key that slots name; of a user's expressions, of all others, or all of them."""
        found: dict[Key, str] = {}
        for scan, items in self.scans.items():
            if user in (None, scan.user):
                split = scan.split
                found[scan] = select([*split.inner, *items], quoted(self.ledger.code), scan.rows, split.end)
        return found | {text: text for text in self.apart if user in (None, text in self.users)}

    def answers(self, found: Mapping[Key, Rows]) -> tuple[Answer, ...]:
        """One answer a request, from the rows that each statement gave.

        Raises RefusedError where a user's expression asks for something else than a number.
        """
        exact = {key: self._exact(rows[0]) for key, rows in found.items()}
        return tuple(answer(recipes, exact) for recipes in self.recipes)

    def groups(self, found: Mapping[Key, Rows]) -> Groups:
        """Answers by group, from rows that begin with their group. Raises as ``answers``."""
        exact = {key: {named(row[0], self.by): self._exact(row[1:]) for row in rows} for key, rows in found.items()}
        names = sorted({name for rows in exact.values() for name in rows}, key=lambda name: (name is None, name or ""))
        empty = {key: self._empty(key) for key in exact}
        answers: list[dict[str | None, Answer]] = [{} for _ in self.recipes]
        for name in names[:MOST_GROUPS]:
            own = {key: rows.get(name, empty[key]) for key, rows in exact.items()}
            for answered, recipes, (key, column) in zip(answers, self.recipes, self.there, strict=True):
                if own[key][column]:
                    answered[name] = answer(recipes, own)
        return Groups(tuple(answers), tuple(map(answer, self.recipes, repeat(empty))), len(names) > MOST_GROUPS)

    def _exact(self, row: Sequence[object]) -> list[Number | None]:
        return [_number(self.ledger, item) for item in row]

    def _empty(self, key: Key) -> list[Number | None]:
        """What a statement says of a group without rows of its own."""
        if isinstance(key, str):
            return [self.apart[key]]
        return [0 if item.startswith("COUNT(") else None for item in self.scans[key]]

    def scanned(self, scan: Scan, item: str) -> Slot:
        """An item of the scan; what was asked before is not asked again."""
        items = self.scans.setdefault(scan, [])
        if item not in items:
            items.append(item)
        return scan, items.index(item)

    def alone(self, statement: str, empty: int | None, *, user: bool = False) -> Slot:
        """A statement of its own; ``empty``: what it says where there are no rows."""
        self.apart.setdefault(statement, empty)
        if user:
            self.users.add(statement)
        return statement, 0


def _number(ledger: Ledger, item: object) -> Number | None:
    if item is None or (isinstance(item, Number) and not isinstance(item, bool)):
        return item
    raise RefusedError(f"“{ledger.label}”的算式得出的不是精确的数。", "MIN、MAX 和 SUM 只用于数字列。")


def plan(ledger: Ledger, requests: Sequence[Request], dialect: Dialect, by: str = "") -> Plan:
    """The statements that answer the requests, of rows split ``by`` something where it is given.

    Raises RefusedError for columns or expressions that do not fit.
    """
    made = Plan(ledger, by)
    for request in requests:
        view = view_of(ledger, request, dialect)
        if by:
            view = split_view(view, request, by)
            counted = filtered("COUNT(*)", conditions(view, request.where))
            made.there.append(made.scanned(Scan(bounds(view, request), view.split), counted))
        made.recipes.append({part.name: _recipe(made, view, request, part) for part in request.aggregates})
    return made


def _recipe(made: Plan, view: View, request: Request, asked: Aggregate) -> Recipe:
    tests = both(conditions(view, request.where), own_tests(view, asked))
    place = bounds(view, request)
    scan = Scan(place, view.split)
    match asked.function:
        case Function.COUNT:
            return Recipe((made.scanned(scan, filtered("COUNT(*)", tests)),))
        case Function.SUM | Function.MINIMUM | Function.MAXIMUM:
            written, filled = value_of(view, asked)
            # Aggregates skip blank numbers by themselves; of times it must be said which of them read as blank.
            times = filled if isinstance(asked.value, Elapsed) else TRUE
            end = _ENDS.get(asked.function)
            item = f"{end}({written})" if end else total(view, asked, written)
            return Recipe((made.scanned(scan, filtered(item, tests, times)),))
        case Function.COUNT_DISTINCT:
            return Recipe((made.alone(distinct(view, request, asked), 0),))
        case Function.LEAST_PER:
            return Recipe((made.alone(least_per(view, request, asked), None),))
        case Function.SUM_AT_LAST:
            return Recipe((made.alone(sum_at_last(view, request, asked), None),))
        case Function.EXPRESSION:
            from youju.engines.formulas import recipe  # noqa: PLC0415 (its parser is slow to load, few measures need it)

            return recipe(made, view, (place, tests), asked.text or "")


def readable(ledger: Ledger, request: Request, dialect: Dialect) -> str:
    """One request as one statement, its items named."""
    made = plan(ledger, (request,), dialect)
    items: list[str] = []
    for name, recipe in made.recipes[0].items():
        for number, (statement, column) in enumerate(recipe.slots, start=1):
            item = f"({statement})" if isinstance(statement, str) else made.scans[statement][column]
            label = name if len(recipe.slots) == 1 else f"{name}_{number}"
            items.append(f"{item} AS {quoted(label)}")
    if not made.scans:
        return next(iter(made.apart)) if len(items) == 1 else f"SELECT {', '.join(items)}"
    return select(items, quoted(ledger.code), next(iter(made.scans)).rows)
