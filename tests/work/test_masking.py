"""What is personal is masked wherever rows leave the workspace, and no cell that leaves is a formula."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from findings import found_in
from installations import declared

from youju.engines.paging import MASKED
from youju.errors import RefusedError
from youju.model.ledger import EvidenceRow
from youju.model.organisation import Person, Role
from youju.packs import pack
from youju.stages.permissions import Standing
from youju.work.declaring import dossiers
from youju.work.ledgers import import_bytes, ledger_of
from youju.work.listing import ListedRow, rows_csv
from youju.work.masking import masked, require_reading
from youju.work.measuring import measure_projects, view
from youju.work.reporting import write_report
from youju.work.workspace import open_workspace

TRAININGS = pack("administrative-service-centre").ledgers["training_attendance"]
PLANTED = "欧阳植入"
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n=1", "＝1", "'=1"]
_WRITERS = {(Role.CLERK, Standing.OWN), (Role.HEAD, Standing.OWN)}


def test_personal_columns_are_masked_and_blanks_stay_blank() -> None:
    values = {"session_no": "S1", "person": PLANTED, "exam_score": "", "passed": "是"}
    assert masked(TRAININGS, values, personal=True) == values
    assert masked(TRAININGS, values, personal=False) == {**values, "person": MASKED, "passed": MASKED}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("standing", Standing)
def test_only_who_writes_the_units_ledgers_reads_what_is_personal(role: Role, standing: Standing) -> None:
    if (role, standing) in _WRITERS:
        require_reading(Person("张三", role), standing)
        return
    with pytest.raises(RefusedError, match="不能看台账里的个人信息") as refused:
        require_reading(Person("张三", role), standing)
    assert "经办人、单位负责人（本单位）" in refused.value.remedy


def test_the_report_of_all_projects_names_no_person(tmp_path: Path) -> None:
    workspace = open_workspace(declared(tmp_path / "unit"))
    dump = f"场次编号,姓名,培训日期,是否到课\nS1,{PLANTED},2021-03-01,是\n".encode()
    import_bytes(workspace, ledger_of(workspace, "training_attendance"), "签到.csv", dump, Person("张三", Role.CLERK))
    seen = view(workspace, date(2021, 12, 31))
    sheets = [(project, project.sheet) for project in measure_projects(seen, dossiers(workspace))]
    write_report(seen, sheets, tmp_path / "report", {}, lambda: None)
    assert found_in(tmp_path / "report", "签到.csv")  # the row is listed
    assert found_in(tmp_path / "report", PLANTED) == []


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
def test_no_cell_of_rows_that_are_taken_away_is_a_formula(text: str) -> None:
    row = EvidenceRow("blobs/" + "0" * 64, text, 2, {"a": text}, "value", sheet=text)
    listed = ListedRow(row, "计入", ((text, text),), ((text, text),), (text,))
    found = csv.reader(io.StringIO(rows_csv([listed]).decode("utf-8-sig"), newline=""))
    cells = [cell for line in found for cell in line]
    assert sum(cell == f"'{text}" for cell in cells) == 7  # two labels, name, sheet, two values, what is carried
    assert not [cell for cell in cells if cell.lstrip()[:1] in set("=+-@＝＋－＠")]
