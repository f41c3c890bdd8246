"""Names of columns that a unit's record remembers are found like those of the pack; who said so and when is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from youju.errors import NotFoundError, RefusedError, UnreadableError
from youju.evidence.heading import headed
from youju.importers.formats.csv import rows
from youju.model.organisation import Person, Role
from youju.work.ledgers import ledger_of
from youju.work.mapping import remember, remembered, with_remembered
from youju.work.workspace import Workspace, create, open_workspace

CLERK = Person("张三", Role.CLERK)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create(tmp_path / "unit", CLERK)


def positions(workspace: Workspace, header: str) -> dict[str, int | None]:
    """Where the columns of the openings stand in a dump of that header."""
    ledger = with_remembered(workspace, ledger_of(workspace, "enterprise_openings"))
    return headed(ledger, rows(f"{header}\n".encode())).mapping.positions


def said(workspace: Workspace, *pairs: str) -> list[tuple[str, str | None]]:
    found = remember(workspace, ledger_of(workspace, "新开办企业服务台账"), pairs, CLERK)
    return [(one.name, one.column) for one in found]


def test_a_remembered_name_is_found_in_later_dumps_however_it_is_spelt(workspace: Workspace) -> None:
    with pytest.raises(UnreadableError, match="缺少列“受理时间”"):
        positions(workspace, "办件编号,登记 时点")
    assert said(workspace, "登记时点=accepted_at", "网点=服务大厅") == [("登记时点", "accepted_at"), ("网点", "hall")]
    again = open_workspace(workspace.root)
    found = positions(again, "网点,办件编号,登记 时点")
    assert (found["case_no"], found["accepted_at"], found["hall"]) == (1, 2, 0)
    (first, _) = remembered(again, ledger_of(again, "enterprise_openings"))
    assert (first.by, first.role) == ("张三", "clerk")
    assert remembered(again, ledger_of(again, "payments")) == ()


def test_a_name_of_the_pack_can_be_given_to_another_column_or_to_none(workspace: Workspace) -> None:
    with pytest.raises(UnreadableError, match="都是“受理时间”"):
        positions(workspace, "办件编号,收件时间,申请时间,领照时间")
    said(workspace, "申请时间=-", "领照时间=hall")
    found = positions(workspace, "办件编号,收件时间,申请时间,领照时间")
    assert (found["accepted_at"], found["hall"], found["completed_at"]) == (1, 3, None)


def test_what_is_said_later_of_a_name_holds(workspace: Workspace) -> None:
    said(workspace, "时点=completed_at", "编码=忽略")
    assert said(workspace, " 时点 =accepted_at") == [("编码", None), ("时点", "accepted_at")]


def test_a_column_keeps_its_own_name(workspace: Workspace) -> None:
    for pair in ("办结时间=accepted_at", "completed_at=accepted_at", "受理 时间=-"):
        with pytest.raises(RefusedError, match="列自己的名称，不能改作别用"):
            said(workspace, pair)
    assert said(workspace, "受理时间=accepted_at") == [("受理时间", "accepted_at")]


@pytest.mark.parametrize("pair", ["时点", "=accepted_at", " =accepted_at", "时点=", "时点= "])
def test_what_is_no_pair_is_refused_with_an_example(workspace: Workspace, pair: str) -> None:
    with pytest.raises(UnreadableError, match="不是一对名称") as refused:
        said(workspace, pair)
    assert "时间=accepted_at" in refused.value.remedy


def test_one_name_for_two_columns_at_once_is_refused_and_nothing_is_noted(workspace: Workspace) -> None:
    with pytest.raises(UnreadableError, match="“时 点”写了两次"):
        said(workspace, "时点=accepted_at", "时 点=hall")
    assert remembered(workspace, ledger_of(workspace, "enterprise_openings")) == ()


def test_an_unknown_column_is_answered_with_those_there_are(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="没有列“大门”") as refused:
        said(workspace, "时点=大门")
    assert "hall（服务大厅）" in refused.value.remedy


def test_who_may_not_import_may_not_say_what_columns_mean(workspace: Workspace) -> None:
    ledger = ledger_of(workspace, "enterprise_openings")
    with pytest.raises(RefusedError):
        remember(workspace, ledger, ["时点=accepted_at"], Person("李四", Role.DEPARTMENT))
    assert remembered(workspace, ledger) == ()
