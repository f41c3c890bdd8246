"""读表: what was dropped waits for its owner alone, doubts are answered beside the document, then it is declared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from offices import AUDITOR, CLERK, DEPARTMENT, HEAD, Office, at_most

from youju.web.models import ProjectRow, Upload
from youju.work.declaring import current, dossiers

FORM = """财政项目支出绩效目标申报表

(2023年度)

项目名称\t{name}\t项目类别\t经常性项目
主管部门\t示范区行政服务中心\t实施单位\t示范区行政服务中心
计划开始日期\t2023-01-01\t计划完成日期\t2023-12-31
项目资金\t项目资金总额\t100,000\t年度资金申请总额\t100,000
\t其中：财政资金\t100,000\t其中：当年财政拨款\t100,000
\t\t\t上年结转资金\t
\t其他资金\t\t其他资金\t
项目 绩效 目标\t项目总目标\t\t年度总目标
\t(2023年 - 2023年)
\t做好大厅服务。\t\t做好大厅服务。
绩效 指标\t一级指标\t二级指标\t三级指标\t指标目标值
\t产出指标\t数量指标\t办件数量\t>=29000件
\t\t\t刻章验收合格率\t=100%
\t\t质量指标\t快递邮寄出错率\t=0%
\t满意度指标\t服务对象满意度指标\t群众满意度\t>=90%
"""
SAMPLE = Path(__file__).parents[2] / "examples" / "songjiang-2021" / "declarations.txt"
DOUBT = "1/2/level2"  # an acceptance rate filed under 数量指标: might be 质量指标


def form(name: str = "大厅服务") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.txt", FORM.format(name=name).encode())


def dropped(client: Client, *files: SimpleUploadedFile) -> list[Upload]:
    client.post("/intake/files", {"files": list(files)})
    return list(Upload.objects.order_by("pk"))


def test_a_single_form_is_shown_at_once_and_nothing_of_it_is_declared(office: Office) -> None:
    answer = office.client(CLERK).post("/intake/files", {"files": [form()]})
    assert answer.url == f"/intake/{Upload.objects.get().pk}"  # type: ignore[attr-defined] # of a redirect
    assert not ProjectRow.objects.filter(year=2023).exists()
    assert not any(dossier.stream.startswith("2023/") for dossier in dossiers(office.workspace))


def test_pasted_text_is_read_like_a_file(office: Office) -> None:
    client = office.client(CLERK)
    client.post("/intake/files", {"pasted": FORM.format(name="粘贴来的项目")})
    assert "粘贴来的项目" in client.get("/intake").content.decode()


def test_a_file_that_cannot_be_read_says_why_and_what_to_do_beside_the_others(office: Office) -> None:
    client = office.client(CLERK)
    dropped(client, SimpleUploadedFile("备忘.txt", "明天开会".encode()), form())
    page = client.get("/intake").content.decode()
    assert "备忘.txt" in page
    assert "没有找到绩效表格" in page
    assert "请确认这是绩效目标申报表或自评表" in page
    assert "大厅服务.txt" in page


def test_an_upload_of_somebody_else_is_not_there(office: Office) -> None:
    (upload,) = dropped(office.client(CLERK), form())
    head = office.client(HEAD)
    assert head.get(f"/intake/{upload.pk}").status_code == 404
    assert head.post(f"/intake/{upload.pk}/declare", {"part": "1"}).status_code == 404
    assert head.post(f"/intake/{upload.pk}/discard").status_code == 404
    assert "大厅服务" not in head.get("/intake").content.decode()


def test_the_page_lights_the_cells_that_were_read_and_names_the_open_doubt(office: Office) -> None:
    client = office.client(CLERK)
    (upload,) = dropped(client, form())
    page = client.get(f"/intake/{upload.pk}").content.decode()
    assert 'data-field="project.name" class="yj-lit"' in page
    assert 'data-field="indicators.1.name" class="yj-lit yj-lit-doubt"' in page
    assert "还有 1 处疑问" in page


def test_an_answer_settles_the_doubt_and_can_be_taken_back(office: Office) -> None:
    client = office.client(CLERK)
    (upload,) = dropped(client, form())
    address = f"/intake/{upload.pk}/answer"
    said = client.post(address, {"key": DOUBT, "choice": "质量指标"}, headers={"HX-Request": "true"}).content.decode()
    assert "疑问都已确认" in said
    upload.refresh_from_db()
    assert upload.answers == {DOUBT: "质量指标"}
    client.post(address, {"key": DOUBT, "choice": ""}, headers={"HX-Request": "true"})
    upload.refresh_from_db()
    assert upload.answers == {}


def test_an_answer_that_is_no_level_is_refused_with_a_sentence_and_not_kept(office: Office) -> None:
    client = office.client(CLERK)
    (upload,) = dropped(client, form())
    typed = {"key": DOUBT, "choice": "own", "text": "<script>alert(1)</script>"}
    said = client.post(f"/intake/{upload.pk}/answer", typed, headers={"HX-Request": "true"}).content.decode()
    assert "不是指标的级别名称" in said
    assert "<script>" not in said
    upload.refresh_from_db()
    assert upload.answers == {}


def test_declaring_makes_the_project_with_the_answers_and_leads_to_its_targets(office: Office) -> None:
    client = office.client(CLERK)
    (upload,) = dropped(client, form())
    client.post(f"/intake/{upload.pk}/answer", {"key": DOUBT, "choice": "质量指标"})
    answer = client.post(f"/intake/{upload.pk}/declare", {"part": "1"})
    row = ProjectRow.objects.get(year=2023)
    assert answer.url == f"/projects/{row.key}/targets"  # type: ignore[attr-defined] # of a redirect
    (dossier,) = [one for one in dossiers(office.workspace) if one.stream == row.stream]
    assert [one.level2 for one in current(dossier).indicators] == [
        "数量指标",
        "质量指标",
        "质量指标",
        "服务对象满意度指标",
    ]
    assert (dossier.acts[0].by, row.doubts) == ("经办人甲", 0)
    assert not Upload.objects.exists()


def test_an_answer_to_no_doubt_of_the_file_is_not_found(office: Office) -> None:
    client = office.client(CLERK)
    (upload,) = dropped(client, form())
    answer = client.post(f"/intake/{upload.pk}/answer", {"key": "1/99/level2", "choice": "质量指标"})
    assert answer.status_code == 404


def test_doubts_may_stay_open_when_a_form_is_declared(office: Office) -> None:
    client = office.client(CLERK)
    (upload,) = dropped(client, form())
    client.post(f"/intake/{upload.pk}/declare", {"part": "1"})
    assert ProjectRow.objects.get(year=2023).doubts == 1


def without(*texts: str) -> SimpleUploadedFile:
    """The form with these texts left out; it says then no year, or no name."""
    text = FORM.format(name="大厅服务")
    for left_out in texts:
        text = text.replace(left_out, "")
    return SimpleUploadedFile("补填.txt", text.encode())


NO_YEAR = ("(2023年度)", "2023-01-01", "(2023年 - 2023年)")


def test_a_name_or_year_that_the_form_does_not_say_is_filled_in_by_the_person_and_declared_as_said(
    office: Office,
) -> None:
    client = office.client(CLERK)
    (upload,) = dropped(client, without("大厅服务", *NO_YEAR))
    page = client.get(f"/intake/{upload.pk}").content.decode()
    assert "表上没有写的" in page
    assert "还不能申报" in page
    assert re.search(r'id="declare-button" disabled', page)
    client.post(f"/intake/{upload.pk}/fill", {"key": "1/0/project.name", "text": "大厅服务"})
    client.post(f"/intake/{upload.pk}/fill", {"key": "1/0/year", "text": "2023"})
    assert "新项目" in client.get(f"/intake/{upload.pk}").content.decode()
    client.post(f"/intake/{upload.pk}/declare", {"part": "1"})
    row = ProjectRow.objects.get(year=2023)
    (dossier,) = [one for one in dossiers(office.workspace) if one.stream == row.stream]
    assert {"indicator": None, "field": "year", "value": "2023"} in list(dossier.acts[0].body["answers"])  # type: ignore[arg-type] # a list
    assert (row.name, dossier.acts[0].by) == ("大厅服务", "经办人甲")


def test_a_suggested_year_is_not_taken_before_the_person_confirms_it(office: Office) -> None:
    client = office.client(CLERK)
    (upload,) = dropped(client, without(*NO_YEAR))
    page = client.get(f"/intake/{upload.pk}").content.decode()
    (box,) = re.findall(r'<input[^>]*id="fill-year"[^>]*>', page)
    assert 'value="2023"' in box
    assert "还不算数" in page
    client.post(f"/intake/{upload.pk}/declare", {"part": "1"})
    assert not ProjectRow.objects.filter(year=2023).exists()


def test_what_was_filled_in_can_be_taken_back(office: Office) -> None:
    client = office.client(CLERK)
    (upload,) = dropped(client, without(*NO_YEAR))
    client.post(f"/intake/{upload.pk}/fill", {"key": "1/0/year", "text": "2022"})
    assert "重新填" in client.get(f"/intake/{upload.pk}").content.decode()
    client.post(f"/intake/{upload.pk}/fill", {"key": "1/0/year", "text": ""})
    upload.refresh_from_db()
    assert upload.answers == {}


def test_a_year_that_is_none_is_refused_beside_its_box_and_not_kept(office: Office) -> None:
    client = office.client(CLERK)
    (upload,) = dropped(client, without(*NO_YEAR))
    answer = client.post(f"/intake/{upload.pk}/fill", {"key": "1/0/year", "text": "<b>去年"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "不是年度" in page
    assert page.count('role="alert"') == 1
    assert "&lt;b&gt;去年" in page
    assert "<b>去年" not in page
    upload.refresh_from_db()
    assert upload.answers == {}


def test_what_the_form_says_is_not_filled_in(office: Office) -> None:
    client = office.client(CLERK)
    (upload,) = dropped(client, form())
    for key in ("1/0/year", "1/0/project.name", "9/0/year", ""):
        assert client.post(f"/intake/{upload.pk}/fill", {"key": key, "text": "2022"}).status_code == 404


def test_of_several_forms_the_chosen_ones_are_declared_and_the_file_waits_for_the_rest(office: Office) -> None:
    client = office.client(CLERK)
    both = FORM.format(name="甲项目") + "\n" + FORM.format(name="乙项目")
    (upload,) = dropped(client, SimpleUploadedFile("两张表.txt", both.encode()))
    client.post(f"/intake/{upload.pk}/declare", {"part": "2"})
    assert [row.name for row in ProjectRow.objects.filter(year=2023)] == ["乙项目"]
    page = client.get("/intake").content.decode()
    assert "新项目" in page
    assert "与已申报的相同" in page
    client.post(f"/intake/{upload.pk}/declare", {"part": "1"})
    assert not Upload.objects.exists()


def file_of_two(client: Client) -> Upload:
    both = FORM.format(name="甲项目") + "\n" + FORM.format(name="乙项目")
    (upload,) = dropped(client, SimpleUploadedFile("两张表.txt", both.encode()))
    return upload


def ticked(page: str) -> list[str]:
    """The forms that would be declared."""
    return re.findall(r'name="part" value="(\d)"[^>]* checked', page)


def test_of_forms_that_leave_something_open_only_the_one_on_view_is_chosen(office: Office) -> None:
    client = office.client(CLERK)
    upload = file_of_two(client)
    assert ticked(client.get(f"/intake/{upload.pk}?part=1").content.decode()) == ["1"]
    assert ticked(client.get(f"/intake/{upload.pk}?part=2").content.decode()) == ["2"]
    said = client.post(
        f"/intake/{upload.pk}/answer", {"key": DOUBT, "choice": "质量指标"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert ticked(said) == ["1"]
    assert re.search(r'id="following" href="\?part=2"', said)
    assert ticked(client.get(f"/intake/{upload.pk}?part=2").content.decode()) == ["1", "2"]


def test_several_forms_at_once_are_declared_only_after_a_question(office: Office) -> None:
    client = office.client(CLERK)
    upload = file_of_two(client)
    asked = client.post(f"/intake/{upload.pk}/declare", {"part": ["1", "2"]}).content.decode()
    assert "申报这 2 张表？" in asked
    assert all(name in asked for name in ("甲项目", "乙项目"))
    assert not ProjectRow.objects.filter(year=2023).exists()
    page = client.post(f"/intake/{upload.pk}/declare", {"part": ["1", "2"], "sure": "yes"}, follow=True)
    rows = ProjectRow.objects.filter(year=2023)
    assert sorted(row.name for row in rows) == ["乙项目", "甲项目"]
    for row in rows:
        assert f'<a lang="zh-Hans" href="/projects/{row.key}/targets">{row.name}</a>' in page.content.decode()


def test_a_doubt_with_nothing_to_choose_from_says_why_it_is_one(office: Office) -> None:
    client = office.client(CLERK)
    (upload,) = dropped(client, SimpleUploadedFile("样表.txt", SAMPLE.read_bytes()))
    page = client.get(f"/intake/{upload.pk}?part=5").content.decode()
    asked = page.split('id="doubt-5-1"')[1].split("</fieldset>")[0]
    assert "只凭位置不能断定这一行属于哪一级" in asked
    assert "只凭位置" not in client.get(f"/intake/{upload.pk}?part=1").content.decode().split('id="doubt-1-2"')[0]


def test_the_page_names_the_kinds_of_files_as_people_call_them(office: Office) -> None:
    page = office.client(CLERK).get("/intake").content.decode()
    assert "Word、Excel、PDF、网页、CSV、纯文本（txt）" in page
    (accepted,) = re.findall(r'accept="([^"]*)"', page)
    assert {".docx", ".xlsx", ".pdf", ".html", ".csv", ".txt"} <= set(accepted.split(","))


def test_a_form_of_a_known_project_is_announced_as_new_version_unchanged_or_locked(
    office: Office, full_form: str
) -> None:
    client = office.client(CLERK)
    (upload,) = dropped(client, form())
    client.post(f"/intake/{upload.pk}/declare", {"part": "1"})
    dropped(client, SimpleUploadedFile("再来.txt", full_form.encode()))
    assert "与已申报的相同" in client.get("/intake").content.decode()
    Upload.objects.all().delete()
    dropped(client, SimpleUploadedFile("改过.txt", full_form.replace("29000", "30000").encode()))
    assert "已有项目的新版本" in client.get("/intake").content.decode()


def test_a_locked_project_says_who_lifts_the_lock_and_nothing_is_declared(full_office: Office) -> None:
    client = full_office.client(CLERK)
    row = full_office.project()
    text = FORM.format(name=row.name).replace("2023", str(row.year))
    (upload,) = dropped(client, SimpleUploadedFile("改.txt", text.encode()))
    page = client.get(f"/intake/{upload.pk}").content.decode()
    assert "不能申报" in page
    assert "谁可以" in page
    assert client.post(f"/intake/{upload.pk}/declare", {"part": "1"}).status_code == 403
    assert Upload.objects.filter(pk=upload.pk).exists()


def test_a_form_without_a_name_says_so_before_and_is_not_declared(office: Office) -> None:
    client = office.client(CLERK)
    (upload,) = dropped(client, SimpleUploadedFile("无名.txt", FORM.format(name="").encode()))
    assert "表上没有项目名称" in client.get("/intake").content.decode()
    assert client.post(f"/intake/{upload.pk}/declare", {"part": "1"}).status_code == 403
    assert not ProjectRow.objects.filter(year=2023).exists()


@pytest.mark.parametrize("username", [DEPARTMENT, AUDITOR])
def test_whoever_may_not_declare_is_told_who_may_and_can_drop_nothing(office: Office, username: str) -> None:
    client = office.client(username)
    page = client.get("/intake").content.decode()
    assert "不能申报" in page
    assert "经办人、单位负责人（本单位）" in page
    assert client.post("/intake/files", {"files": [form()]}).status_code == 403
    assert not Upload.objects.exists()


def test_hostile_texts_are_shown_as_texts_and_the_page_stands(office: Office) -> None:
    client = office.client(CLERK)
    name = "<script>alert(1)</script>=1+1😀\u200b" + "长" * 10_000
    (upload,) = dropped(client, SimpleUploadedFile("<b>.txt", FORM.format(name=name).encode()))
    page = client.get(f"/intake/{upload.pk}")
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert "<b>.txt" not in page.content.decode()
    answer = client.post(f"/intake/{upload.pk}/declare", {"part": "1"})
    assert answer.status_code in (302, 403)
    assert client.get("/intake").status_code == 200


def test_the_pages_ask_the_database_at_most_twelve_times(office: Office) -> None:
    client = office.client(CLERK)
    uploads = dropped(client, *(form(f"项目{number}") for number in range(6)))
    client.get("/intake")
    with at_most(12):
        client.get("/intake")
    with at_most(12):
        client.get(f"/intake/{uploads[0].pk}")


@pytest.fixture
def full_form() -> str:
    """The same form once more."""
    return FORM.format(name="大厅服务")
