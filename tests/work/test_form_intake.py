"""Intake: a file from its bytes, read cells lit, doubts answered, and nothing stored before it is declared."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from youju.errors import NotFoundError, RefusedError, UnreadableError
from youju.model.grid import Cell, Table
from youju.model.organisation import Person, Role
from youju.model.target import Deadline
from youju.stages.permissions import Standing
from youju.work.declaring import current, dossier_of, dossiers
from youju.work.intake import (
    Foreseen,
    Intake,
    Outcome,
    answered,
    blank_key,
    blanks,
    declare_intake,
    doubts,
    foresee,
    key_of,
    lit,
    look,
    suggested_year,
)
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


BARE = """财政项目支出绩效目标申报表
项目名称\t{name}\t项目类别\t经常性项目
绩效 指标\t一级指标\t二级指标\t三级指标\t指标目标值
\t产出指标\t数量指标\t办件数量\t>=29000件
\t\t时效指标\t印制完成时间\t12月底前
"""


def bare(name: str = "", file: str = "表.txt") -> Intake:
    """A form that does not say its year, nor its name unless given."""
    return look(BARE.format(name=name).encode(), file)


def foreseen(read: Intake, answers: dict[str, str]) -> Foreseen:
    return foresee(None, read.documents[0], answers, CLERK, Standing.OWN)


def test_a_form_without_name_or_year_says_what_is_lacking_and_goes_nowhere_before_it_is_filled_in() -> None:
    read = bare()
    assert blanks(read.documents[0]) == ("project.name", "year")
    assert foreseen(read, {}).message == "表上没有项目名称和年度，还不能申报。"
    assert foreseen(read, {"1/0/year": "2021"}).message == "表上没有项目名称，还不能申报。"
    whole = foreseen(read, {"1/0/year": "2021", "1/0/project.name": " 样例  项目\n"})
    assert (whole.outcome, whole.stream) == (Outcome.NEW, "2021/样例 项目")


def test_what_was_filled_in_is_kept_in_the_act_as_an_answer_of_the_person(workspace: Workspace) -> None:
    read = bare()
    (done,) = declare_intake(workspace, read, {"1/0/year": "２０２１年", "1/0/project.name": "样例项目"}, CLERK)
    assert done.act is not None
    assert (done.stream, done.act.by, done.act.body["year"]) == ("2021/样例项目", "经办人甲", 2021)
    assert done.act.body["answers"] == [
        {"indicator": None, "field": "project.name", "value": "样例项目"},
        {"indicator": None, "field": "year", "value": "2021"},
    ]
    assert done.declaration.doubts == ()
    again = declare_intake(workspace, read, {"1/0/year": "2021", "1/0/project.name": "样例项目"}, CLERK)
    assert again[0].act is None


def test_the_year_that_was_filled_in_completes_targets_that_name_a_month_only() -> None:
    read = bare("样例项目")
    assert not isinstance(read.documents[0].indicators[1].target, Deadline)
    (form,) = answered(read, {"1/0/year": "2021"})
    target = form.indicators[1].target
    assert isinstance(target, Deadline)
    assert target.day.isoformat() == "2021-12-31"
    assert form.indicators[0] == read.documents[0].indicators[0]
    assert not any(note.code == "no_year" for note in form.notes)


@pytest.mark.parametrize("text", ["二〇二一", "21", "20211", "1066", "-2021", "<script>"])
def test_a_text_that_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="不是年度"):
        answered(bare("样例项目"), {"1/0/year": text})


def test_a_name_beyond_all_measure_is_refused() -> None:
    with pytest.raises(RefusedError, match="最多 500 个"):
        answered(bare(), {"1/0/project.name": "长" * 501})


def test_what_the_form_says_is_not_filled_in_over_it(intake: Intake) -> None:
    first = intake.documents[0]
    assert blanks(first) == ()
    changed = answered(intake, {blank_key(first, "year"): "1999", blank_key(first, "project.name"): "别的"})
    assert changed == intake.documents


@pytest.mark.parametrize(("file", "year"), [("2023年申报表.txt", "2023"), ("表.txt", ""), ("120231.txt", "")])
def test_the_name_of_the_file_may_suggest_the_year_that_a_person_confirms(file: str, year: str) -> None:
    read = bare("样例项目", file)
    assert suggested_year(read, read.documents[0]) == year
    assert answered(read, {})[0].year is None


RAN_TOGETHER = (
    "项目支出绩效目标表(2023年度)项目名称展馆补助资金主管部门样市文化局年度绩效目标提高服务水平一级指标二级指标三级指标指标目标值"
    "产出指标数量指标开放天数=280天质量指标考核完成率100%满意度指标服务对象满意度指标观众满意度≥95%"
)


def test_a_text_that_ran_together_is_shown_in_the_cells_that_were_cut_out_of_it() -> None:
    found = look(RAN_TOGETHER.encode(), "表.txt")
    (part,) = lit(found)
    assert [row.name for row in found.documents[0].indicators] == ["开放天数", "考核完成率", "观众满意度"]
    assert "=280天" in [block.text for block in part.blocks if not isinstance(block, Table)]
