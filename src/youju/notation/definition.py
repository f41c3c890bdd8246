"""Measures and checklists written as data (the TOML of a pack, a unit's own definitions) read into nouns.

Here only the writing is judged; whether a ledger has the columns and a kind the parts is for those who know them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from youju.errors import UnreadableError
from youju.model.measure import Checklist, Condition, Linear, Measure, Part, Predicate, Thresholds
from youju.notation.text import name_key

READINGS = ("at_least", "at_most", "exact")
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_TERM = re.compile(r"\s*([+-]?)\s*(?:(\d+)\s*\*\s*)?([a-z][a-z0-9_]*)\s*")
_MEASURE_KEYS = frozenset(
    ("code", "label", "kind", "ledger", "where", "parts", "unit", "names", "reading", "thresholds", "note")
)
_THRESHOLD_KEYS = frozenset(("full", "attained", "partly", "floor"))
_CHECKLIST_KEYS = frozenset(("project", "kind", "items"))
_FLAGS = (Predicate.FILLED, Predicate.PRESENT)
_LISTS = (Predicate.IN, Predicate.NAMED)
_NUMBERS = (Predicate.ABOVE, Predicate.AT_LEAST)

Place = Mapping[str, object]


def _table(data: object, allowed: frozenset[str] | None, place: Place) -> Mapping[str, object]:
    if not isinstance(data, Mapping):
        raise UnreadableError("这里应当是一张表（键 = 值）。", "请写成 { 键 = 值 } 的形式。", place)
    for key in data:
        if allowed is not None and key not in allowed:
            raise UnreadableError(f"不认识的项“{key}”。", f"可以写的项有：{'、'.join(sorted(allowed))}。", place)
    return data


def _text(data: Mapping[str, object], key: str, place: Place) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise UnreadableError(f"“{key}”没有写，或者不是文字。", f"请用引号写明“{key}”。", {**place, "field": key})
    return value.strip()


def _maybe_text(data: Mapping[str, object], key: str, place: Place) -> str | None:
    return _text(data, key, place) if key in data else None


def texts_from(data: object, place: Place) -> tuple[str, ...]:
    """A list of texts, none blank; one text alone counts as a list of one. Raises UnreadableError."""
    items = (data,) if isinstance(data, str) else data
    if not isinstance(items, Sequence) or not all(isinstance(item, str) and item.strip() for item in items):
        raise UnreadableError("这里应当是一列文字，每项都不空。", '请写成 ["甲", "乙"] 的形式。', place)
    return tuple(str(item).strip() for item in items)


def number_from(data: object, place: Place) -> Decimal:
    """A number or its text, per cent signs understood: 0.95, "0.95", "95%". Raises UnreadableError."""
    text = str(data).strip() if isinstance(data, str | int | Decimal) and not isinstance(data, bool) else ""
    try:
        value = Decimal(text.removesuffix("%"))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise UnreadableError(f"“{data}”不是数字。", "请写成 0.95 或 95% 这样的数字。", place)
    return value / 100 if text.endswith("%") else value


def part_from(data: object, place: Place) -> Part:
    """Lists become tuples, all the way down. Raises UnreadableError for dates, blanks and binary floats."""
    if isinstance(data, str | bool | int | Decimal):
        return data
    if isinstance(data, Mapping):
        return {str(key): part_from(value, {**place, "field": key}) for key, value in data.items()}
    if isinstance(data, Sequence):
        return tuple(part_from(item, place) for item in data)
    raise UnreadableError("这里的写法不认识。", "请写文字、整数、小数、true/false、列表或表。", place)


def linear_from(data: object, place: Place) -> Linear:
    """A sum of columns with whole coefficients: ``planned_minutes - downtime_minutes``, ``2 * pages``.

    Raises UnreadableError.
    """
    terms: list[tuple[int, str]] = []
    text = data if isinstance(data, str) else ""
    start = 0
    while start < len(text):
        match = _TERM.match(text, start)
        if match is None or (terms and not match[1]):
            break
        terms.append((int(match[2] or 1) * (-1 if match[1] == "-" else 1), match[3]))
        start = match.end()
    if not terms or start < len(text):
        raise UnreadableError(
            f"“{data}”不是列的加减式。", "请用列的代码和加减号写，例如 planned_minutes - downtime_minutes。", place
        )
    return Linear(tuple(terms))


def _values(test: Predicate, value: object, place: Place) -> tuple[str, ...]:
    """The values of a condition as text, in the writing each predicate asks for."""
    if test in _FLAGS:
        if value is not True:
            raise UnreadableError(f"“{test}”只能写 true。", f"请写 {test} = true，或删去这个条件。", place)
        return ()
    if test in _LISTS:
        texts = texts_from(value, place)
        if not texts:
            raise UnreadableError(f"“{test}”后面一个值也没有。", f'请写成 {test} = ["甲", "乙"]。', place)
        return texts
    if test in _NUMBERS:
        return (format(number_from(value, place), "f"),)
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, int | Decimal):
        return (format(value, "f") if isinstance(value, Decimal) else str(value),)
    return (_text({str(test): value}, str(test), place),)


def condition_from(data: object, place: Place) -> Condition:
    """``{ column = "severity", is = "重大" }``: one column, one predicate with its value. Raises UnreadableError."""
    table = _table(data, None, place)
    column = _text(table, "column", place)
    tests = [key for key in table if key != "column"]
    known = [test.value for test in Predicate]
    if len(tests) != 1 or tests[0] not in known:
        raise UnreadableError(
            f"列“{column}”的条件应当恰好写一个谓词，这里是：{'、'.join(tests) or '无'}。",
            f"可以写的谓词有：{'、'.join(known)}。",
            place,
        )
    test = Predicate(tests[0])
    return Condition(column, test, _values(test, table[tests[0]], {**place, "field": test.value}))


def conditions_from(data: object, place: Place) -> tuple[Condition, ...]:
    """A list of conditions that hold together. Raises UnreadableError."""
    if isinstance(data, str) or not isinstance(data, Sequence):
        raise UnreadableError("条件应当是一列表。", '请写成 [{ column = "列", is = "值" }] 的形式。', place)
    return tuple(condition_from(item, {**place, "number": number}) for number, item in enumerate(data, 1))


def thresholds_from(data: object, place: Place) -> Thresholds:
    """``{ full = "100%", attained = "95%", partly = "80%" }``, each bound not above the one before it.

    Raises UnreadableError.
    """
    table = _table(data, _THRESHOLD_KEYS, place)
    if "full" not in table:
        raise UnreadableError("界限里没有写 full。", '请写明达到多少算完全达成，例如 full = "100%"。', place)
    given = {key: number_from(value, {**place, "field": key}) for key, value in table.items()}
    bounds = [given[key] for key in ("full", "attained", "partly", "floor") if key in given]
    if any(higher <= lower for higher, lower in pairwise(bounds)):
        raise UnreadableError("界限没有从高到低排列。", "请检查 full > attained > partly > floor。", place)
    return Thresholds(given["full"], given.get("attained"), given.get("partly"), given.get("floor", Decimal(0)))


def measure_from(data: object, place: Place | None = None) -> Measure:
    """A measure from its table; decimals must come as Decimal or text. Raises UnreadableError with place and remedy."""
    table = _table(data, _MEASURE_KEYS, place or {})
    code = _text(table, "code", place or {})
    here: dict[str, object] = {**(place or {}), "measure": code}
    if not _CODE.fullmatch(code):
        raise UnreadableError(f"代码“{code}”写法不对。", "代码用小写英文字母、数字和下划线，以字母开头。", here)
    reading = _maybe_text(table, "reading", here)
    if reading is not None and reading not in READINGS:
        raise UnreadableError(f"不认识的读法“{reading}”。", f"可以写：{'、'.join(READINGS)}。", here)
    parts = _table(table.get("parts", {}), None, {**here, "field": "parts"})
    return Measure(
        code=code,
        label=_text(table, "label", here),
        kind=_text(table, "kind", here),
        ledger=_text(table, "ledger", here),
        where=conditions_from(table.get("where", ()), {**here, "field": "where"}),
        parts={key: part_from(value, {**here, "field": f"parts.{key}"}) for key, value in parts.items()},
        unit=_maybe_text(table, "unit", here),
        names=texts_from(table.get("names", ()), {**here, "field": "names"}),
        reading=reading,
        thresholds=thresholds_from(table["thresholds"], {**here, "field": "thresholds"})
        if "thresholds" in table
        else None,
        note=_maybe_text(table, "note", here) or "",
    )


def checklist_from(data: object, place: Place | None = None) -> Checklist:
    """``{ project, kind, items }``: what a unit requires of a kind of register. Raises UnreadableError."""
    here = place or {}
    table = _table(data, _CHECKLIST_KEYS, here)
    items = texts_from(table.get("items", ()), {**here, "field": "items"})
    if not items:
        raise UnreadableError("清单里没有写应有的项。", "请在 items 里写明每一项的名称。", {**here, "field": "items"})
    keys = [name_key(item) for item in items]
    for number, key in enumerate(keys):
        if key in keys[:number]:
            raise UnreadableError(
                f"“{items[number]}”在清单里写了两次。", "请删去重复的一项。", {**here, "field": "items"}
            )
    return Checklist(_text(table, "project", here), _text(table, "kind", here), items)
