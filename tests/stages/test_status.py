"""Where a dossier stands: derived from its acts."""

import pytest

from youju.model.dossier import Act, Dossier
from youju.stages.status import PHASE_NAMES, Phase, phase_name, phase_of


def dossier_of(*kinds: str) -> Dossier:
    acts = [
        Act("real", "2021/样例项目", number, kind, "甲", "clerk", "2021-01-04T09:00:00+08:00", {}, None, f"d{number}")
        for number, kind in enumerate(kinds, start=1)
    ]
    return Dossier("2021/样例项目", tuple(acts))


@pytest.mark.parametrize(
    ("kinds", "phase"),
    [
        ([], None),
        (["declared"], Phase.DECLARED),
        (["declared", "declared", "submitted"], Phase.SUBMITTED),
        (["declared", "submitted", "commented"], Phase.SUBMITTED),
        (["declared", "submitted", "returned"], Phase.RETURNED),
        (["declared", "submitted", "returned", "declared"], Phase.DECLARED),
        (["declared", "submitted", "approved"], Phase.APPROVED),
        (["declared", "submitted", "approved", "self-evaluated"], Phase.SELF_EVALUATED),
        (["declared", "self-evaluated"], Phase.SELF_EVALUATED),
        (["declared", "submitted", "approved", "self-evaluated", "returned"], Phase.RETURNED),
    ],
)
def test_the_latest_deciding_act_says_where_the_dossier_stands(kinds: list[str], phase: Phase | None) -> None:
    assert phase_of(dossier_of(*kinds)) == phase


def test_every_phase_has_its_own_chinese_name_and_nothing_declared_has_one_too() -> None:
    assert set(PHASE_NAMES) == set(Phase)
    assert len({phase_name(phase) for phase in (None, *Phase)}) == len(Phase) + 1
    assert phase_name(Phase.SUBMITTED) == "待审核"
    assert phase_name(None) == "尚未申报"
