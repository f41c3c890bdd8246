"""Why: the whole path of one indicator, from its points to the rows, the closings or the gap that prove them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from youju import measures
from youju.engines.contract import RowPage
from youju.errors import NotFoundError, RefusedError
from youju.evidence import lake
from youju.measures.contract import Question
from youju.model.dossier import Data
from youju.model.ledger import Completeness, EvidenceRow
from youju.model.organisation import Person, Role
from youju.model.period import Period
from youju.notation.target import format_target
from youju.notation.text import name_key
from youju.stages.fields import row_field
from youju.stages.self_evaluate import SELF_EVALUATED, measurement_document, printed_actual, score_document
from youju.stages.sheet import EXECUTION, Line
from youju.work.answering import answered_sheet, content_of, filed_at, lines_of
from youju.work.masking import masked
from youju.work.measuring import Asked, ProjectSheet, View, sql_of

MOST_ROWS = 100
_LONGEST_NUMBER = 4
_EXECUTION_CELLS = frozenset({"execution.rate", "execution.points", "execution.spent"})
_COMPUTED_CELLS = frozenset({"actual", "points"})
COUNTS = {"numerator": "分子", "denominator": "分母", "both": "分子和分母", "base": "上年", "value": "计入"}


@dataclass(frozen=True, slots=True)
class Path:
    """One indicator's line with everything that proves it. ``completeness`` None: no ledger is involved."""

    project: ProjectSheet
    number: int
    line: Line
    asked: Asked
    page: RowPage
    completeness: Completeness | None
    sql: str | None

    @property
    def filed(self) -> dict[str, Data] | None:
        """What the latest filed self-evaluation says of this row: its points, and whether stated or conceded."""
        act, row = self.project.dossier.latest(SELF_EVALUATED), filed_at(self.project).get(self.number)
        if act is None or row is None:
            return None
        kept = {key: row.get(key) for key in ("points", "state", "stated", "conceded", "reason")}
        return {"at": act.at, "by": act.by, "sequence": act.sequence, "as_of": act.body.get("as_of"), **kept}

    def key(self, row: EvidenceRow, *, personal: bool = False) -> Mapping[str, str]:
        """The business key of a row of the page, a person in it masked unless what is ``personal`` may be read."""
        question = self.asked.question
        return row.key if question is None else masked(question.ledger, row.key, personal=personal)

    @property
    def said(self) -> Line | None:
        """The row with the filed statement or concession put to it; None where the ledger decides or nobody said."""
        act = self.project.dossier.latest(SELF_EVALUATED)
        if act is None or not self.line.open:
            return None
        filed = answered_sheet(self.project, content_of(self.project, {}, 0), Person(act.by, Role(act.role))).sheet
        line = dict(lines_of(filed))[self.number]
        return None if line.open else line


def why(seen: View, project: ProjectSheet, indicator: str, rows: int = MOST_ROWS) -> Path:
    """The path of INDICATOR: its printed name, its number in the form, or 预算执行率."""
    number = _number(project, indicator)
    return path_of(seen, project, number, rows)


def path_of(seen: View, project: ProjectSheet, number: int, rows: int = MOST_ROWS, offset: int = 0) -> Path:
    """The path of the row of that number, with a page of its evidence; 0 is the budget execution rate.

    Raises NotFoundError when the form has no such row.
    """
    line, asked = line_of(project, number)
    if asked.question is None:
        return Path(project, number, line, asked, RowPage(0, ()), None, None)
    cut = seen.cut(asked.question.ledger.code)
    lake.verify_sources(seen.workspace.root, cut)
    page = seen.engine.rows(cut, measures.counting(asked.question), rows, offset)
    complete = seen.completeness(asked.question.ledger.code, asked.question.period)
    return Path(project, number, line, asked, page, complete, sql_of(seen, asked))


def number_at(field: str) -> int | None:
    """The row whose why a cell of the official sheet leads to, 0 for the execution rate; None: nobody computed it."""
    if field in _EXECUTION_CELLS:
        return 0
    row = row_field(field)
    return row.row + 1 if row is not None and row.name in _COMPUTED_CELLS else None


def line_of(project: ProjectSheet, number: int) -> tuple[Line, Asked]:
    """The scored line of that number and what was asked for it; 0 is the budget execution rate."""
    if not number:
        return project.sheet.execution, project.execution
    if not 0 < number <= len(project.sheet.lines):
        raise NotFoundError(f"表中没有第{number}个指标。", f"序号从 1 到 {len(project.sheet.lines)}。")
    return project.sheet.lines[number - 1], project.asked[number - 1]


def _number(project: ProjectSheet, indicator: str) -> int:
    lines = project.sheet.lines
    numbered = indicator.isascii() and indicator.isdigit() and len(indicator) <= _LONGEST_NUMBER
    if numbered and 1 <= int(indicator) <= len(lines):
        return int(indicator)
    wanted = name_key(indicator)
    if wanted == name_key(EXECUTION):
        return 0
    found = [n for n, line in enumerate(lines, start=1) if name_key(line.indicator.name or "") == wanted]
    if not found:
        names = "、".join(f"{n} {line.indicator.name}" for n, line in enumerate(lines, start=1))
        raise NotFoundError(
            f"项目“{project.declaration.project.name}”没有指标“{indicator}”。", f"可用序号或名称：{names}。"
        )
    if len(found) > 1:
        raise RefusedError(
            f"指标“{indicator}”在表中出现{len(found)}次。", f"请改用序号：{'、'.join(map(str, found))}。"
        )
    return found[0]


def why_document(path: Path, *, personal: bool = False) -> dict[str, Data]:
    """The path as ``why --json`` prints it; ``personal``: whether what is personal in the rows may be read."""
    line, question = path.line, path.asked.question
    scored = score_document(line.score)
    found = measurement_document(line.measurement)
    return {
        "project": path.project.declaration.project.name,
        "year": path.project.declaration.year,
        "indicator": line.indicator.name,
        "number": path.number,
        "as_of": path.project.as_of.isoformat(),
        "level1": line.indicator.level1,
        "level2": line.indicator.level2,
        "target": format_target(line.indicator.target) if path.number else None,
        "actual": printed_actual(line).raw if path.number else None,
        "value": found["value"],
        "state": found["state"],
        "provisional": found["provisional"],
        "why_open": found["why_open"],
        "stated": found["stated"],
        "weight": scored["weight"],
        "share": scored["share"],
        "points": scored["points"],
        "rule": {
            "id": scored["rule"],
            "text": scored["rule_text"],
            "source": scored["rule_source"],
            "status": scored["rule_status"],
        },
        "working": scored["working"],
        "flags": scored["flags"],
        "reason": line.reason,
        "measure": None if question is None else _measure_document(path, question, found),
        "rows_total": path.page.total,
        "rows": [row_document(row, path.key(row, personal=personal)) for row in path.page.rows],
        "closed": spans(path.completeness.closed if path.completeness else ()),
        "gaps": spans(path.completeness.gaps if path.completeness else ()),
        "doubts": list(line.indicator.doubts),
        "filed": path.filed,
    }


def _measure_document(path: Path, question: Question, found: dict[str, Data]) -> dict[str, Data]:
    words = path.line.words or measures.words(question)
    kind = measures.kind(question.measure.kind)
    return {
        "code": question.measure.code,
        "kind": kind.code,
        "kind_label": kind.label,
        "ledger": question.ledger.code,
        "ledger_label": question.ledger.label,
        "sql": path.sql,
        **{key: found[key] for key in ("value", "numerator", "denominator", "n", "coverage", "interval")},
        "unit": found["unit"],
        "numerator_words": words.get("numerator"),
        "denominator_words": words.get("denominator"),
        "method": words.get("method"),
        "working": found["measured"],
    }


def row_document(row: EvidenceRow, key: Mapping[str, str]) -> dict[str, Data]:
    """One proving row: the kept file, the row in it, its key as it may be read, and how it counts."""
    return {
        "file": row.blob,
        "name": row.name,
        "sha256": row.blob.rpartition("/")[2],
        "sheet": row.sheet,
        "row": row.row,
        "key": dict(key),
        "counts": row.counts,
    }


def spans(periods: Sequence[Period]) -> list[Data]:
    """Periods as the JSON writes them."""
    return [{"from": span.start.isoformat(), "to": span.end.isoformat()} for span in periods]
