"""Withdrawing rows as a person does: named in one of three ways, with a reason, and told in the history of a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from youju.engines.paging import Wanted
from youju.errors import RefusedError, UnreadableError
from youju.evidence.attachments import attach, detach, key_of
from youju.evidence.media import document
from youju.evidence.retracting import Chosen
from youju.model.organisation import Person, Role
from youju.notation.date import parse_period
from youju.work.browsing import history_of, page
from youju.work.ledger_history import KINDS, history
from youju.work.ledgers import close, cut_of, import_bytes, ledger_of
from youju.work.retracting import chosen, closed_note, retract, withdrawn
from youju.work.workspace import Workspace, create, now

CLERK = Person("张三", Role.CLERK)
DUMP = "凭证号,支付日期,金额\nV1,2021-03-01,100.50\nV2,2021-03-05,20\nV3,2021-04-01,3\n".encode()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Three payments, March closed."""
    made = create(tmp_path / "unit", CLERK)
    import_bytes(made, ledger_of(made, "payments"), "一.csv", DUMP, CLERK)
    close(made, "payments", parse_period("2021-03"), CLERK)
    return made


def vouchers(workspace: Workspace, *, current: bool = True) -> list[str]:
    found = page(workspace, ledger_of(workspace, "payments"), Wanted(current=current))
    return sorted(row.values["voucher"] for row in found.rows)


def test_a_withdrawn_row_does_not_count_and_stays_in_history_with_its_reason(workspace: Workspace) -> None:
    ledger = ledger_of(workspace, "payments")
    batch = cut_of(workspace, ledger).files[0].batch
    done = retract(workspace, "资金支出台账", Chosen(keys=(("V2",),)), " 与另一笔重复 ", CLERK)
    assert (done.rows, done.reason, done.in_closed) == (1, "与另一笔重复", 1)
    assert (vouchers(workspace), vouchers(workspace, current=False)) == (["V1", "V3"], ["V1", "V2", "V3"])
    (version,) = history_of(workspace, ledger, batch, 3)
    assert (version.values["voucher"], version.counts) == ("V2", False)
    found = withdrawn(workspace, ledger, [(one.file.batch, one.row) for one in (version,)])
    assert (found[batch, 3].by, found[batch, 3].role, found[batch, 3].reason) == ("张三", "clerk", "与另一笔重复")
    import_bytes(workspace, ledger, "一.csv", DUMP, CLERK)
    assert [one.counts for one in history_of(workspace, ledger, batch, 3)] == [False, True]


def test_a_retraction_within_a_closed_span_is_told(workspace: Workspace) -> None:
    inside = retract(workspace, "payments", Chosen(keys=(("V1",), ("V3",))), "登记有误", CLERK)
    assert closed_note(inside) == "其中 1 行落在已经关账的期间：它们从此不计入，关账不变；已填报的数保持原样。"
    import_bytes(workspace, ledger_of(workspace, "payments"), "一.csv", DUMP, CLERK)
    assert closed_note(retract(workspace, "payments", Chosen(keys=(("V3",),)), "登记有误", CLERK)) is None


@pytest.mark.parametrize("reason", ["", " \n"])
def test_without_a_reason_nothing_is_withdrawn(workspace: Workspace, reason: str) -> None:
    with pytest.raises(RefusedError, match="理由"):
        retract(workspace, "payments", Chosen(keys=(("V1",),)), reason, CLERK)
    assert vouchers(workspace) == ["V1", "V2", "V3"]


def test_who_may_not_enter_evidence_may_not_withdraw_it(workspace: Workspace) -> None:
    with pytest.raises(RefusedError, match="登记台账"):
        retract(workspace, "payments", Chosen(keys=(("V1",),)), "登记有误", Person("李四", Role.AUDITOR))


def test_rows_are_named_in_exactly_one_way(workspace: Workspace) -> None:
    payments, inspections = ledger_of(workspace, "payments"), ledger_of(workspace, "window_days")
    assert chosen(payments, ["V1", "V2"], None, []) == Chosen(keys=(("V1",), ("V2",)))
    two = chosen(inspections, ["2021-03-01", "1号", "2021-03-02", "1号"], None, [])
    assert two == Chosen(keys=(("2021-03-01", "1号"), ("2021-03-02", "1号")))
    assert chosen(payments, [], None, ["000001-x:12"]) == Chosen(rows=(("000001-x", 12),))
    assert chosen(payments, [], "000001-x", []) == Chosen(batch="000001-x")
    for keys, batch, rows in (([], None, []), (["V1"], "000001-x", []), ([], None, ["12"]), ([], None, ["a:b"])):
        with pytest.raises(UnreadableError):
            chosen(payments, keys, batch, rows)
    with pytest.raises(UnreadableError, match="日期、窗口"):
        chosen(inspections, ["2021-03-01"], None, [])


def test_the_history_tells_of_documents_too(workspace: Workspace) -> None:
    ledger = ledger_of(workspace, "payments")
    key = key_of(ledger, ["V1"])
    kept = attach(workspace.root, ledger, key, document("说明.txt", "付款说明".encode()), ("张三", "clerk", now()))
    detach(workspace.root, ledger, key, kept.sha256, "附错了", ("张三", "clerk", now()))
    found = history(workspace, ledger)[2:]
    assert [(KINDS[one.kind], one.words, one.rows) for one in found] == [
        ("附文件", "“说明.txt”", 0),
        ("移除附件", f"{kept.sha256[:12]}：附错了", 0),
    ]


def test_the_history_says_every_entry_with_its_number(workspace: Workspace) -> None:
    retract(workspace, "payments", Chosen(keys=(("V1",),)), "登记有误", CLERK)
    found = history(workspace, ledger_of(workspace, "payments"))
    assert [(one.sequence, one.kind, one.rows, one.by, one.reason) for one in found] == [
        (1, "batch", 3, "张三", None),
        (2, "close", 0, "张三", None),
        (3, "retract", 1, "张三", "登记有误"),
    ]
    assert [one.words for one in found] == [
        "“一.csv”：新增 3 行，更正 0 行",
        "2021-03-01 至 2021-03-31",
        "撤回 1 行：登记有误",
    ]
    assert history(workspace, ledger_of(workspace, "payments"), parse_period("2021-03-01").end) == ()
