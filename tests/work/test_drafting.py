"""Drafts at the desk: the official form with what was typed, the next version from it, and two people at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from youju.errors import ConflictError, RefusedError
from youju.model.declaration import Note
from youju.model.dossier import Dossier
from youju.model.finding import Severity
from youju.model.grid import Cell, Table
from youju.model.organisation import Person, Role
from youju.model.place import Place
from youju.stages.review import comments_of
from youju.work.declaring import current, declare_files, dossier_of
from youju.work.drafting import (
    DraftView,
    conflict_view,
    declare_draft,
    distribute,
    form_view,
    merge_draft,
    preview,
    typed_in,
    without_weights,
)
from youju.work.merging import Side
from youju.work.placing import comment_on, remarks_by_cell
from youju.work.reviewing import comment, submit
from youju.work.workspace import Workspace, create, open_workspace

FORMS = Path(__file__).parents[2] / "examples" / "songjiang-2021" / "declarations.txt"
CLERK = Person("经办人甲", Role.CLERK)
OTHER = Person("经办人丁", Role.CLERK)
REVIEWER = Person("审核人乙", Role.DEPARTMENT)
PROJECT = "业务培训"


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("unit") / "unit"
    declare_files(create(root, CLERK, name="样例中心"), [FORMS], CLERK)
    return root


@pytest.fixture
def workspace(declared: Path, tmp_path: Path) -> Workspace:
    return open_workspace(shutil.copytree(declared, tmp_path / "unit"))


@pytest.fixture
def project(workspace: Workspace) -> Callable[[], Dossier]:
    """The dossier as it stands now."""
    return lambda: dossier_of(workspace, PROJECT)


def cells(view: DraftView) -> dict[str, Cell]:
    tables = [block for block in view.grid.blocks if isinstance(block, Table)]
    return {cell.field: cell for table in tables for cell in table.cells if cell.field}


def test_the_declared_version_stands_on_the_official_form_as_it_was_filed(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    view = preview(workspace, project(), {})
    shown = cells(view)
    assert shown["project.name"].text == PROJECT
    assert shown["indicators.0.target"].text == ">=3次"
    assert view.echoes["indicators.0.target"].understood == "至少 3 次"
    assert (view.rows, view.next_row, view.changed, view.overtaken) == (tuple(range(15)), 15, (), False)
    assert view.levels["产出指标"] == ("数量指标", "质量指标", "时效指标", "成本指标")
    assert view == form_view(workspace, current(project()))


def test_findings_and_doubts_stand_at_cells_of_the_form(workspace: Workspace, project: Callable[[], Dossier]) -> None:
    view = preview(workspace, project(), {})
    shown = cells(view)
    assert set(view.findings) <= {"", *shown}
    assert [found.code for found in view.findings["project.unit"]] == ["G-02"]
    assert "V-03" in [found.code for found in view.findings["indicators.9.target"]]
    named = {path: found.indicator for path, several in view.findings.items() for found in several if found.indicator}
    assert named
    assert all(shown[path.rpartition(".")[0] + ".name"].text == name for path, name in named.items())
    rows = {row.name: row.place for row in view.declaration.indicators}
    assert all(rows[one.indicator] == one.place for found in view.findings.values() for one in found if one.indicator)
    doubtful = {path: [doubt.path for doubt in several] for path, several in view.doubts.items()}
    assert doubtful == {"indicators.12.name": ["indicators.12.level2"], "indicators.13.name": ["indicators.13.level2"]}


def test_a_finding_finds_its_row_among_rows_of_one_name_and_rows_typed_by_hand(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    added = {
        f"indicators.{number}{name}": text
        for number in (15, 16)
        for name, text in (("", "add:效益指标/可持续影响指标"), (".name", "样例机制健全性"), (".target", "健全"))
    }
    view = preview(workspace, project(), {**added, "indicators.0.level2": "没有的指标"})
    assert [found.code for found in view.findings["indicators.15.target"]] == ["V-02", "V-03"]
    assert [found.code for found in view.findings["indicators.16.target"]] == ["V-02", "V-03"]
    assert view.rows[-3:] == (15, 16, 14)
    assert "C-01" in [found.code for found in view.findings["indicators.0.level2"]]


def test_what_is_about_no_cell_is_about_the_whole_form(workspace: Workspace, project: Callable[[], Dossier]) -> None:
    note = Note("orphan_text", Severity.HINT, "“样例”不属于任何一行，没有计入指标。", Place(table=1, row=3, line=9))
    form = replace(current(project()), notes=(note,))
    assert [found.code for found in form_view(workspace, form).findings[""]] == ["C-01"]


def test_typed_texts_stand_as_typed_and_amounts_as_understood(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    edits = {
        "indicators.0.target": "≥ 5 次<script>",
        "funds.total": "2万元",
        "funds.annual": "很多",
        "project.unit": " 样例单位 ",
        "indicators.1": "remove",
        "indicators.1.target": "≥1%",
    }
    view = preview(workspace, project(), edits)
    shown = cells(view)
    assert shown["indicators.0.target"].text == "≥ 5 次<script>"
    assert (shown["funds.total"].text, shown["funds.annual"].text) == ("20,000", "很多")
    assert view.echoes["funds.annual"].kept is False
    assert "indicators.1.target" not in {*shown, *view.echoes}
    assert "project.unit" not in view.findings
    assert [change.field for change in view.changed] == [
        "project.unit",
        "funds.total",
        "indicators.0.target",
        "indicators.1",
    ]


def test_declaring_a_draft_makes_the_next_version_which_was_read_from_no_file(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    done = declare_draft(
        workspace, project(), {"indicators.0.target": "≥5次", "indicators.12.level2": "可持续影响指标"}, CLERK, 1
    )
    assert done.act is not None
    assert (done.act.sequence, done.act.by, done.act.kind) == (2, "经办人甲", "declared")
    now = current(project())
    assert (now.source, now.indicators[0].target.raw, now.indicators[12].doubts) == (None, "≥5次", ())
    assert now.indicators[13].doubts == ("level2",)


def test_a_draft_that_changes_nothing_is_not_declared(workspace: Workspace, project: Callable[[], Dossier]) -> None:
    done = declare_draft(workspace, project(), {"indicators.0.target": ">=3次"}, CLERK, 1)
    assert (done.act, len(project().acts)) == (None, 1)
    assert [found.code for found in done.findings if found.field == "unit"] == ["G-02"]


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("funds.total", "很多", "项目资金总额：这里读不出金额"),
        ("indicators.2.weight", "重", "第3行 分值：这里读不出分值"),
        ("project.name", "别的项目", "项目名称：项目名称是档案的名字"),
    ],
)
def test_a_draft_with_a_text_that_cannot_be_kept_is_not_declared(
    workspace: Workspace, project: Callable[[], Dossier], field: str, text: str, message: str
) -> None:
    with pytest.raises(RefusedError, match=message) as fault:
        declare_draft(workspace, project(), {field: text}, CLERK, 1)
    assert fault.value.place == {"field": field}
    assert len(project().acts) == 1


def test_a_text_that_cannot_be_kept_leaves_the_last_one_that_could(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    weight = "indicators.0.weight"
    edits = typed_in(project(), typed_in(project(), {}, weight, "6.25"), weight, "-5")
    view = preview(workspace, project(), edits)
    assert cells(view)[weight].text == "-5"
    assert [(path, echo.problem) for path, echo in view.unread] == [
        (weight, "分值要在 0 到 100 之间，没有保存，仍是“6.25”。")
    ]
    assert view.declaration.indicators[0].weight == Decimal("6.25")
    assert typed_in(project(), edits, weight, "7") == {weight: "7"}


def test_all_texts_that_cannot_be_kept_are_named_at_once(workspace: Workspace, project: Callable[[], Dossier]) -> None:
    edits = typed_in(project(), typed_in(project(), {}, "funds.total", "很多"), "indicators.1.weight", "101")
    with pytest.raises(RefusedError) as fault:
        declare_draft(workspace, project(), edits, CLERK, 1)
    assert "项目资金总额：这里读不出金额" in fault.value.message
    assert "第2行 分值：分值要在 0 到 100 之间" in fault.value.message
    assert "3,596,500" in fault.value.remedy
    assert "6.25" in fault.value.remedy


def test_weights_divided_evenly_replace_what_could_not_be_kept_there_and_nothing_else(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    edits = typed_in(project(), typed_in(project(), {}, "funds.total", "很多"), "indicators.1.weight", "101")
    divided = preview(workspace, project(), distribute(workspace, project(), edits))
    assert [path for path, _ in divided.unread] == ["funds.total"]


def test_a_text_for_a_cell_that_the_form_does_not_have_is_refused(project: Callable[[], Dossier]) -> None:
    for field in ("indicators.99.weight", "funds.total?", "indicators.0.weight?"):
        with pytest.raises(RefusedError, match="没有可以填写的"):
            typed_in(project(), {}, field, "1")


def test_what_could_not_be_kept_is_shown_beside_theirs_and_stays_when_mine_is_chosen(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    edits = typed_in(project(), {}, "funds.total", "很多")
    declare_draft(workspace, project(), {"funds.total": "1000"}, OTHER, 1)
    (field,) = conflict_view(workspace, project(), edits, 1).fields
    assert (field.theirs, field.mine) == ("1,000", "很多")
    assert merge_draft(workspace, project(), edits, 1, {"funds.total": Side.MINE}) == {"funds.total": "很多"}
    assert merge_draft(workspace, project(), edits, 1, {"funds.total": Side.THEIRS}) == {}


def test_a_column_for_weights_is_there_where_they_are_to_be_typed(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    assert not preview(workspace, project(), {}).weighed
    view = preview(workspace, project(), {}, weighing=True)
    assert view.weighed
    assert [cells(view)[f"indicators.{row}.weight"].text for row in view.rows] == [""] * len(view.rows)
    assert view.weights.filed == 0


def test_the_name_typed_as_it_is_changes_nothing(workspace: Workspace, project: Callable[[], Dossier]) -> None:
    assert "project.name" not in preview(workspace, project(), {"project.name": f" {PROJECT} "}).echoes


def test_only_those_who_may_declare_a_draft(workspace: Workspace, project: Callable[[], Dossier]) -> None:
    with pytest.raises(RefusedError, match="主管部门不能申报"):
        declare_draft(workspace, project(), {"project.unit": "样例单位"}, REVIEWER, 1)


def test_of_two_editors_one_wins_and_the_other_sees_both_and_goes_on(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    begun = project()
    theirs = {"indicators.0.target": "≥5次", "indicators.1": "remove", "project.unit": "样例单位"}
    mine = {
        "indicators.0.target": "≥6次",
        "indicators.1.target": "≥90%",
        "indicators.2.target": "≥85%",
        "indicators.15": "add:产出指标/成本指标",
    }
    declare_draft(workspace, begun, theirs, OTHER, 1)
    with pytest.raises(ConflictError, match="经办人丁 已于"):
        declare_draft(workspace, begun, mine, CLERK, 1)
    assert preview(workspace, project(), mine, base=1).overtaken
    seen = conflict_view(workspace, begun, mine, 1)
    apart = {one.field: (one.theirs, one.mine, one.apart.value) for one in seen.fields}
    assert apart["project.unit"] == ("样例单位", "", "theirs")
    assert apart["indicators.0.target"] == ("≥5次", "≥6次", "both")
    assert apart["indicators.1"][0] == ""
    assert apart["indicators.1"][1].endswith("≥90%")
    assert apart["indicators.1"][2] == "both"
    assert apart["indicators.2.target"][1:] == ("≥85%", "mine")
    assert apart["indicators.15"] == ("", "产出指标/成本指标", "mine")
    assert (len(apart), seen.by, seen.sequence) == (5, "经办人丁", 2)
    assert [one.field for one in seen.undecided({})] == ["indicators.0.target", "indicators.1"]
    chosen = {"indicators.0.target": Side.MINE, "indicators.1": Side.THEIRS}
    assert seen.undecided(chosen) == ()
    edits = merge_draft(workspace, project(), mine, 1, chosen)
    assert edits == {
        "indicators.0.target": "≥6次",
        "indicators.1.target": "≥85%",
        "indicators.14": "add:产出指标/成本指标",
    }
    declare_draft(workspace, project(), edits, CLERK, seen.sequence)
    now = current(project())
    assert [row.target.raw for row in now.indicators[:2]] == ["≥6次", "≥85%"]
    assert now.project.unit == "样例单位"


def test_another_act_that_declares_nothing_is_no_conflict(workspace: Workspace, project: Callable[[], Dossier]) -> None:
    answers = {f"indicators.{row}.level2": "可持续影响指标" for row in (12, 13)}
    declare_draft(workspace, project(), {**answers, "project.unit": "样例单位"}, CLERK, 1)
    fixed = preview(workspace, project(), {})
    assert not any(found.severity is Severity.ERROR for several in fixed.findings.values() for found in several)
    submit(workspace, project(), CLERK)
    assert not preview(workspace, project(), {}, base=2).overtaken


def test_weights_are_distributed_and_taken_away_again_as_edits(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    assert "indicators.0.weight" not in cells(preview(workspace, project(), {}))
    edits = distribute(workspace, project(), {"project.unit": "样例单位", "indicators.0": "remove"}, base=1)
    view = preview(workspace, project(), edits)
    assert view.weights.words == "合计 90 分，正好（满分 100 分，其中预算执行率 10 分）。"
    assert cells(view)["indicators.1.weight"].text == "10"
    assert cells(view)["project.unit"].text == "样例单位"
    cleared = without_weights(project(), edits, base=1)
    assert preview(workspace, project(), cleared).weights.filed == 0
    assert distribute(workspace, project(), {})["indicators.0.weight"] == "8.34"
    assert set(without_weights(project(), {}).values()) == {""}


def test_remarks_of_reviewers_stand_at_cells_and_follow_their_rows(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    answers = {f"indicators.{row}.level2": "可持续影响指标" for row in (12, 13)}
    declare_draft(workspace, project(), {**answers, "project.unit": "样例单位"}, CLERK, 1)
    submit(workspace, project(), CLERK)
    form = current(project())
    pinned = comment_on(form, "indicators.2.target", "偏低")
    assert (pinned.field, pinned.indicator) == ("indicators.3.target", form.indicators[2].name)
    comment(workspace, project(), pinned, REVIEWER)
    comment(workspace, project(), comment_on(form, "funds.total", "不符"), REVIEWER)
    remarks = comments_of(project())
    assert {path: [one.text for one in said] for path, said in remarks_by_cell(form, remarks).items()} == {
        "indicators.2.target": ["偏低"],
        "funds.total": ["不符"],
    }
    moved = replace(form, indicators=form.indicators[1:])
    assert "indicators.1.target" in remarks_by_cell(moved, remarks)
    gone = replace(form, indicators=form.indicators[3:])
    assert [one.text for one in remarks_by_cell(gone, remarks)[""]] == ["偏低"]
    assert remarks_by_cell(form, [replace(remarks[0], field=None)])[""]
    assert comment_on(form, "indicators.99.name", "x").indicator is None
