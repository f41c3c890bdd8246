"""Answers to a sheet as a page collects them: reasons, stated actuals with proof, concessions, typed row by row.

An answer is kept under the number of its row. It belongs to the indicator, not to the number: when a later version of
the form moves the rows, the answers move with their indicators.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from youju.errors import NotFoundError, TamperedError
from youju.model.dossier import Data, Dossier
from youju.model.indicator import Indicator
from youju.model.organisation import Person
from youju.notation.text import name_key
from youju.stages.declare import DECLARED
from youju.stages.self_evaluate import SELF_EVALUATED, Missing, missing
from youju.stages.sheet import Accepted, Answer, Line, Sheet, accepted, answered
from youju.work.declaring import current
from youju.work.measuring import ProjectSheet
from youju.work.reasons import Reasons
from youju.work.self_evaluating import filed_form
from youju.work.workspace import Workspace

REASON, STATED, PROOF, PROOF_NAME, CONCEDE = "reason", "stated", "proof", "proof-name", "concede"
TYPED = (REASON, STATED, CONCEDE)
FIELDS = (*TYPED, PROOF, PROOF_NAME)
RESULT = "result"
Content = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A row that wants something said; ``number`` 0 is the execution rate, ``lacks`` what an answer still wants.

    ``line`` as the ledgers give it, ``now`` with the answer put to it; ``proof_filed``: a filed sheet names the proof.
    """

    number: int
    line: Line
    now: Line
    given: Mapping[str, str]
    lacks: str
    accepted: Accepted
    proof_filed: bool

    @property
    def proof_name(self) -> str:
        """What the proof was called."""
        return self.given.get(PROOF_NAME, "")


@dataclass(frozen=True, slots=True)
class Gap:
    """What is still missing and what to do; ``number`` of the row where it is answered, None where it is not here.

    ``untouched``: nothing was answered yet; the row itself says why it is open.
    """

    number: int | None
    name: str
    why: str
    remedy: str
    untouched: bool = False

    @property
    def words(self) -> str:
        """What is said of it beside its row."""
        return self.remedy if self.untouched else f"{self.why}{self.remedy}"


@dataclass(frozen=True, slots=True)
class Answered:
    """The sheet with the answers put to it, the rows that want something said, and what is still missing."""

    sheet: Sheet
    asked: tuple[Asked, ...]
    missing: tuple[Gap, ...]

    @property
    def wanted(self) -> tuple[tuple[str, tuple[Gap, ...]], ...]:
        """What is missing, of several rows said once."""
        said: dict[str, list[Gap]] = {}
        for gap in self.missing:
            said.setdefault(gap.words, []).append(gap)
        return tuple((words, tuple(gaps)) for words, gaps in said.items())


def field_of(number: int, name: str) -> str:
    """The name under which an answer to a row is kept."""
    return f"{number}.{name}"


def is_field(project: ProjectSheet, field: str, names: Iterable[str]) -> bool:
    """Whether the sheet has a row with that field, one of the names."""
    return field in {field_of(number, name) for number, _ in lines_of(project.sheet) for name in names}


def content_of(project: ProjectSheet, typed: Content, base: int) -> dict[str, str]:
    """What was said with the latest filed sheet, and over it what was typed since, at the rows as they stand now.

    ``base``: how many acts the dossier had when it was typed.
    """
    return _filed(project) | carried(project, typed, base)


def _filed(project: ProjectSheet) -> dict[str, str]:
    act = project.dossier.latest(SELF_EVALUATED)
    result = act.body.get("annual_result") if act else None
    content = {RESULT: result} if isinstance(result, str) else {}
    for number, row in filed_at(project).items():
        content |= {field_of(number, name): text for name, text in _said(row).items() if text}
    return content


def filed_at(project: ProjectSheet) -> dict[int, dict[str, Data]]:
    """The rows of the latest filed sheet by the numbers where their indicators stand now, the execution rate at 0."""
    filed = filed_form(project.dossier)
    if filed is None:
        return {}
    document, act = filed
    now = places(project, document.indicators)
    return {now[number]: row for number, row in enumerate(filed_rows(act.body)) if number in now}


def filed_rows(body: Mapping[str, Data]) -> list[dict[str, Data]]:
    """The rows of a filed sheet, the execution rate first."""
    rows = body.get("rows")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _said(row: Mapping[str, Data]) -> dict[str, str]:
    stated = row.get("stated")
    said = {REASON: str(row.get("reason") or ""), CONCEDE: "1" if row.get("conceded") else ""}
    if isinstance(stated, dict):
        said |= {STATED: str(stated.get("text") or ""), PROOF: str(stated.get("proof") or "")}
        said[PROOF_NAME] = str(stated.get("proof_name") or "")
        said[REASON] = str(stated.get("reason") or said[REASON])
    return said


def carried(project: ProjectSheet, typed: Content, base: int) -> dict[str, str]:
    """The answers at the rows where their indicators stand now; those of an indicator that is gone are left out."""
    dossier = project.dossier
    then = Dossier(dossier.stream, dossier.acts[:base])
    if then.latest(DECLARED) in (None, dossier.latest(DECLARED)):
        return dict(typed)
    now = places(project, current(then).indicators)
    moved = {}
    for field, text in typed.items():
        number, _, name = field.partition(".")
        if field == RESULT:
            moved[field] = text
        elif int(number) in now:
            moved[field_of(now[int(number)], name)] = text
    return moved


def places(project: ProjectSheet, then: Sequence[Indicator]) -> dict[int, int]:
    """Where the rows of an earlier version stand now, by their numbers; the execution rate is 0 in every version.

    A row is known by its name. Rows that share one are told apart by level and target, else by their order as long as
    there are as many as before: an answer given to a row that is gone must not go to the one that is left. Only of
    rows alike in everything it may.
    """
    now = [line.indicator for line in project.sheet.lines]
    found = {0: 0}
    for known_by, however_many in ((_whole, False), (_levels, False), (_name, False), (_whole, True)):
        free = _numbered(now, found.values(), known_by)
        for key, rows in _numbered(then, found, known_by).items():
            same = free.get(key, [])
            if however_many or len(rows) == len(same):
                found |= dict(zip(rows, same, strict=False))
    return found


def _numbered(
    rows: Iterable[Indicator], taken: Collection[int], known_by: Callable[[Indicator], object]
) -> dict[object, list[int]]:
    """The numbers of the rows that are not taken yet, those known by the same together."""
    found: dict[object, list[int]] = {}
    for number, row in enumerate(rows, start=1):
        if number not in taken:
            found.setdefault(known_by(row), []).append(number)
    return found


def _whole(row: Indicator) -> object:
    return _levels(row), row.target


def _levels(row: Indicator) -> object:
    return row.level1, row.level2, _name(row)


def _name(row: Indicator) -> object:
    return name_key(row.name or "")


def answered_sheet(project: ProjectSheet, content: Content, person: Person) -> Answered:
    """What the sheet would be with the answers typed so far; nothing is filed."""
    sheet = answered(project.sheet, _answers(project, content), person.name)
    filed_proofs, now = proofs(project.dossier), dict(lines_of(sheet))
    asked = tuple(
        Asked(
            number,
            line,
            now[number],
            given := _given(content, number),
            _lacks(given),
            accepted(line, sheet.scheme),
            given.get(PROOF) in filed_proofs,
        )
        for number, line in lines_of(project.sheet)
        if line.open or line.score.demands
    )
    return Answered(sheet, asked, tuple(_gap(item, asked) for item in missing(sheet)))


def _gap(item: Missing, asked: Iterable[Asked]) -> Gap:
    """What is missing as somebody reads it who answers on this very page."""
    row = next((one for one in asked if one.number == item.number), None)
    if row is None or not row.line.score.weight:  # weights are mended in the form
        return Gap(None, item.indicator, item.why, item.remedy)
    if not row.line.open:
        return Gap(row.number, item.indicator, item.why, "")
    if row.lacks:
        return Gap(row.number, item.indicator, row.lacks, "")
    if STATED in row.given:
        return Gap(row.number, item.indicator, item.why, row.accepted.how)
    choice = "请陈述完成值并附佐证，或写明理由按 0 分填报" if row.number else "请写明理由按 0 分填报"
    return Gap(row.number, item.indicator, item.why, f"{choice}；补齐台账后会重新计算。", untouched=True)


def reasons_of(project: ProjectSheet, content: Content) -> Reasons:
    """The answers as self-evaluating takes them."""
    name = project.declaration.project.name or ""
    results = {name_key(name): content[RESULT]} if content.get(RESULT) else {}
    return Reasons(tuple((name, answer) for answer in _answers(project, content)), results)


def lines_of(sheet: Sheet) -> list[tuple[int, Line]]:
    """The rows with their numbers, the execution rate last."""
    return [*enumerate(sheet.lines, start=1), (0, sheet.execution)]


def _given(content: Content, number: int) -> dict[str, str]:
    return {name: content[key] for name in FIELDS if content.get(key := field_of(number, name))}


def _lacks(given: Mapping[str, str]) -> str:
    """What an answer begun still wants: one stated a reason and a proof, one given up a reason, both a choice."""
    if STATED in given and CONCEDE in given:
        return "同时陈述了完成值又选了按 0 分填报，只能选一个。"
    if STATED in given:
        wanted = "、".join(label for name, label in ((REASON, "理由"), (PROOF, "佐证")) if name not in given)
        return f"陈述了完成值，还缺{wanted}。" if wanted else ""
    return "按 0 分填报，还缺理由。" if CONCEDE in given and REASON not in given else ""


def _answers(project: ProjectSheet, content: Content) -> list[Answer]:
    """Answers to the rows; one stated without reason or proof does not count yet, nor one to a row that is computed."""
    found = []
    for number, line in lines_of(project.sheet):
        given = _given(content, number)
        if given:
            stated = line.open and number > 0 and not _lacks(given)
            answer = Answer(
                indicator=line.indicator.name or "",
                reason=given.get(REASON),
                stated=given.get(STATED) if stated else None,
                proof=given.get(PROOF) if stated else None,
                proof_name=given.get(PROOF_NAME) if stated else None,
                concede=line.open and CONCEDE in given and STATED not in given,
                number=number,
            )
            found.append(answer)
    return found


def proof_bytes(workspace: Workspace, dossier: Dossier, digest: str) -> bytes:
    """The proof that some filed self-evaluation of the dossier names. Raises NotFoundError for any other digest.

    Raises TamperedError when the kept bytes are not those that were filed.
    """
    if digest not in proofs(dossier):
        raise NotFoundError("没有这份佐证。", "请从填报的自评里打开。")
    path = workspace.root / "blobs" / digest
    data = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(data).hexdigest() != digest:
        raise TamperedError("这份佐证不见了或被改动过。", "请从备份恢复 blobs 文件夹。", {"path": f"blobs/{digest}"})
    return data


def proven(project: ProjectSheet, sheet: Sheet) -> list[tuple[int, Line]]:
    """The stated rows of ``sheet`` whose proof a filed self-evaluation names, so that everybody may open it."""
    kept = proofs(project.dossier)
    return [
        (number, line)
        for number, line in lines_of(sheet)
        if line.measurement.stated is not None and line.measurement.stated.proof in kept
    ]


def proofs(dossier: Dossier) -> dict[str, str]:
    """The digests of the proofs that filed self-evaluations name, with what the files were called; empty if unsaid."""
    rows = [row for act in dossier.acts if act.kind == SELF_EVALUATED for row in filed_rows(act.body)]
    stated = [one for row in rows if isinstance(one := row.get("stated"), dict) and one.get("proof")]
    return {str(one["proof"]): str(one.get("proof_name") or "") for one in stated}
