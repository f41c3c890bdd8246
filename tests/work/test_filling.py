"""Official forms as files: the declared version with its digest, marked where it is a demo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest

from youju.errors import NotFoundError
from youju.model.organisation import Person, Role
from youju.work.declaring import declare_files, dossier_of
from youju.work.filling import Typed, fill, write_blank
from youju.work.workspace import create

FORMS = Path(__file__).parents[2] / "examples" / "songjiang-2021" / "declarations.txt"
CLERK = Person("经办人甲", Role.CLERK)
DAY = date(2021, 7, 31)


@pytest.mark.parametrize(("form", "kind"), [("declaration", "real"), ("申报表", "demo"), ("shanghai-2021", "real")])
def test_the_declared_version_is_written_as_the_official_form(tmp_path: Path, form: str, kind: str) -> None:
    workspace = create(tmp_path / "unit", CLERK, kind=kind)
    declare_files(workspace, [FORMS], CLERK)
    dossier = dossier_of(workspace, "业务培训")
    written = docx.Document(str(fill(workspace, dossier, form, tmp_path / "x" / "表.docx", DAY)))
    texts = {cell.text for row in written.tables[0].rows for cell in row.cells}
    assert {"业务培训", "≥3次", "18,000", "2021-12-31"} <= texts
    assert [paragraph.text for paragraph in written.paragraphs[:2]] == ["财政项目支出绩效目标申报表", "(2021年度)"]
    section = written.sections[0]
    assert dossier.acts[0].digest in section.footer.paragraphs[0].text
    assert ("演示数据" in section.header.paragraphs[0].text) is (kind == "demo")


def test_an_unknown_form_names_those_there_are(tmp_path: Path) -> None:
    workspace = create(tmp_path / "unit", CLERK)
    declare_files(workspace, [FORMS], CLERK)
    with pytest.raises(NotFoundError) as fault:
        fill(workspace, dossier_of(workspace, "业务培训"), "别的表", tmp_path / "x.docx", DAY)
    assert "declaration（申报表）、self-evaluation（自评表）" in fault.value.remedy


def cells(path: Path) -> set[str]:
    """What stands in the cells of a written form."""
    return {cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells}


def test_a_draft_holds_what_was_typed_and_not_filed_yet(tmp_path: Path) -> None:
    workspace = create(tmp_path / "unit", CLERK)
    declare_files(workspace, [FORMS], CLERK)
    dossier = dossier_of(workspace, "业务培训")
    said = {"1.reason": "签到表可以证明。", "1.stated": "4次", "1.proof": "ab" * 32, "result": "全年培训四场。"}
    typed = Typed(said, len(dossier.acts), CLERK)
    plain = cells(fill(workspace, dossier, "自评表", tmp_path / "plain.docx", DAY))
    written = fill(workspace, dossier, "自评表", tmp_path / "typed.docx", DAY, typed)
    assert cells(written) >= {"签到表可以证明。", "4次（陈述）", "全年培训四场。"}
    assert not plain & {"签到表可以证明。", "4次（陈述）", "全年培训四场。"}
    section = docx.Document(str(written)).sections[0]
    assert "草稿" in section.header.paragraphs[0].text
    assert "未填报的草稿" in section.footer.paragraphs[0].text


@pytest.mark.parametrize(("form", "first"), [("shanghai-2021", "产出指标"), ("shanghai-2026", "成本指标")])
def test_a_blank_form_has_the_levels_of_its_own_year(tmp_path: Path, form: str, first: str) -> None:
    texts = cells(write_blank(form, None, tmp_path / "表.docx", 1))
    assert first in texts
    assert ("经济成本指标" in texts) is (form == "shanghai-2026")
    assert "经济成本指标" in cells(write_blank(form, "shanghai-2025", tmp_path / "别的.docx", 1))


@pytest.mark.parametrize("form", ["mof-monitoring", "mof-review", "mof-evaluation", "department-summary"])
def test_a_form_of_a_later_stage_says_what_it_needs_and_how_to_get_it_blank(tmp_path: Path, form: str) -> None:
    workspace = create(tmp_path / "unit", CLERK)
    declare_files(workspace, [FORMS], CLERK)
    with pytest.raises(NotFoundError) as fault:
        fill(workspace, dossier_of(workspace, "业务培训"), form, tmp_path / "x.docx", DAY)
    assert "工作区里还没有" in fault.value.message
    assert f"youju blank {form}" in fault.value.remedy
