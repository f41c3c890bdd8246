"""Measure: every indicator of the declared forms is asked of its ledger, all questions of one ledger in one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from youju import measures, packs, scoring
from youju.engines.addresses import DEFAULT, engine_of
from youju.engines.contract import Engine
from youju.measures.contract import Answer, Question, Request
from youju.model.declaration import Declaration
from youju.model.dossier import Data, Dossier
from youju.model.indicator import Indicator
from youju.model.ledger import Completeness, Cut, completeness
from youju.model.measure import Measure, Thresholds
from youju.model.measurement import Measurement, State
from youju.model.period import Calendar, Period, year
from youju.model.target import Quality
from youju.notation.number import plain
from youju.notation.target import format_target
from youju.notation.text import name_key
from youju.scoring.contract import Scheme
from youju.stages.self_evaluate import points_text, row_document
from youju.stages.sheet import EXECUTION, Line, Measured, Sheet, execution_line, score_line, sheet_of, weights_of
from youju.work.declaring import current
from youju.work.ledgers import cut_of
from youju.work.record import Record, record_of
from youju.work.remembering_results import CACHE, RememberingEngine
from youju.work.workspace import Workspace

BUDGET_EXECUTION = "budget_execution"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question put to a ledger, with the requests an engine answers. ``question`` None: nothing measures it."""

    indicator: Indicator
    measure: Measure | None
    question: Question | None = None
    requests: tuple[Request, ...] = ()
    why_not: str | None = None


@dataclass(frozen=True, slots=True)
class ProjectSheet:
    """A project measured and scored as of a day. ``asked`` stands beside ``sheet.lines``, one each; execution apart."""

    dossier: Dossier
    declaration: Declaration
    sheet: Sheet
    asked: tuple[Asked, ...]
    execution: Asked
    as_of: date


@dataclass(frozen=True, slots=True)
class View:
    """What a calculation sees: the day it is asked about, how far the logs are read, and what was found of ledgers."""

    workspace: Workspace
    as_of: date
    sequence: int | None
    record: Record
    engine: Engine
    cuts: dict[str, Cut] = field(default_factory=dict)
    completed: dict[tuple[str, Period], Completeness] = field(default_factory=dict)

    def cut(self, ledger: str) -> Cut:
        """The cut of that ledger, read and verified once a calculation."""
        if ledger not in self.cuts:
            self.cuts[ledger] = cut_of(self.workspace, self.workspace.pack.ledgers[ledger], self.sequence)
        return self.cuts[ledger]

    def completeness(self, ledger: str, period: Period) -> Completeness:
        """Closings and gaps of the ledger within the period, by the unit's calendar."""
        if (ledger, period) not in self.completed:
            self.completed[ledger, period] = completeness(self.cut(ledger), period, self.calendar)
        return self.completed[ledger, period]

    @property
    def calendar(self) -> Calendar:
        """The unit's calendar."""
        return self.record.calendar


def view(
    workspace: Workspace,
    as_of: date,
    sequence: int | None = None,
    engine: str = DEFAULT,
    *,
    remembering: bool = False,
) -> View:
    """A fresh look at the evidence. ``engine``: its address. Raises UnreadableError when it means none.

    ``remembering``: what an engine answered over the same evidence before is not asked again. Not for what is filed.
    """
    asked = engine_of(engine)
    if remembering and sequence is None:
        asked = RememberingEngine(asked, workspace.root / CACHE)
    return View(workspace, as_of, sequence, record_of(workspace), asked)


def measure_projects(seen: View, dossiers: Sequence[Dossier]) -> tuple[ProjectSheet, ...]:
    """Measures and scores the declared version of each dossier; all requests of one ledger run together."""
    declarations = [current(dossier) for dossier in dossiers]
    asked = [[_asked(seen, declaration, row) for row in declaration.indicators] for declaration in declarations]
    executions = [_execution_asked(seen, declaration) for declaration in declarations]
    answers = _answers(seen, [*(item for row in asked for item in row), *executions])
    return tuple(
        _project_sheet(seen, dossier, tuple(rows), execution, answers)
        for dossier, rows, execution in zip(dossiers, asked, executions, strict=True)
    )


def measure_of(workspace: Workspace, record: Record, indicator: str) -> Measure | None:
    """The unit's own measure for an indicator name, else the pack's."""
    return record.measure(indicator) or packs.binding(workspace.pack, indicator)


def measured_names(seen: View, declaration: Declaration) -> dict[str, str]:
    """Indicators that something measures, with the label of the measure: their words are not vague."""
    names = [row.name for row in declaration.indicators if row.name]
    found = {name: measure_of(seen.workspace, seen.record, name) for name in names}
    return {name: measure.label for name, measure in found.items() if measure is not None}


def _asked(seen: View, declaration: Declaration, indicator: Indicator) -> Asked:
    name = indicator.name or ""
    measure = measure_of(seen.workspace, seen.record, name)
    if measure is None:
        return Asked(
            indicator, None, why_not="还没有为这个指标指定台账和算法；可由单位定义，或在自评时陈述完成值并附佐证。"
        )
    return _question(seen, declaration, indicator, measure)


def _question(seen: View, declaration: Declaration, indicator: Indicator, measure: Measure) -> Asked:
    number = declaration.year or seen.as_of.year
    period = year(number).until(seen.as_of)
    if period is None:
        return Asked(indicator, measure, why_not=f"{number}年度到 {seen.as_of} 尚未开始。")
    project = declaration.project
    names = tuple(name for name in (project.name, project.code) if name)
    question = Question(
        measure=measure,
        ledger=seen.workspace.pack.ledgers[measure.ledger],
        as_of=seen.as_of,
        period=period,
        base=year(number - 1),
        project_names=names,
        budget=declaration.funds.annual,
        items=_items(seen.record, measure, project.name or ""),
    )
    return Asked(indicator, measure, question, measures.ask(question))


def _items(record: Record, measure: Measure, project: str) -> tuple[str, ...]:
    register = measures.register(measure)
    return () if register is None else record.items(project, register)


def _execution_asked(seen: View, declaration: Declaration) -> Asked:
    indicator = Indicator(None, None, EXECUTION)
    for measure in seen.workspace.pack.measures:
        if measure.kind == BUDGET_EXECUTION:
            return _question(seen, declaration, indicator, measure)
    return Asked(indicator, None, why_not="没有资金支出台账。")


def _answers(seen: View, asked: Sequence[Asked]) -> dict[int, Mapping[str, Answer]]:
    by_ledger: dict[str, list[tuple[int, Request]]] = {}
    for item in asked:
        for request in item.requests:
            by_ledger.setdefault(request.ledger, []).append((id(item), request))
    answers: dict[int, dict[str, Answer]] = {}
    with seen.engine.calculation([seen.cut(ledger) for ledger in by_ledger]) as engine:
        for ledger, owned in by_ledger.items():
            run = engine.run(seen.cut(ledger), [request for _, request in owned])
            for (owner, request), answer in zip(owned, run, strict=True):
                answers.setdefault(owner, {})[request.name] = answer
    return {owner: dict(named) for owner, named in answers.items()}


def _measurement(seen: View, item: Asked, answers: Mapping[int, Mapping[str, Answer]]) -> Measurement:
    if item.question is None:
        kind = item.measure.kind if item.measure else "none"
        ledger = item.measure.ledger if item.measure else None
        return Measurement(kind, ledger, State.NONE, reason=item.why_not)
    complete = seen.completeness(item.question.ledger.code, item.question.period)
    return measures.finish(item.question, answers.get(id(item), {}), complete, item.indicator.target)


def _project_sheet(
    seen: View,
    dossier: Dossier,
    asked: tuple[Asked, ...],
    execution: Asked,
    answers: Mapping[int, Mapping[str, Answer]],
) -> ProjectSheet:
    declaration = current(dossier)
    scheme = scheme_of(seen.workspace, declaration)
    found = [_measurement(seen, item, answers) for item in asked]
    weights = weights_of(declaration, scheme)
    measured = [
        Measured(
            indicator=item.indicator,
            measure=item.measure,
            measurement=measurement,
            weight=weight,
            thresholds=_thresholds(seen.record, item),
            start=declaration.project.start,
            words=measures.words(item.question) if item.question is not None else {},
        )
        for item, measurement, weight in zip(asked, found, weights, strict=True)
    ]
    paid = execution_line(_measurement(seen, execution, answers), declaration.funds.annual, scheme)
    lines = [score_line(row, scheme) for row in measured]
    return ProjectSheet(dossier, declaration, sheet_of(declaration, scheme, paid, lines), asked, execution, seen.as_of)


def scheme_of(workspace: Workspace, declaration: Declaration) -> Scheme:
    """The scheme in force for the form's own year, never for today's date."""
    return scoring.scheme_for(workspace.jurisdiction, declaration.year or 0)


def _thresholds(record: Record, item: Asked) -> Thresholds | None:
    own = record.thresholds.get(name_key(item.indicator.name or ""))
    if own is not None or item.measure is None or not isinstance(item.indicator.target, Quality):
        return own
    if item.measure.thresholds is not None:
        return item.measure.thresholds
    word = packs.words().get(item.indicator.target.word)
    return word.grading.thresholds if word is not None else None


def measured_document(seen: View, project: ProjectSheet) -> dict[str, Data]:
    """One project as ``measure --json`` prints it."""
    total = project.sheet.total
    return {
        "name": project.declaration.project.name,
        "year": project.declaration.year,
        "scheme": project.sheet.scheme.code,
        "points": points_text(total.points),
        "open_weight": plain(total.open_weight),
        "lost": plain(total.lost),
        "provisional": total.provisional,
        "grade": total.grade,
        "execution": _row_document(seen, project.execution, project.sheet.execution),
        "indicators": [
            _row_document(seen, asked, line) for asked, line in zip(project.asked, project.sheet.lines, strict=True)
        ],
    }


def _row_document(seen: View, asked: Asked, line: Line) -> dict[str, Data]:
    found = row_document(line)
    return {
        "name": line.indicator.name,
        "target": format_target(line.indicator.target, signs="filed"),
        **found,
        "measure": found["kind"] if asked.measure else None,
        "code": found["measure"],
        "sql": sql_of(seen, asked),
        "flags": list(line.measurement.flags),
        "numerator_words": line.words.get("numerator"),
        "denominator_words": line.words.get("denominator"),
    }


def sql_of(seen: View, asked: Asked) -> str | None:
    """What was asked of the engine, one statement a request; None where nothing is measured."""
    if asked.question is None:
        return None
    cut = seen.cut(asked.question.ledger.code)
    return ";\n".join(seen.engine.sql(cut, request) for request in asked.requests)
