"""One project through the roles, from form to filed self-evaluation: in Chinese on a folder, in English on a server.

Every step leaves a page or a state of it, and each is checked as every page is.
"""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import is_zipfile

import pytest
from installations import renamed_form
from playwright.sync_api import Locator, Page, expect
from servers import Served
from watching import PASSWORD, Enter, Watched

PROJECT = "业务培训"
STATED = "培训对象满意度"  # nothing is imported for it: its actual is stated with a proof
LEDGERS = "/units/main/ledgers"
UNIT, ABOVE = "示范区行政服务中心", "示范区政务服务办公室"
PEOPLE = (("main", "clerk", "jingban", "经办人甲"), ("main", "head", "fuzeren", "负责人乙"))
PEOPLE_ABOVE = (("department", "zhuguan", "主管丙"), ("auditor", "shenji", "审计己"))


def first_run(person: Watched, served: Served) -> None:
    """The organisation and its administrator, then the body above it and everybody else."""
    page = person.go("/")
    person.check()
    page.goto(f"{served.address}/setup?code={served.first_run_code()}")
    for field, value in (("organisation", UNIT), ("name", "管理员庚"), ("username", "guanli"), ("password", PASSWORD)):
        page.fill(f"#{field}", value)
    page.click("main form button")
    page.wait_for_url("**/people")
    person.check()
    page.select_option("#parent", "above")
    page.fill("#new-organisation", ABOVE)
    page.click("form[action='/people/organisation'] button")
    above = page.locator("#organisation option").filter(has_text=ABOVE).get_attribute("value")
    assert above
    for organisation, role, username, name in (*PEOPLE, *((above, *rest) for rest in PEOPLE_ABOVE)):
        page.select_option("#organisation", organisation)
        page.select_option("#role", role)
        for field, value in (("name", name), ("username", username), ("password", PASSWORD)):
            page.fill(f"form[action='/people/account'] #{field}", value)
        page.click("form[action='/people/account'] button")
        expect(page.locator("main")).to_contain_text(username)
    person.check()


def declare(person: Watched, form: Path) -> str:
    """Drops the form, settles the doubts with the keyboard, declares; the address of the project."""
    page = person.open("/intake")
    page.set_input_files("#files", form)
    page.wait_for_url("**/intake/*")
    person.check()
    page.get_by_role("link", name=re.compile(PROJECT)).first.click()
    page.wait_for_url("**part=5")
    doubts = page.locator(".yj-doubt:not(.yj-settled)")
    for left in range(doubts.count(), 0, -1):
        page.keyboard.press("2" if doubts.first.locator("input[type=radio]").count() > 2 else "Enter")
        expect(doubts).to_have_count(left - 1)
        person.check()
    for part in ("1", "2", "3", "4"):
        page.uncheck(f"input[name=part][value='{part}']")
    page.click("#declare-button")
    page.wait_for_url("**/projects/*/targets*")
    person.check()
    return page.url.removeprefix(person.address).removesuffix("/targets")


def sent(page: Page, form: str) -> None:
    """Presses the button of the form (the end of its address, or else the page's own), waits for what follows."""
    button = f"form[action$='{form}'] button" if form else "main form.card button.btn-primary"
    with page.expect_navigation():
        page.locator(button).last.click()


def edit(person: Watched, project: str, target: str) -> None:
    """Types a target into the form, lets the weights be divided, saves that as the next version."""
    page = person.open(f"{project}/targets")
    cell = page.locator("textarea[id^='cell-indicators-'][id$='-target']").first
    cell.fill("大概三四次吧")
    with page.expect_response("**/targets/edit"):
        cell.press("Tab")
    person.check()  # what cannot be understood is said beside the cell
    cell.fill(target)
    with page.expect_response("**/targets/edit"):
        cell.press("Tab")
    with page.expect_response("**/targets/weights"):
        page.locator("button[name=how][value=evenly]").click()
    person.check()
    page.reload()
    expect(page.locator("textarea[id^='cell-indicators-'][id$='-target']").first).to_have_value(target)
    sent(page, "/targets/declare")
    person.check()


def submit(person: Watched, project: str) -> None:
    """Puts the form before the reviewer."""
    page = person.go(f"{project}/targets")
    sent(page, "/targets/submit")
    person.check()
    expect(page.locator(".yj-phase-submitted").first).to_be_visible()


def give_back(person: Watched, project: str, reason: str, comment: str) -> None:
    """Returns the form with a reason and a comment on a cell."""
    page = person.open(f"{project}/review")
    page.locator("td[data-path$='.target']").first.click()
    person.check()
    page.fill("#comment-text", comment)
    with page.expect_navigation():
        page.locator("#comment button").first.click()
    person.check()
    page.fill("#reason", reason)
    sent(page, "/review/return")
    person.check()


def mend(person: Watched, project: str, target: str, said: tuple[str, ...]) -> None:
    """Reads what the reviewer wrote, changes the target and submits again."""
    page = person.open(f"{project}/targets")
    for text in said:
        expect(page.locator("main")).to_contain_text(text)
    cell = page.locator("textarea[id^='cell-indicators-'][id$='-target']").first
    cell.fill(target)
    with page.expect_response("**/targets/edit"):
        cell.press("Tab")
    sent(page, "/targets/declare")
    submit(person, project)


def approve(person: Watched, project: str) -> None:
    """Approves; the form is locked."""
    page = person.open(f"{project}/review")
    page.locator("[data-opens=approval]").click()
    expect(page.locator("#approval")).to_be_visible()
    person.check()
    sent(page, "/review/approve")
    person.check()
    expect(page.locator(".yj-phase-approved").first).to_be_visible()


def import_dumps(person: Watched, ledger: str, dumps: list[Path]) -> Page:
    """Imports files into a ledger and waits for the report."""
    page = person.open(f"{LEDGERS}/{ledger}/import")
    page.set_input_files("#files", dumps)
    with page.expect_navigation():
        page.click("button[name=preview]")
    expect(page.locator(".yj-counts")).to_have_count(len(dumps), timeout=30_000)
    person.check()
    with page.expect_navigation():
        page.click("form[action$='/go-on'] button.btn-primary")
    expect(page.locator("form[action$='/go-on']")).to_have_count(0)
    expect(page.locator(".yj-counts")).to_have_count(len(dumps), timeout=30_000)
    person.check()
    return page


def mend_rejects(person: Watched, page: Page, value: str) -> None:
    """Types the right value into the cell that is marked as wrong and imports the row again."""
    wrong = page.locator(".yj-mend input.is-invalid")
    expect(wrong).to_have_count(1)
    wrong.fill("还是不对")
    sent(page, "/mend")
    person.check()
    wrong.fill(value)
    sent(page, "/mend")
    expect(page.locator(".yj-mend")).to_have_count(0)
    person.check()


def enter_by_hand(person: Watched, ledger: str, row: dict[str, str]) -> None:
    """Enters one row; before that, one that cannot be."""
    page = person.open(f"{LEDGERS}/{ledger}/enter")
    sent(page, "")
    person.check()  # what is missing is said beside its field
    for column, value in row.items():
        field = page.locator(f"#f-{column}")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    sent(page, "")
    person.check()
    expect(page.locator(".alert-success")).to_be_visible()
    expect(person.go(f"{LEDGERS}/{ledger}?q={row['item_no']}").locator("main")).to_contain_text(row["title"])


def close(person: Watched, ledger: str, first: str, last: str) -> None:
    """Says that a ledger is whole for these months."""
    page = person.open(f"{LEDGERS}/{ledger}/close")
    page.fill("#from", first)
    page.fill("#to", last)
    sent(page, "")
    person.check()


def evidence(person: Watched, project: str, dumps: Path, tmp_path: Path) -> None:
    """The ledgers of the project: imported, a wrong row mended, one entered by hand, closed."""
    person.open(f"{project}/evidence")
    text = (dumps / "培训系统-签到成绩-2021.csv").read_text(encoding="utf-8")
    broken = tmp_path / "培训系统-签到成绩-2021.csv"
    broken.write_text(text.replace("2021/3/18", "2021/2/30", 1), encoding="utf-8")
    page = import_dumps(person, "training_attendance", [broken, dumps / "培训系统-签到成绩-2020.csv"])
    mend_rejects(person, page, "2021/3/18")
    import_dumps(person, "training_sessions", sorted(dumps.glob("培训系统-班次-*.csv")))
    import_dumps(person, "payments", [dumps / "国库支付-支付明细-2021.csv"])
    import_dumps(person, "registers", [dumps / "办公室-制度档案登记-2021.csv"])
    row = {"item_no": "示政务〔2021〕60号", "project": PROJECT, "kind": "培训回访", "title": "回访记录"}
    enter_by_hand(person, "registers", row | {"in_force_from": "2021-12-01"})
    for ledger in ("training_attendance", "training_sessions", "payments"):
        close(person, ledger, "2020-01", "2021-12")
    person.open(f"{LEDGERS}/training_attendance?year=2021")
    person.open(f"{project}/evidence")


def answer(page: Page, field: Locator, text: str) -> None:
    """Fills a field of the self-evaluation and leaves it; it is saved when this is over."""
    field.fill(text)
    with page.expect_response(lambda got: got.url.endswith("/answer") and got.ok):
        field.press("Tab")


def self_evaluate(person: Watched, project: str, proof: Path) -> None:
    """Gives the reasons that are asked for, states one actual with its proof, gives up the other open ones, files."""
    page = person.open(f"{project}/self-evaluation")
    numbers = [row.get_attribute("id") or "" for row in page.locator("#answers li[id^='row-']").all()]
    for number in numbers:
        row = page.locator(f"#{number}")
        answer(page, row.locator("textarea"), "按实际情况说明，已布置改进。")
        if not row.locator("input[type=checkbox]").count():
            continue
        if STATED in row.inner_text():
            answer(page, row.locator("input[id^='stated-']"), "97%")
            with page.expect_response(lambda got: got.url.endswith("/answer") and got.ok):
                row.locator("input[type=file]").set_input_files(proof)
            expect(row).to_contain_text(proof.name)
        else:
            with page.expect_response(lambda got: got.url.endswith("/answer") and got.ok):
                row.locator("input[type=checkbox]").check()
    assert page.locator("#finish .yj-missing li").all_inner_texts() == []
    person.check()
    page.locator("#finish summary").click()
    person.check()
    sent(page, "/self-evaluation/file")
    expect(page.locator(".yj-phase-self-evaluated").first).to_be_visible()
    person.check()


def download(person: Watched, project: str) -> None:
    """The filed form as a document."""
    page = person.go(f"{project}/self-evaluation")
    sent(page, "/self-evaluation/export")
    link = page.locator("main a[href$='/file']")
    expect(link).to_be_visible(timeout=30_000)
    person.check()
    with page.expect_download() as got:
        link.click()
    assert is_zipfile(got.value.path())


def audit(person: Watched, project: str) -> None:
    """Why each number is what it is, down to the rows; who did what, and every version."""
    page = person.open(f"{project}/self-evaluation")
    addresses = {link.get_attribute("href") or "" for link in page.locator(".yj-sheet a").all()}
    assert len(addresses) > 10
    for address in sorted(addresses)[:4]:
        person.open(address)
    person.open(f"{project}/archive")
    for name in ("申报", "提交", "退回", "批准", "自评"):
        if person.language != "en":
            expect(page.locator(".yj-timeline")).to_contain_text(name)
    versions = {link.get_attribute("href") or "" for link in page.locator(".yj-timeline a").all()}
    assert len(versions) == 4  # declared, edited, mended; the filed sheet
    for address in versions:
        person.open(address)


def test_a_project_goes_from_its_form_to_the_filed_self_evaluation(
    empty: Served, enter: Enter, demo_folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    language = "en" if "postgresql" in request.node.name else "zh-hans"
    form = tmp_path / "申报表.txt"
    form.write_text(renamed_form(), encoding="utf-8")
    first_run(enter(empty, language=language), empty)
    clerk = enter(empty, "jingban", language)
    project = declare(clerk, form)
    edit(clerk, project, ">=4次")
    submit(clerk, project)
    department = enter(empty, "zhuguan", language)
    give_back(department, project, "场次定得偏高，请按培训计划核减。", "计划只有三期。")
    mend(clerk, project, ">=3次", ("场次定得偏高，请按培训计划核减。", "计划只有三期。"))
    approve(department, project)
    evidence(clerk, project, demo_folder / "dumps", tmp_path)
    proof = tmp_path / "佐证.txt"
    proof.write_text("培训对象满意度调查汇总：满意率 97%。", encoding="utf-8")
    self_evaluate(clerk, project, proof)
    download(clerk, project)
    audit(enter(empty, "shenji", language), project)
