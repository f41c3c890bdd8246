"""Which declared indicators read which columns of a ledger: what an import without such a column leaves unanswered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from youju import measures, packs
from youju.engines.listing import columns_of
from youju.measures.contract import Question
from youju.model.declaration import Declaration
from youju.model.ledger import ImportReport, Ledger
from youju.model.measure import Measure
from youju.model.period import year
from youju.stages.sheet import EXECUTION
from youju.work.declaring import current, dossiers
from youju.work.record import Record, record_of
from youju.work.workspace import Workspace, today

BUDGET_EXECUTION = "budget_execution"
MOST_NAMED = 3


def relying(workspace: Workspace, ledger: Ledger) -> Mapping[str, tuple[str, ...]]:
    """The names of the indicators by the code of each column that their measures read; optional columns alone."""
    record = record_of(workspace)
    needed = {*ledger.key, ledger.date}
    found: dict[str, dict[str, None]] = {}
    for dossier in dossiers(workspace):
        declaration = current(dossier)
        for name, measure in _measures(workspace, record, declaration):
            if measure.ledger == ledger.code:
                for code in _read(ledger, measure, declaration):
                    if code not in needed:
                        found.setdefault(code, {})[name] = None
    return {code: tuple(names) for code, names in found.items()}


def missing_notes(workspace: Workspace, ledger: Ledger, report: ImportReport) -> Iterator[str]:
    """One sentence for each column that the dump lacks and an indicator reads, and what stands in corrected rows."""
    if not report.missing_columns:
        return
    read = relying(workspace, ledger)
    lacking = [code for code in report.missing_columns if code in read]
    for code in lacking:
        yield f"没有这一列：{ledger.column(code).label}（{_named(read[code])}要用）。"
    if lacking and report.corrected:
        labels = "、".join(ledger.column(code).label for code in lacking)
        yield f"更正的 {report.corrected:,} 行里，{labels}沿用台账里原有的值。"


def _named(names: tuple[str, ...]) -> str:
    quoted = "".join(f"“{name}”" for name in names[:MOST_NAMED])
    return quoted if len(names) <= MOST_NAMED else f"{quoted}等 {len(names)} 个指标"


def _measures(workspace: Workspace, record: Record, declaration: Declaration) -> Iterator[tuple[str, Measure]]:
    for indicator in declaration.indicators:
        name = indicator.name or ""
        measure = record.measure(name) or packs.binding(workspace.pack, name)
        if measure is not None:
            yield name, measure
    yield from ((EXECUTION, measure) for measure in workspace.pack.measures if measure.kind == BUDGET_EXECUTION)


def _read(ledger: Ledger, measure: Measure, declaration: Declaration) -> Iterator[str]:
    number = declaration.year or today().year
    project = declaration.project
    question = Question(
        measure=measure,
        ledger=ledger,
        as_of=today(),
        period=year(number),
        base=year(number - 1),
        project_names=tuple(name for name in (project.name, project.code) if name),
        budget=declaration.funds.annual,
    )
    for request in measures.ask(question):
        yield from columns_of(ledger, request)
