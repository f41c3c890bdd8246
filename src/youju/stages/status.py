"""The stage a dossier is in: derived from its acts, never stored."""

from __future__ import annotations

from enum import StrEnum

from youju.model.dossier import Dossier
from youju.stages.declare import DECLARED
from youju.stages.self_evaluate import SELF_EVALUATED

SUBMITTED, RETURNED, APPROVED = "submitted", "returned", "approved"


class Phase(StrEnum):
    """Stages of a dossier up to the self-evaluation; the code is the kind of the act that led there."""

    DECLARED = DECLARED
    SUBMITTED = SUBMITTED
    RETURNED = RETURNED
    APPROVED = APPROVED
    SELF_EVALUATED = SELF_EVALUATED


PHASE_NAMES = {
    Phase.DECLARED: "已申报待提交",
    Phase.SUBMITTED: "待审核",
    Phase.RETURNED: "已退回",
    Phase.APPROVED: "已批准",
    Phase.SELF_EVALUATED: "已自评",
}


def phase_of(dossier: Dossier) -> Phase | None:
    """The stage the last deciding act led to; None for a dossier without any."""
    act = dossier.latest(*(phase.value for phase in Phase))
    return None if act is None else Phase(act.kind)


def phase_name(phase: Phase | None) -> str:
    """The stage in Chinese, also of a project that nobody has declared."""
    return "尚未申报" if phase is None else PHASE_NAMES[phase]
