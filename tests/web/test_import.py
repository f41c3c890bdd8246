"""导入: dumps become a job, its report can be found again, rows that were given back are mended in the page."""

from __future__ import annotations

import re

import pytest
from answers import Answer, words
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from offices import ADMINISTRATOR, AUDITOR, CLERK, FINANCE, HEAD, Office, at_most

from youju.engines.paging import Wanted
from youju.web import dumps
from youju.web.models import Job, Upload
from youju.work import browsing
from youju.work.ledgers import ledger_of

LEDGER = "/units/main/ledgers/payments"
OPENINGS = "/units/main/ledgers/enterprise_openings"
HEADER = "凭证号,支付日期,金额,收款人,备注"
DUMP = f"""{HEADER}
V1,2021-03-01,100.50,甲公司,一
V2,2021-02-30,7,乙公司,"=HYPERLINK(""x"")"
V3,2021-03-02,一百,丙公司,<script>alert(1)</script>
V4,,107.5,,
"""

pytestmark = pytest.mark.usefixtures("jobs_at_once")


@pytest.fixture
def clerk(office: Office) -> Client:
    return office.client(CLERK)


def sent(client: Client, *files: tuple[str, bytes], ledger: str = LEDGER) -> Answer:
    """The report that the page leads to."""
    dropped = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(f"{ledger}/import", {"files": dropped}, follow=True)


def amounts(office: Office) -> dict[str, str]:
    ledger = ledger_of(office.workspace, "payments")
    return {row.values["voucher"]: row.values["amount"] for row in browsing.page(office.workspace, ledger).rows}


def cells(response: Answer) -> dict[str, str]:
    """The cells to be mended by the names of their inputs."""
    return dict(re.findall(r'name="(cell-\d+-\d+)" value="([^"]*)"', response.content.decode()))


def mended(client: Client, response: Answer, **changes: str) -> Answer:
    """The form of the first file sent with changes; a key such as c3_1 is row 3, place 1."""
    found = re.search(r'action="([^"]*/mend)"', response.content.decode())
    assert found is not None
    fields: dict[str, str] = cells(response)
    for key, value in changes.items():
        if key in {"drop", "trim"}:
            fields[key] = value
        else:
            fields["cell-" + key.removeprefix("c").replace("_", "-")] = value
    return client.post(found[1], fields, follow=True)


def test_an_import_tells_what_it_did_and_what_it_gave_back(office: Office, clerk: Client) -> None:
    response = sent(clerk, ("支付.csv", DUMP.encode()))
    said = words(response)
    assert "读到 4" in said
    assert "新增 1" in said
    assert "退回 3" in said
    assert "没有用到的列： 备注" in said
    assert "2月" in said
    assert "“一百”不是以元为单位的数" in said
    assert amounts(office) == {"V1": "100.5"}


def test_the_report_is_found_again_from_the_job_and_from_the_ledger(clerk: Client) -> None:
    sent(clerk, ("支付.csv", DUMP.encode()))
    job = Job.objects.get(kind=dumps.KIND)
    address = f"{LEDGER}/imports/{job.pk}"
    assert address in clerk.get(f"/jobs/{job.pk}").content.decode()
    assert address in clerk.get(f"{LEDGER}/import").content.decode()
    assert clerk.get(address).status_code == 200


def test_a_script_in_a_rejected_cell_is_text(clerk: Client) -> None:
    response = sent(clerk, ("<b>.csv", f"{HEADER}\nV3,2021-03-02,<script>alert(1)</script>,丙公司,\n".encode()))
    page = response.content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>.csv" not in page


def test_the_same_file_again_changes_nothing_and_says_so(office: Office, clerk: Client) -> None:
    data = f"{HEADER}\nV1,2021-03-01,100.50,甲公司,\n".encode()
    sent(clerk, ("支付.csv", data))
    response = sent(clerk, ("支付.csv", data))
    assert "没有变化" in words(response)
    assert len(browsing.batches(office.workspace, ledger_of(office.workspace, "payments"))) == 1
    assert Job.objects.filter(kind="recompute").count() == 1


def test_mended_rows_go_in_and_only_what_is_still_wrong_remains(office: Office, clerk: Client) -> None:
    response = sent(clerk, ("支付.csv", DUMP.encode()))
    response = mended(clerk, response, c3_1="2021-02-28", c4_2="两百")
    said = words(response)
    assert "“两百”不是" in said
    assert "还有 2 行有问题" in said
    assert amounts(office) == {"V1": "100.5", "V2": "7"}
    assert {name.split("-")[1] for name in cells(response)} == {"4", "5"}
    response = mended(clerk, response, c4_2="200", drop="5")
    assert "退回的行都处理完了" in words(response)
    assert amounts(office) == {"V1": "100.5", "V2": "7", "V3": "200"}


def test_what_was_typed_stays_when_it_is_wrong_again(clerk: Client) -> None:
    response = sent(clerk, ("支付.csv", DUMP.encode()))
    response = mended(clerk, response, c4_2='<i>"两百"', c4_3="改过的收款人")
    assert cells(response)["cell-4-2"] == "&lt;i&gt;&quot;两百&quot;"
    assert cells(response)["cell-4-3"] == "改过的收款人"


def test_a_row_with_cells_too_many_waits_until_those_are_let_go(office: Office, clerk: Client) -> None:
    response = sent(clerk, ("长.csv", f"{HEADER}\nV1,2021-03-01,1,甲,x,多,余\n".encode()))
    response = mended(clerk, response, c2_3="乙")
    assert "多出的格： 多，余" in words(response)
    assert cells(response)["cell-2-3"] == "乙"
    assert amounts(office) == {}
    response = mended(clerk, response, trim="2")
    assert "退回的行都处理完了" in words(response)
    assert amounts(office) == {"V1": "1"}


def test_rows_of_other_pages_are_not_touched_by_mending_one(clerk: Client) -> None:
    lines = [HEADER, *(f"W{number},2021-03-01,坏,甲,x" for number in range(60))]
    response = sent(clerk, ("支付.csv", "\n".join(lines).encode()))
    assert len({name.split("-")[1] for name in cells(response)}) == 50
    response = mended(clerk, response, c2_2="5")
    assert "还有 59 行" in words(response)
    rest = clerk.get(response.redirect_chain[-1][0].partition("#")[0], {"page": "2"})
    assert {name.split("-")[1] for name in cells(rest)} == {str(number) for number in range(53, 62)}


def test_the_rejects_come_as_a_file_that_starts_nothing_and_can_be_imported(office: Office, clerk: Client) -> None:
    response = sent(clerk, ("支付.csv", DUMP.encode()))
    found = re.search(r'href="([^"]*/rejects)"', response.content.decode())
    assert found is not None
    download = clerk.get(found[1])
    text = download.content.decode("utf-8-sig")
    assert "attachment" in download["Content-Disposition"]
    assert "'=HYPERLINK" in text
    sent(clerk, ("退回.csv", text.replace("2021-02-30", "2021-02-28").replace("一百", "100").encode()))
    assert amounts(office) == {"V1": "100.5", "V2": "7", "V3": "100"}


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("空.csv", b"", "是空的"),
        ("图.csv", b"\x89PNG\r\n\x1a\n" + bytes(100), "不是文本"),
        ("别的.csv", "甲,乙\n1,2\n".encode(), "缺少列"),
        ("引号.csv", f'{HEADER}\nV1,2021-03-01,"1,甲,x\n'.encode(), "引号不成对"),
    ],
    ids=["empty", "picture", "other columns", "broken quote"],
)
def test_a_file_that_is_no_dump_of_the_ledger_fails_with_a_sentence_and_a_remedy(
    office: Office, clerk: Client, name: str, data: bytes, told: str
) -> None:
    response = sent(clerk, (name, data))
    job = Job.objects.get(kind=dumps.KIND)
    assert job.state == "failed"
    assert told in job.message
    assert job.remedy
    for page in (response, clerk.get(f"/jobs/{job.pk}")):
        assert told in words(page)
        assert job.remedy in words(page)
    assert amounts(office) == {}
    assert not Job.objects.filter(kind="recompute").exists()


def test_a_header_without_rows_says_that_nothing_was_there(clerk: Client) -> None:
    said = words(sent(clerk, ("空.csv", HEADER.encode())))
    assert "文件里只有表头，没有数据行" in said
    assert "台账里都已经有了" not in said


def test_an_old_encoding_zero_width_marks_and_emoji_come_through(office: Office, clerk: Client) -> None:
    sent(clerk, ("旧.csv", f"{HEADER}\nV1,2021-03-01,1,甲公司,\n".encode("gb18030")))
    sent(clerk, ("新.csv", f"{HEADER}\nV\u200b2,2021-03-02,2,🎉公司,\nV3,2021-03-03,3,{'长' * 10_000},\n".encode()))
    rows = browsing.page(office.workspace, ledger_of(office.workspace, "payments"), Wanted(personal=True)).rows
    payees = {row.values["voucher"]: row.values["payee"] for row in rows}
    assert payees == {"V1": "甲公司", "V2": "🎉公司", "V3": "长" * 10_000}
    assert clerk.get(LEDGER).status_code == 200


def test_of_several_files_the_good_ones_go_in_and_the_bad_one_is_named(office: Office, clerk: Client) -> None:
    good = f"{HEADER}\nV1,2021-03-01,1,甲,\n".encode()
    later = f"{HEADER}\nV1,2021-03-01,2,甲,\n".encode()
    said = words(sent(clerk, ("一.csv", good), ("坏.csv", b""), ("二.csv", later)))
    assert "坏.csv" in said
    assert "是空的" in said
    assert amounts(office) == {"V1": "2"}
    assert Job.objects.get(kind=dumps.KIND).state == "done"


def test_no_file_is_a_sentence_and_no_job(clerk: Client) -> None:
    response = clerk.post(f"{LEDGER}/import", {})
    assert response.status_code == 422
    assert "没有选择文件" in words(response)
    assert not Job.objects.exists()


def test_a_file_too_large_for_the_page_says_what_to_do(clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "LARGEST", 10)
    response = clerk.post(f"{LEDGER}/import", {"files": [SimpleUploadedFile("大.csv", bytes(11))]})
    assert response.status_code == 422
    assert "拆成几个文件" in words(response)
    assert not Upload.objects.exists()


@pytest.mark.parametrize("username", [AUDITOR, FINANCE, ADMINISTRATOR])
def test_others_are_told_who_may_import_and_see_no_rejected_rows(office: Office, clerk: Client, username: str) -> None:
    sent(clerk, ("支付.csv", DUMP.encode()))
    job, upload = Job.objects.get(kind=dumps.KIND), Upload.objects.get()
    report = f"{LEDGER}/imports/{job.pk}"
    other = office.client(username)
    for answer in (
        other.get(f"{LEDGER}/import"),
        other.post(f"{LEDGER}/import", {"files": [SimpleUploadedFile("a.csv", b"")]}),
        other.get(report),
        other.get(f"{report}/{upload.pk}/rejects"),
        other.post(f"{report}/{upload.pk}/mend", {"cell-3-1": "2021-02-28"}),
    ):
        assert answer.status_code == 403
        assert "谁可以" in words(answer)
    assert amounts(office) == {"V1": "100.5"}


def test_the_head_of_the_unit_mends_what_the_clerk_imported(office: Office, clerk: Client) -> None:
    sent(clerk, ("支付.csv", DUMP.encode()))
    head, job = office.client(HEAD), Job.objects.get(kind=dumps.KIND)
    mended(head, head.get(f"{LEDGER}/imports/{job.pk}"), c3_1="2021-02-28")
    assert amounts(office)["V2"] == "7"


def test_a_report_belongs_to_its_ledger(clerk: Client) -> None:
    sent(clerk, ("支付.csv", DUMP.encode()))
    job = Job.objects.get(kind=dumps.KIND)
    assert clerk.get(f"/units/main/ledgers/accidents/imports/{job.pk}").status_code == 404
    assert clerk.get(f"{LEDGER}/imports/{job.pk + 1000}").status_code == 404


def test_a_column_list_that_is_forged_breaks_nothing(office: Office, clerk: Client) -> None:
    response = sent(clerk, ("支付.csv", DUMP.encode()))
    found = re.search(r'action="([^"]*/mend)"', response.content.decode())
    assert found is not None
    forged = {"cell-3-99": "x", "cell-x-1": "x", "cell-3": "x", "cell-999-1": "x", "drop": "²"}
    assert clerk.post(found[1], forged, follow=True).status_code == 200
    assert amounts(office) == {"V1": "100.5"}


def test_pages_of_imports_ask_the_database_seldom(clerk: Client) -> None:
    sent(clerk, ("支付.csv", DUMP.encode()))
    job = Job.objects.get(kind=dumps.KIND)
    for address in (f"{LEDGER}/import", f"{LEDGER}/imports/{job.pk}"):
        with at_most(12):
            assert clerk.get(address).status_code == 200


def test_all_that_is_wrong_with_a_row_is_listed_and_marked(clerk: Client) -> None:
    response = sent(clerk, ("支付.csv", f"{HEADER}\nV1,2021-02-30,一百,甲公司,\n".encode()))
    said, page = words(response), response.content.decode()
    assert "2021年2月没有30日" in said
    assert "“一百”不是以元为单位的数" in said
    for place in (1, 2):
        assert re.search(rf'is-invalid" name="cell-2-{place}"', page)


def test_rows_given_back_for_the_same_reason_are_counted_together(clerk: Client) -> None:
    lines = [HEADER, *(f"W{number},2021-03-01,坏{number % 2},甲,x" for number in range(60)), "W99,2021-02-30,1,甲,x"]
    said = words(sent(clerk, ("支付.csv", "\n".join(lines).encode())))
    groups = said.partition("有问题的行：")[0]
    assert "金额 “…”不是以元为单位的数；金额请写成 15000 或 1.5万元。 60 第2行、第3行、第4行" in groups
    assert "“坏0” “坏1”".replace(" ", "") in groups.replace(" ", "")
    assert "支付日期 2021年2月没有30日；请核对支付日期。 1 第62行" in groups


def test_the_import_page_says_what_each_column_takes_and_gives_a_template(office: Office, clerk: Client) -> None:
    said = words(clerk.get("/units/main/ledgers/satisfaction_responses/import"))
    assert "可填" in said
    assert "窗口人员、企业、群众" in said
    assert "1–5 的整数" in said
    answer = clerk.get("/units/main/ledgers/payments/template")
    header = answer.content.decode("utf-8-sig").strip().split(",")
    assert header == [column.label for column in ledger_of(office.workspace, "payments").columns]
    assert office.client(AUDITOR).get("/units/main/ledgers/payments/template").status_code == 403


def test_a_filled_template_is_imported_whole(office: Office, clerk: Client) -> None:
    template = clerk.get(f"{LEDGER}/template").content.decode("utf-8-sig").strip()
    labels = template.split(",")
    values = {"凭证号": "V1", "支付日期": "2021-03-01", "金额": "5"}
    dump = f"{template}\n{','.join(values.get(label, '') for label in labels)}\n"
    sent(clerk, ("模板.csv", dump.encode("utf-8-sig")))
    assert amounts(office) == {"V1": "5"}


def test_a_missing_column_that_an_indicator_reads_is_said_in_the_report(clerk: Client) -> None:
    said = words(sent(clerk, ("新.csv", "办件编号,受理时间\nA1,2021-03-01 09:00\n".encode()), ledger=OPENINGS))
    assert "没有这一列：统一社会信用代码（“服务新开办企业数量”要用）。" in said


def test_rows_that_wait_to_be_mended_are_told_where_the_ledger_is_closed_and_in_its_batches(clerk: Client) -> None:
    sent(clerk, ("支付.csv", DUMP.encode()))
    report = f"{LEDGER}/imports/{Job.objects.get(kind=dumps.KIND).pk}"
    for address in (f"{LEDGER}/close", LEDGER):
        page = clerk.get(address)
        assert "还有 3 行退回未处理" in words(page)
        assert f'href="{report}"' in page.content.decode()
    assert f'<a href="{report}">3</a>' in clerk.get(LEDGER).content.decode()
    mended(clerk, clerk.get(report), c3_1="2021-02-28", c4_2="200", drop="5")
    assert "退回未处理" not in words(clerk.get(f"{LEDGER}/close"))


def test_rows_given_back_are_not_spoken_of_to_who_may_not_mend_them(office: Office, clerk: Client) -> None:
    sent(clerk, ("支付.csv", DUMP.encode()))
    page = office.client(AUDITOR).get(LEDGER)
    assert "退回未处理" not in words(page)
    assert "/imports/" not in page.content.decode()


def test_rows_given_back_from_below_a_title_are_mended_under_their_header(office: Office, clerk: Client) -> None:
    data = f"2021年支付明细\n单位：元\n{DUMP}合计,,107.5,,\n".encode()
    response = sent(clerk, ("支付.csv", data))
    said = words(response)
    assert "新增 1" in said
    assert "这一行是合计" in said
    mended(clerk, response, c5_1="2021-02-28")
    assert amounts(office) == {"V1": "100.5", "V2": "7"}
