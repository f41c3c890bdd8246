"""Results in words for people at a terminal: the sheet as rows, the path of a score as lines."""

from __future__ import annotations

from youju.model.citation import Status
from youju.model.measurement import State
from youju.model.score import Score
from youju.notation.number import percent, plain, rational
from youju.notation.target import format_target
from youju.stages.self_evaluate import points_text, printed_actual
from youju.stages.sheet import Line, Sheet
from youju.work.explaining import Path
from youju.work.workspace import moment_words

STATUS_WORDS = {
    Status.SEEN: "已见原文",
    Status.SECONDARY: "转引",
    Status.REMEMBERED: "凭记忆，文号条款待核",
    Status.UNCERTAIN: "不确定",
    Status.OURS: "本系统的建议",
}


def sheet_rows(sheet: Sheet) -> list[tuple[str, ...]]:
    """The rows of the sheet: number, name, target, actual, weight, points, remark; execution first."""
    rows = [_sheet_row(str(number), line) for number, line in enumerate(sheet.lines, start=1)]
    return [_sheet_row("", sheet.execution), *rows]


def _sheet_row(number: str, line: Line) -> tuple[str, ...]:
    actual = printed_actual(line).raw if number else rate_words(line)
    return (
        number,
        line.indicator.name or "",
        format_target(line.indicator.target) if number else "",
        actual or "",
        plain(line.score.weight),
        points_text(line.score.points) or "未定",
        remark(line),
    )


def rate_words(line: Line) -> str | None:
    """The budget execution rate as people read it."""
    return None if line.measurement.value is None else percent(line.measurement.value)


def remark(line: Line) -> str:
    """What a reader must know of the row: why it is open, provisional, stated, or what was lost and why."""
    measurement = line.measurement
    if line.conceded:
        return f"单位放弃：{line.reason}"
    if line.open:
        return measurement.reason or line.score.working
    parts = ["暂定：台账尚未全部关账"] if measurement.provisional else []
    parts += ["陈述，不是算出的"] if measurement.stated else []
    parts += ["样本太小"] if "small_sample" in measurement.flags else []
    parts += [line.score.working] if line.score.share is not None and line.score.share < 1 else []
    return "；".join(parts)


def citation_words(score: Score) -> str:
    """The rule's source with how sure we are of it."""
    return f"{score.citation.text}（{STATUS_WORDS[score.citation.status]}）"


def why_lines(path: Path) -> list[str]:
    """The path from points down to evidence, a step a line."""
    line, measurement = path.line, path.line.measurement
    target = f"，目标 {format_target(line.indicator.target)}" if path.number else ""
    points = points_text(line.score.points)
    lines = [
        f"{line.indicator.name}{target}",
        f"得分　{points if points is not None else '未定'}（分值 {plain(line.score.weight)}）",
        f"规则　{line.score.text}",
        f"　　　{citation_words(line.score)}",
    ]
    if not line.open:
        lines.append(f"算式　{line.score.working}")
    if measurement.state is State.VALUE:
        lines.append(f"数值　{measurement.working or rational(measurement.value) or '陈述'}")
    else:
        lines.append(f"数值　{'未知' if measurement.state is State.UNKNOWN else '没有'}：{measurement.reason}")
    lines += [
        f"{label}　{line.words[key]}"
        for key, label in (("numerator", "分子"), ("denominator", "分母"), ("method", "方法"))
        if line.words.get(key)
    ]
    if path.sql:
        lines.append(f"查询　{path.sql}")
    return [*lines, *_completeness_lines(path), *_filed_lines(path)]


def _filed_lines(path: Path) -> list[str]:
    filed = path.filed
    if filed is None:
        return []
    stated, points = filed["stated"], filed["points"]
    how = f"，陈述为“{stated['text']}”" if isinstance(stated, dict) else "，单位放弃得分" if filed["conceded"] else ""
    return [f"填报　{moment_words(str(filed['at']))} {filed['by']} 填报 {points} 分{how}"]


def _completeness_lines(path: Path) -> list[str]:
    complete = path.completeness
    if complete is None or not complete.closes:
        return []
    closed = "；".join(f"{span.start} 至 {span.end}" for span in complete.closed) or "没有"
    lines = [f"关账　{closed}"]
    if complete.gaps:
        lines.append(f"缺口　{'；'.join(f'{gap.start} 至 {gap.end}' for gap in complete.gaps)}")
    return lines
