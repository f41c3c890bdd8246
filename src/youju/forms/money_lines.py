"""Lines above the table with every amount of money beside its label, however the form prints the two.

Labels stand in a row above their amounts, in a sentence with them (总额120.5万元，其中财政资金100万元), or in a column
under a head that holds the unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile

from youju.forms import words
from youju.forms.page import Line, Piece
from youju.forms.page import piece as piece_of
from youju.forms.spelling import MONEY_BLOCK, SUMS, label_of
from youju.forms.values import is_plain_number
from youju.model.declaration import Note
from youju.model.finding import Severity
from youju.notation.text import flat, label_key

FEWEST_LABELS = 2
LONGEST_SENTENCE = 200
_BREAKS = re.compile(r"[，、；;。\n]|,(?!\d{3})")
_NUMBERING = re.compile(r"^\s*[(（]?(?:\d{1,2}|[一二三四五六七八九十])[)）]?\s*[、.．](?!\d)|^其中[:：]?")
_CLAUSE = re.compile(
    r"(?P<label>[^\d:：¥￥约]{0,14}?)(?:[:：]|共计|共|为|是)?\s*(?P<amount>[¥￥约]?\s*-?\d.*)", re.DOTALL
)
_MONEY = re.compile(r"\d\s*[亿万千]?元|\d\s*[亿万]")
_NO_BLOCK = re.compile("用途|类型|性质|依据|管理|分配")
_OF_YEAR = frozenset({"本年", "本年度", "当年", "今年"})
_BLANKS = frozenset({"/", "-", "—", "——", "无"})


@dataclass(frozen=True, slots=True)
class MoneyLines:
    """The lines, the labels that only their order pairs with amounts, and notes on money that could not be read."""

    lines: tuple[Line, ...]
    ordered: frozenset[Piece] = frozenset()
    notes: tuple[Note, ...] = ()


def money_lines(lines: Sequence[Line]) -> MoneyLines:
    """The lines of the head with each label of money in front of its amount."""
    found: list[Line] = []
    ordered: set[Piece] = set()
    notes: list[Note] = []
    taken = False
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else None
        if taken:
            taken = False
            continue
        pairs = _stacked(line, below) if below else ()
        if pairs:
            taken = True
            if below and not _is_placed(line, below, pairs):
                ordered |= {label for label, _ in pairs}
            found.append(replace(line, pieces=tuple(piece for pair in pairs for piece in pair)))
            continue
        said, unread = _said_apart(line)
        notes += (*unread, *_several(line), *(_unpaired(line, below) if below else ()))
        found.append(said)
    return MoneyLines(_with_total(found), frozenset(ordered), tuple(notes))


def is_block(piece: Piece) -> bool:
    """Whether a text labels a whole block of money (项目资金（元）), not one amount."""
    said = any(word in piece.text for word in MONEY_BLOCK) and not _NO_BLOCK.search(piece.text)
    return said and words.labels("head").get(piece.key) == "ignored"


def is_money_label(piece: Piece) -> bool:
    """Whether a text labels an amount of the funds or of one source of them."""
    return label_of(piece.key) in words.labels("funds") or piece.key in words.labels("origins")


def has_digits(text: str) -> bool:
    """Whether a text holds a figure."""
    return any(char.isdigit() for char in text)


def _stacked(line: Line, below: Line) -> tuple[tuple[Piece, Piece], ...]:
    """Labels of a row without amounts, each with the amount below it; none where the two rows are not such."""
    labels = _heads(line)
    amounts = [piece for piece in below.own() if not is_block(piece)]
    if not labels or not amounts or not all(map(_is_amount, amounts)):
        return ()
    by_column = {label: piece for label in labels for piece in amounts if _is_over(label, piece)}
    if len(by_column) == len(amounts):
        return tuple(by_column.items())
    if line.spans_known or len(labels) != len(amounts):
        return ()
    return tuple(zip(labels, amounts, strict=True))


def _heads(line: Line) -> tuple[Piece, ...]:
    """The labels of a row that holds nothing else; none where it is another row."""
    labels = tuple(piece for piece in line.own() if is_money_label(piece))
    others = [piece for piece in line.own() if piece not in labels and not is_block(piece)]
    return () if others or len(labels) < FEWEST_LABELS else labels


def _unpaired(line: Line, below: Line) -> Iterator[Note]:
    """A note where labels stand in a row and the row below has amounts that belong to none of them for certain."""
    labels = _heads(line)
    amounts = [piece for piece in below.own() if is_plain_number(piece.text)]
    if labels and len(amounts) > 1 and not any(map(is_money_label, below.own())):
        said = " ".join(piece.text for piece in below.own())
        message = f"“{'、'.join(label.text for label in labels)}”下面的“{said}”没有读入：看不出各是哪一项资金。"
        yield Note("money_unread", Severity.WARNING, message, amounts[0].place)


def _several(line: Line) -> Iterator[Note]:
    """A note for each label with different amounts behind it, as in a table of several years."""
    own = line.own()
    for at, label in enumerate(own):
        amounts = [piece.text for piece in takewhile(lambda piece: is_plain_number(piece.text), own[at + 1 :])]
        paired = at > 0 and is_money_label(own[at - 1])
        if is_money_label(label) and not paired and len(set(amounts)) > 1:
            message = f"“{label.text}”后面有几个金额（{'、'.join(amounts)}），取第一个。"
            yield Note("several_amounts", Severity.WARNING, message, own[at + 1].place)


def _is_placed(line: Line, below: Line, pairs: Sequence[tuple[Piece, Piece]]) -> bool:
    known = line.spans_known or line.width == below.width
    return known and all(_is_over(label, piece) for label, piece in pairs)


def _is_over(label: Piece, piece: Piece) -> bool:
    return label.column <= piece.column < label.column + label.wide


def _is_amount(piece: Piece) -> bool:
    written = flat(piece.text)
    return written in _BLANKS or is_plain_number(written) or (_CLAUSE.fullmatch(written) is not None and _bare(written))


def _bare(written: str) -> bool:
    """Whether a figure stands alone, with its unit at most."""
    return re.fullmatch(r"[¥约]?-?\d[\d,]*(?:\.\d+)?[亿万千]?元?", written) is not None


def _said_apart(line: Line) -> tuple[Line, tuple[Note, ...]]:
    """The line with the labels and amounts of a sentence as pieces, and a note where money in it has no known label."""
    found: list[Piece] = []
    notes: list[Note] = []
    for before, piece in pairwise((None, *line.pieces)):
        if piece is None or before is None or piece.repeated or not (is_block(before) or is_money_label(before)):
            found += [piece] if piece else []
            continue
        parts, unread = _clauses(piece, amount_first=is_money_label(before))
        found += parts or [piece]
        if unread or (not parts and is_block(before) and _is_money(piece)):
            message = f"“{before.text}”写的“{piece.text}”里有金额没有读入：看不出是哪一项资金。"
            notes.append(Note("money_unread", Severity.WARNING, message, piece.place))
    return replace(line, pieces=tuple(found)), tuple(notes)


def _is_money(piece: Piece) -> bool:
    return not is_money_label(piece) and (_MONEY.search(piece.text) is not None or is_plain_number(piece.text))


def _clauses(piece: Piece, *, amount_first: bool) -> tuple[list[Piece], bool]:
    """Labels and amounts of the clauses of a text, and whether one holds money whose label is not known.

    ``amount_first``: the first clause may be an amount alone, of the label in front of the text.
    """
    clauses = [_NUMBERING.sub("", part).strip() for part in _BREAKS.split(piece.text[:LONGEST_SENTENCE])]
    matches = [match for clause in clauses if (match := _CLAUSE.fullmatch(clause))]
    keys = [_key_of(match["label"]) for match in matches]
    annual = _key("funds.annual")
    found: list[Piece] = []
    unread = False
    for at, (match, key) in enumerate(zip(matches, keys, strict=True)):
        label = piece_of(match["label"], piece.column, piece.place)
        amount = piece_of(match["amount"], piece.column, piece.place)
        if key is not None:
            whole = label.key in SUMS and annual in (*keys[:at], *keys[at + 1 :])
            found += [replace(label, key=_key("funds.total") if whole else key), amount]
        elif at == 0 and amount_first and not match["label"].strip():
            found.append(amount)
        else:
            unread = unread or _MONEY.search(match["amount"]) is not None
    known = any(key is not None for key in keys)
    return (found, unread) if known else ([], False)


def _key(field: str) -> str:
    return next(key for key, of in words.labels("funds").items() if of == field)


def _key_of(label: str) -> str | None:
    """The listed key of a label of money as a sentence says it (财政, 自筹, 总额, 本年); None for any other words."""
    key = label_key(label)
    if key in words.labels("origins") or label_of(key) in words.labels("funds"):
        return key
    if key in SUMS or key in _OF_YEAR:
        return _key("funds.annual")
    field = words.by_parts("funds_parts", key) or words.labels("funds").get(f"{key}资金")
    field = field or words.by_parts("funds_parts", f"{key}资金")
    return _key(field) if field and key else None


def _with_total(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with 合计 among the amounts of a block as the year's amount."""
    found: list[Line] = []
    for amounts, run in groupby(lines, key=lambda line: bool(_amounts(line))):
        rows = tuple(run)
        of_money = amounts and any(is_money_label(label) for line in rows for label in _amounts(line))
        found += map(_summed, rows) if of_money else rows
    return tuple(found)


def _amounts(line: Line) -> tuple[Piece, ...]:
    """The labels of a line that have an amount behind them."""
    pairs = pairwise(line.own())
    return tuple(label for label, cell in pairs if _bare(flat(cell.text)) and not _bare(flat(label.text)))


def _summed(line: Line) -> Line:
    total = next((label for label in _amounts(line) if label.key in SUMS), None)
    if total is None:
        return line
    keyed = replace(total, key=_key("funds.annual"))
    return replace(line, pieces=tuple(keyed if one is total else one for one in line.pieces))
