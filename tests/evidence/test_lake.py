"""Imports, corrections, closings and cuts: what stands in a ledger, and what was known when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from youju.errors import ConflictError, RefusedError, UnreadableError
from youju.evidence import durable, lake, log, receive
from youju.evidence.intake import map_header
from youju.evidence.log import append, entries
from youju.evidence.outcome import Coming
from youju.evidence.sorting import in_memory
from youju.importers.formats.csv import rows as csv_rows
from youju.model.dossier import Draft
from youju.model.ledger import Closing, Column, ColumnType, Cut, ImportReport, Ledger
from youju.model.period import Period, year
from youju.packs import pack

SAMPLES = Path(__file__).parent / "samples"
EXPRESS = pack("administrative-service-centre").ledgers["express_deliveries"]
LEDGER = Ledger(
    code="visits",
    label="到访台账",
    closing=Closing.DAY,
    key=("id",),
    date="day",
    columns=(
        Column("id", "编号", ColumnType.TEXT, required=True),
        Column("day", "日期", ColumnType.DATE, required=True),
        Column("hall", "大厅", ColumnType.TEXT),
        Column("fee", "费用", ColumnType.MONEY),
    ),
)
AT = "2021-04-01T09:00:00+08:00"


def bring(root: Path, text: str, ledger: Ledger = LEDGER, name: str = "visits.csv") -> ImportReport:
    data = text.encode()
    return lake.import_rows(root, ledger, csv_rows(data), data, name, "张三", "clerk", AT)


def standing(cut: Cut) -> list[tuple[object, ...]]:
    """The rows that count, read without any of the code under test: batch number, source row, cells."""
    replaced = {
        (item["batch"], item["position"])
        for path in {path for file in cut.files for path in file.superseded}
        for item in pq.read_table(path).to_pylist()
    }
    return [
        (number, cells["_row"], cells["id"], cells["hall"], None if cells["fee"] is None else str(cells["fee"]))
        for number, file in enumerate(cut.files, start=1)
        for position, cells in enumerate(pq.read_table(file.path).to_pylist())
        if (file.batch, position) not in replaced
    ]


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    assert report.read == report.added + report.corrected + report.unchanged + len(report.rejected)
    return report.added, report.corrected, report.unchanged, len(report.rejected)


def test_the_sample_of_the_express_company_gives_the_expected_report(tmp_path: Path) -> None:
    data = (SAMPLES / "express-2021-03.csv").read_bytes()
    report = lake.import_rows(tmp_path, EXPRESS, csv_rows(data), data, "express-2021-03.csv", "张三", "clerk", AT)
    assert (report.earliest, report.in_closed) == ((2, date(2021, 3, 1)), 0)
    assert all(reject.also == () for reject in report.rejected)
    found: dict[str, object] = json.loads(json.dumps(asdict(report), default=str).replace(', "also": []', ""))
    batch = found.pop("batch")
    (expected,) = json.loads((SAMPLES / "express-2021-03.expected.json").read_text("utf-8"))["imports"]
    assert {key: found[key] for key in expected} == expected
    assert isinstance(batch, str)
    again = lake.import_rows(tmp_path, EXPRESS, csv_rows(data), data, "express-2021-03.csv", "李四", "clerk", AT)
    assert counts(again) == (0, 0, 10, 2)
    assert again.batch is None
    assert lake.cut(tmp_path, EXPRESS).sequence == 1


def test_a_first_import_keeps_rows_types_and_row_numbers(tmp_path: Path) -> None:
    report = bring(tmp_path, "编号,日期,大厅,费用\nA,2021-03-01,东厅,1.5\n\nB,2021-03-02,,\n")
    assert counts(report) == (2, 0, 0, 0)
    cut = lake.cut(tmp_path, LEDGER)
    assert standing(cut) == [(1, 2, "A", "东厅", "1.5000"), (1, 4, "B", None, None)]
    assert (cut.sequence, cut.batches, cut.files[0].rows, cut.files[0].name) == (1, 1, 2, "visits.csv")
    schema = pq.read_schema(cut.files[0].path)
    assert [str(field.type) for field in schema] == ["string", "date32[day]", "string", "decimal128(18, 4)", "int64"]


def test_the_same_rows_again_change_nothing(tmp_path: Path) -> None:
    text = "编号,日期,大厅,费用\nA,2021-03-01,东厅,1.5\nB,2021-03-02,,\n"
    bring(tmp_path, text)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    report = bring(tmp_path, text.replace("2021-03-01", "2021/3/1").replace("1.5", "1.50"), name="again.csv")
    assert counts(report) == (0, 0, 2, 0)
    assert report.batch is None
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_correction_replaces_the_row_and_keeps_the_old_one_in_history(tmp_path: Path) -> None:
    bring(tmp_path, "编号,日期,大厅,费用\nA,2021-03-01,东厅,1.5\nB,2021-03-02,,\n")
    report = bring(tmp_path, "编号,日期,大厅,费用\nC,2021-03-03,,\nA,2021-03-01,西厅,1.5\nB,2021-03-02,,\n")
    assert counts(report) == (1, 1, 1, 0)
    cut = lake.cut(tmp_path, LEDGER)
    assert standing(cut) == [(1, 3, "B", None, None), (2, 2, "C", None, None), (2, 3, "A", "西厅", "1.5000")]
    assert pq.read_table(cut.files[0].path).num_rows == 2
    known_before = lake.cut(tmp_path, LEDGER, 1)
    assert standing(known_before) == [(1, 2, "A", "东厅", "1.5000"), (1, 3, "B", None, None)]


def test_a_correction_is_corrected_again_and_taken_back(tmp_path: Path) -> None:
    for hall in ("东厅", "西厅", "南厅", "东厅"):
        bring(tmp_path, f"编号,日期,大厅,费用\nA,2021-03-01,{hall},\n")
    assert standing(lake.cut(tmp_path, LEDGER)) == [(4, 2, "A", "东厅", None)]
    assert standing(lake.cut(tmp_path, LEDGER, 3)) == [(3, 2, "A", "南厅", None)]


def test_inside_one_file_the_last_row_of_a_key_counts_and_both_are_kept(tmp_path: Path) -> None:
    text = "编号,日期,大厅,费用\nA,2021-03-01,东厅,\nA,2021-03-01,东厅,\nA,2021-03-01,西厅,\nB,2021-03-01,,\n"
    assert counts(bring(tmp_path, text)) == (2, 1, 1, 0)
    cut = lake.cut(tmp_path, LEDGER)
    assert standing(cut) == [(1, 4, "A", "西厅", None), (1, 5, "B", None, None)]
    assert pq.read_table(cut.files[0].path).num_rows == 3
    assert counts(bring(tmp_path, text)) == (0, 0, 4, 0)


def test_a_file_may_correct_a_stored_row_twice(tmp_path: Path) -> None:
    bring(tmp_path, "编号,日期,大厅,费用\nA,2021-03-01,东厅,\n")
    report = bring(tmp_path, "编号,日期,大厅,费用\nA,2021-03-01,西厅,\nA,2021-03-01,南厅,\n")
    assert counts(report) == (0, 2, 0, 0)
    assert standing(lake.cut(tmp_path, LEDGER)) == [(2, 3, "A", "南厅", None)]


def test_a_dump_without_a_column_says_nothing_about_it(tmp_path: Path) -> None:
    bring(tmp_path, "编号,日期,大厅,费用\nA,2021-03-01,东厅,1.5\nB,2021-03-01,西厅,2\n")
    report = bring(tmp_path, "编号,日期,费用\nA,2021-03-01,1.5\nB,2021-03-01,3\n")
    assert counts(report) == (0, 1, 1, 0)
    assert standing(lake.cut(tmp_path, LEDGER)) == [(1, 2, "A", "东厅", "1.5000"), (2, 3, "B", "西厅", "3.0000")]


def test_a_key_of_several_columns(tmp_path: Path) -> None:
    ledger = Ledger("days", "日志", Closing.DAY, ("day", "id"), "day", LEDGER.columns)
    bring(tmp_path, "编号,日期,费用\nA,2021-03-01,1\nA,2021-03-02,2\n", ledger)
    assert counts(bring(tmp_path, "编号,日期,费用\nA,2021-03-02,3\nA,2021-03-03,4\n", ledger)) == (1, 1, 0, 0)
    assert [row[4] for row in standing(lake.cut(tmp_path, ledger))] == ["1.0000", "3.0000", "4.0000"]


def test_bad_rows_are_given_back_and_good_ones_kept(tmp_path: Path) -> None:
    report = bring(tmp_path, "编号,日期,费用\nA,2021-03-01,1\n,2021-03-01,1\nC,,1\nD,2021-03-01,eins\n")
    assert counts(report) == (1, 0, 0, 3)
    assert [(item.row, item.column, item.value) for item in report.rejected] == [
        (3, "id", ""),
        (4, "day", ""),
        (5, "fee", "eins"),
    ]


@pytest.mark.parametrize(
    "text", ["编号,费用\nA,1\n", "编号,日期,日期\nA,1,2\n", '编号,日期\nA,"2021-03-01\nB,2021-03-02\n']
)
def test_a_file_that_cannot_be_used_changes_nothing(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableError):
        bring(tmp_path, text)
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def test_a_file_whose_rows_are_all_rejected_stores_nothing(tmp_path: Path) -> None:
    report = bring(tmp_path, "编号,日期\n,2021-03-01\n")
    assert report.batch is None
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def test_the_source_is_kept_by_its_digest_as_it_came(tmp_path: Path) -> None:
    report = bring(tmp_path, "编号,日期\nA,2021-03-01\n")
    data = (tmp_path / "blobs" / report.sha256).read_bytes()
    assert data == "编号,日期\nA,2021-03-01\n".encode()
    assert hashlib.sha256(data).hexdigest() == report.sha256


def test_the_log_says_who_brought_what(tmp_path: Path) -> None:
    bring(tmp_path, "编号,日期,大厅\nA,2021-03-01,东厅\nA,2021-03-01,西厅\n,2021-03-01,\n")
    (entry,) = entries(tmp_path, "visits")
    assert (entry.kind, entry.by, entry.role, entry.at, entry.stream) == (
        "batch",
        "张三",
        "clerk",
        AT,
        "ledgers/visits",
    )
    body: Mapping[str, object] = entry.body
    named = ("name", "rows", "added", "corrected", "unchanged", "rejected", "columns")
    assert {name: body[name] for name in named} == {
        "name": "visits.csv",
        "rows": 2,
        "added": 1,
        "corrected": 1,
        "unchanged": 0,
        "rejected": 1,
        "columns": {"id": "编号", "day": "日期", "hall": "大厅"},
    }
    lines = (
        '{"_row":2,"day":"2021-03-01","fee":null,"hall":"东厅","id":"A"}\n'
        '{"_row":3,"day":"2021-03-01","fee":null,"hall":"西厅","id":"A"}\n'
    )
    assert body["rows_digest"] == hashlib.sha256(lines.encode()).hexdigest()


def test_a_demo_workspace_signs_its_evidence_as_such(tmp_path: Path) -> None:
    (tmp_path / "workspace.toml").write_text('kind = "demo"\n', "utf-8")
    bring(tmp_path, "编号,日期\nA,2021-03-01\n")
    assert entries(tmp_path, "visits")[0].workspace == "demo"


def test_an_empty_ledger_has_an_empty_cut(tmp_path: Path) -> None:
    assert lake.cut(tmp_path, LEDGER) == Cut(LEDGER, 0, None)


def close(root: Path, ledger: Ledger, period: Period) -> None:
    lake.close(root, ledger, period, "李四", "head", AT)


def test_closings_and_reopenings_are_known_from_their_entry_on(tmp_path: Path) -> None:
    close(tmp_path, LEDGER, Period(date(2021, 1, 1), date(2021, 6, 30)))
    close(tmp_path, LEDGER, Period(date(2021, 7, 1), date(2021, 12, 31)))
    lake.reopen(tmp_path, LEDGER, Period(date(2021, 3, 1), date(2021, 3, 14)), "李四", "head", AT)
    half = (Period(date(2021, 1, 1), date(2021, 6, 30)),)
    reopened = (Period(date(2021, 1, 1), date(2021, 2, 28)), Period(date(2021, 3, 15), date(2021, 12, 31)))
    assert lake.cut(tmp_path, LEDGER).closed == reopened
    assert [lake.cut(tmp_path, LEDGER, sequence).closed for sequence in (0, 1, 2, 9)] == [
        (),
        half,
        (year(2021),),
        reopened,
    ]
    assert lake.cut(tmp_path, LEDGER).batches == 0


def test_a_ledger_that_closes_by_month_is_closed_by_whole_months(tmp_path: Path) -> None:
    monthly = Ledger("months", "月报", Closing.MONTH, ("id",), "day", LEDGER.columns)
    close(tmp_path, monthly, Period(date(2020, 2, 1), date(2020, 2, 29)))
    for start, end in ((date(2021, 1, 2), date(2021, 1, 31)), (date(2021, 1, 1), date(2021, 2, 27))):
        with pytest.raises(RefusedError, match="整月"):
            close(tmp_path, monthly, Period(start, end))
    assert lake.cut(tmp_path, monthly).sequence == 1


def test_states_are_never_closed(tmp_path: Path) -> None:
    states = Ledger("states", "登记", Closing.NEVER, ("id",), "day", LEDGER.columns)
    with pytest.raises(RefusedError, match="不用关账"):
        close(tmp_path, states, year(2021))
    with pytest.raises(RefusedError, match="不用关账"):
        lake.reopen(tmp_path, states, year(2021), "李四", "head", AT)


def test_of_two_who_write_at_once_one_is_told_who_was_first(tmp_path: Path) -> None:
    bring(tmp_path, "编号,日期\nA,2021-03-01\n")
    seen_by_both = lake.cut(tmp_path, LEDGER)
    bring(tmp_path, "编号,日期\nB,2021-03-01\n")
    data = "编号,日期\nC,2021-03-01\n".encode()
    delivery = receive.Delivery("c.csv", data, "王五", "clerk", "2021-04-01T09:00:01+08:00")
    with pytest.raises(ConflictError, match="张三已于2021-04-01T09:00:00") as told:
        receive.receive(tmp_path, seen_by_both, csv_rows(data), delivery)
    assert told.value.remedy
    assert [row[2] for row in standing(lake.cut(tmp_path, LEDGER))] == ["A", "B"]
    assert counts(bring(tmp_path, "编号,日期\nC,2021-03-01\n")) == (1, 0, 0, 0)


def test_what_a_crash_leaves_behind_is_ignored(tmp_path: Path) -> None:
    bring(tmp_path, "编号,日期\nA,2021-03-01\n")
    batches = tmp_path / "ledgers" / "visits" / "batches"
    (batches / "000002-0123456789ab.parquet").write_bytes(b"half a file")
    (batches / ".000002-0123456789ab.parquet.77.88").write_bytes(b"half a draft")
    (tmp_path / "ledgers" / "visits" / "log" / ".000002.json.77.88").write_bytes(b"{")
    assert lake.cut(tmp_path, LEDGER).sequence == 1
    assert counts(bring(tmp_path, "编号,日期\nB,2021-03-01\n")) == (1, 0, 0, 0)


def test_a_crash_before_the_head_was_written_is_mended_by_the_next_entry(tmp_path: Path) -> None:
    bring(tmp_path, "编号,日期\nA,2021-03-01\n")
    head = tmp_path / "ledgers" / "visits" / "head.json"
    before = head.read_bytes()
    append(
        tmp_path,
        lake.cut(tmp_path, LEDGER),
        Draft("close", "李四", "head", AT, {"from": "2021-01-01", "to": "2021-01-31"}),
    )
    head.write_bytes(before)
    assert lake.cut(tmp_path, LEDGER).sequence == 2
    bring(tmp_path, "编号,日期\nB,2021-03-01\n")
    assert head.read_bytes() != before


def test_two_crashes_before_a_first_head_was_written_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crashing(path: Path, content: bytes) -> None:
        durable.write_new(path, content)
        raise KeyboardInterrupt

    monkeypatch.setattr(log, "write_new", crashing)
    for name in "AB":
        with pytest.raises(KeyboardInterrupt):
            bring(tmp_path, f"编号,日期\n{name},2021-03-01\n")
    monkeypatch.undo()
    assert [row[2] for row in standing(lake.cut(tmp_path, LEDGER))] == ["A", "B"]
    assert counts(bring(tmp_path, "编号,日期\nC,2021-03-01\n")) == (1, 0, 0, 0)


def test_rows_to_store_are_counted_by_year_and_what_a_dump_repeats_is_told(tmp_path: Path) -> None:
    lines = ["A,2021-03-01", "A,2021-03-01", "B,2019-12-31", "B,2021-03-02", "A,2021-03-01", "C,2021-02-30"]
    rows = csv_rows("\n".join(["编号,日期", *lines]).encode())
    mapping = map_header(LEDGER, rows.header)
    with in_memory(tmp_path, lake.cut(tmp_path, LEDGER), rows, mapping, Coming("x", frozenset())) as found:
        assert (found.added, found.corrected, found.unchanged, found.repeated) == (2, 1, 2, 2)
        assert found.days.years == {2019: 1, 2021: 2}


def test_a_row_that_differs_from_the_ledger_is_a_correction_even_if_a_later_row_takes_it_back(tmp_path: Path) -> None:
    bring(tmp_path, "编号,日期,大厅,费用\nA,2021-03-01,东厅,\n")
    there_and_back = "编号,日期,大厅,费用\nA,2021-03-01,西厅,\nA,2021-03-01,东厅,\n"
    assert bring(tmp_path, there_and_back).corrected == 2
    again = bring(tmp_path, there_and_back)
    assert (again.corrected, again.unchanged, again.batch) == (0, 2, None)
