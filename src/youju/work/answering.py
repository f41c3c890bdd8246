"""Answers to a sheet as a page collects them: reasons, stated actuals with proof, concessions, typed row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from youju.model.dossier import Data, Dossier
from youju.model.organisation import Person
from youju.notation.text import name_key
from youju.stages.self_evaluate import SELF_EVALUATED, Missing, missing
from youju.stages.sheet import Answer, Line, Sheet, answered
from youju.work.measuring import ProjectSheet
from youju.work.reasons import Reasons

REASON, STATED, PROOF, PROOF_NAME, CONCEDE = "reason", "stated", "proof", "proof-name", "concede"
FIELDS = (REASON, STATED, PROOF, PROOF_NAME, CONCEDE)
RESULT = "result"
Content = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A row that wants something said; ``number`` 0 is the execution rate, ``lacks`` what a stated one still wants."""

    number: int
    line: Line
    given: Mapping[str, str]
    lacks: tuple[str, ...]

    @property
    def proof_name(self) -> str:
        """What the proof was called."""
        return self.given.get(PROOF_NAME, "")


@dataclass(frozen=True, slots=True)
class Answered:
    """The sheet with the answers put to it, the rows that want something said, and what is still missing."""

    sheet: Sheet
    asked: tuple[Asked, ...]
    missing: tuple[Missing, ...]


def field_of(number: int, name: str) -> str:
    """The name under which an answer to a row is kept."""
    return f"{number}.{name}"


def answered_sheet(project: ProjectSheet, content: Content, person: Person) -> Answered:
    """What the sheet would be with the answers typed so far; nothing is filed."""
    sheet = answered(project.sheet, [answer for _, answer in _answers(project, content)], person.name)
    rows = [(number, line) for number, line in _lines(project.sheet) if line.open or line.score.demands]
    asked = tuple(
        Asked(number, line, _given(content, number), _lacks(_given(content, number))) for number, line in rows
    )
    return Answered(sheet, asked, missing(sheet))


def reasons_of(project: ProjectSheet, content: Content) -> Reasons:
    """The answers as self-evaluating takes them."""
    name = project.declaration.project.name or ""
    results = {name_key(name): content[RESULT]} if content.get(RESULT) else {}
    return Reasons(tuple((name, answer) for _, answer in _answers(project, content)), results)


def filed_content(dossier: Dossier) -> dict[str, str]:
    """What was said with the latest filed sheet, to go on from when it is filed again; empty before the first."""
    act = dossier.latest(SELF_EVALUATED)
    rows = act.body.get("rows") if act is not None else None
    content: dict[str, str] = {}
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            content |= {field_of(number, name): text for name, text in _said(row).items() if text}
    return content


def _said(row: Mapping[str, Data]) -> dict[str, str]:
    stated = row.get("stated")
    said = {REASON: str(row.get("reason") or ""), CONCEDE: "1" if row.get("conceded") else ""}
    if isinstance(stated, dict):
        said |= {STATED: str(stated.get("text") or ""), PROOF: str(stated.get("proof") or "")}
        said[REASON] = str(stated.get("reason") or said[REASON])
    return said


def _lines(sheet: Sheet) -> list[tuple[int, Line]]:
    return [*enumerate(sheet.lines, start=1), (0, sheet.execution)]


def _given(content: Content, number: int) -> dict[str, str]:
    return {name: content[key] for name in FIELDS if content.get(key := field_of(number, name))}


def _lacks(given: Mapping[str, str]) -> tuple[str, ...]:
    """What a stated actual still wants: a reason and a proof."""
    names = ((REASON, "理由"), (PROOF, "佐证"))
    return tuple(label for name, label in names if given.get(STATED) and not given.get(name))


def _answers(project: ProjectSheet, content: Content) -> list[tuple[int, Answer]]:
    """Answers to the rows; one stated without reason or proof does not count yet, nor one to a row that is computed."""
    found = []
    for number, line in _lines(project.sheet):
        given = _given(content, number)
        if given:
            stated = line.open and number > 0 and not _lacks(given)
            answer = Answer(
                indicator=line.indicator.name or "",
                reason=given.get(REASON),
                stated=given.get(STATED) if stated else None,
                proof=given.get(PROOF) if stated else None,
                concede=line.open and CONCEDE in given and STATED not in given,
            )
            found.append((number, answer))
    return found
