"""The funds of a form: two columns of labels and amounts, told apart by their labels and by the sums that close."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations, pairwise

from youju.forms import words
from youju.forms.head import Beside, beside
from youju.forms.money_lines import has_digits, is_block, is_money_label, money_lines
from youju.forms.page import Line, Piece
from youju.forms.spelling import label_of
from youju.model.declaration import Funds, Note
from youju.model.finding import Severity
from youju.model.place import Place
from youju.notation.amount import ParsedAmount, format_amount, parse_amount
from youju.notation.text import flat, label_key, unwrap

TOTAL, FISCAL, OTHER = "funds.total", "funds.fiscal", "funds.other"
ANNUAL, APPROPRIATION = "funds.annual", "funds.appropriation"
CARRY_OVER, ANNUAL_OTHER = "funds.carry_over", "funds.annual_other"
_SUMS = ((TOTAL, (FISCAL, OTHER)), (ANNUAL, (APPROPRIATION, CARRY_OVER, ANNUAL_OTHER)))
_RIGHT = (ANNUAL, APPROPRIATION, CARRY_OVER)
_CORNER = re.compile(r"(?:^|[^\u4e00-\u9fff]|[局心院部厅委校所队站])(?:金额)?单位:([亿万千]?元)")
_OTHER_LABELS = ("其他资金", "其它资金", "其他")
PRINTED = ("元", "万元")  # the units that a document tells
MOST_SOURCES = 10
_PAIR = 2
_MESSAGES = {
    "amount_approximate": "写的是大约的数，按写明的数字读取。",
    "words_and_figures_differ": "大写和数字不一致，按数字读取。",
    "amount_in_words_unread": "大写金额读不出准确的数，没有取数。",
    "money_unit_conflict": "单元格与标签的金额单位不一致，按单元格读取。",
    "several_amounts": "一格里有几个金额，取第一个。",
    "value_masked": "金额有数字被遮盖或缺失，不作推测。",
    "money_unit_unknown": "金额没有写明单位，数字又短，看不出是元还是万元，没有取数。",
}

Amounts = dict[str, ParsedAmount]


@dataclass(frozen=True, slots=True)
class FundsBlock:
    """The funds with places, notes and doubts by field path."""

    funds: Funds
    places: dict[str, Place] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    doubts: tuple[str, ...] = ()
    alternatives: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_funds(lines: Sequence[Line]) -> FundsBlock:
    """The funds block; the unit stands in a cell, in its label, in the block's label or in the corner of the table."""
    money = money_lines(lines)
    items, ordered = _spread(list(beside(money.lines, "funds")))
    unit = _block_unit(lines)
    items = _with_units(items, unit)
    named, further, open_other = _named(items)
    amounts = {name: _amount(item, unit) for name, item in named.items()}
    doubts = tuple(name for name, item in named.items() if item in ordered or item.label in money.ordered)
    alternatives: dict[str, tuple[str, ...]] = {}
    if open_other:
        name, other = _side(open_other, amounts, named, unit)
        named[name], amounts[name] = open_other, _amount(open_other, unit)
        if other:
            doubts, alternatives = (*doubts, name), {name: (other,)}
    amounts = _in_one_unit(amounts, named)
    sources = _sources(money.lines, further)
    by_source = {name: _amount(item, unit) for name, item in sources.items()}
    origins = {name: found.amount.yuan for name, found in by_source.items() if found.amount}
    funds = replace(_funds({**amounts, **by_source}), by_origin=origins)
    notes = (
        *money.notes,
        *_notes({**named, **sources}, {**amounts, **by_source}),
        *_undeclared(funds, named, amounts),
        *_open_sums(amounts, named, tuple(origins.values())),
    )
    places = {name: item.place for name, item in named.items()}
    return FundsBlock(funds, places, notes, doubts, alternatives)


def _spread(items: Sequence[Beside]) -> tuple[list[Beside], list[Beside]]:
    """Two labels and then two amounts pair by order; the pairs made so are doubtful and come second as well."""
    found: list[Beside] = []
    ordered: list[Beside] = []
    for item in items:
        before = found[-1] if found else None
        follows = before and not before.cells and before.label.place.line == item.label.place.line
        if before and follows and len(item.cells) == _PAIR and all(has_digits(cell.text) for cell in item.cells):
            pair = [replace(before, cells=item.cells[:1]), replace(item, cells=item.cells[1:])]
            found[-1:] = pair
            ordered += pair
        else:
            found.append(item)
    return found, ordered


def _block_unit(lines: Sequence[Line]) -> str | None:
    """The unit printed beside the block (项目资金（万元）), over its amounts, or at the top right (单位：万元)."""
    for line in lines:
        for piece, following in zip(line.pieces, (*line.pieces[1:], None), strict=True):
            corner = _CORNER.search(flat(piece.text))
            if corner:
                return corner[1]
            if "元" in (piece.bracket or "") and (_is_of_block(piece, following) or _heads(piece, line)):
                return piece.text
    return None


def _heads(piece: Piece, line: Line) -> bool:
    """Whether a label of an amount heads a column: no amount stands in its line."""
    return is_money_label(piece) and not any(has_digits(one.text) for one in line.own() if one is not piece)


def _is_of_block(piece: Piece, following: Piece | None) -> bool:
    """Whether a label is the block's: no label of an amount, or one with another label where its amount would be.

    A unit in brackets alone was cut from the block's label.
    """
    instead = following is not None and label_of(following.key) in words.labels("funds")
    return not piece.key or words.labels("head").get(piece.key) == "ignored" or instead


def _with_units(items: Sequence[Beside], block: str | None) -> list[Beside]:
    """The items, a label without a unit with that of the label before it (项目资金总额（万元）56, 其中：财政资金 56).

    Only short amounts: a long one is read as 元, be it under a label in 万元.
    """
    found: list[Beside] = []
    last: str | None = None
    for item in items:
        unit = item.label.bracket if item.label.bracket and "元" in item.label.bracket else None
        last = unit or last
        short = "money_unit_unknown" in _amount(item, None).notes
        lacking = unit is None and last is not None and block is None and short
        found.append(replace(item, label=replace(item.label, bracket=last)) if lacking else item)
    return found


def _sources(lines: Sequence[Line], further: Sequence[Beside]) -> dict[str, Beside]:
    """The amounts beside sources of money (中央, 省级), in the lines of a block, and ``further`` other money."""
    found = {unwrap(item.label.text).rstrip(":："): item for item in further}
    above = False
    for line in lines:
        of_block = any(is_block(piece) or label_of(piece.key) in words.labels("funds") for piece in line.pieces)
        pairs = [(label, cell) for label, cell in pairwise(line.own()) if label.key in words.labels("origins")]
        above = of_block or (above and bool(pairs))
        for label, cell in pairs if above else ():
            if has_digits(cell.text):
                found.setdefault(unwrap(label.text), Beside("funds.by_origin", label, (cell,)))
    return found


def _amount(item: Beside, block_unit: str | None) -> ParsedAmount:
    unit = item.label.bracket if item.label.bracket and "元" in item.label.bracket else block_unit
    return parse_amount(_written(item), unit)


def _written(item: Beside) -> str | None:
    """The cell that holds the amount; a share or a remark may stand behind it."""
    return next((cell.text for cell in item.cells if has_digits(cell.text)), item.text)


def _named(items: Sequence[Beside]) -> tuple[dict[str, Beside], tuple[Beside, ...], Beside | None]:
    """The items by field; of two 财政拨款 or 其他资金 the first belongs to the total, the second to the year.

    Kinds of other money under one total alone are all its own: 其他资金 is its field, the others come second. A single
    其他资金 is open and comes third.
    """
    named: dict[str, Beside] = {}
    others = [item for item in items if item.field == OTHER]
    grants = [item for item in items if item.field == FISCAL]
    if len(grants) > 1 and not any(item.field == APPROPRIATION for item in items):
        named[APPROPRIATION] = grants[1]
    for item in items:
        if item.field != OTHER and (item.field not in named or not has_digits(named[item.field].text or "")):
            named[item.field] = item
    if len(others) <= 1:
        return named, (), others[0] if others else None
    right = any(name in named for name in _RIGHT)
    if (TOTAL in named) == right:
        return named | {OTHER: others[0], ANNUAL_OTHER: others[1]}, (), None
    own = next((item for item in others if label_key(item.label.text) in _OTHER_LABELS), others[0])
    further = tuple(item for item in others if item.label.text != own.label.text and item.cells)
    return named | {ANNUAL_OTHER if right else OTHER: own}, further, None


def _side(item: Beside, amounts: Amounts, named: dict[str, Beside], unit: str | None) -> tuple[str, str | None]:
    """Whether a single 其他资金 is the total's or the year's: by its column, unless only the other sum closes.

    The second value is the other field where both sums close.
    """
    columns = [named[name].label.column for name in _RIGHT if name in named]
    right = bool(columns) and item.label.column >= min(columns)
    if TOTAL in named and _begins(item, [named[name] for name in _RIGHT if name in named]):
        return OTHER, None
    here, there = (ANNUAL_OTHER, OTHER) if right else (OTHER, ANNUAL_OTHER)
    amount = _amount(item, unit)
    closing = [name for name in (here, there) if _closes({**amounts, name: amount}, name)]
    if closing == [there]:
        return there, None
    return here, there if len(closing) > 1 else None


def _begins(item: Beside, others: Sequence[Beside]) -> bool:
    """Whether an item stands on a row above all others."""
    row = item.label.place.row
    return row is not None and all(
        other.label.place.row is not None and row < other.label.place.row for other in others
    )


def _closes(amounts: Amounts, name: str) -> bool:
    return any(name in parts and _gap(amounts, total, parts) == 0 for total, parts in _SUMS)


def _yuan(amounts: Amounts, name: str) -> Decimal | None:
    found = amounts.get(name)
    return found.amount.yuan if found and found.amount else None


def _gap(amounts: Amounts, total: str, parts: Sequence[str]) -> Decimal | None:
    """The total less its parts, a blank part being nothing; None where the total or all parts are blank.

    财政拨款 is a part of the year's total where the form has no other.
    """
    own = (*parts, FISCAL) if total == ANNUAL and TOTAL not in amounts else parts
    whole, known = _yuan(amounts, total), [_yuan(amounts, part) for part in own]
    written = [amount for amount in known if amount is not None]
    return whole - sum(written) if whole is not None and written else None


def _in_one_unit(amounts: Amounts, named: dict[str, Beside]) -> Amounts:
    """Short amounts beside a long one are in its unit: 500 under 18,000 is 元 like it."""
    long = any("money_unit_not_declared" in found.notes for found in amounts.values())
    if not long or any(found.unit_declared for found in amounts.values()):
        return amounts
    return {
        name: replace(_amount(named[name], "元"), unit_declared=False) if found.amount is None else found
        for name, found in amounts.items()
    }


def _funds(amounts: Amounts) -> Funds:
    declared = [found for found in amounts.values() if found.unit_declared]
    unit = next((found.amount.printed_unit for found in declared if found.amount), None)
    return Funds(
        printed_unit=unit if unit in PRINTED else None,
        unit_declared=bool(declared),
        total=_yuan(amounts, TOTAL),
        fiscal=_yuan(amounts, FISCAL),
        other=_yuan(amounts, OTHER),
        annual=_yuan(amounts, ANNUAL),
        appropriation=_yuan(amounts, APPROPRIATION),
        carry_over=_yuan(amounts, CARRY_OVER),
        annual_other=_yuan(amounts, ANNUAL_OTHER),
    )


def _notes(named: dict[str, Beside], amounts: Amounts) -> tuple[Note, ...]:
    return tuple(
        Note(
            code,
            Severity.WARNING,
            f"{named[name].label.text}“{_written(named[name])}”：{_MESSAGES[code]}",
            named[name].place,
        )
        for name, found in amounts.items()
        for code in found.notes
        if code in _MESSAGES
    )


def _undeclared(funds: Funds, named: dict[str, Beside], amounts: Amounts) -> tuple[Note, ...]:
    """A note at the first written amount, where some amount was read as 元 though no unit is printed."""
    written = next((named[name] for name in named if named[name].cells and amounts[name].amount), None)
    if funds.unit_declared or written is None:
        return ()
    return (Note("money_unit_not_declared", Severity.WARNING, "金额没有写明单位，按元读取。", written.place),)


def _open_sums(amounts: Amounts, named: dict[str, Beside], origins: Sequence[Decimal]) -> tuple[Note, ...]:
    """The totals that their parts do not add up to, nor with sources of money besides; both numbers told."""
    notes = []
    besides = {sum(some) for count in range(len(origins) + 1) for some in combinations(origins[:MOST_SOURCES], count)}
    for total, parts in _SUMS:
        gap, whole = _gap(amounts, total, parts), _yuan(amounts, total)
        if gap and gap not in besides and whole is not None:
            label = named[total].label.text
            message = f"{label}{format_amount(whole)}元，各项之和{format_amount(whole - gap)}元，不相等。"
            notes.append(Note("sum_open", Severity.WARNING, message, named[total].place))
    return tuple(notes)
