"""Who may do what and when: the one table that the command line, the pages and any other face ask."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from youju.errors import RefusedError
from youju.model.dossier import Dossier
from youju.model.organisation import ROLE_NAMES, Person, Role
from youju.stages.status import PHASE_NAMES, Phase, phase_of


class Standing(StrEnum):
    """Where a project's unit stands relative to the person's: the same, below it, or elsewhere in the tree."""

    OWN = "own"
    BELOW = "below"
    ELSEWHERE = "elsewhere"


class Deed(StrEnum):
    """What a person may want to do."""

    DECLARE = "declare"
    SUBMIT = "submit"
    COMMENT = "comment"
    RETURN = "return"
    APPROVE = "approve"
    IMPORT_EVIDENCE = "import-evidence"
    ENTER_EVIDENCE = "enter-evidence"
    CLOSE_LEDGER = "close-ledger"
    DEFINE = "define"
    SELF_EVALUATE = "self-evaluate"
    MANAGE_PEOPLE = "manage-people"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the table. ``phases`` None: at any time; ``when`` says in words when, and who lifts a lock."""

    name: str
    roles: tuple[Role, ...]
    phases: tuple[Phase, ...] | None
    when: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not: a sentence, and who may and when."""

    message: str
    remedy: str


_UNIT = (Role.CLERK, Role.HEAD)
_REVIEWERS = (Role.DEPARTMENT, Role.FINANCE)
_OPEN = (Phase.DECLARED, Phase.RETURNED)
_ALWAYS = "任何时候"

TABLE = {
    Deed.DECLARE: Entry("申报和修改目标", _UNIT, _OPEN, "提交以前或退回以后；提交或批准后先由主管部门或财政局退回"),
    Deed.SUBMIT: Entry("提交审核", _UNIT, _OPEN, "申报以后、批准以前，没有未确认的疑问和错误时"),
    Deed.COMMENT: Entry("写审核意见", _REVIEWERS, (Phase.SUBMITTED,), "单位提交以后、退回或批准以前"),
    Deed.RETURN: Entry(
        "退回", _REVIEWERS, (Phase.SUBMITTED, Phase.APPROVED, Phase.SELF_EVALUATED), "单位提交以后，须写明理由"
    ),
    Deed.APPROVE: Entry("批准", _REVIEWERS, (Phase.SUBMITTED,), "单位提交以后，没有未确认的疑问时"),
    Deed.IMPORT_EVIDENCE: Entry("导入台账", _UNIT, None, _ALWAYS),
    Deed.ENTER_EVIDENCE: Entry("登记台账", _UNIT, None, _ALWAYS),
    Deed.CLOSE_LEDGER: Entry("关账", _UNIT, None, _ALWAYS),
    Deed.DEFINE: Entry("登记单位的定义", _UNIT, None, _ALWAYS),
    Deed.SELF_EVALUATE: Entry(
        "填报自评",
        _UNIT,
        (Phase.DECLARED, Phase.APPROVED, Phase.SELF_EVALUATED),
        "目标批准以后；从未提交审核的单位自存档案可以直接自评",
    ),
    Deed.MANAGE_PEOPLE: Entry("管理组织和人员", (Role.ADMINISTRATOR,), None, _ALWAYS),
}
_OWN_ONLY = frozenset(_UNIT)
_BELOW = frozenset({Role.DEPARTMENT, Role.ADMINISTRATOR})


def may_see(person: Person, standing: Standing) -> bool:
    """A unit's own people see their unit, a department and an administrator what is below, the others everything."""
    if person.role in _OWN_ONLY:
        return standing is Standing.OWN
    return standing is not Standing.ELSEWHERE if person.role in _BELOW else True


def decide(deed: Deed, person: Person, phase: Phase | None, standing: Standing) -> Refusal | None:
    """None when the person may do it now; else the sentence that says who may and when.

    ``phase`` None: there is no dossier yet, or the deed is not about one. Facts of the document itself (open doubts,
    errors) are put by the stage, not here.
    """
    entry = TABLE[deed]
    who = "、".join(ROLE_NAMES[role] for role in entry.roles)
    remedy = f"可由{who}办理：{entry.when}。"
    if person.role not in entry.roles:
        return Refusal(f"{ROLE_NAMES[person.role]}不能{entry.name}。", remedy)
    if not may_see(person, standing):
        return Refusal(f"不能为别的单位{entry.name}。", f"可由该单位的{who}办理：{entry.when}。")
    if phase is not None and entry.phases is not None and phase not in entry.phases:
        return Refusal(f"现在是“{PHASE_NAMES[phase]}”，不能{entry.name}。", remedy)
    return None


def decide_on(deed: Deed, person: Person, standing: Standing, dossier: Dossier | None = None) -> Refusal | None:
    """As ``decide``, for a dossier: one that was submitted once is evaluated only when approved; None: not about one."""
    phase = None if dossier is None else phase_of(dossier)
    refusal = decide(deed, person, phase, standing)
    if refusal is None and deed is Deed.SELF_EVALUATE and dossier is not None and _waits(dossier, phase):
        entry = TABLE[deed]
        return Refusal("目标改过以后还没有批准，不能填报自评。", f"可由经办人、单位负责人办理：{entry.when}。")
    return refusal


def _waits(dossier: Dossier, phase: Phase | None) -> bool:
    return phase is Phase.DECLARED and dossier.latest(Phase.SUBMITTED) is not None


def require(deed: Deed, person: Person, standing: Standing, dossier: Dossier | None = None) -> None:
    """Raises RefusedError, saying who may and when, where the table does not allow the deed."""
    refusal = decide_on(deed, person, standing, dossier)
    if refusal is not None:
        raise RefusedError(refusal.message, refusal.remedy)


def alone(person: Person) -> Standing:
    """The standing where there is no tree of organisations (the command line on a folder): the person belongs to it."""
    return Standing.OWN if person.role in _OWN_ONLY else Standing.BELOW
