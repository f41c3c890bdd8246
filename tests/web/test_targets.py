"""目标: the official form is typed into in place, saved as it is typed, and declared as the next version."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client
from offices import AUDITOR, CLERK, DEPARTMENT, EXPERT, HEAD, Office, at_most

from youju.model.declaration import Declaration
from youju.model.dossier import Dossier
from youju.model.organisation import Person, Role
from youju.stages.review import CellComment
from youju.web.models import Draft, ProjectRow
from youju.work import reviewing
from youju.work.declaring import current

IN_PAGE = {"HX-Request": "true"}
FIRST = "indicators.0.target"
REVIEWER = Person("主管丙", Role.DEPARTMENT, "示范区政务服务办公室")


def address(row: ProjectRow, page: str = "") -> str:
    return f"/projects/{row.key}/targets{page}"


def typed(client: Client, row: ProjectRow, field: str, text: str) -> str:
    """What the page is told after a cell was left."""
    answer = client.post(address(row, "/edit"), {"field": field, "text": text}, headers=IN_PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


def dossier_of(office: Office, row: ProjectRow) -> Dossier:
    return Dossier(row.stream, office.workspace.store.acts(row.stream))


def declared(office: Office, row: ProjectRow) -> Declaration:
    return current(dossier_of(office, row))


def submitted(office: Office, row: ProjectRow) -> None:
    office.client(CLERK).post(address(row, "/edit"), {"field": "project.unit", "text": "示范区行政服务中心"})
    office.client(CLERK).post(address(row, "/declare"))
    office.client(CLERK).post(address(row, "/submit"))


def test_every_cell_that_may_be_typed_into_has_a_label(office: Office) -> None:
    page = office.client(CLERK).get(address(office.project())).content.decode()
    assert 'aria-label="第1行 指标值 服务新开办企业数量"' in page
    assert 'aria-label="实施单位"' in page
    assert page.count("<textarea") == page.count('<textarea class="yj-cell"') > 36


def test_a_typed_target_is_echoed_in_words_and_kept_as_a_draft_only(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    said = typed(client, row, FIRST, "≥31000家")
    assert "至少 31000 家" in said
    assert "草稿已自动保存" in said
    assert Draft.objects.get().content == {FIRST: "≥31000家"}
    assert len(dossier_of(office, row).acts) == row.acts
    assert "31000" in client.get(address(row)).content.decode()
    assert "31000" not in office.client(HEAD).get(address(row)).content.decode()


def test_a_text_that_is_no_amount_says_what_is_wrong_and_how_to_write_it(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    said = typed(client, row, "funds.total", "三百多万")
    assert "读不出金额" in said
    assert "请写成 3,596,500" in said


def test_a_finding_leaves_the_page_when_its_cell_is_mended(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    assert "“实施单位”没有填写。" in client.get(address(row)).content.decode()
    said = typed(client, row, "project.unit", "示范区行政服务中心")
    assert 'id="m-2" hx-swap-oob="true"' in said
    assert "“实施单位”没有填写。" not in client.get(address(row)).content.decode()


def test_findings_show_severity_code_citation_and_how_well_the_rule_is_known(office: Office) -> None:
    page = office.client(CLERK).get(address(office.project())).content.decode()
    assert re.search(
        r'<strong class="yj-warning">警告</strong> <span[^>]*>“实施单位”没有填写。</span> <code>G-02</code>', page
    )
    assert "绩效目标申报表“实施单位”栏" in page
    assert "已见原文" in page


def test_saving_makes_the_next_version_under_the_persons_name_and_ends_the_draft(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    typed(client, row, FIRST, "≥31000家")
    client.post(address(row, "/declare"))
    dossier = dossier_of(office, row)
    assert (len(dossier.acts), dossier.acts[-1].by) == (row.acts + 1, "经办人甲")
    assert declared(office, row).indicators[0].target.raw == "≥31000家"
    assert not Draft.objects.exists()
    assert ProjectRow.objects.get(pk=row.pk).acts == row.acts + 1


def test_a_text_that_cannot_be_kept_is_not_declared_and_the_draft_stays(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    typed(client, row, "funds.total", "三百多万")
    page = client.post(address(row, "/declare"), follow=True).content.decode()
    assert "读不出金额" in page
    assert len(dossier_of(office, row).acts) == row.acts
    assert Draft.objects.exists()


def test_a_draft_can_be_given_up(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    typed(client, row, FIRST, "≥31000家")
    client.post(address(row, "/discard"))
    assert not Draft.objects.exists()
    assert "31000" not in client.get(address(row)).content.decode()


def test_weights_are_distributed_evenly_to_the_sum_of_the_scheme_and_made_blank_again(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    said = client.post(address(row, "/weights"), {"how": "evenly"}, headers=IN_PAGE).content.decode()
    assert "合计 90 分，正好" in said
    assert 'id="cell-indicators-0-weight"' in said
    assert "还差" in typed(client, row, "indicators.0.weight", "0")
    said = client.post(address(row, "/weights"), {"how": "blank"}, headers=IN_PAGE).content.decode()
    assert "没有写分值" in said


def test_weights_can_be_written_by_hand_from_the_start(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    assert "cell-indicators-0-weight" not in client.get(address(row)).content.decode()
    said = client.post(address(row, "/weights"), {"how": "by-hand"}, headers=IN_PAGE).content.decode()
    assert 'data-focus="indicators-0-weight"' in said
    assert 'id="cell-indicators-0-weight"' in said
    assert not Draft.objects.exists()
    without_script = client.post(address(row, "/weights"), {"how": "by-hand"}, follow=True).content.decode()
    assert 'id="cell-indicators-0-weight"' in without_script


def test_a_weight_that_cannot_be_kept_is_said_across_the_row_and_the_last_good_one_goes_on_counting(
    office: Office,
) -> None:
    row, client = office.project(), office.client(CLERK)
    typed(client, row, "indicators.0.weight", "6.25")
    said = typed(client, row, "indicators.0.weight", "-5")
    (margin,) = re.findall(
        r'<div class="yj-note yj-note-error" data-field="indicators-0-weight".*?</div>', said, re.DOTALL
    )
    assert "没有保存，仍是“6.25”" in margin
    assert "已写的合计 6.25 分" in said
    page = client.get(address(row)).content.decode()
    assert ">\n-5</textarea>" in page
    assert "第1行 分值 服务新开办企业数量：分值要在 0 到 100 之间" in blocked(page)
    evenly = client.post(address(row, "/weights"), {"how": "evenly"}, headers=IN_PAGE).content.decode()
    assert "没有保存，仍是" not in evenly


def blocked(page: str) -> str:
    """What stands before submitting."""
    text = page.split('id="blocked"')[1].split('id="finish"', maxsplit=1)[0]
    return " ".join(re.sub(r"<[^>]*>", "", text).split())


def test_weights_that_do_not_sum_to_the_schemes_number_block_submitting(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    client.post(address(row, "/weights"), {"how": "evenly"}, headers=IN_PAGE)
    held = Decimal(Draft.objects.get().content["indicators.0.weight"])
    said = typed(client, row, "indicators.0.weight", str(held + 5))
    assert "各项指标的分值合计 95 分，应为 90 分" in said
    client.post(address(row, "/declare"))
    refused = client.post(address(row, "/submit"), follow=True).content.decode()
    assert "不能提交审核" in refused
    assert ProjectRow.objects.get(pk=row.pk).phase == "declared"


def test_what_a_reviewer_said_stands_before_submitting_again(office: Office) -> None:
    row = office.project()
    submitted(office, row)
    cell = CellComment("indicators.1.target", None, "口径请写明")
    reviewing.return_(office.workspace, dossier_of(office, row), [cell], "请补充后再报", REVIEWER)
    office.refresh(row)
    client = office.client(CLERK)
    said = blocked(client.get(address(row)).content.decode())
    assert "退回意见 2 条，改好后再提交" in said
    assert "可以提交审核" not in said
    assert all(text in said for text in ("指标值：口径请写明", "请补充后再报"))
    typed(client, row, FIRST, "≥31000家")
    client.post(address(row, "/declare"))
    assert "此后已存过新的一版" in blocked(client.get(address(row)).content.decode())


def test_a_remark_about_the_whole_form_has_no_stray_colon(office: Office) -> None:
    row = office.project()
    submitted(office, row)
    reviewing.return_(office.workspace, dossier_of(office, row), (), "请补充后再报", REVIEWER)
    office.refresh(row)
    page = office.client(CLERK).get(address(row)).content.decode()
    assert '<span lang="zh-Hans">请补充后再报</span>' in page.split('id="whole"')[1].split("<table")[0]


def buttons(page: str) -> dict[str, str]:
    """The buttons that end the editing, by what they do, as they stand in the page."""
    found = re.findall(r"<button[^>]*>[^<]*(?:保存为新版本|提交审核|确定放弃)[^<]*</button>", page)
    return {re.sub(r"<[^>]*>", "", one): one for one in found}


def test_without_a_draft_submitting_is_the_next_thing_and_with_one_saving_is(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    before = client.get(address(row)).content.decode()
    assert "disabled" in buttons(before)["保存为新版本"]
    assert "btn-primary" not in buttons(before)["保存为新版本"]
    assert "btn-primary" in buttons(before)["提交审核"]
    assert "data-draft>" not in before
    typed(client, row, FIRST, "≥31000家")
    after = client.get(address(row)).content.decode()
    assert "disabled" not in buttons(after)["保存为新版本"]
    assert "btn-primary" not in buttons(after)["提交审核"]
    assert "data-draft>" in after


def test_a_locked_form_says_in_words_of_the_page_what_has_to_be_done(office: Office) -> None:
    row = office.project()
    submitted(office, row)
    page = office.client(CLERK).get(address(row)).content.decode()
    assert "不能修改绩效目标" in page
    assert "不能申报" not in page
    assert "youju return" not in page
    assert f'href="/projects/{row.key}/review">去审核页' in page


def test_a_row_is_added_in_its_group_and_another_removed(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    before = [one.name for one in declared(office, row).indicators]
    said = client.post(address(row, "/add"), {"levels": "产出指标/质量指标"}, headers=IN_PAGE).content.decode()
    added = len(before)
    assert f'data-focus="indicators-{added}-name"' in said
    typed(client, row, f"indicators.{added}.name", "办件差错率")
    typed(client, row, f"indicators.{added}.target", "≤1%")
    client.post(address(row, "/edit"), {"field": "indicators.0", "text": "remove"}, headers=IN_PAGE)
    client.post(address(row, "/declare"))
    now = declared(office, row).indicators
    new = next(one for one in now if one.name == "办件差错率")
    assert (new.level1, new.level2, new.target.raw) == ("产出指标", "质量指标", "≤1%")
    assert before[0] not in [one.name for one in now]
    assert len(now) == len(before)


def test_an_open_doubt_blocks_submitting_until_it_is_confirmed_in_place(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    typed(client, row, FIRST, "3/4家")
    client.post(address(row, "/declare"))
    page = client.get(address(row)).content.decode()
    assert 'href="#cell-indicators-0-target"' in page
    client.post(address(row, "/submit"))
    assert ProjectRow.objects.get(pk=row.pk).phase == "declared"
    client.post(address(row, "/edit"), {"field": FIRST, "text": "3/4家"}, headers=IN_PAGE)
    client.post(address(row, "/declare"))
    client.post(address(row, "/submit"))
    assert ProjectRow.objects.get(pk=row.pk).phase == "submitted"


def test_what_is_not_saved_as_a_version_is_not_submitted(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    typed(client, row, FIRST, "≥31000家")
    page = client.post(address(row, "/submit"), follow=True).content.decode()
    assert "还有没有保存为新版本的修改" in page
    assert ProjectRow.objects.get(pk=row.pk).phase == "declared"


def test_a_submitted_form_is_read_only_and_says_who_can_open_it_again(office: Office) -> None:
    row = office.project()
    submitted(office, row)
    client = office.client(CLERK)
    page = client.get(address(row)).content.decode()
    assert "<textarea" not in page
    assert "主管部门、财政局退回" in page
    assert client.post(address(row, "/edit"), {"field": FIRST, "text": "≥1家"}).status_code == 403
    assert client.post(address(row, "/declare")).status_code == 403


@pytest.mark.parametrize("username", [DEPARTMENT, EXPERT, AUDITOR])
def test_whoever_may_not_declare_reads_the_form_and_cannot_type(office: Office, username: str) -> None:
    row, client = office.project(), office.client(username)
    page = client.get(address(row)).content.decode()
    assert "服务新开办企业数量" in page
    assert "<textarea" not in page
    assert client.post(address(row, "/edit"), {"field": FIRST, "text": "≥1家"}).status_code == 403
    assert not Draft.objects.exists()


def test_a_reviewers_comment_stands_beside_its_cell_and_the_reason_above_the_form(office: Office) -> None:
    row = office.project()
    submitted(office, row)
    cell = CellComment("indicators.1.target", None, "口径请写明")
    reviewing.return_(office.workspace, dossier_of(office, row), [cell], "请补充后再报", REVIEWER)
    office.refresh(row)
    page = office.client(CLERK).get(address(row)).content.decode()
    beside = page.split('id="cell-indicators-0-target"')[1].split('id="cell-indicators-1-target"')[0]
    assert "口径请写明" in beside  # rows of comments count from 1
    assert "请补充后再报" in page.split('id="whole"')[1].split("<table")[0]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "=HYPERLINK(1)", "👩‍👩‍👧‍👦", "零\u200b宽\u202e字", "长" * 10_000, "a\x00b"]
)
def test_hostile_texts_are_kept_as_texts_and_the_page_stands(office: Office, text: str) -> None:
    row, client = office.project(), office.client(CLERK)
    for field in ("indicators.0.name", FIRST, "objectives.annual"):
        said = typed(client, row, field, text)
        assert "<script>alert" not in said
    page = client.get(address(row))
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    client.post(address(row, "/declare"))
    assert client.get(address(row)).status_code == 200


def test_a_text_beyond_all_measure_is_refused_with_a_sentence(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    answer = client.post(address(row, "/edit"), {"field": FIRST, "text": "长" * 20_001}, headers=IN_PAGE)
    assert answer.status_code == 403
    assert "最多 20,000 字" in answer.content.decode()
    assert not Draft.objects.exists()


@pytest.mark.parametrize("field", ["indicators.99.target", "project.password", "", "__class__", "indicators.0.points"])
def test_a_cell_that_the_form_does_not_have_is_refused_and_not_kept(office: Office, field: str) -> None:
    row, client = office.project(), office.client(CLERK)
    answer = client.post(address(row, "/edit"), {"field": field, "text": "1"}, headers=IN_PAGE)
    assert answer.status_code == 403
    assert not Draft.objects.exists()


def test_the_page_and_the_saving_of_a_cell_ask_the_database_at_most_twelve_times(office: Office) -> None:
    row, client = office.project(), office.client(CLERK)
    typed(client, row, FIRST, "≥31000家")
    with at_most(12):
        client.get(address(row))
    with at_most(12):
        typed(client, row, FIRST, "≥32000家")
    with at_most(12):
        client.post(address(row, "/weights"), {"how": "evenly"}, headers=IN_PAGE)
