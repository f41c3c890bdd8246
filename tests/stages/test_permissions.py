"""The permission table: who may do what and when, and what a refusal says."""

from itertools import product

import pytest

from youju.errors import RefusedError
from youju.model.dossier import Act, Dossier
from youju.model.organisation import ROLE_NAMES, Person, Role
from youju.stages.permissions import (
    PERMISSIONS,
    Deed,
    Standing,
    alone,
    decide,
    decide_on,
    may_see,
    require,
    table,
)
from youju.stages.status import Phase

NEVER: tuple[Phase | None, ...] = (None,)
PHASES = (*NEVER, *Phase)
UNIT = {Role.CLERK, Role.HEAD}
REVIEWERS = {Role.DEPARTMENT, Role.FINANCE}
REACH = {
    Role.CLERK: {Standing.OWN},
    Role.HEAD: {Standing.OWN},
    Role.DEPARTMENT: {Standing.OWN, Standing.BELOW},
    Role.ADMINISTRATOR: {Standing.OWN, Standing.BELOW},
    Role.FINANCE: set(Standing),
    Role.EXPERT: set(Standing),
    Role.AUDITOR: set(Standing),
}
# The rule as it was agreed, beside the table: who, and in which phases of a project never submitted.
AGREED: dict[Deed, tuple[set[Role], set[Phase | None]]] = {
    Deed.SEE: (set(Role), set(PHASES)),
    Deed.DECLARE: (UNIT, {None, Phase.DECLARED, Phase.RETURNED}),
    Deed.EDIT: (UNIT, {Phase.DECLARED, Phase.RETURNED}),
    Deed.SUBMIT: (UNIT, {Phase.DECLARED, Phase.RETURNED}),
    Deed.COMMENT: (REVIEWERS, {Phase.SUBMITTED}),
    Deed.RETURN: (REVIEWERS, {Phase.SUBMITTED, Phase.APPROVED, Phase.SELF_EVALUATED}),
    Deed.APPROVE: (REVIEWERS, {Phase.SUBMITTED}),
    Deed.SELF_EVALUATE: (UNIT, {Phase.DECLARED, Phase.APPROVED, Phase.SELF_EVALUATED}),
    Deed.IMPORT_EVIDENCE: (UNIT, set(PHASES)),
    Deed.ENTER_EVIDENCE: (UNIT, set(PHASES)),
    Deed.CLOSE_LEDGER: (UNIT, set(PHASES)),
    Deed.DEFINE: (UNIT, set(PHASES)),
    Deed.MANAGE_PEOPLE: ({Role.ADMINISTRATOR}, set(PHASES)),
}


def person_of(role: Role) -> Person:
    return Person("某人", role, "样例中心")


def dossier_of(*kinds: str) -> Dossier:
    acts = [
        Act("real", "2021/样例项目", number, kind, "甲", "clerk", "2021-01-04T09:00:00+08:00", {}, None, f"d{number}")
        for number, kind in enumerate(kinds, start=1)
    ]
    return Dossier("2021/样例项目", tuple(acts))


@pytest.mark.parametrize(("deed", "role"), list(product(Deed, Role)))
def test_the_table_allows_exactly_what_was_agreed(deed: Deed, role: Role) -> None:
    roles, phases = AGREED[deed]
    for phase, standing in product(PHASES, Standing):
        allowed = decide(deed, person_of(role), phase, standing) is None
        assert allowed == (role in roles and standing in REACH[role] and phase in phases), (phase, standing)


@pytest.mark.parametrize(("deed", "role"), list(product(Deed, Role)))
def test_every_refusal_names_the_roles_that_may_and_the_time(deed: Deed, role: Role) -> None:
    for phase, standing in product(PHASES, Standing):
        refusal = decide(deed, person_of(role), phase, standing)
        if refusal is not None:
            assert refusal.message.endswith("。")
            assert all(ROLE_NAMES[able] in refusal.who for able in AGREED[deed][0])
            assert refusal.when
            assert refusal.who in refusal.remedy
            assert refusal.when in refusal.remedy


def test_nobody_who_keeps_the_accounts_may_do_anything_to_a_project_but_see_it() -> None:
    assert [deed for deed, row in PERMISSIONS.items() if Role.ADMINISTRATOR in row.roles] == [
        Deed.SEE,
        Deed.MANAGE_PEOPLE,
    ]


@pytest.mark.parametrize("phase", [Phase.SUBMITTED, Phase.APPROVED, Phase.SELF_EVALUATED])
@pytest.mark.parametrize("deed", [Deed.DECLARE, Deed.EDIT, Deed.SUBMIT])
def test_a_lock_says_who_can_lift_it_and_how(deed: Deed, phase: Phase) -> None:
    refusal = decide(deed, person_of(Role.CLERK), phase, Standing.OWN)
    assert refusal is not None
    assert "要先由主管部门、财政局退回" in refusal.when
    assert refusal.lifted_by is Deed.RETURN
    assert "youju" not in refusal.remedy


@pytest.mark.parametrize(
    ("deed", "role", "phase", "first"),
    [
        (Deed.APPROVE, Role.DEPARTMENT, Phase.DECLARED, "要先由经办人、单位负责人提交审核"),
        (Deed.RETURN, Role.FINANCE, Phase.RETURNED, "要先由经办人、单位负责人提交审核"),
        (Deed.SELF_EVALUATE, Role.CLERK, Phase.SUBMITTED, "要先由主管部门、财政局批准"),
    ],
)
def test_what_comes_too_early_says_what_must_come_first(deed: Deed, role: Role, phase: Phase, first: str) -> None:
    refusal = decide(deed, person_of(role), phase, Standing.OWN)
    assert refusal is not None
    assert first in refusal.when


def test_where_no_single_deed_opens_the_way_only_the_time_is_said() -> None:
    refusal = decide(Deed.APPROVE, person_of(Role.DEPARTMENT), Phase.APPROVED, Standing.BELOW)
    assert refusal is not None
    assert "要先由" not in refusal.when
    assert "待审核" in refusal.when


def test_a_unit_that_never_submits_evaluates_itself_and_one_that_did_waits_for_approval() -> None:
    clerk = person_of(Role.CLERK)
    assert decide_on(Deed.SELF_EVALUATE, clerk, Standing.OWN, dossier_of("declared")) is None
    changed = dossier_of("declared", "submitted", "returned", "declared")
    refusal = decide_on(Deed.SELF_EVALUATE, clerk, Standing.OWN, changed)
    assert refusal is not None
    assert "提交审核过，还没有批准" in refusal.message
    approved = dossier_of("declared", "submitted", "approved")
    assert decide_on(Deed.SELF_EVALUATE, clerk, Standing.OWN, approved) is None


def test_what_is_required_and_refused_is_raised_with_the_project_it_is_about() -> None:
    clerk = person_of(Role.CLERK)
    require(Deed.DEFINE, clerk, Standing.OWN)
    with pytest.raises(RefusedError, match="“待审核”") as caught:
        require(Deed.DECLARE, clerk, Standing.OWN, dossier_of("declared", "submitted"))
    assert caught.value.place == {"name": "样例项目", "lifted_by": Deed.RETURN}
    assert "主管部门" in caught.value.remedy
    with pytest.raises(RefusedError, match="审计不能登记本单位的定义") as caught:
        require(Deed.DEFINE, person_of(Role.AUDITOR), Standing.OWN)
    assert caught.value.place == {}
    with pytest.raises(RefusedError, match="不能为别的单位申报"):
        require(Deed.DECLARE, clerk, Standing.BELOW)


@pytest.mark.parametrize(("role", "standing"), list(product(Role, Standing)))
def test_people_see_as_far_as_their_role_reaches(role: Role, standing: Standing) -> None:
    assert may_see(person_of(role), standing) == (standing in REACH[role])


def test_on_a_folder_reviewers_look_down_and_everybody_else_is_at_home() -> None:
    below = {role for role in Role if alone(Person("某人", role)) is Standing.BELOW}
    assert below == REVIEWERS


def test_the_table_for_people_has_a_row_for_every_deed_with_who_and_when() -> None:
    rows = {name: (who, when) for name, who, when in table()}
    assert len(rows) == len(Deed)
    assert rows["批准"] == ("主管部门（本单位和下级单位）、财政局（所有单位）", "项目待审核时（没有未答复的疑问）")
    assert rows["关账"] == ("经办人、单位负责人（本单位）", "随时")
