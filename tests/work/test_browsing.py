"""Looking through a ledger: pages and filters, masks, what was said of a key, batches and the files they came in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from youju.engines.paging import MASKED, Wanted
from youju.errors import NotFoundError, TamperedError
from youju.model.ledger import Ledger
from youju.model.organisation import Person, Role
from youju.work.browsing import batches, history_of, page, source_file
from youju.work.ledgers import import_bytes, ledger_of
from youju.work.workspace import Workspace, create, keep

CLERK = Person("张三", Role.CLERK)
FIRST = """凭证号,支付日期,金额,收款人,支出科目
V1,2021-03-01,100.50,甲公司,印刷费
V2,2021-03-05,20,乙公司,Postage
V3,2021-04-01,3,,邮电费
"""
SECOND = "凭证号,支付日期,金额,收款人,支出科目\nV2,2021-03-06,25,乙公司,邮电费\n"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Three payments, one of them corrected later."""
    made = create(tmp_path_factory.mktemp("unit") / "unit", CLERK)
    for name, text in (("一.csv", FIRST), ("二.csv", SECOND)):
        import_bytes(made, ledger_of(made, "payments"), name, text.encode(), CLERK)
    return made


@pytest.fixture(scope="module")
def payments(workspace: Workspace) -> Ledger:
    return ledger_of(workspace, "payments")


def vouchers(workspace: Workspace, ledger: Ledger, wanted: Wanted) -> list[str]:
    return [row.values["voucher"] for row in page(workspace, ledger, wanted).rows]


def test_a_page_shows_what_stands_the_latest_day_first(workspace: Workspace, payments: Ledger) -> None:
    found = page(workspace, payments)
    assert [(row.values["voucher"], row.file.name, row.row, row.counts) for row in found.rows] == [
        ("V3", "一.csv", 4, True),
        ("V2", "二.csv", 2, True),
        ("V1", "一.csv", 2, True),
    ]
    assert (found.total, found.sums) == (3, {"amount": "128.5"})
    assert [column.label for column in found.columns][:2] == ["凭证号", "项目"]


def test_pages_follow_each_other_and_the_total_is_of_all(workspace: Workspace, payments: Ledger) -> None:
    parts = [page(workspace, payments, offset=offset, limit=2) for offset in (0, 2, 4)]
    assert [[row.values["voucher"] for row in part.rows] for part in parts] == [["V3", "V2"], ["V1"], []]
    assert {part.total for part in parts} == {3}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(words="邮电"), ["V3", "V2"]),
        (Wanted(words=" v1 "), ["V1"]),
        (Wanted(words="' OR 1=1 --"), []),
        (Wanted(words="%"), []),
        (Wanted(since=date(2021, 3, 6)), ["V3", "V2"]),
        (Wanted(until=date(2021, 3, 6)), ["V2", "V1"]),
        (Wanted(since=date(2021, 3, 6), until=date(2021, 3, 6)), ["V2"]),
        (Wanted(words="postage"), []),
        (Wanted(words="postage", current=False), ["V2"]),
        (Wanted(current=False), ["V3", "V2", "V2", "V1"]),
    ],
)
def test_filters(workspace: Workspace, payments: Ledger, wanted: Wanted, expected: list[str]) -> None:
    assert vouchers(workspace, payments, wanted) == expected


def test_a_time_counts_by_its_day(tmp_path: Path) -> None:
    made = create(tmp_path / "unit", CLERK)
    ledger = ledger_of(made, "accidents")
    import_bytes(
        made, ledger, "a.csv", "事故编号,发生时间\nA,2021-03-01 23:59:59\nB,2021-03-02 00:00\n".encode(), CLERK
    )
    wanted = Wanted(since=date(2021, 3, 1), until=date(2021, 3, 1))
    assert [row.values["accident_no"] for row in page(made, ledger, wanted).rows] == ["A"]


def test_what_is_personal_is_masked_and_not_searched_unless_asked_for(workspace: Workspace, payments: Ledger) -> None:
    assert [row.values["payee"] for row in page(workspace, payments).rows] == ["", MASKED, MASKED]
    assert vouchers(workspace, payments, Wanted(words="甲公司")) == []
    shown = page(workspace, payments, Wanted(words="甲公司", personal=True))
    assert [row.values["payee"] for row in shown.rows] == ["甲公司"]
    (old, new) = history_of(workspace, payments, page(workspace, payments).rows[1].file.batch, 2)
    assert (old.values["payee"], new.values["payee"]) == (MASKED, MASKED)


def test_the_history_of_a_key_is_all_that_was_said_of_it(workspace: Workspace, payments: Ledger) -> None:
    row = page(workspace, payments).rows[1]
    history = history_of(workspace, payments, row.file.batch, row.row)
    assert [(item.values["amount"], item.counts, item.file.name, item.row) for item in history] == [
        ("20", False, "一.csv", 3),
        ("25", True, "二.csv", 2),
    ]
    assert history_of(workspace, payments, history[0].file.batch, 3) == history


@pytest.mark.parametrize(("batch", "row"), [("000009-x", 2), (None, 99)])
def test_a_row_that_is_not_there_is_said(workspace: Workspace, payments: Ledger, batch: str | None, row: int) -> None:
    with pytest.raises(NotFoundError):
        history_of(workspace, payments, batch or batches(workspace, payments)[0].code, row)


def test_batches_say_who_brought_what(workspace: Workspace, payments: Ledger) -> None:
    second, first = batches(workspace, payments)
    assert (first.name, first.by, first.role, first.read, first.added) == ("一.csv", "张三", "clerk", 3, 3)
    assert (second.name, second.read, second.added, second.corrected) == ("二.csv", 1, 0, 1)


def test_an_empty_ledger_has_an_empty_page(workspace: Workspace) -> None:
    ledger = ledger_of(workspace, "accidents")
    assert (page(workspace, ledger).total, page(workspace, ledger).rows, batches(workspace, ledger)) == (0, (), ())


def test_a_source_file_comes_with_its_name_and_nothing_else_kept_does(workspace: Workspace, payments: Ledger) -> None:
    sha256 = batches(workspace, payments)[1].sha256
    assert source_file(workspace, sha256) == ("一.csv", FIRST.encode())
    proof = keep(workspace, b"a proof of something else")
    for other in (proof, "../workspace.toml", ""):
        with pytest.raises(NotFoundError):
            source_file(workspace, other)


def test_a_source_file_that_was_changed_or_lost_is_not_given_out(tmp_path: Path) -> None:
    made = create(tmp_path / "unit", CLERK)
    report = import_bytes(made, ledger_of(made, "payments"), "一.csv", FIRST.encode(), CLERK)
    kept = made.root / "blobs" / report.sha256
    kept.write_bytes(FIRST.replace("甲", "丁").encode())
    with pytest.raises(TamperedError, match=r"一\.csv"):
        source_file(made, report.sha256)
    kept.unlink()
    with pytest.raises(TamperedError, match=r"一\.csv"):
        source_file(made, report.sha256)
