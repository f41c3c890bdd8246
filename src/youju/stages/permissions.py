"""Who may do what, and when: the one table that decides for the command line, the web and the API alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from youju.errors import RefusedError
from youju.model.dossier import Dossier
from youju.model.organisation import ROLE_NAMES, Person, Role
from youju.stages.status import Phase, phase_name, phase_of


class Deed(StrEnum):
    """What a person can do in the workspace."""

    SEE = "see"
    DECLARE = "declare"
    EDIT = "edit"
    SUBMIT = "submit"
    COMMENT = "comment"
    RETURN = "return"
    APPROVE = "approve"
    SELF_EVALUATE = "self-evaluate"
    IMPORT_EVIDENCE = "import-evidence"
    ENTER_EVIDENCE = "enter-evidence"
    CLOSE_LEDGER = "close-ledger"
    DEFINE = "define"
    MANAGE_PEOPLE = "manage-people"


class Standing(StrEnum):
    """Where the project's organisation stands as seen from the person's own."""

    OWN = "own"
    BELOW = "below"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Permission:
    """A row of the table.

    ``phases`` None: at any time; a phase None: nothing is declared yet. ``unreviewed``: phases that serve only while
    the project was never submitted, so that a unit without a department above it can go on alone. ``note`` is what
    else must hold, in words; the facts of the form itself (open doubts, errors) are put by the stage, not here.
    """

    name: str
    roles: tuple[Role, ...]
    phases: Collection[Phase | None] | None = None
    unreviewed: Collection[Phase | None] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, and who may, when. ``lifted_by``: the one deed that lifts the lock; each face says how that is done."""

    message: str
    who: str
    when: str
    lifted_by: Deed | None = None

    @property
    def remedy(self) -> str:
        """Who may and when, in one line."""
        return f"谁可以：{self.who}。何时：{self.when}。"


_UNIT = (Role.CLERK, Role.HEAD)
_REVIEWERS = (Role.DEPARTMENT, Role.FINANCE)
_OWN = frozenset({Standing.OWN})
_SUBTREE = frozenset({Standing.OWN, Standing.BELOW})
_WHOLE = frozenset(Standing)
_REACH = {
    Role.CLERK: _OWN,
    Role.HEAD: _OWN,
    Role.DEPARTMENT: _SUBTREE,
    Role.FINANCE: _WHOLE,
    Role.EXPERT: _WHOLE,
    Role.AUDITOR: _WHOLE,
    Role.ADMINISTRATOR: _SUBTREE,
}
_REACH_NAMES = {_OWN: "本单位", _SUBTREE: "本单位和下级单位", _WHOLE: "所有单位"}

# An administrator keeps accounts and files nothing: whoever hands out roles must not also answer for numbers.
PERMISSIONS = {
    Deed.SEE: Permission("查看", tuple(Role)),
    Deed.DECLARE: Permission("申报", _UNIT, (None, Phase.DECLARED, Phase.RETURNED)),
    Deed.EDIT: Permission("修改绩效目标", _UNIT, (Phase.DECLARED, Phase.RETURNED)),
    Deed.SUBMIT: Permission("提交审核", _UNIT, (Phase.DECLARED, Phase.RETURNED), note="没有未答复的疑问和错误"),
    Deed.COMMENT: Permission("写审核意见", _REVIEWERS, (Phase.SUBMITTED,)),
    Deed.RETURN: Permission(
        "退回", _REVIEWERS, (Phase.SUBMITTED, Phase.APPROVED, Phase.SELF_EVALUATED), note="须写明理由"
    ),
    Deed.APPROVE: Permission("批准", _REVIEWERS, (Phase.SUBMITTED,), note="没有未答复的疑问"),
    Deed.SELF_EVALUATE: Permission(
        "填报自评",
        _UNIT,
        (Phase.APPROVED, Phase.SELF_EVALUATED),
        unreviewed=(Phase.DECLARED,),
        note="从未提交审核的项目，申报后即可",
    ),
    Deed.IMPORT_EVIDENCE: Permission("导入台账", _UNIT),
    Deed.ENTER_EVIDENCE: Permission("登记台账", _UNIT),
    Deed.CLOSE_LEDGER: Permission("关账", _UNIT),
    Deed.DEFINE: Permission("登记本单位的定义", _UNIT),
    Deed.MANAGE_PEOPLE: Permission("管理组织和人员", (Role.ADMINISTRATOR,)),
}

# The deeds that lift a lock, and the phase they lead to.
_LEADS = {Deed.SUBMIT: Phase.SUBMITTED, Deed.RETURN: Phase.RETURNED, Deed.APPROVE: Phase.APPROVED}


def decide(
    deed: Deed, person: Person, phase: Phase | None, standing: Standing, *, submitted: bool = False
) -> Refusal | None:
    """None when the person may. ``submitted``: the project was before a reviewer at least once."""
    row, role = PERMISSIONS[deed], ROLE_NAMES[person.role]
    if person.role not in row.roles:
        return Refusal(f"{role}不能{row.name}。", who(deed), when(deed))
    if standing not in _REACH[person.role]:
        reach = _REACH_NAMES[_REACH[person.role]]
        return Refusal(f"不能为别的单位{row.name}：{role}只办理{reach}的事。", who(deed), when(deed))
    if not _in_time(row, phase, submitted=submitted):
        since = "，提交审核过，还没有批准" if phase in row.unreviewed else ""
        message = f"项目现在是“{phase_name(phase)}”{since}，不能{row.name}。"
        step = _lifting(row, phase)
        return Refusal(message, who(deed), f"{when(deed)}{_first(step)}", step)
    return None


def decide_on(deed: Deed, person: Person, standing: Standing, dossier: Dossier | None = None) -> Refusal | None:
    """As ``decide``, for a dossier as it stands; None: the deed concerns the unit, or a project not yet declared."""
    if dossier is None:
        return decide(deed, person, None, standing)
    submitted = dossier.latest(Phase.SUBMITTED) is not None
    return decide(deed, person, phase_of(dossier), standing, submitted=submitted)


def require(deed: Deed, person: Person, standing: Standing, dossier: Dossier | None = None) -> None:
    """Raises RefusedError, which says who may and when, unless the person may."""
    refusal = decide_on(deed, person, standing, dossier)
    if refusal is not None:
        place: dict[str, object] = {} if dossier is None else {"name": dossier.stream.partition("/")[2]}
        if refusal.lifted_by is not None:
            place["lifted_by"] = refusal.lifted_by
        raise RefusedError(refusal.message, refusal.remedy, place)


def may_see(person: Person, standing: Standing) -> bool:
    """Whether a project standing there is shown to the person at all."""
    return decide(Deed.SEE, person, None, standing) is None


def alone(person: Person) -> Standing:
    """Where a folder on the command line stands, which knows no tree: below its reviewers, else the person's own."""
    return Standing.BELOW if person.role in _REVIEWERS else Standing.OWN


def table() -> tuple[tuple[str, str, str], ...]:
    """The table for people: what, who, when."""
    return tuple((row.name, who(deed), when(deed)) for deed, row in PERMISSIONS.items())


def who(deed: Deed) -> str:
    """The roles that may, each with how far it reaches."""
    grouped = groupby(PERMISSIONS[deed].roles, key=lambda role: _REACH_NAMES[_REACH[role]])
    return "、".join(f"{'、'.join(ROLE_NAMES[role] for role in roles)}（{reach}）" for reach, roles in grouped)


def when(deed: Deed) -> str:
    """The phases in which it may be done, and what else must hold."""
    row = PERMISSIONS[deed]
    if row.phases is None:
        return "随时"
    note = f"（{row.note}）" if row.note else ""
    return f"项目{'、'.join(phase_name(phase) for phase in row.phases)}时{note}"


def _in_time(row: Permission, phase: Phase | None, *, submitted: bool) -> bool:
    return row.phases is None or phase in row.phases or (phase in row.unreviewed and not submitted)


def _lifting(row: Permission, phase: Phase | None) -> Deed | None:
    """What lifts the lock, where one deed is enough."""
    steps = (step for step, after in _LEADS.items() if after in (row.phases or ()))
    return next((step for step in steps if phase in (PERMISSIONS[step].phases or ())), None)


def _first(step: Deed | None) -> str:
    """Who has to do what before."""
    if step is None:
        return ""
    lifting = PERMISSIONS[step]
    return f"；要先由{'、'.join(ROLE_NAMES[role] for role in lifting.roles)}{lifting.name}"
