"""A read form in words for people at a terminal: its head, money and goals, rows, what it leaves open, notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from youju.cli.output import shortened
from youju.model.declaration import Declaration, Execution, Kind, Note
from youju.model.indicator import Indicator, Monitoring
from youju.model.place import Place
from youju.model.target import Target
from youju.notation.amount import format_amount
from youju.notation.number import percent, plain
from youju.notation.target import format_target
from youju.stages.doubts import Doubt, doubts_of
from youju.stages.fields import LABELS, text_of

KINDS = {
    Kind.DECLARATION: "申报表",
    Kind.SELF_EVALUATION: "自评表",
    Kind.MONITORING: "监控表",
    Kind.UNKNOWN: "不明",
}
OPEN = "？"
COMPARE = "请对照原表核对"
SHORT_RUN = 2  # rows, named one by one
MANY = 3  # notes of one kind, beyond which they are one line
LONGEST_GOAL, LONGEST_REASON, LONGEST_VALUE = 120, 24, 24
_HEAD = ("code", "department", "unit", "category", "nature")
_WHOLE, _YEAR = ("total", "fiscal", "other"), ("annual", "appropriation", "carry_over", "annual_other")
_GOALS = ("overall", "annual", "annual_result")
_EXPECTED = ("project.department", "project.unit")
_PERIODS = {"annual": "年度", "medium": "实施期"}
_CARRIED = frozenset({"level1", "level2"})
_EXECUTION = ("initial", "budget", "spent", "forecast", "weight", "rate", "points")


@dataclass(frozen=True, slots=True)
class Columns:
    """A table for people; ``right`` names the columns of numbers."""

    title: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[str, ...]


def heading(form: Declaration) -> str:
    """The name of the project, the year, the kind of form and its layout."""
    year = "没有写年度" if form.year is None else f"{form.year}年度"
    return f"{form.project.name or '（无项目名称）'} · {year} · {KINDS[form.kind]}（{form.layout}）"


def head_lines(form: Declaration) -> list[str]:
    """What stands above the indicators except the money spent: bodies, dates, funds with their unit, goals, totals."""
    return [*_project_lines(form), *_funds_lines(form), *_goal_lines(form), *_points_lines(form)]


def _project_lines(form: Declaration) -> Iterator[str]:
    held = [(f"project.{name}", getattr(form.project, name)) for name in _HEAD]
    yield from (f"{LABELS[path]}　{_marked(value, path in form.doubts)}" for path, value in held if value)
    start, end = form.project.start, form.project.end
    if start or end:
        doubted = not {"project.start", "project.end"}.isdisjoint(form.doubts)
        yield _marked(f"起止日期　{start or '没有写'} 至 {end or '没有写'}", doubted)
    blank = [LABELS[path] for path in _EXPECTED if not text_of(form, path) and path not in form.doubts]
    if blank:
        yield f"没有读到　{'、'.join(blank)}"


def _funds_lines(form: Declaration) -> Iterator[str]:
    funds = form.funds
    lines = [_amounts(form, names) for names in (_WHOLE, _YEAR)]
    lines.append("，".join(f"{origin} {format_amount(amount)}" for origin, amount in funds.by_origin.items()))
    if any(lines):
        yield f"资金　{_unit_words(form)}"
        yield from (f"　　　{line}" for line in lines if line)


def _amounts(form: Declaration, names: Sequence[str]) -> str:
    held = [(f"funds.{name}", getattr(form.funds, name)) for name in names]
    shown = [(path, format_amount(amount)) for path, amount in held if amount is not None]
    return "，".join(f"{LABELS[path]} {_marked(amount, path in form.doubts)}" for path, amount in shown)


def _unit_words(form: Declaration) -> str:
    if not form.funds.unit_declared:
        return "单位：元（表上没有写明单位）"
    printed = form.funds.printed_unit
    return "单位：元" if printed in (None, "元") else f"单位：元（表上写的是{printed}）"


def _goal_lines(form: Declaration) -> Iterator[str]:
    for name in _GOALS:
        if text := flat_line(getattr(form.objectives, name)):
            path, period = f"objectives.{name}", form.objectives.overall_period if name == "overall" else None
            said = _marked(shortened(text, LONGEST_GOAL), path in form.doubts)
            yield f"{LABELS[path]}{f'（{period}）' if period else ''}　{said}"


def _points_lines(form: Declaration) -> Iterator[str]:
    if form.level_weights:
        yield "一级分值　" + "，".join(f"{level} {plain(weight)}" for level, weight in form.level_weights.items())
    totals = form.totals
    said = (("分值", _plain(totals.weight)), ("得分", _plain(totals.points)), ("等级", totals.grade))
    if words := "，".join(f"{label} {value}" for label, value in said if value):
        yield f"总分　{words}"


def execution_columns(form: Declaration) -> Columns | None:
    """The block of money spent, the total first; columns that hold nothing are left out. None where there is none."""
    if form.execution is None:
        return None
    rows = [form.execution, *form.execution.parts]
    names = [name for name in _EXECUTION if any(getattr(row, name) is not None for row in rows)]
    if not names:
        return None
    labels = tuple(LABELS[f"execution.{name}"].removeprefix("执行率") or "执行率" for name in names)
    total, *parts = (tuple(_spent(row, name) for name in names) for row in rows)
    doubted = [f"execution.{name}" in form.doubts for name in names]
    shown = (
        (form.execution.label or "合计", *map(_marked, total, doubted)),
        *((row.label or "", *cells) for row, cells in zip(form.execution.parts, parts, strict=True)),
    )
    return Columns(f"预算执行　{_unit_words(form)}", ("", *labels), shown, labels)


def _spent(row: Execution, name: str) -> str:
    value = getattr(row, name)
    if value is None:
        return ""
    if name == "rate":
        return percent(Fraction(value))
    return plain(value) if name in {"weight", "points"} else format_amount(value)


def row_columns(form: Declaration) -> Columns:
    """The indicators; an open field has a question mark. A column beyond the target stands where a row fills it."""
    rows = [
        (number, row)
        for at, one in enumerate(form.indicators, start=1)
        for number, row in (
            (str(at), one),
            *((f"{at}.{below}", child) for below, child in enumerate(one.children, start=1)),
        )
    ]
    all_cells = [_cells(number, row) for number, row in rows]
    always = {"序号", "一级", "二级", "指标", "目标值"}
    always |= {"完成值", "分值", "得分"} if form.kind is Kind.SELF_EVALUATION else set()
    periods = {row.period for _, row in rows}
    kept = [
        name
        for name in _cells("", Indicator(None, None, None))
        if name in always or (any(cells[name] for cells in all_cells) if name != "时期" else len(periods) > 1)
    ]
    shown = tuple(tuple(cells[name] for name in kept) for cells in all_cells)
    return Columns("", tuple(kept), shown, ("序号", "分值", "得分"))


def _cells(number: str, row: Indicator) -> dict[str, str]:
    """Every cell that a row may have, by the name of its column."""
    said = row.monitoring or Monitoring()
    doubts = row.doubts
    return {
        "序号": number,
        "时期": _PERIODS.get(row.period or "", row.period or ""),
        "一级": _marked(row.level1, "level1" in doubts),
        "二级": _marked(row.level2, "level2" in doubts),
        "指标": _marked(row.name, "name" in doubts),
        "目标值": _marked(_target(row.target), not {"target", "comparator", "unit"}.isdisjoint(doubts)),
        "完成值": _marked(_target(row.actual), "actual" in doubts),
        "执行情况": said.progress or "",
        "预计完成": said.forecast or "",
        "可能性": said.likelihood or "",
        "分值": _marked(_plain(row.weight), "weight" in doubts),
        "得分": _marked(_plain(row.points), "points" in doubts),
        "原因": shortened(flat_line(row.reason or said.cause_text or "、".join(said.causes)), LONGEST_REASON),
    }


def _target(target: Target | None) -> str:
    """As filed, where it was filed as a number with a sign in the usual spelling; what is no target as it stands."""
    if target is None:
        return ""
    return format_target(target) or flat_line(target.raw)


def _marked(text: str | None, doubted: bool) -> str:
    return f"{text or ''}{OPEN if doubted else ''}"


def doubt_lines(form: Declaration) -> list[str]:
    """What the form leaves open: the head first, then the rows, those with the same question together."""
    asked = doubts_of(form)
    return [*_head_doubts(one for one in asked if one.number is None), *_row_doubts(asked)]


def _head_doubts(asked: Iterable[Doubt]) -> Iterator[str]:
    unread: list[str] = []
    for one in asked:
        if one.alternatives or _value(one):
            yield f"{one.label}：{_question(one)}"
        else:
            unread.append(one.label)
    if unread:
        yield f"没有读到 {'、'.join(unread)}，{COMPARE}"


def _row_doubts(asked: Iterable[Doubt]) -> Iterator[str]:
    """Questions with an answer at hand by what they ask; of the others all fields of a row in one line."""
    grouped: dict[tuple[str, str], list[int]] = {}
    unread: dict[int, list[str]] = {}
    for one in asked:
        if one.number is None:
            continue
        if one.alternatives or one.field in _CARRIED:
            grouped.setdefault((one.label, _question(one)), []).append(one.number)
        else:
            unread.setdefault(one.number, []).append(one.label)
    for number, labels in unread.items():
        grouped.setdefault(("、".join(labels), COMPARE), []).append(number)
    yield from (f"{rows_words(numbers)}　{label}：{said}" for (label, said), numbers in grouped.items())


def _question(doubt: Doubt) -> str:
    value = _value(doubt)
    read = f"读作“{shortened(value, LONGEST_VALUE)}”" if value else "没有读到"
    if doubt.alternatives:
        others = "、".join(f"“{LABELS.get(one, one)}”" for one in doubt.alternatives)
        belongs = all(one in LABELS for one in doubt.alternatives)
        return f"{read}，{'也' if value else ''}可能{'属于' if belongs else '是'}{others}"
    carried = doubt.number is not None and doubt.field in _CARRIED and value
    return f"{read}（沿用上文），请核对" if carried else f"{read}，{COMPARE}"


def _value(doubt: Doubt) -> str:
    """What was read, on one line; whether a unit was printed is no text of the form."""
    return "" if doubt.field == "funds.unit_declared" else flat_line(doubt.value)


def note_lines(form: Declaration) -> list[str]:
    """The notes; more than three of one kind in one line with their count and rows."""
    kinds: dict[str, list[Note]] = {}
    for note in form.notes:
        kinds.setdefault(note.code, []).append(note)
    lines = []
    for notes in kinds.values():
        if len(notes) <= MANY:
            lines += [_note(note, form) for note in notes]
        else:
            lines.append(_many(notes, form))
    return lines


def _note(note: Note, form: Declaration) -> str:
    """A note; one of a row without a name says which row."""
    rows = rows_of([note], form.indicators)
    return note.message.replace("“”", rows_words(rows), 1) if rows and note.message.startswith("“”") else note.message


def _many(notes: Sequence[Note], form: Declaration) -> str:
    said = {note.message.partition("”")[2].lstrip("：") for note in notes}
    rows = rows_of(notes, form.indicators)
    where = f"（{rows_words(rows)}）" if rows else ""
    return f"有 {len(notes)} 处{where}：{said.pop() if len(said) == 1 else f'如{notes[0].message}'}"


def rows_of(notes: Sequence[Note], rows: Sequence[Indicator]) -> list[int]:
    """The numbers from 1 of the rows that the notes speak of: those at their places, of several those they name.

    Two notes of one kind never speak of one row.
    """
    found: list[int] = []
    for note in notes:
        where = _line(note.place)
        at = [number for number, row in enumerate(rows, start=1) if where and _line(row.place) == where]
        named = note.message.partition("“")[2].partition("”")[0]
        called = [number for number in at or range(1, len(rows) + 1) if named and rows[number - 1].name == named]
        left = [number for number in called or at if number not in found]
        found += left[:1]
    return found


def _line(place: Place) -> tuple[object, ...] | None:
    """Where a row stands, whatever the column."""
    said = (place.sheet, place.page, place.table, place.row, place.line)
    return said if place.row or place.line else None


def rows_words(numbers: Collection[int]) -> str:
    """第1—3、5行."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    spans = (f"{run[0]}—{run[-1]}" if len(run) > SHORT_RUN else "、".join(map(str, run)) for run in runs)
    return f"第{'、'.join(spans)}行"


def flat_line(text: str | None) -> str:
    """The text on one line."""
    return " ".join((text or "").split())


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
