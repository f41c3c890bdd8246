"""A user's aggregate expression: parsed, checked node by node against a whitelist, and taken apart into aggregates.

An engine is asked for the aggregates only, in SQL that is written anew; the arithmetic above them is finished here in
exact fractions. The user's own text is never executed.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlglot import errors, exp, parse

from youju.errors import RefusedError
from youju.measures.contract import Number
from youju.model.ledger import ColumnType, Ledger

LONGEST, MOST_NODES, DEEPEST = 2000, 300, 40
DIGITS = 15  # of a number literal: more could leave the exact types of an engine
_FORBIDDEN = (";", "--", "/*", "*/", "\x00", "$$", "\\")
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,6})?|\.\d{1,6}")
_AGGREGATES: tuple[type[exp.Expr], ...] = (exp.Sum, exp.Count, exp.Avg, exp.Min, exp.Max)
_TESTS = (exp.Predicate, exp.And, exp.Or, exp.Not, exp.Boolean)
# What may stand in an expression, by exact type, and which of its parts may be used.
_PARTS: dict[type[exp.Expr], set[str]] = {
    exp.Sum: {"this"},
    exp.Count: {"this", "big_int"},
    exp.Avg: {"this"},
    exp.Min: {"this"},
    exp.Max: {"this"},
    exp.Distinct: {"expressions"},
    exp.Filter: {"this", "expression"},
    exp.Where: {"this"},
    exp.Case: {"this", "ifs", "default"},
    exp.If: {"this", "true", "false"},
    exp.Coalesce: {"this", "expressions"},
    exp.Nullif: {"this", "expression"},
    exp.Abs: {"this"},
    exp.Add: {"this", "expression"},
    exp.Sub: {"this", "expression"},
    exp.Mul: {"this", "expression"},
    exp.Div: {"this", "expression", "typed", "safe"},
    exp.Neg: {"this"},
    exp.Paren: {"this"},
    exp.EQ: {"this", "expression"},
    exp.NEQ: {"this", "expression"},
    exp.GT: {"this", "expression"},
    exp.GTE: {"this", "expression"},
    exp.LT: {"this", "expression"},
    exp.LTE: {"this", "expression"},
    exp.Between: {"this", "low", "high"},
    exp.In: {"this", "expressions"},
    exp.And: {"this", "expression"},
    exp.Or: {"this", "expression"},
    exp.Not: {"this"},
    exp.Is: {"this", "expression"},
    exp.Null: set(),
    exp.Boolean: {"this"},
    exp.Column: {"this"},
    exp.Identifier: {"this", "quoted"},
    exp.Literal: {"this", "is_string"},
    exp.Star: set(),
    exp.Cast: {"this", "to", "_type"},
    exp.DataType: {"this", "nested"},
}
_OPERATIONS: dict[type[exp.Expr], Callable[..., Fraction | None]] = {
    exp.Paren: lambda part: part,
    exp.Neg: operator.neg,
    exp.Add: operator.add,
    exp.Sub: operator.sub,
    exp.Mul: operator.mul,
    exp.Div: lambda above, below: above / below if below else None,
}
HOW = "可用：SUM、COUNT、MIN、MAX、AVG，加减乘除、括号、CASE、COALESCE、NULLIF 和比较；例如 SUM(完成数) / SUM(计划数)。"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One aggregate to ask for. ``distinct``: count distinct tuples of these; ``argument`` None: all rows."""

    function: str
    argument: exp.Expr | None
    distinct: tuple[exp.Expr, ...] = ()
    where: exp.Expr | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """``tree``: arithmetic over placeholders that stand for the leaves in order."""

    tree: exp.Expr
    leaves: tuple[Leaf, ...]


def formula(text: str, ledger: Ledger) -> Formula:
    """The checked expression; columns are named by code or label. Raises RefusedError saying what is not allowed."""
    tree = _parsed(text)
    for count, node in enumerate(tree.walk()):
        if count > MOST_NODES or node.depth > DEEPEST:
            raise RefusedError("表达式太长或嵌套太深。", HOW)
        _check(node)
    if tree.find(*_AGGREGATES) is None:
        raise RefusedError("表达式里没有聚合函数，得不出一个数。", HOW)
    leaves: list[Leaf] = []
    return Formula(_upper(_counted(_named(tree, ledger), ledger), leaves), tuple(leaves))


def _parsed(text: str) -> exp.Expr:
    if len(text) > LONGEST or _nesting(text) > DEEPEST:
        raise RefusedError("表达式太长或嵌套太深。", HOW)
    if found := next((sign for sign in _FORBIDDEN if sign in text), None):
        raise RefusedError(f"表达式里不能有“{found.encode('unicode_escape').decode()}”。", HOW)
    try:
        trees = parse(f"SELECT {text} AS v", read="duckdb", error_level=errors.ErrorLevel.RAISE)
    except (errors.SqlglotError, RecursionError):
        raise RefusedError("表达式读不通。", HOW) from None
    select = trees[0]
    if len(trees) != 1 or type(select) is not exp.Select or {k for k, v in select.args.items() if v} - {"expressions"}:
        raise RefusedError("表达式只能是一个算式，不能带 FROM、WHERE、LIMIT 等子句。", HOW)
    if len(select.expressions) != 1 or type(select.expressions[0]) is not exp.Alias:
        raise RefusedError("表达式只能得出一个数。", HOW)
    tree: exp.Expr = select.expressions[0].this
    return tree.copy()  # without its parent


def _nesting(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        deepest = max(deepest, depth)
    return deepest


def _check(node: exp.Expr) -> None:
    kind, parent = type(node), type(node.parent)
    if kind not in _PARTS or {name for name, part in node.args.items() if part} - _PARTS[kind]:
        raise RefusedError(f"表达式里不能用“{_shown(node)}”。", HOW)
    if kind is exp.Star and parent is not exp.Count:
        raise RefusedError("“*”只能写在 COUNT(*) 里。", HOW)
    if kind is exp.Distinct and parent is not exp.Count:
        raise RefusedError("DISTINCT 只能写在 COUNT 里。", HOW)
    if kind is exp.Filter and type(node.this) not in _AGGREGATES:
        raise RefusedError("FILTER 只能跟在一个聚合函数后面。", HOW)
    if kind in _AGGREGATES:
        _check_aggregate(node)
    _check_value(node)


def _check_aggregate(node: exp.Expr) -> None:
    if node.this is None:
        raise RefusedError(f"{_shown(node)}里要写明是哪一列。", HOW)
    if node.find_ancestor(*_AGGREGATES, exp.Where) is not None:
        raise RefusedError("聚合函数里面不能再套聚合函数。", HOW)


def _check_value(node: exp.Expr) -> None:
    kind = type(node)
    if kind is exp.Column and node.find_ancestor(*_AGGREGATES, exp.Filter) is None:
        raise RefusedError(f"列“{node.name}”要放在聚合函数里。", HOW)
    if kind is exp.Div and node.find_ancestor(*_AGGREGATES, exp.Filter) is not None:
        raise RefusedError("聚合函数里面不能用除法，那样得不出精确的数。", "请把除法写在外面，例如 SUM(甲) / SUM(乙)。")
    if kind is exp.Cast and node.args["to"].this is not exp.DType.DATE:
        raise RefusedError(f"不能转换成{node.args['to'].sql()}，只能取日期（CAST(… AS DATE)）。", HOW)
    if kind is exp.Literal and not node.args["is_string"] and not _NUMBER.fullmatch(node.name):
        raise RefusedError(f"数“{_shown(node)}”写法不行：最多{DIGITS}位，不用科学计数。", HOW)


def _shown(node: exp.Expr) -> str:
    return node.sql(dialect="duckdb")[:40]


def _key(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _named(tree: exp.Expr, ledger: Ledger) -> exp.Expr:
    """The tree with every column by its code."""
    codes = {_key(name): column.code for column in ledger.columns for name in (column.label, column.code)}
    for node in list(tree.find_all(exp.Column)):
        code = codes.get(_key(node.name))
        if code is None:
            known = "、".join(column.label for column in ledger.columns)
            raise RefusedError(f"“{ledger.label}”没有列“{node.name}”。", f"可用的列：{known}。")
        node.set("this", exp.to_identifier(code, quoted=True))
    return tree


def _counted(tree: exp.Expr, ledger: Ledger) -> exp.Expr:
    """The tree with sums and means of tests as those of 1 and 0: not every engine adds truths."""
    for node in tree.find_all(exp.Sum, exp.Avg):
        if _is_test(node.this, ledger):
            one, zero = (exp.Literal.number(number) for number in (1, 0))
            node.set("this", exp.Case().when(node.this, one).when(exp.Not(this=exp.Paren(this=node.this.copy())), zero))
    return tree


def _is_test(node: exp.Expr, ledger: Ledger) -> bool:
    """Whether a value is true or false. Of the branches of a value the first one says it."""
    if isinstance(node, exp.Column):
        return ledger.column(node.name).type is ColumnType.BOOLEAN
    if isinstance(node, exp.Case):
        return _is_test(node.args["ifs"][0].args["true"], ledger)
    if isinstance(node, exp.Paren | exp.Coalesce | exp.Nullif):
        return _is_test(node.this, ledger)
    return isinstance(node, _TESTS)


def _upper(node: exp.Expr, leaves: list[Leaf]) -> exp.Expr:
    """The arithmetic above the aggregates, each of which becomes a placeholder."""
    where = None
    if type(node) is exp.Filter:
        node, where = node.this, node.expression.this
    if type(node) is exp.Avg:
        total, count = (_leaf(leaves, Leaf(function, node.this, (), where)) for function in ("SUM", "COUNT"))
        return exp.Div(this=total, expression=count)
    if type(node) in _AGGREGATES:
        argument = node.this
        if type(argument) is exp.Distinct:
            return _leaf(leaves, Leaf("COUNT", None, tuple(argument.expressions), where))
        return _leaf(
            leaves, Leaf(type(node).__name__.upper(), None if type(argument) is exp.Star else argument, (), where)
        )
    if type(node) is exp.Literal and not node.args["is_string"]:
        return node
    if type(node) not in (*_OPERATIONS, exp.Coalesce, exp.Nullif):
        raise RefusedError(f"聚合函数之外只能用加减乘除、括号、COALESCE 和 NULLIF，不能用“{_shown(node)}”。", HOW)
    for name, part in list(node.args.items()):
        if isinstance(part, exp.Expr):
            node.set(name, _upper(part, leaves))
        elif isinstance(part, list):
            node.set(name, [_upper(item, leaves) for item in part])
    return node


def _leaf(leaves: list[Leaf], leaf: Leaf) -> exp.Expr:
    leaves.append(leaf)
    return exp.Placeholder(this=str(len(leaves) - 1))


def columns_of(leaf: Leaf) -> tuple[str, ...]:
    """Codes of the columns a leaf reads, in the order they are written."""
    parts = (leaf.argument, *leaf.distinct, leaf.where)
    return tuple(dict.fromkeys(node.name for part in parts if part is not None for node in part.find_all(exp.Column)))


def written(node: exp.Expr, instead: Callable[[str, bool], str | None]) -> str:
    """Part of a leaf as SQL; ``instead`` gives what stands for a column, None for the bare one.

    It is asked with the code of the column and whether the column is reckoned with.

    What the whitelist leaves is written the same for every engine.
    """

    def seen(part: exp.Expr) -> exp.Expr:
        if type(part) is not exp.Column:
            return part
        stands = instead(part.name, part.find_ancestor(exp.Add, exp.Sub, exp.Mul) is not None)
        return part if stands is None else exp.Var(this=f"({stands})")

    return node.copy().transform(seen).sql(dialect="duckdb", identify=True)


def finish(asked: Formula, values: Sequence[Number | None]) -> Fraction | None:
    """The value from the answers to the leaves; a blank operand or a division by zero gives none."""
    return _value(asked.tree, [None if value is None else Fraction(value) for value in values])


def _value(node: exp.Expr, values: Sequence[Fraction | None]) -> Fraction | None:
    if isinstance(node, exp.Placeholder):
        return values[int(node.name)]
    if isinstance(node, exp.Literal):
        return Fraction(node.name)
    operands = (node.this, node.args.get("expression"), *node.expressions)
    parts = [_value(part, values) for part in operands if isinstance(part, exp.Expr)]
    filled = [part for part in parts if part is not None]
    if isinstance(node, exp.Coalesce):
        return filled[0] if filled else None
    if isinstance(node, exp.Nullif):
        return None if parts[0] == parts[1] else parts[0]
    return _OPERATIONS[type(node)](*filled) if len(filled) == len(parts) else None
