"""Measures by group as ``measure --by`` shows them: plain data, and rows for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from youju.engines.contract import BY_MONTH, MOST_GROUPS
from youju.model.dossier import Data
from youju.model.measurement import Measurement, State
from youju.notation.number import percent, plain, rounded
from youju.stages.self_evaluate import measurement_document
from youju.stages.sheet import COUNTED_IN_UNITS
from youju.work.grouping import Grouped, GroupValue
from youju.work.measuring import ProjectSheet

BLANK = "（未填）"
_OF_THE_WHOLE = ("kind", "ledger", "stated")  # what a group shares with its indicator


def grouped_document(project: ProjectSheet, lines: Sequence[Grouped], by: str) -> dict[str, Data]:
    """One project as ``measure --by --json`` prints it; the budget execution rate stands last and has no number."""
    return {
        "name": project.declaration.project.name,
        "year": project.declaration.year,
        "indicators": [_line_document(number, line, by) for number, line in _numbered(lines)],
    }


def _numbered(lines: Sequence[Grouped]) -> Iterator[tuple[int | None, Grouped]]:
    for number, line in enumerate(lines, start=1):
        yield (number if number < len(lines) else None), line


def _line_document(number: int | None, line: Grouped, by: str) -> dict[str, Data]:
    measure = line.asked.measure
    return {
        "number": number,
        "name": line.asked.indicator.name,
        "kind": measure.kind if measure else None,
        "ledger": measure.ledger if measure else None,
        "groups": [_group_document(group, by) for group in line.groups],
        "more": line.more,
        "why_not": line.why_not,
    }


def _group_document(group: GroupValue, by: str) -> dict[str, Data]:
    document: dict[str, Data] = {"group": group.group, **_value_document(group.found)}
    if by == BY_MONTH and group.cumulative is not None:
        document["cumulative"] = _value_document(group.cumulative)
    return document


def _value_document(found: Measurement) -> dict[str, Data]:
    document = {key: value for key, value in measurement_document(found).items() if key not in _OF_THE_WHOLE}
    return {**document, "flags": list(found.flags)}


def group_rows(lines: Sequence[Grouped], by: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Columns and rows of a table: of every indicator that has groups, its groups one below the other."""
    trend = ("累计",) if by == BY_MONTH else ()
    columns = ("序号", "指标", "月份" if trend else "分组", "值", "分子", "分母", "样本量", *trend, "说明")
    rows = []
    for number, line in _numbered(lines):
        for place, group in enumerate(line.groups):
            named = ("", "") if place else (str(number or ""), line.asked.indicator.name or "")
            rows.append((*named, *_group_row(group, trend=bool(trend))))
    return columns, rows


def _group_row(group: GroupValue, *, trend: bool) -> tuple[str, ...]:
    found = group.found
    parts = tuple("—" if part is None else plain(rounded(part, 2)) for part in (found.numerator, found.denominator))
    so_far = (_value_words(group.cumulative),) if trend and group.cumulative is not None else ()
    return (
        BLANK if group.group is None else group.group,
        _value_words(found),
        *parts,
        str(found.n),
        *so_far,
        _remark(found),
    )


def _value_words(found: Measurement) -> str:
    if found.value is None:
        return "—"
    if found.unit is None and found.kind not in COUNTED_IN_UNITS:
        return percent(found.value)
    return f"{plain(rounded(found.value, 2))}{found.unit or ''}"


def _remark(found: Measurement) -> str:
    if found.state is not State.VALUE:
        return found.reason or ""
    parts = ["暂定"] if found.provisional else []
    return "；".join([*parts, *(["样本太小"] if "small_sample" in found.flags else [])])


def left_out(lines: Sequence[Grouped]) -> list[str]:
    """Sentences about what the table does not show: indicators without groups, and groups beyond the first."""
    reasons: dict[str, list[str]] = {}
    for line in lines:
        if line.why_not is not None:
            reasons.setdefault(line.why_not, []).append(line.asked.indicator.name or "（没有名称）")
    sentences = [f"{'、'.join(names)}：{why}" for why, names in reasons.items()]
    cut = [line.asked.indicator.name or "" for line in lines if line.more]
    if cut:
        sentences.append(f"{'、'.join(cut)}：这一列的不同取值超过 {MOST_GROUPS} 个，只列出前 {MOST_GROUPS} 个。")
    return sentences
