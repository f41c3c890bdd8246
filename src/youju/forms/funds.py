"""The funds of a form: two columns of labels and amounts, told apart by their labels and by the sums that close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from youju.forms import words
from youju.forms.head import Beside, beside
from youju.forms.page import Line, Piece
from youju.forms.spelling import label_of
from youju.model.declaration import Funds, Note
from youju.model.finding import Severity
from youju.model.place import Place
from youju.notation.amount import ParsedAmount, format_amount, parse_amount
from youju.notation.text import unwrap

TOTAL, FISCAL, OTHER = "funds.total", "funds.fiscal", "funds.other"
ANNUAL, APPROPRIATION = "funds.annual", "funds.appropriation"
CARRY_OVER, ANNUAL_OTHER = "funds.carry_over", "funds.annual_other"
_SUMS = ((TOTAL, (FISCAL, OTHER)), (ANNUAL, (APPROPRIATION, CARRY_OVER, ANNUAL_OTHER)))
_RIGHT = (ANNUAL, APPROPRIATION, CARRY_OVER)
_CORNER = ("单位:", "金额单位:")
_PAIR = 2
_MESSAGES = {
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
    items, ordered = _spread(list(beside(lines, "funds")))
    unit = _block_unit(lines)
    named, open_other = _named(items)
    amounts = {name: _amount(item, unit) for name, item in named.items()}
    doubts = tuple(name for name, item in named.items() if item in ordered)
    alternatives: dict[str, tuple[str, ...]] = {}
    if open_other:
        name, other = _side(open_other, amounts, named, unit)
        named[name], amounts[name] = open_other, _amount(open_other, unit)
        if other:
            doubts, alternatives = (*doubts, name), {name: (other,)}
    amounts = _in_one_unit(amounts, named)
    origins = _origins(lines, unit)
    funds = replace(_funds(amounts), by_origin=origins)
    notes = (
        *_notes(named, amounts),
        *_undeclared(funds, named, amounts),
        *_open_sums(amounts, named, sum(origins.values())),
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
        if before and follows and len(item.cells) == _PAIR and all(_has_digits(cell.text) for cell in item.cells):
            pair = [replace(before, cells=item.cells[:1]), replace(item, cells=item.cells[1:])]
            found[-1:] = pair
            ordered += pair
        else:
            found.append(item)
    return found, ordered


def _has_digits(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _block_unit(lines: Sequence[Line]) -> str | None:
    """The unit printed beside the block (项目资金（万元）) or at the table's top right (单位：万元)."""
    for line in lines:
        for piece, following in zip(line.pieces, (*line.pieces[1:], None), strict=True):
            corner = piece.text.replace("：", ":").startswith(_CORNER)
            if corner or ("元" in (piece.bracket or "") and _is_of_block(piece, following)):
                return piece.text
    return None


def _is_of_block(piece: Piece, following: Piece | None) -> bool:
    """Whether a label is the block's: no label of an amount, or one with another label where its amount would be.

    A unit in brackets alone was cut from the block's label.
    """
    instead = following is not None and label_of(following.key) in words.labels("funds")
    return not piece.key or words.labels("head").get(piece.key) == "ignored" or instead


def _origins(lines: Sequence[Line], unit: str | None) -> dict[str, Decimal]:
    """The amounts beside sources of money (中央, 省级), on lines that print a label of the funds."""
    found: dict[str, Decimal] = {}
    for line in lines:
        if not any(label_of(piece.key) in words.labels("funds") for piece in line.pieces):
            continue
        for label, cell in pairwise(line.own()):
            parsed = parse_amount(cell.text, label.bracket or unit) if label.key in words.labels("origins") else None
            if parsed and parsed.amount and _has_digits(cell.text):
                found.setdefault(unwrap(label.text), parsed.amount.yuan)
    return found


def _amount(item: Beside, block_unit: str | None) -> ParsedAmount:
    unit = item.label.bracket if item.label.bracket and "元" in item.label.bracket else block_unit
    written = next((cell.text for cell in item.cells if _has_digits(cell.text)), item.text)
    return parse_amount(written, unit)


def _named(items: Sequence[Beside]) -> tuple[dict[str, Beside], Beside | None]:
    """The items by field; of two 财政拨款 or 其他资金 the first belongs to the total, the second to the year.

    其他资金 alone is open; without any amount of the year all belong to the total, and the first tells.
    """
    named: dict[str, Beside] = {}
    others = [item for item in items if item.field == OTHER]
    grants = [item for item in items if item.field == FISCAL]
    if len(grants) > 1 and not any(item.field == APPROPRIATION for item in items):
        named[APPROPRIATION] = grants[1]
    for item in items:
        if item.field != OTHER and (item.field not in named or not named[item.field].cells):
            named[item.field] = item
    if len(others) > 1 and TOTAL in named and not any(name in named for name in _RIGHT):
        return named | {OTHER: others[0]}, None
    if len(others) > 1:
        named |= {OTHER: others[0], ANNUAL_OTHER: others[1]}
        return named, None
    return named, others[0] if others else None


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
        printed_unit=unit,
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
            f"{named[name].label.text}“{named[name].text}”：{_MESSAGES[code]}",
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


def _open_sums(amounts: Amounts, named: dict[str, Beside], origins: Decimal | int) -> tuple[Note, ...]:
    """The totals that their parts do not add up to, nor the sum by origin; both numbers told, none repaired."""
    notes = []
    for total, parts in _SUMS:
        gap, whole = _gap(amounts, total, parts), _yuan(amounts, total)
        if gap and gap != origins and whole is not None:
            label = named[total].label.text
            message = f"{label}{format_amount(whole)}元，各项之和{format_amount(whole - gap)}元，不相等。"
            notes.append(Note("sum_open", Severity.WARNING, message, named[total].place))
    return tuple(notes)
