"""A user's expression within a plan: its aggregates join the scans of the other measures, its arithmetic ends exact."""

from __future__ import annotations

from functools import partial

from youju.engines.apart import count_distinct
from youju.engines.clauses import AMOUNTS, TEMPORAL, View, known
from youju.engines.expression import Leaf, columns_of, finish, formula, written
from youju.engines.plan import Plan, Recipe, Scan, Slot
from youju.engines.statement import TRUE, both, filtered, quoted
from youju.model.ledger import Ledger


def recipe(made: Plan, view: View, rows: tuple[str, str], text: str) -> Recipe:
    """Where the parts of an expression are found; ``rows``: what places them, and their tests. Raises RefusedError."""
    asked = formula(text, view.ledger)
    return Recipe(tuple(_slot(made, view, rows, leaf) for leaf in asked.leaves), partial(finish, asked))


def columns_read(text: str, ledger: Ledger) -> list[str]:
    """Codes of the columns an expression reads."""
    return [code for leaf in formula(text, ledger).leaves for code in columns_of(leaf)]


def _slot(made: Plan, view: View, rows: tuple[str, str], leaf: Leaf) -> Slot:
    def instead(code: str, reckoned: bool) -> str | None:  # noqa: FBT001 (called by ``written``)
        """Dates and times after as-of read as blank; amounts are reckoned wide."""
        kind = view.ledger.column(code).type
        if kind in AMOUNTS and reckoned:
            return view.dialect.wide(quoted(code))
        is_time = kind in TEMPORAL and code != view.placed
        return f"CASE WHEN {known(view, code)} THEN {quoted(code)} END" if is_time else None

    place, tests = rows
    own = f"({written(leaf.where, instead)})" if leaf.where is not None else TRUE
    if leaf.distinct:
        items = [written(part, instead) for part in leaf.distinct]
        filled = both(*(f"({item}) IS NOT NULL" for item in items))
        return made.alone(count_distinct(view, items, both(place, tests, own, filled)), 0, user=True)
    argument = "*" if leaf.argument is None else written(leaf.argument, instead)
    item = view.dialect.total(argument) if leaf.function == "SUM" else f"{leaf.function}({argument})"
    return made.scanned(Scan(place, view.split, user=True), filtered(item, tests, own))
