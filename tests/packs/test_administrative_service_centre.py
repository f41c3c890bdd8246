"""The pack of service centres: its ledgers column by column, all 89 indicators bound, and evidence that is measured."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from measure_cases import Case, pack_cases, read

from youju import measures, packs
from youju.model.ledger import Closing, Due, Ledger

PACK = packs.pack("administrative-service-centre")
FILE = Path(__file__).parent / "cases" / "administrative-service-centre.toml"
CASES = read(FILE)
EVIDENCE = list(pack_cases(FILE))
BINDINGS = [(project, *line.split(": ")) for project, lines in CASES["projects"].items() for line in lines]
MONTHLY = {
    "window_inspections", "satisfaction_responses", "plan_items", "module_usage", "security_gradings", "updates",
    "publications", "followers", "publicity_activities", "publicity_areas", "publicity_reach", "awareness_answers",
    "training_sessions", "training_attendance", "payments", "patrols",
}  # fmt: skip
PERSONAL = {
    "window_inspections.inspector", "accidents.summary", "volunteer_shifts.volunteer", "training_attendance.person",
    "training_attendance.exam_score", "training_attendance.passed", "payments.payee", "on_site_duty.engineer",
}  # fmt: skip


def written(ledger: Ledger) -> str:
    """A ledger as the case file writes it."""
    columns = []
    for column in ledger.columns:
        marks = ("*" if column.code in ledger.key else "") + ("@" if column.code == ledger.date else "")
        choices = f" {'/'.join(column.values)}" if column.values else ""
        columns.append(f"{column.code}{marks} {column.type}{choices}")
    return f"{ledger.label}: {', '.join(columns)}"


def test_the_thirty_ledgers_are_as_the_case_file_writes_them() -> None:
    assert {code: written(ledger) for code, ledger in PACK.ledgers.items()} == CASES["ledgers"]
    assert len(PACK.ledgers) == 30


def test_ledgers_are_closed_by_day_by_month_or_never() -> None:
    for code, ledger in PACK.ledgers.items():
        never = code in ("assets", "registers")
        assert ledger.closing == (Closing.NEVER if never else Closing.MONTH if code in MONTHLY else Closing.DAY), code


def test_key_and_date_are_required_except_when_a_register_comes_into_force() -> None:
    for ledger in PACK.ledgers.values():
        for column in ledger.columns:
            needed = column.code in ledger.key or column.code == ledger.date
            exempt = (ledger.code, column.code) == ("registers", "in_force_from")
            assert column.required == (needed and not exempt), f"{ledger.code}.{column.code}"


def test_columns_about_persons_are_marked() -> None:
    found = {
        f"{code}.{column.code}" for code, ledger in PACK.ledgers.items() for column in ledger.columns if column.personal
    }
    assert found == PERSONAL


def test_synonyms_units_and_bounds_of_columns_are_kept() -> None:
    columns = [column for ledger in PACK.ledgers.values() for column in ledger.columns]
    assert len(columns) == 163
    assert sum(len(column.synonyms) for column in columns) == 566
    assert sum(column.unit is not None for column in columns) == 25
    assert sum(column.minimum is not None for column in columns) == 21
    waybill = PACK.ledgers["express_deliveries"].column("waybill")
    assert (waybill.label, waybill.synonyms) == ("运单号", ("快递单号", "邮件号", "物流单号", "运单编号", "面单号"))
    score = PACK.ledgers["satisfaction_responses"].column("score")
    assert (score.minimum, score.maximum, score.unit) == (Decimal(1), Decimal(5), "分")
    assert PACK.ledgers["enterprise_openings"].column("credit_code").check == "GB 32100"


def test_due_times_are_kept() -> None:
    assert PACK.ledgers["incidents"].due == (Due("responded_at", start="reported_at", within_minutes=30),)
    finish, start = Due("actual_finish", by="planned_finish"), Due("actual_start", by="planned_start")
    assert PACK.ledgers["plan_items"].due == (finish, start)
    assert sum(len(ledger.due) for ledger in PACK.ledgers.values()) == 13


def test_the_case_file_lists_all_89_indicators() -> None:
    assert [len(lines) for lines in CASES["projects"].values()] == [18, 18, 19, 19, 15]


@pytest.mark.parametrize(("project", "name", "answer"), BINDINGS, ids=str)
def test_every_indicator_has_the_measure_of_its_ledger(project: str, name: str, answer: str) -> None:
    measure = packs.binding(PACK, name)
    assert measure is not None, project
    assert f"{measure.ledger} {measure.kind}" == answer
    assert measure.label == name


def test_every_measure_answers_for_an_indicator_and_fits_its_ledger() -> None:
    assert {measure.label for measure in PACK.measures} == {name for _, name, _ in BINDINGS}
    for measure in PACK.measures:
        assert measures.check(measure, PACK.ledgers[measure.ledger]) == (), measure.code
        assert measure.note.endswith("。"), measure.code


def test_an_indicator_is_found_by_other_spellings_blanks_and_quotation_marks_ignored() -> None:
    for name in ("企业群众满意度", "企业、 群众满意度", "“企业、群众满意度”", "企业和群众满意度"):
        measure = packs.binding(PACK, name)
        assert measure is not None, name
        assert measure.code == "enterprise_and_public_satisfaction"
    narrow = packs.binding(PACK, "系统(软件)更新升级及时性")
    assert narrow is not None
    assert narrow.code == "update_timeliness"


def test_an_indicator_the_pack_does_not_know_has_no_measure() -> None:
    assert packs.binding(PACK, "亩均产值") is None


def test_only_the_number_of_posts_is_read_as_at_least() -> None:
    assert {measure.code: measure.reading for measure in PACK.measures if measure.reading} == {
        "volunteer_posts": "at_least"
    }


@pytest.mark.parametrize("case", EVIDENCE, ids=lambda case: case.name)
def test_evidence_gives_the_measurement_worked_out_by_hand(case: Case) -> None:
    case.check()


def test_all_measures_but_one_register_are_measured_from_evidence() -> None:
    left = {measure.label for measure in PACK.measures} - {case.name for case in EVIDENCE}
    assert left == {"信息共享情况"}
