"""Intake: a file from its bytes, read cells lit, doubts answered, and nothing stored before it is declared."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from youju.errors import NotFoundError, RefusedError, UnreadableError
from youju.model.grid import Cell, Table
from youju.model.organisation import Person, Role
from youju.work.declaring import current, dossier_of, dossiers
from youju.work.intake import Intake, answered, declare_intake, doubts, key_of, lit, look
from youju.work.workspace import Workspace, create

FORMS = Path(__file__).parents[2] / "examples" / "songjiang-2021" / "declarations.txt"
CLERK = Person("经办人甲", Role.CLERK)


@pytest.fixture(scope="module")
def intake() -> Intake:
    return look(FORMS.read_bytes(), "C:\\表格\\五份.txt")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create(tmp_path / "unit", CLERK)


def cells(intake: Intake, form: int) -> list[Cell]:
    tables = [block for block in lit(intake)[form].blocks if isinstance(block, Table)]
    return [cell for table in tables for cell in table.cells]


def everything(intake: Intake) -> dict[str, str]:
    """Every doubt answered with what was read."""
    return {key_of(form, doubt): doubt.value for form in intake.documents for doubt in doubts(form)}


def test_a_file_is_read_from_its_bytes_and_named_without_its_folder(intake: Intake) -> None:
    assert (intake.name, intake.format, len(intake.documents)) == ("五份.txt", "text", 5)
    source = intake.documents[4].source
    assert source is not None
    assert (source.path, source.part, source.sha256) == ("五份.txt", 5, hashlib.sha256(FORMS.read_bytes()).hexdigest())
    assert look(FORMS.read_bytes(), "..//").name == "文件"
    with pytest.raises(UnreadableError):
        look(b"", "a.txt")


def test_every_name_and_target_that_was_read_is_lit_in_the_document(intake: Intake) -> None:
    for number, form in enumerate(intake.documents):
        fields = {cell.field: cell.text for cell in cells(intake, number) if cell.field}
        assert fields["project.name"] == form.project.name
        for at, row in enumerate(form.indicators):
            assert fields[f"indicators.{at}.name"] == row.name
            assert fields[f"indicators.{at}.target"] == row.target.raw


def test_levels_are_lit_and_labels_blanks_and_stray_texts_are_not(intake: Intake) -> None:
    third = cells(intake, 2)
    fields = {cell.text: cell.field for cell in third if cell.text}
    assert (fields["产出指标"], fields["数量指标"]) == ("indicators.0.level1", "indicators.0.level2")
    assert (fields["项目名称"], fields["长效管理机制健全性"], fields["三级指标"]) == (None, None, None)
    assert all(cell.field is None for cell in third if not cell.text)


def test_a_form_of_one_cell_a_line_is_shown_even_where_nothing_can_be_lit() -> None:
    lines = "项目名称\n样例项目\n(2021年度)\n一级指标\n二级指标\n三级指标\n指标值\n产出指标\n数量指标\n样例数量\n≥3次\n"
    read = look(lines.encode(), "a.txt")
    assert [row.name for row in read.documents[0].indicators] == ["样例数量"]
    assert len(lit(read)) == 1


def test_doubts_are_answered_by_form_row_and_field(intake: Intake) -> None:
    first = intake.documents[0]
    doubt = doubts(first)[0]
    assert (doubt.number, doubt.name, doubt.label, doubt.value) == (3, "刻章验收合格率", "二级指标", "数量指标")
    assert key_of(first, doubt) == "1/3/level2"
    settled = answered(intake, {"1/3/level2": "质量指标", "1/8/level2": " "})
    assert (settled[0].indicators[2].level2, settled[0].indicators[2].doubts) == ("质量指标", ())
    assert settled[1:] == intake.documents[1:]
    with pytest.raises(RefusedError, match="不是指标的级别名称"):
        answered(intake, {"1/3/level2": "随便"})


def test_of_rows_with_one_name_the_first_is_answered_first() -> None:
    text = FORMS.read_text("utf-8").replace("信息公开情况", "信息共享情况").encode()
    read = look(text, "a.txt")
    same = [doubt for doubt in doubts(read.documents[1]) if doubt.name == "信息共享情况"]
    keys = [key_of(read.documents[1], doubt) for doubt in same]
    assert keys == ["2/16/level2", "2/17/level2"]
    with pytest.raises(RefusedError, match="几行都叫"):
        answered(read, {keys[1]: "可持续影响指标"})
    settled = answered(read, dict.fromkeys(keys, "可持续影响指标"))[1]
    assert [row.doubts for row in settled.indicators[15:17]] == [(), ()]


def test_declaring_keeps_the_file_and_the_answers_and_opens_the_dossiers(workspace: Workspace, intake: Intake) -> None:
    done = declare_intake(workspace, intake, everything(intake), CLERK)
    assert [one.act is not None for one in done] == [True] * 5
    kept = workspace.root / "blobs" / hashlib.sha256(intake.data).hexdigest()
    assert kept.read_bytes() == intake.data
    form = current(dossier_of(workspace, "窗口业务管理"))
    assert not any(row.doubts for row in form.indicators)
    answers = done[0].act.body["answers"] if done[0].act else None
    assert isinstance(answers, list)
    assert {"indicator": "刻章验收合格率", "field": "level2", "value": "数量指标"} in answers


def test_only_the_forms_chosen_are_declared_and_answers_of_the_others_do_not_matter(
    workspace: Workspace, intake: Intake
) -> None:
    done = declare_intake(workspace, intake, everything(intake), CLERK, only=[5])
    assert [one.declaration.project.name for one in done] == ["业务培训"]
    assert len(dossiers(workspace)) == 1
    with pytest.raises(NotFoundError, match="没有选择"):
        declare_intake(workspace, intake, {}, CLERK, only=[])


def test_nothing_is_stored_where_a_form_cannot_be_declared(workspace: Workspace) -> None:
    text = FORMS.read_text("utf-8").replace("(2021年度)", "", 1).replace("2021", "二〇二一")
    read = look(text.encode(), "a.txt")
    with pytest.raises(RefusedError, match="没有年度"):
        declare_intake(workspace, read, {}, CLERK)
    assert dossiers(workspace) == ()
    assert not (workspace.root / "blobs").exists()
