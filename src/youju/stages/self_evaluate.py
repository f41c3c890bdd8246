"""Self-evaluate (单位自评): the computed sheet becomes the official form and an act, once nothing is left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from youju.model.declaration import Declaration, Execution, Kind, Totals
from youju.model.dossier import Data, Draft
from youju.model.indicator import Indicator
from youju.model.measurement import Measurement, State, Statement
from youju.model.organisation import Person
from youju.model.score import Score
from youju.model.target import Comparator, NoTarget, Quality, Quantity, Target
from youju.notation.document import document_of
from youju.notation.number import percent, plain, rational, rounded
from youju.notation.target import parse_actual
from youju.notation.text import clean
from youju.stages.sheet import Line, Sheet, actual_of

SELF_EVALUATED = "self-evaluated"
LAYOUT = "shanghai-selfeval"
TITLE = "财政项目支出绩效自评表"
STATED_MARK = "（陈述）"
FIRST_BAND, SECOND_BAND = Fraction(8, 10), Fraction(6, 10)
SHORTFALL = "shortfall"
_EXPLAIN_SHORTFALL = "请说明偏差原因和改进措施"
_DEMANDS = {
    SHORTFALL: f"未达到目标值，{_EXPLAIN_SHORTFALL}",
    "over-achievement": "超过目标值较多，请说明原因",
    "low-execution": "预算执行率偏低，请说明原因",
}
_ANSWER_LEVEL = "请在申报时答复 level1，重新申报后再自评。"
_EXPLAIN = "在理由表的 reason 列填写。"


@dataclass(frozen=True, slots=True)
class Missing:
    """What must still be said or done before the sheet is filed: an open row, or a reason the scheme demands.

    ``number`` of the row in the form, 0 for the execution rate; None: it is about no single row.
    """

    indicator: str
    why: str
    remedy: str
    number: int | None = None


def missing(sheet: Sheet) -> tuple[Missing, ...]:
    """Open rows first, then reasons the scheme demands and nobody gave; empty when the sheet may be filed."""
    rows = list(enumerate((sheet.execution, *sheet.lines)))
    open_rows = [
        Missing(
            line.indicator.name or "",
            line.measurement.reason or line.score.working or "没有可以计分的完成值。",
            f"{_remedy(line)}或在理由表中陈述完成值并附佐证（stated、proof）；或说明理由后按 0 分放弃（concede）。",
            number,
        )
        for number, line in rows
        if line.open
    ]
    unexplained = [
        Missing(line.indicator.name or "", f"{_demanded(line, demand)}。", _EXPLAIN, number)
        for number, line in rows
        if not line.open and not line.reason
        for demand in line.score.demands
    ]
    return (*_weightless(sheet), *open_rows, *unexplained)


def _demanded(line: Line, demand: str) -> str:
    """Why a reason is wanted, in words that go with what the form prints: 达成（99.63%） is not all points."""
    asked = _DEMANDS.get(demand, "请说明原因")
    if demand != SHORTFALL or not isinstance(line.indicator.target, Quality):
        return asked
    band = "" if line.measurement.stated else f"{band_word(line.score.share)}，"
    return f"{band}未得满分，{_EXPLAIN_SHORTFALL}"


def _weightless(sheet: Sheet) -> list[Missing]:
    """Rows that weigh nothing because their first level is unknown, and a column of weights filled only in part."""
    lacking = [
        Missing(line.indicator.name or "", "一级指标不明，没有分值。", _ANSWER_LEVEL, number)
        for number, line in enumerate(sheet.lines, start=1)
        if not line.score.weight
    ]
    filed = [row.weight for row in sheet.declaration.indicators if row.weight is not None]
    if filed and len(filed) < len(sheet.declaration.indicators):
        why = f"申报表只给{len(filed)}个指标写了分值，现在按评分方案平均分配。"
        lacking.append(Missing("分值", why, "请补齐申报表的分值后重新申报。"))
    return lacking


def _remedy(line: Line) -> str:
    if line.measurement.state is State.UNKNOWN:
        return "补登并关账后重算；"
    return "导入台账（清单类的先登记清单）后重算；" if line.measurement.ledger else "先由单位定义台账和算法；"


def form(sheet: Sheet, annual_result: str | None = None) -> Declaration:
    """The official self-evaluation document of the sheet: what is unknown stays blank."""
    declaration, total = sheet.declaration, sheet.total
    return replace(
        declaration,
        kind=Kind.SELF_EVALUATION,
        layout=LAYOUT,
        title=TITLE,
        execution=_execution(sheet),
        objectives=replace(declaration.objectives, annual_result=annual_result or result_text(sheet)),
        indicators=tuple(_filled(line) for line in sheet.lines),
        totals=Totals(total.weight, total.points, total.grade),
        notes=(),
        places={},
        doubts=(),
        alternatives={},
        source=None,
    )


def _execution(sheet: Sheet) -> Execution:
    line, funds = sheet.execution, sheet.declaration.funds
    budget, measurement = funds.annual, line.measurement
    known = measurement.state is State.VALUE and measurement.numerator is not None
    spent = rounded(measurement.numerator, 2) if known and measurement.numerator is not None else None
    rate = rounded(measurement.value, 6) if measurement.value is not None else None
    only_grant = funds.appropriation is not None and funds.appropriation == budget
    grant = Execution(
        label="其中：当年财政拨款",
        initial=funds.appropriation,
        budget=funds.appropriation,
        spent=spent if only_grant else None,
        rate=rate if only_grant else None,
    )
    parts = (
        grant,
        Execution(label="上年结转资金", initial=funds.carry_over, budget=funds.carry_over),
        Execution(label="其他资金", initial=funds.annual_other, budget=funds.annual_other),
    )
    return Execution(
        label="年度资金总额",
        initial=budget,
        budget=budget,
        spent=spent,
        rate=rate,
        weight=line.score.weight,
        points=line.score.points,
        parts=parts,
    )


def _filled(line: Line) -> Indicator:
    return replace(
        line.indicator,
        actual=printed_actual(line),
        weight=line.score.weight,
        points=line.score.points,
        reason=line.reason,
        doubts=(),
        alternatives={},
    )


def printed_actual(line: Line) -> Target:
    """The actual as the form prints it: a number in the unit of the target, a word with its value, blank if open."""
    measurement, target = line.measurement, line.indicator.target
    if measurement.stated is not None:
        parsed = parse_actual(measurement.stated.text, target).target
        return replace(parsed, raw=f"{clean(measurement.stated.text)}{STATED_MARK}")
    if measurement.state is not State.VALUE or measurement.value is None:
        return NoTarget(None)
    if isinstance(target, Quality):
        word = band_word(line.score.share)
        return Quality(f"{word}（{percent(measurement.value)}）", word)
    actual = actual_of(measurement, target)
    unit = actual.unit or getattr(target, "unit", None)
    shown = rounded(actual.value if actual.value is not None else measurement.value, 2)
    return Quantity(f"{plain(shown)}{unit or ''}", Comparator.EQUAL, shown, unit, implied=True)


def band_word(share: Fraction | None) -> str:
    """The band of a word by the share earned: the names printed in official forms (10号)."""
    if share is None:
        return "未认定"
    return "达成" if share >= FIRST_BAND else "部分达成" if share >= SECOND_BAND else "未达成"


def result_text(sheet: Sheet) -> str:
    """What was achieved, in one factual sentence counted from the rows."""
    reached = sum(line.score.reached is True for line in sheet.lines)
    unmet = sum(line.score.reached is False for line in sheet.lines)
    open_rows = sum(line.open for line in sheet.lines)
    parts = [f"绩效指标{len(sheet.lines)}项，达到目标值{reached}项，未完全达到{unmet}项"]
    if open_rows:
        parts.append(f"尚无法认定{open_rows}项")
    if sheet.execution.measurement.value is not None:
        parts.append(f"预算执行率{percent(sheet.execution.measurement.value)}")
    return "，".join(parts) + "。"


def self_evaluate(sheet: Sheet, facts: Mapping[str, Data], person: Person, at: str) -> Draft:
    """The act of filing: the form, and for each row its measurement, working, rule and cut.

    ``facts``: what the calculation was based on (as_of, cuts, declared digest), kept as given. Callers first make
    sure that ``missing`` is empty.
    """
    rows: list[Data] = [row_document(line) for line in (sheet.execution, *sheet.lines)]
    body: dict[str, Data] = {**document_of(form(sheet, _given(facts))), "scheme": sheet.scheme.code, "rows": rows}
    return Draft(SELF_EVALUATED, person.name, person.role.value, at, {**body, **facts})


def _given(facts: Mapping[str, Data]) -> str | None:
    text = facts.get("annual_result")
    return text if isinstance(text, str) else None


def row_document(line: Line) -> dict[str, Data]:
    """Measurement, score and working of one row as plain data."""
    return {
        "name": line.indicator.name,
        "measure": None if line.measure is None else line.measure.code,
        **measurement_document(line.measurement),
        **score_document(line.score),
        "reason": line.reason,
        "conceded": line.conceded,
    }


def measurement_document(measurement: Measurement) -> dict[str, Data]:
    """The measurement with exact values as decimal text; shares are fractions of 1."""
    stated = measurement.stated
    interval: Sequence[str] | None = None
    if measurement.interval is not None:
        interval = [plain(rounded(bound, 6)) for bound in measurement.interval]
    return {
        "kind": measurement.kind,
        "ledger": measurement.ledger,
        "value": rational(measurement.value),
        "numerator": rational(measurement.numerator),
        "denominator": rational(measurement.denominator),
        "n": measurement.n,
        "coverage": rational(measurement.coverage),
        "state": measurement.state.value,
        "provisional": measurement.provisional,
        "unit": measurement.unit,
        "why_open": measurement.reason,
        "interval": None if interval is None else list(interval),
        "measured": measurement.working,
        "stated": None if stated is None else _statement_document(stated),
    }


def _statement_document(stated: Statement) -> dict[str, Data]:
    return {
        "text": stated.text,
        "by": stated.by,
        "reason": stated.reason,
        "proof": stated.proof,
        "proof_name": stated.proof_name,
    }


def score_document(score: Score) -> dict[str, Data]:
    """Weight, share and points with the rule that decided them and its citation."""
    return {
        "weight": plain(score.weight),
        "share": rational(score.share),
        "points": points_text(score.points),
        "rule": score.rule,
        "rule_text": score.text,
        "rule_source": score.citation.text,
        "rule_status": score.citation.status.value,
        "working": score.working,
        "flags": list(score.flags),
        "demands": list(score.demands),
    }


def points_text(points: Decimal | None) -> str | None:
    """Points with two places; None without a verdict."""
    return None if points is None else f"{points:.2f}"
