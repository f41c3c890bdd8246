"""台账: a unit's ledgers, one by pages, personal columns masked, rows by hand, closings, source files."""

from __future__ import annotations

import re

import pytest
from answers import words
from django.test import Client
from offices import ADMINISTRATOR, AUDITOR, CLERK, DEPARTMENT, EXPERT, FINANCE, HEAD, Office, at_most

from youju.engines.paging import MASKED, Wanted
from youju.model.organisation import Person, Role
from youju.web.models import Job, Organisation
from youju.web.templatetags.youju import moment
from youju.work import browsing
from youju.work.closings import closings
from youju.work.ledgers import cut_of, import_bytes, ledger_of
from youju.work.workspace import keep, today

PAYMENTS, ACCIDENTS = "/units/main/ledgers/payments", "/units/main/ledgers/accidents"
SOMEBODY = Person("张三", Role.CLERK)
DUMP = "凭证号,支付日期,金额,收款人,支出科目\n" + "".join(
    f"V{number:03d},2021-{number % 12 + 1:02d}-01,{number}.5,甲公司,印刷费\n" for number in range(1, 121)
)
ROW = {"voucher": "H1", "paid_on": "2021-03-01", "amount": "1,000", "payee": "乙公司"}


@pytest.fixture
def paid(office: Office) -> Office:
    """A hundred and twenty payments."""
    import_bytes(office.workspace, ledger_of(office.workspace, "payments"), "支付.csv", DUMP.encode(), SOMEBODY)
    return office


@pytest.fixture
def clerk(office: Office) -> Client:
    return office.client(CLERK)


def row(office: Office, voucher: str) -> dict[str, str]:
    found = browsing.page(office.workspace, ledger_of(office.workspace, "payments"), Wanted(voucher, personal=True))
    return dict(found.rows[0].values) if found.rows else {}


def test_the_unit_goes_to_its_own_ledgers_others_choose_a_unit(office: Office) -> None:
    assert office.client(CLERK).get("/ledgers")["Location"] == "/units/main/ledgers"
    assert office.client(HEAD).get("/ledgers")["Location"] == "/units/main/ledgers"
    for username in (DEPARTMENT, FINANCE, AUDITOR, EXPERT, ADMINISTRATOR):
        assert "/units/main/ledgers" in office.client(username).get("/ledgers").content.decode()


def test_the_list_names_every_ledger_and_how_far_it_is_closed(full_office: Office) -> None:
    said = words(full_office.client(CLERK).get("/units/main/ledgers?year=2021"))
    for ledger in full_office.workspace.pack.ledgers.values():
        assert ledger.label in said
    assert "重大事故登记 2 2" in said
    assert "96%" in said


def test_a_unit_out_of_scope_is_not_there(office: Office) -> None:
    Organisation.objects.create(code="other", name="另一单位", path="/government/other/")
    assert office.client(CLERK).get("/units/other/ledgers").status_code == 404
    assert office.client(CLERK).get("/units/other/ledgers/payments").status_code == 404
    assert office.client(CLERK).get("/units/main/ledgers/nothing").status_code == 404


def test_a_unit_that_declared_nothing_is_told_where_to_begin(office: Office) -> None:
    account = office.account(CLERK)
    account.organisation = Organisation.objects.create(code="young", name="新单位", path="/government/young/")
    account.save()
    assert "读入申报表" in words(office.client(CLERK).get("/units/young/ledgers"))
    assert office.client(CLERK).get("/units/young/ledgers/payments").status_code == 404


def test_fifty_rows_a_page_with_the_totals_of_all(paid: Office) -> None:
    client = paid.client(CLERK)
    first = client.get(PAYMENTS)
    assert "共 120 行" in words(first)
    assert "7,320" in words(first)
    assert "第 1 页，共 3 页" in words(first)
    assert len(re.findall(r"/rows/", first.content.decode())) == 50
    assert len(re.findall(r"/rows/", client.get(PAYMENTS, {"page": "3"}).content.decode())) == 20


def test_filters_stand_in_the_address_and_go_with_the_pages(paid: Office) -> None:
    client = paid.client(CLERK)
    assert "共 1 行" in words(client.get(PAYMENTS, {"q": "v007"}))
    some = client.get(PAYMENTS, {"from": "2021-03-01", "to": "2021-12-31"})
    assert "共 100 行" in words(some)
    (following,) = re.findall(r'href="\?([^"]*page=2)"', some.content.decode())
    assert "from=2021-03-01" in following


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "' OR 1=1 --"},
        {"q": "<script>"},
        {"from": "昨天", "to": "2021-02-30"},
        {"page": "-1"},
        {"page": "9" * 400},
        {"year": "0000"},
        {"year": "²"},
        {"year": "9999"},
        {"to": "9999-12-31"},
        {"q": "长" * 3000},
    ],
)
def test_nonsense_in_the_address_is_an_answer_and_no_fault(paid: Office, asked: dict[str, str]) -> None:
    for ledger in ("payments", "express_deliveries"):
        page = paid.client(CLERK).get(f"/units/main/ledgers/{ledger}", asked)
        assert page.status_code == 200
        assert "<script>" not in page.content.decode()


def test_a_day_that_is_none_is_said_and_not_filtered_by(paid: Office) -> None:
    said = words(paid.client(CLERK).get(PAYMENTS, {"from": "昨天"}))
    assert "“昨天”不是日期" in said
    assert "共 120 行" in said


def test_what_is_personal_is_shown_to_the_unit_alone(paid: Office) -> None:
    for username in (CLERK, HEAD, DEPARTMENT, FINANCE, EXPERT, AUDITOR, ADMINISTRATOR):
        page = words(paid.client(username).get(PAYMENTS))
        own = username in (CLERK, HEAD)
        assert ("甲公司" in page) is own, username
        assert (MASKED in page) is not own, username


def test_a_masked_column_is_not_searched(paid: Office) -> None:
    assert "没有符合条件" in words(paid.client(AUDITOR).get(PAYMENTS, {"q": "甲公司"}))


def test_the_source_file_comes_as_it_was_and_is_not_opened_in_the_page(paid: Office) -> None:
    (batch,) = browsing.batches(paid.workspace, ledger_of(paid.workspace, "payments"))
    answer = paid.client(CLERK).get(f"/units/main/sources/{batch.sha256}")
    assert answer.content == DUMP.encode()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_source_with_personal_columns_is_not_a_way_round_the_mask(paid: Office) -> None:
    (batch,) = browsing.batches(paid.workspace, ledger_of(paid.workspace, "payments"))
    assert paid.client(AUDITOR).get(f"/units/main/sources/{batch.sha256}").status_code == 403


def test_a_kept_file_that_no_batch_names_is_not_a_source(paid: Office) -> None:
    digest = keep(paid.workspace, b"secret")
    for wanted in (digest, "0" * 64, "workspace"):
        assert paid.client(CLERK).get(f"/units/main/sources/{wanted}").status_code == 404


def test_a_unit_without_anything_has_no_sources_and_tells_no_paths(office: Office) -> None:
    Organisation.objects.create(code="young", name="新单位", path=f"{office.unit.path}young/")
    answer = office.client(DEPARTMENT).get(f"/units/young/sources/{'0' * 64}")
    assert answer.status_code == 404
    assert str(office.root) not in answer.content.decode()


def test_of_many_batches_the_latest_are_listed_and_all_can_be(office: Office, clerk: Client) -> None:
    for number in range(32):
        import_bytes(
            office.workspace,
            ledger_of(office.workspace, "payments"),
            f"第{number:02d}批.csv",
            f"凭证号,支付日期,金额\nB{number},2021-03-01,1\n".encode(),
            SOMEBODY,
        )
    few, every = clerk.get(PAYMENTS), clerk.get(PAYMENTS, {"batches": "all"})
    assert len(re.findall("/sources/", few.content.decode())) == 30
    assert len(re.findall("/sources/", every.content.decode())) == 32


def test_a_row_shows_every_version_and_where_each_came_from(paid: Office) -> None:
    client = paid.client(CLERK)
    client.post(f"{PAYMENTS}/enter", {"voucher": "V007", "paid_on": "2021-08-01", "amount": "9"})
    found = browsing.page(paid.workspace, ledger_of(paid.workspace, "payments"), Wanted("V007")).rows[0]
    said = words(client.get(f"{PAYMENTS}/rows/{found.file.batch}/{found.row}"))
    assert "已被更正" in said
    assert "计入" in said
    assert "7.50" in said
    assert client.get(f"{PAYMENTS}/rows/{found.file.batch}/9999").status_code == 404


def test_a_row_by_hand_is_kept_and_the_projects_are_measured_again(office: Office, clerk: Client) -> None:
    answer = clerk.post(f"{PAYMENTS}/enter", ROW, follow=True)
    assert "已登记一行" in words(answer)
    assert row(office, "H1")["amount"] == "1000"
    assert Job.objects.filter(kind="recompute").count() == 1
    clerk.post(f"{PAYMENTS}/enter", ROW | {"voucher": "H2"})
    assert Job.objects.filter(kind="recompute").count() == 1


def test_the_same_key_corrects_and_leaves_what_was_not_typed(office: Office, clerk: Client) -> None:
    clerk.post(f"{PAYMENTS}/enter", ROW)
    answer = clerk.post(f"{PAYMENTS}/enter", ROW | {"amount": "900", "payee": ""}, follow=True)
    assert "已更正" in words(answer)
    assert (row(office, "H1")["amount"], row(office, "H1")["payee"]) == ("900", "乙公司")


def test_a_row_opened_to_be_corrected_is_cleared_where_it_is_blank(office: Office, clerk: Client) -> None:
    clerk.post(f"{PAYMENTS}/enter", ROW)
    found = browsing.page(office.workspace, ledger_of(office.workspace, "payments")).rows[0]
    address = f"{PAYMENTS}/enter?batch={found.file.batch}&row={found.row}"
    assert 'value="乙公司"' in clerk.get(address).content.decode()
    clerk.post(address, ROW | {"payee": ""})
    assert row(office, "H1")["payee"] == ""


def test_a_bad_value_is_said_beside_its_field_and_all_that_was_typed_stays(office: Office, clerk: Client) -> None:
    answer = clerk.post(f"{PAYMENTS}/enter", ROW | {"amount": '"><script>', "payee": "🎉"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-describedby="e-amount"' in page
    assert 'value="🎉"' in page
    assert "<script>&" not in page
    assert '"&gt;' not in page.partition("&quot;&gt;&lt;script&gt;")[0]
    assert row(office, "H1") == {}
    assert not Job.objects.exists()


def test_every_ledger_has_a_form_that_can_be_sent_empty(office: Office, clerk: Client) -> None:
    for ledger in office.workspace.pack.ledgers.values():
        address = f"/units/main/ledgers/{ledger.code}/enter"
        assert clerk.get(address).status_code == 200
        assert clerk.post(address, {}).status_code == 422, ledger.label


def test_closing_a_month_says_what_it_means_and_is_kept(office: Office, clerk: Client) -> None:
    assert "没有记录就证明没有发生" in words(clerk.get(f"{PAYMENTS}/close"))
    answer = clerk.post(f"{PAYMENTS}/close", {"from": "2021-01", "to": "2021-03"}, follow=True)
    assert "已关账：2021-01-01 至 2021-03-31" in words(answer)
    (closed,) = cut_of(office.workspace, ledger_of(office.workspace, "payments")).closed
    assert (str(closed.start), str(closed.end)) == ("2021-01-01", "2021-03-31")
    assert Job.objects.filter(kind="recompute").count() == 1


def test_who_closed_a_span_and_when_stands_in_the_ledger_and_where_the_next_is_closed(
    office: Office, clerk: Client
) -> None:
    clerk.post(f"{PAYMENTS}/close", {"from": "2021-01", "to": "2021-03"})
    office.client(HEAD).post(f"{PAYMENTS}/close", {"from": "2021-04"})
    when = moment(closings(office.workspace, ledger_of(office.workspace, "payments"))[0].at)[: len("2021年1月")]
    for page in (f"{PAYMENTS}?year=2021", f"{PAYMENTS}/close"):
        said = words(clerk.get(page)).partition("关账记录")[2]
        assert said.index("2021-04-01 – 2021-04-30 负责人乙 单位负责人") < said.index("2021-01-01 – 2021-03-31")
        assert "2021-01-01 – 2021-03-31 经办人甲 经办人 · " + when in said
    assert "关账记录 2021 年还没有关账" not in words(clerk.get(f"{PAYMENTS}?year=2021"))
    assert "2020 年还没有关账" in words(clerk.get(f"{PAYMENTS}?year=2020"))


@pytest.mark.parametrize(
    ("ledger", "span", "told"),
    [
        ("payments", {"from": "2021-01-05", "to": "2021-01-20"}, "不是整月"),
        ("accidents", {"from": "2021-01-05", "to": "2999-01-01"}, "还没有到"),
        ("accidents", {"from": "", "to": ""}, "没有写从哪天开始"),
        ("accidents", {"from": "2021-02-30"}, "不存在"),
        ("accidents", {"from": "2021-03-01", "to": "2021-02-01"}, "早于"),
        ("registers", {"from": "2021-01-01"}, "不用关账"),
    ],
)
def test_a_span_that_cannot_be_closed_is_refused_in_the_words_of_the_core(
    office: Office, clerk: Client, ledger: str, span: dict[str, str], told: str
) -> None:
    answer = clerk.post(f"/units/main/ledgers/{ledger}/close", span)
    assert answer.status_code == 422
    assert told in words(answer)
    assert cut_of(office.workspace, ledger_of(office.workspace, ledger)).closed == ()


def test_a_closed_span_is_opened_again_and_both_acts_are_listed(office: Office, clerk: Client) -> None:
    clerk.post(f"{PAYMENTS}/close", {"from": "2021-01", "to": "2021-03"})
    assert "现在关着的：2021-01-01 – 2021-03-31" in words(clerk.get(f"{PAYMENTS}/close"))
    answer = clerk.post(f"{PAYMENTS}/reopen", {"from": "2021-02"}, follow=True)
    assert "已重开：2021-02-01 至 2021-02-28" in words(answer)
    assert "重开 2021-02-01 – 2021-02-28 经办人甲" in words(answer)
    shut = cut_of(office.workspace, ledger_of(office.workspace, "payments")).closed
    assert [(str(span.start), str(span.end)) for span in shut] == [
        ("2021-01-01", "2021-01-31"),
        ("2021-03-01", "2021-03-31"),
    ]


@pytest.mark.parametrize(
    ("span", "told"),
    [({"from": "2021-05"}, "没有关过账"), ({"from": ""}, "没有写从哪天开始"), ({"from": "x"}, "不是日期")],
)
def test_a_span_that_is_not_closed_is_not_opened_again(clerk: Client, span: dict[str, str], told: str) -> None:
    clerk.post(f"{PAYMENTS}/close", {"from": "2021-01"})
    assert told in words(clerk.post(f"{PAYMENTS}/reopen", span, follow=True))


@pytest.mark.parametrize("username", [DEPARTMENT, FINANCE, EXPERT, AUDITOR, ADMINISTRATOR])
def test_others_see_the_ledger_and_are_told_who_may_write_in_it(paid: Office, username: str) -> None:
    client = paid.client(username)
    page = client.get(PAYMENTS)
    assert page.status_code == 200
    assert "谁可以" in words(page)
    assert f"{PAYMENTS}/enter" not in page.content.decode()
    for address, sent in (("enter", ROW), ("close", {"from": f"{today().year - 1}-01"})):
        assert client.get(f"{PAYMENTS}/{address}").status_code == 403
        assert client.post(f"{PAYMENTS}/{address}", sent).status_code == 403
    assert row(paid, "H1") == {}


def test_a_refused_span_is_written_as_the_page_writes_it(clerk: Client) -> None:
    said = words(clerk.post(f"{PAYMENTS}/close", {"from": "2021-01-05", "to": "2021-07-31"}))
    assert "即 2021-01-01 至 2021-07-31" in said
    assert ".." not in said
    assert ".." not in words(clerk.post(f"{ACCIDENTS}/close", {"from": "2021-07-31", "to": "2021-01-01"}))


def test_rows_are_named_by_their_number_and_the_file_is_told_on_demand(paid: Office) -> None:
    page = paid.client(CLERK).get(PAYMENTS, {"q": "V007"}).content.decode()
    assert re.search(r'title="支付.csv"><a lang="zh-Hans" href="[^"]+">第 8 行<span class="visually-hidden"', page)


def test_numbers_of_a_column_have_thousands_separators_and_as_many_decimals(office: Office, clerk: Client) -> None:
    dump = "凭证号,支付日期,金额\nV1,2021-03-01,1234.5\nV2,2021-03-02,20\n"
    import_bytes(office.workspace, ledger_of(office.workspace, "payments"), "a.csv", dump.encode(), SOMEBODY)
    said = words(clerk.get(PAYMENTS))
    for amount in (" 1,234.50 ", " 20.00 ", " 1,254.50 "):
        assert amount in said


def test_a_year_without_named_holidays_says_so_once_and_how_to_name_them(clerk: Client) -> None:
    told = "没有登记 2019 年的节假日，周一至周五都算工作日"
    said = words(clerk.get(f"{ACCIDENTS}?year=2019"))
    assert said.count(told) == 1
    assert "youju define" in said
    assert "节假日，周一至周五" not in words(clerk.get(f"{ACCIDENTS}?year=2021"))


def test_a_project_is_chosen_among_those_of_the_unit_by_year(office: Office, clerk: Client) -> None:
    page = clerk.get(f"{PAYMENTS}/enter").content.decode()
    select = page[page.index('id="f-project"') :].partition("</select>")[0]
    assert '<optgroup label="2021">' in select
    assert len(re.findall("<option>", select)) == 5
    assert f"<option>{office.project().name}</option>" in select


def test_a_project_that_nobody_declared_stays_when_its_row_is_corrected(office: Office, clerk: Client) -> None:
    clerk.post(f"{PAYMENTS}/enter", ROW | {"project": "往年的项目"})
    found = browsing.page(office.workspace, ledger_of(office.workspace, "payments")).rows[0]
    page = clerk.get(f"{PAYMENTS}/enter?batch={found.file.batch}&row={found.row}").content.decode()
    assert "<option selected>往年的项目</option>" in page


def test_an_amount_may_name_its_unit_and_a_wrong_one_is_answered_with_an_example(office: Office, clerk: Client) -> None:
    clerk.post(f"{PAYMENTS}/enter", ROW | {"amount": "1.5万元"})
    assert row(office, "H1")["amount"] == "15000"
    assert "1.5万元" in words(clerk.post(f"{PAYMENTS}/enter", ROW | {"amount": "很多"}))


def test_every_wrong_field_of_a_row_by_hand_is_said_at_once(clerk: Client) -> None:
    page = clerk.post(f"{PAYMENTS}/enter", ROW | {"amount": "很多", "paid_on": "2021-02-30"}).content.decode()
    assert 'id="e-amount"' in page
    assert 'id="e-paid_on"' in page


def test_a_carried_value_names_the_row_that_said_it(paid: Office) -> None:
    client = paid.client(CLERK)
    client.post(f"{PAYMENTS}/enter", {"voucher": "V007", "paid_on": "2021-08-01", "amount": "9"})
    found = browsing.page(paid.workspace, ledger_of(paid.workspace, "payments"), Wanted("V007")).rows[0]
    said = words(client.get(f"{PAYMENTS}/rows/{found.file.batch}/{found.row}"))
    assert "甲公司 沿用自 支付.csv 第8行" in said
    assert "9.00 沿用自" not in said


def test_an_empty_ledger_teaches(clerk: Client) -> None:
    assert "这本台账还是空的" in words(clerk.get(ACCIDENTS))


def test_the_days_of_the_year_say_in_words_what_is_open(full_office: Office) -> None:
    page = full_office.client(CLERK).get(f"{ACCIDENTS}?year=2021").content.decode()
    assert page.count("yj-open") == 10
    assert "2021-08-02：无记录，未关账" in page


def test_pages_of_ledgers_ask_the_database_seldom(paid: Office) -> None:
    client = paid.client(CLERK)
    for address in ("/units/main/ledgers", PAYMENTS, f"{PAYMENTS}/enter", f"{PAYMENTS}/close"):
        with at_most(12):
            assert client.get(address).status_code == 200
