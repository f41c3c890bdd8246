"""Rows that come from the browser: uploads, rows by hand, rejects mended; a file of rejects starts nothing."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from youju import importers
from youju.errors import NotFoundError, RefusedError, UnreadableError
from youju.model.ledger import Ledger
from youju.model.organisation import Person, Role
from youju.model.period import Period, year
from youju.work.browsing import batches, page, source_file
from youju.work.entering import enter, mend
from youju.work.ledgers import close, evidence_state, import_bytes, import_file, ledger_of, status
from youju.work.returned import REASON, as_before, rejects_csv, returned_rows, written
from youju.work.workspace import Workspace, create, today

CLERK = Person("张三", Role.CLERK)
HEADER = "凭证号,支付日期,金额,收款人,备注"
DUMP = f"""{HEADER}
V1,2021-03-01,100.50,甲公司,=1+1
V2,2021-02-30,7,乙公司,"=HYPERLINK(""x"")"
V3,2021-03-02,一百,丙公司,-5
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create(tmp_path / "unit", CLERK)


@pytest.fixture
def payments(workspace: Workspace) -> Ledger:
    return ledger_of(workspace, "payments")


def values(workspace: Workspace, ledger: Ledger) -> dict[str, str]:
    """Amount by voucher, as it stands."""
    return {row.values["voucher"]: row.values["amount"] for row in page(workspace, ledger).rows}


def test_bytes_and_a_file_of_the_same_bytes_are_the_same_import(
    workspace: Workspace, payments: Ledger, tmp_path: Path
) -> None:
    path = tmp_path / "支付.csv"
    path.write_text(DUMP, encoding="utf-8")
    uploaded = import_bytes(workspace, payments, "支付.csv", DUMP.encode(), CLERK)
    assert (uploaded.read, uploaded.added, len(uploaded.rejected)) == (3, 1, 2)
    again = import_file(workspace, payments, path, CLERK)
    assert (again.batch, again.unchanged, again.sha256) == (None, 1, uploaded.sha256)


def test_a_long_import_says_how_far_it_is(workspace: Workspace, payments: Ledger) -> None:
    lines = [HEADER, *(f"V{number},2021-03-01,1,甲,x" for number in range(10_000))]
    told: list[tuple[int, int]] = []
    import_bytes(
        workspace,
        payments,
        "a.csv",
        "\n".join(lines).encode(),
        CLERK,
        progress=lambda done, of: told.append((done, of)),
    )
    assert told == [(5_000, 10_000), (10_000, 10_000)]


def test_an_expert_imports_and_enters_nothing(workspace: Workspace, payments: Ledger) -> None:
    expert = Person("王五", Role.EXPERT)
    with pytest.raises(RefusedError):
        import_bytes(workspace, payments, "支付.csv", DUMP.encode(), expert)
    with pytest.raises(RefusedError):
        enter(workspace, payments, {"voucher": "V1", "paid_on": "2021-03-01"}, expert)
    with pytest.raises(RefusedError):
        mend(workspace, payments, "支付.csv", HEADER.split(","), [], expert)
    assert batches(workspace, payments) == ()


def test_the_rejects_open_in_a_spreadsheet_mended_and_come_back(workspace: Workspace, payments: Ledger) -> None:
    report = import_bytes(workspace, payments, "支付.csv", DUMP.encode(), CLERK)
    content = rejects_csv(returned_rows(payments, report, DUMP.encode()))
    text = content.decode("utf-8-sig")
    assert content.startswith(b"\xef\xbb\xbf")
    header, second, third = csv.reader(io.StringIO(text))
    assert header == [REASON, *HEADER.split(",")]
    assert second[0].startswith("第3行：")
    assert "2月" in second[0]
    assert second[1:] == ["V2", "2021-02-30", "7", "乙公司", '\'=HYPERLINK("x")']
    assert third[-1] == "-5"
    mended = text.replace("2021-02-30", "2021-02-28").replace("一百", "100").encode()
    again = import_bytes(workspace, payments, "退回.csv", mended, CLERK)
    assert (again.added, again.rejected) == (2, ())
    assert REASON not in again.ignored_columns
    assert values(workspace, payments) == {"V1": "100.5", "V2": "7", "V3": "100"}


def test_a_row_that_is_too_long_keeps_its_cells_and_its_reason(workspace: Workspace, payments: Ledger) -> None:
    data = f"{HEADER}\nV1,2021-03-01,1,甲,x,=多,y\n".encode()
    report = import_bytes(workspace, payments, "长.csv", data, CLERK)
    content = rejects_csv(returned_rows(payments, report, data))
    assert next(iter(importers.rows_of(content, "").rows))[1][1:] == ("V1", "2021-03-01", "1", "甲", "x", "'=多", "y")
    again = import_bytes(workspace, payments, "退回.csv", content, CLERK)
    assert (again.added, [item.row for item in again.rejected]) == (0, [2])


@given(some.lists(some.text(some.sampled_from("'=+-@＝ 1.,5%\t甲a\""), max_size=6), min_size=2, max_size=4))
def test_what_is_written_reads_back_and_no_cell_of_it_is_a_formula(cells: list[str]) -> None:
    header = [f"列{number}" for number, _ in enumerate(cells)]
    content = written(REASON, header, [("不对", cells)])
    rows = importers.rows_of(content, "退回.csv")
    back = as_before(rows)
    assert back.header == tuple(header)
    assert tuple(back.rows) == ((2, tuple(cells)),)
    _, printed = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    numbers = {cell for cell in printed if cell.strip("+-%,. 15") == ""}
    assert not [
        cell for cell in printed if cell.lstrip()[:1] in tuple("=+-@＝\t") and cell.strip() and cell not in numbers
    ]


def test_an_apostrophe_in_any_other_file_stays(workspace: Workspace, payments: Ledger) -> None:
    data = "凭证号,支付日期,支出科目\nV1,2021-03-01,'=x\n".encode()
    import_bytes(workspace, payments, "a.csv", data, CLERK)
    assert page(workspace, payments).rows[0].values["budget_item"] == "'=x"


def test_a_row_by_hand_goes_the_same_way_and_the_same_key_corrects_it(workspace: Workspace, payments: Ledger) -> None:
    row = {"voucher": "V1", "paid_on": "2021-03-01", "amount": "1,000", "budget_item": "=1+1\n第二行"}
    first = enter(workspace, payments, row, CLERK)
    assert (first.added, first.rejected, first.ignored_columns) == (1, (), ())
    assert first.file.startswith("手工录入-")
    (entered,) = page(workspace, payments).rows
    assert (entered.values["amount"], entered.values["budget_item"], entered.row) == ("1000", "=1+1\n第二行", 2)
    assert source_file(workspace, first.sha256)[0] == first.file
    second = enter(workspace, payments, {"voucher": "V1", "paid_on": "2021-03-01", "amount": "900"}, CLERK)
    assert second.corrected == 1
    (entered,) = page(workspace, payments).rows
    assert (entered.values["amount"], entered.values["budget_item"]) == ("900", "=1+1\n第二行")
    third = enter(workspace, payments, row, CLERK)
    assert third.corrected == 1
    assert values(workspace, payments) == {"V1": "1000"}


@pytest.mark.parametrize(
    ("typed", "column"),
    [
        ({"voucher": "V1", "paid_on": "2021-02-30"}, "paid_on"),
        ({"voucher": "V1", "paid_on": "2021-03-01", "amount": "很多"}, "amount"),
        ({"paid_on": "2021-03-01"}, "voucher"),
        ({}, "voucher"),
    ],
)
def test_a_bad_value_by_hand_is_given_back_with_its_column_and_nothing_is_kept(
    workspace: Workspace, payments: Ledger, typed: dict[str, str], column: str
) -> None:
    before = evidence_state(workspace)
    report = enter(workspace, payments, typed, CLERK)
    assert [(item.column, bool(item.reason)) for item in report.rejected] == [(column, True)]
    assert report.batch is None
    assert evidence_state(workspace) == before


def test_a_column_that_is_not_there_is_named(workspace: Workspace, payments: Ledger) -> None:
    with pytest.raises(NotFoundError, match="colour"):
        enter(workspace, payments, {"voucher": "V1", "colour": "红"}, CLERK)


def test_every_ledger_can_be_typed_by_its_labels(workspace: Workspace) -> None:
    for ledger in workspace.pack.ledgers.values():
        report = enter(workspace, ledger, {column.code: "" for column in ledger.columns}, CLERK)
        assert len(report.rejected) == 1, ledger.label


def test_rejects_mended_in_the_page_are_a_new_batch_of_a_named_file(workspace: Workspace, payments: Ledger) -> None:
    report = import_bytes(workspace, payments, "支付.csv", DUMP.encode(), CLERK)
    returned = returned_rows(payments, report, DUMP.encode())
    rows = [dict(zip(returned.header, row.cells, strict=True)) for row in returned.rows]
    rows[0]["支付日期"] = "2021-02-28"
    first = mend(workspace, payments, report.file, returned.header, rows, CLERK)
    assert (first.file, first.added, [item.row for item in first.rejected]) == ("更正-支付.csv", 1, [3])
    name, content = source_file(workspace, first.sha256)
    assert name == "更正-支付.csv"
    left = returned_rows(payments, first, content)
    assert [row.cells[-1] for row in left.rows] == ["-5"]
    rows = [{**dict(zip(left.header, row.cells, strict=True)), "金额": "100"} for row in left.rows]
    second = mend(workspace, payments, first.file, left.header, rows, CLERK)
    assert (second.file, second.added, second.rejected) == ("更正-支付.csv", 1, ())
    assert [batch.name for batch in batches(workspace, payments)] == ["更正-支付.csv", "更正-支付.csv", "支付.csv"]


def test_an_upload_that_is_no_dump_says_so_and_keeps_nothing(workspace: Workspace, payments: Ledger) -> None:
    with pytest.raises(UnreadableError, match="缺少列"):
        import_bytes(workspace, payments, "别的.csv", "甲,乙\n1,2\n".encode(), CLERK)
    assert batches(workspace, payments) == ()


def test_days_that_have_not_come_cannot_be_closed(workspace: Workspace) -> None:
    with pytest.raises(RefusedError, match="还没有到"):
        close(workspace, "accidents", Period(today(), today() + timedelta(days=1)), CLERK)
    with pytest.raises(RefusedError, match="还没有到"):
        close(workspace, "all", year(today().year + 1), CLERK)
    assert not any(item.completeness.closed for item in status(workspace, today().year))


def test_the_state_of_the_evidence_changes_with_every_entry(workspace: Workspace, payments: Ledger) -> None:
    states = [evidence_state(workspace)]
    import_bytes(workspace, payments, "支付.csv", DUMP.encode(), CLERK)
    states.append(evidence_state(workspace))
    close(workspace, "payments", Period(year(2021).start, year(2021).end), CLERK)
    states.append(evidence_state(workspace))
    assert evidence_state(workspace) == states[-1]
    assert len(set(states)) == 3


def test_replaced_rows_are_not_counted(workspace: Workspace, payments: Ledger) -> None:
    for amount in ("1", "2", "3"):
        enter(workspace, payments, {"voucher": "V1", "paid_on": "2021-03-01", "amount": amount}, CLERK)
    rows = {item.ledger.code: item.rows for item in status(workspace, 2021)}
    assert rows["payments"] == 1


def test_a_total_that_a_person_types_is_given_back_with_its_reason(workspace: Workspace, payments: Ledger) -> None:
    report = enter(workspace, payments, {"voucher": "合计", "paid_on": "", "amount": "5"}, CLERK)
    assert (report.read, report.added, report.left_out) == (1, 0, ())
    assert "这一行是合计" in report.rejected[0].reasons


def test_rows_given_back_from_below_a_title_keep_their_header(workspace: Workspace, payments: Ledger) -> None:
    data = f"2021年支付明细\n\n{DUMP}".encode()
    report = import_bytes(workspace, payments, "支付.csv", data, CLERK)
    returned = returned_rows(payments, report, data)
    assert returned.header == tuple(HEADER.split(","))
    assert [row.reject.row for row in returned.rows] == [5, 6]
