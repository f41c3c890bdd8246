"""The execution block of a self-evaluation or monitoring form: budget, spending, rate and points of each source.

The block has column labels (年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分) and rows for the year's total and
its parts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import takewhile

from youju.forms import words
from youju.forms.funds import PRINTED
from youju.forms.page import Line, Piece
from youju.forms.spelling import without_months
from youju.model.declaration import Execution, Funds, Note
from youju.model.finding import Severity
from youju.model.place import Place
from youju.notation.amount import parse_amount
from youju.notation.text import flat, unwrap

MONEY = ("initial", "budget", "spent", "forecast")
NUMBERS = (*MONEY, "rate", "weight", "points")
UNREAD = (
    *(f"execution.{name}" for name in ("initial", "budget", "spent", "rate", "weight", "points")),
    "funds.annual",
)
PARTS = ("funds.appropriation", "funds.carry_over", "funds.other")  # of a total that must stand above them
LEAST = 2  # column labels that make a block
MOST_DIGITS = 3  # of a weight or of points, before the point
_LEADING = re.compile(r"^\s*其中[:：]?\s*")
_RATE = re.compile(r"(\d+(?:\.\d+)?)(%?)")
_UNIT = re.compile(r"[(（:：]([亿万千]?元)")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:%|[亿万千]?元|分)?|[-—/]+")
_FUNDS = {"总额": "annual", "拨款": "appropriation", "财政资金": "appropriation", "结转": "carry_over", "其他": "other"}


@dataclass(frozen=True, slots=True)
class Block:
    """The block as read; ``rows``: the lines it took from the head, ``unit``: the unit printed for its amounts."""

    execution: Execution | None
    lines: frozenset[int] = frozenset()
    unit: str | None = None
    declared: bool = False
    places: Mapping[str, Place] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def field_of(key: str) -> str | None:
    """The field of the block's column that a label names; the months in it (1-6月执行数) do not matter."""
    return words.labels("execution").get(key) or words.labels("execution").get(without_months(key))


def read_execution(lines: Sequence[Line]) -> Block:
    """The block among the lines of the head; an empty one where the form has none."""
    found = next((at for at, line in enumerate(lines) if _labels(line)), None)
    if found is None:
        return Block(None)
    labels = _labels(lines[found])
    rows: list[tuple[int, Piece, tuple[Piece, ...]]] = []
    for at in range(found + 1, len(lines)):
        row = _row(lines[at])
        if row:
            rows.append((at, *row))
        elif rows:
            break
    below = found + 1
    if not rows and below < len(lines) and _is_row(lines[below], labels):  # a block of one row needs no label for it
        rows = [(below, labels[0][1], _cells(lines[below]))]
    exact = lines[found].spans_known
    unit = _unit(lines[: found + 1]) or _unit_beside([lines[at] for at, _, _ in rows] if exact else lines)
    taken = frozenset((found, *(at for at, _, _ in rows)))
    read = [
        _execution(label, cells, labels, unit, exact=lines[at].spans_known or _is_placed(lines[at], lines[found]))
        for at, label, cells in rows
    ]
    if not read:
        return Block(None, taken, unit, unit is not None, doubts=() if exact else UNREAD)
    headless = words.labels("funds").get(rows[0][1].key) in PARTS
    block = _block([(Execution(), {}, ()), *read] if headless else read, taken, unit)
    unread = not exact and all(getattr(block.execution, name) is None for name, _ in labels if name in NUMBERS)
    if not unread:
        return block
    return replace(block, doubts=(*UNREAD, *PARTS) if headless else UNREAD)


def _is_placed(row: Line, head: Line) -> bool:
    """Whether the cells of a row, blank ones kept, stand each under a label of what it says: nothing was shifted."""
    label_and_cells = _row(row)
    if label_and_cells is None or row.block != head.block or row.width != head.width:
        return False
    label, cells = label_and_cells
    labels = _labels(head)
    under = [next((name for name, over in labels if over.column == cell.column), None) for cell in cells]
    return label.column < labels[0][1].column and all(
        name is not None and _suits(name, cell.text) for name, cell in zip(under, cells, strict=True)
    )


def _suits(name: str, text: str) -> bool:
    """Whether a text may stand in a column: a rate where rates do, a number of points of no more than three digits."""
    if name not in NUMBERS:
        return True
    if not _is_figure(text) or ("%" in text) > (name == "rate"):
        return False
    return name not in ("weight", "points") or len(flat(text).partition(".")[0]) <= MOST_DIGITS


def _cells(line: Line) -> tuple[Piece, ...]:
    """The cells of a row without the label at the side of the block."""
    return tuple(piece for piece in line.own() if not _is_side(piece))


def _is_row(line: Line, labels: Sequence[tuple[str, Piece]]) -> bool:
    """Whether a line without a label is the block's one row: without spans, if each label has a number."""
    cells = _cells(line)
    numbers = all(_is_figure(piece.text) for piece in cells)
    return line.spans_known or (numbers and len(cells) == len(labels))


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(flat(text)) is not None


def _block(
    read: Sequence[tuple[Execution, Mapping[str, Place], tuple[str, ...]]], taken: frozenset[int], unit: str | None
) -> Block:
    total, places, doubts = read[0]
    written = [row for row in read[1:] if row[1]]
    parts = tuple(part for part, _, _ in written)
    paths = {f"execution.{name}": place for name, place in places.items()}
    for number, (_, spots, _) in enumerate(written):
        paths |= {f"execution.parts.{number}.{name}": place for name, place in spots.items()}
    open_ = tuple(f"execution.{name}" for name in doubts)
    return Block(replace(total, label=None, parts=parts), taken, unit, unit is not None, paths, open_, ())


def _labels(line: Line) -> tuple[tuple[str, Piece], ...]:
    """The column labels of the block that a line prints, in order; none where they are too few."""
    found = [(field_of(piece.key), piece) for piece in line.own()]
    named = tuple((name, piece) for name, piece in found if name)
    return named if sum(name in (*MONEY, "rate") for name, _ in named) >= LEAST else ()


def _unit(lines: Sequence[Line]) -> str | None:
    """The unit in a label of the block (项目资金（万元）) or above it (单位：万元)."""
    for line in reversed(lines):
        for piece in line.pieces:
            match = _UNIT.search(flat(piece.text))
            if match:
                return match[1]
    return None


def _unit_beside(lines: Sequence[Line]) -> str | None:
    """The unit in the block's label, where that is printed beside the rows, or cut from it in brackets of its own."""
    sides = (tuple(one for one in line.pieces if _is_side(one) or not one.key) for line in lines)
    return _unit([replace(line, pieces=side) for line, side in zip(lines, sides, strict=True) if side])


def _row(line: Line) -> tuple[Piece, tuple[Piece, ...]] | None:
    """The label of a row of funds and its cells; None for any other line."""
    pieces = [piece for piece in line.pieces if not _is_side(piece)]
    at = next((index for index, piece in enumerate(pieces) if _part_of(piece)), None)
    return None if at is None else (pieces[at], tuple(pieces[at + 1 :]))


def _is_side(piece: Piece) -> bool:
    """Whether a text is the label at the side of the block (项目资金（元）), in whatever parts."""
    return piece.key in words.vertical_pieces() or words.labels("head").get(piece.key) == "ignored"


def _part_of(piece: Piece) -> bool:
    return piece.key in words.labels("funds") or piece.key in words.labels("sources")


def _execution(
    label: Piece, cells: Sequence[Piece], labels: Sequence[tuple[str, Piece]], unit: str | None, *, exact: bool
) -> tuple[Execution, Mapping[str, Place], tuple[str, ...]]:
    figures = tuple(takewhile(lambda cell: _is_figure(cell.text), cells))
    if not exact and len(figures) == len(labels):  # what follows belongs to no column
        cells = figures
    of = _by_column(cells, labels) if exact or len(cells) != len(labels) else None
    named = of or dict(zip((name for name, _ in labels), cells, strict=False))
    doubts: tuple[str, ...] = ()
    if not exact and len(cells) < len(labels) and of is not None:
        named, doubts = _by_sums(cells, [name for name, _ in labels])
    found = Execution(
        label=unwrap(_LEADING.sub("", label.text)).strip().rstrip(":："),
        initial=_money(named.get("initial"), unit),
        budget=_money(named.get("budget"), unit),
        spent=_money(named.get("spent"), unit),
        forecast=_money(named.get("forecast"), unit),
        rate=_rate(named.get("rate")),
        weight=_number(named.get("weight")),
        points=_number(named.get("points")),
    )
    unread = tuple(name for name in MONEY if name in named and _is_unread(named[name], getattr(found, name)))
    return found, {name: piece.place for name, piece in named.items()}, tuple(dict.fromkeys((*doubts, *unread)))


def _is_unread(piece: Piece, amount: Decimal | None) -> bool:
    """Whether a cell prints an amount that could not be read, as without a unit."""
    return amount is None and any(char.isdigit() for char in piece.text)


def _by_column(cells: Sequence[Piece], labels: Sequence[tuple[str, Piece]]) -> dict[str, Piece]:
    """Cells under the labels that stand in, or span, their columns."""
    found: dict[str, Piece] = {}
    for piece in cells:
        for name, label in labels:
            if label.column <= piece.column < label.column + label.wide:
                found.setdefault(name, piece)
    return found


def _by_sums(cells: Sequence[Piece], names: Sequence[str]) -> tuple[dict[str, Piece], tuple[str, ...]]:
    """Cells without columns: the money in front by order, a rate by its sign, what is left by order, as a doubt."""
    money = [name for name in names if name in MONEY]
    rest = [name for name in names if name not in MONEY]
    found: dict[str, Piece] = {}
    left = list(cells)
    rate = next((piece for piece in left if "%" in piece.text), None)
    if rate is not None:
        found["rate"] = rate
        left.remove(rate)
        rest = [name for name in rest if name != "rate"]
    found |= dict(zip((*money, *rest), left, strict=False))
    reason = rest[-1:] == ["reason"] and all(_is_figure(piece.text) for piece in left)  # blank, the only prose
    closes = len(left) in (len(money) + len(rest) - reason, len(money))
    return found, () if closes else tuple(found)


def _money(piece: Piece | None, unit: str | None) -> Decimal | None:
    if piece is None:
        return None
    found = parse_amount(piece.text, unit).amount
    return found.yuan if found else None


def _rate(piece: Piece | None) -> Decimal | None:
    """A fraction as printed: 86.18% is 0.8618; a number without a sign above 1 is a percentage too."""
    match = _RATE.fullmatch(flat(piece.text)) if piece else None
    if match is None:
        return None
    number = Decimal(match[1])
    return number / 100 if match[2] or number > 1 else number


def _number(piece: Piece | None) -> Decimal | None:
    match = _NUMBER.fullmatch(flat(piece.text).removesuffix("分")) if piece else None
    return Decimal(match[0].replace(",", "")) if match else None


def funds_of(block: Block) -> Funds:
    """The funds that the block tells: each source's budget of the year, else what was first budgeted."""
    execution = block.execution
    if execution is None:
        return Funds()
    amounts: dict[str, Decimal | None] = {"annual": _budget(execution)}
    for part in execution.parts:
        name = next((name for word, name in _FUNDS.items() if word in (part.label or "")), None)
        if name and name not in amounts:
            amounts[name] = _budget(part)
    return Funds(
        printed_unit=block.unit if block.unit in PRINTED else None,
        unit_declared=block.declared,
        annual=amounts["annual"],
        appropriation=amounts.get("appropriation"),
        carry_over=amounts.get("carry_over"),
        other=amounts.get("other"),
    )


def _budget(row: Execution) -> Decimal | None:
    return row.budget if row.budget is not None else row.initial


def undeclared(block: Block) -> tuple[Note, ...]:
    """A note where the block prints amounts and no unit."""
    if block.execution is None or block.declared or _budget(block.execution) is None:
        return ()
    place = next(iter(block.places.values()), Place())
    return (Note("money_unit_not_declared", Severity.WARNING, "金额没有写明单位，按元读取。", place),)
