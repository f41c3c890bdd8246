"""The frame around every page: sign-in, first run, language, who sees what, faults as sentences, the policy header."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from offices import ADMINISTRATOR, AUDITOR, CLERK, DEPARTMENT, EVERYBODY, EXPERT, FINANCE, HEAD, SECOND, Office, at_most

from youju.model.organisation import ROLE_NAMES, Role
from youju.stages.permissions import Deed, Standing
from youju.stages.status import Phase, phase_name
from youju.web import accounts, units
from youju.web.access import Seen, standing_of
from youju.web.models import Account, Organisation

PROJECT_PAGES = (
    "project-targets",
    "project-review",
    "project-evidence",
    "project-self-evaluation",
    "project-archive",
)


def stranger(office: Office, role: Role = Role.CLERK) -> Client:
    """Someone of another unit, in the same tree, signed in."""
    beside = accounts.add_organisation("示范区图书馆", office.unit.parent)
    account = accounts.add_account(beside, accounts.NewAccount("bieren", "别人", "youju-demo", role.value))
    client = Client()
    client.force_login(account)
    return client


# Signing in


@pytest.mark.usefixtures("office")
def test_whoever_is_not_signed_in_is_asked_to_and_comes_back_to_the_page() -> None:
    client = Client()
    asked = client.get("/projects?year=2021")
    assert asked.headers["Location"] == "/login?next=/projects%3Fyear%3D2021"
    signed = client.post("/login", {"username": CLERK, "password": "youju-demo", "next": "/projects?year=2021"})
    assert signed.headers["Location"] == "/projects?year=2021"
    assert client.get("/projects?year=2021").status_code == 200


@pytest.mark.parametrize("going", ["https://example.org/", "//example.org/", "javascript:alert(1)", "http:///x"])
@pytest.mark.usefixtures("office")
def test_signing_in_never_leads_to_another_host(going: str) -> None:
    signed = Client().post("/login", {"username": CLERK, "password": "youju-demo", "next": going})
    assert signed.headers["Location"] == "/"


@pytest.mark.parametrize("password", ["", "youju", "youju-demo ", "' OR 1=1 --"])
@pytest.mark.usefixtures("office")
def test_a_wrong_password_is_told_in_a_sentence_that_does_not_say_which_was_wrong(password: str) -> None:
    known = Client().post("/login", {"username": CLERK, "password": password})
    unknown = Client().post("/login", {"username": "nobody", "password": password})
    assert known.status_code == unknown.status_code == 422
    assert "用户名或密码不对。" in known.content.decode()
    assert "用户名或密码不对。" in unknown.content.decode()


def test_an_account_that_was_switched_off_does_not_get_in_and_what_was_open_ends(office: Office) -> None:
    client = office.client(CLERK)
    number = office.account(CLERK).pk
    assert office.client(ADMINISTRATOR).post(reverse("people-change", args=[number])).status_code == 302
    assert client.get("/").headers["Location"].startswith("/login")
    assert Client().post("/login", {"username": CLERK, "password": "youju-demo"}).status_code == 422


def test_signing_out_ends_the_session(office: Office) -> None:
    client = office.client(CLERK)
    client.post("/logout")
    assert client.get("/").headers["Location"].startswith("/login")


@pytest.mark.parametrize("username", EVERYBODY)
@pytest.mark.usefixtures("office")
def test_a_demo_account_signs_in_with_the_password_that_the_page_shows(username: str) -> None:
    page = Client().get("/login").content.decode()
    assert f'value="{username}"' in page
    client = Client()
    client.post("/login", {"username": username, "password": "youju-demo"})
    assert client.get("/").status_code == 200


@pytest.mark.usefixtures("office")
def test_an_in_page_request_of_an_expired_session_is_told_where_to_sign_in() -> None:
    answer = Client().get("/projects", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["X-Sign-In"] == "/login"
    dialog = Client().get("/login", headers={"HX-Request": "true"}).content.decode()
    assert "登录已过期" in dialog
    assert "<html" not in dialog


@pytest.mark.usefixtures("office")
def test_a_form_sent_with_an_expired_session_comes_back_filled_after_signing_in() -> None:
    client = Client()
    text = "<script>alert(1)</script>\u200b🙂" + "长" * 10_000
    sent = client.post(
        "/people/organisation", {"name": text, "password": "秘密"}, headers={"Referer": "http://testserver/people"}
    )
    assert sent.headers["Location"] == "/login?next=%2Fpeople"
    client.post("/login", {"username": ADMINISTRATOR, "password": "youju-demo", "next": "/people"})
    page = client.get("/people").content.decode()
    kept = re.search(r'<script id="kept-form" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert kept
    assert json.loads(kept.group(1)) == {"name": [text]}
    assert "<script>alert" not in page
    assert "kept-form" not in client.get("/people").content.decode()


# The first run


@pytest.mark.usefixtures("db")
def test_the_first_run_makes_the_organisation_its_workspace_and_the_administrator(served: Path) -> None:
    client = Client()
    assert client.get("/login").headers["Location"] == "/setup"
    given = {
        "organisation": "示范区行政服务中心",
        "name": "管理员庚",
        "username": "guanli",
        "password": "a-long-enough-one",
        "code": accounts.setup_code(),
    }
    assert client.post("/setup", given).headers["Location"] == "/people"
    assert client.get("/people").status_code == 200
    account = Account.objects.get()
    assert (account.role, account.organisation.name, account.organisation.code) == (
        Role.ADMINISTRATOR.value,
        "示范区行政服务中心",
        units.FIRST,
    )
    assert (served / "workspace.toml").is_file()
    assert client.get("/setup").headers["Location"] == "/login"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("code", "00000000", "启动码不对"),
        ("code", "启动码", "启动码不对"),
        ("password", "short", "8"),
        ("organisation", " ", "组织名称没有写"),
        ("username", "", "用户名或姓名没有写"),
    ],
)
@pytest.mark.usefixtures("db")
def test_a_first_run_that_cannot_be_says_why_and_makes_nothing(served: Path, field: str, value: str, said: str) -> None:
    given = {
        "organisation": "示范区行政服务中心",
        "name": "管理员庚",
        "username": "guanli",
        "password": "a-long-enough-one",
        "code": accounts.setup_code(),
    }
    answer = Client().post("/setup", given | {field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Account.objects.exists()
    assert not Organisation.objects.exists()
    assert not (served / "workspace.toml").exists()


@pytest.mark.usefixtures("office")
def test_a_second_first_run_changes_nothing() -> None:
    before = set(Account.objects.values_list("username", flat=True))
    given = {"organisation": "别的", "name": "x", "username": "x", "password": "a-long-enough-one"}
    answer = Client().post("/setup", given | {"code": accounts.setup_code()})
    assert answer.headers["Location"] == "/login"
    assert set(Account.objects.values_list("username", flat=True)) == before


# Language


def test_pages_are_chinese_whatever_the_browser_prefers_until_english_is_chosen(office: Office) -> None:
    client = Client(headers={"Accept-Language": "en-GB,en"})
    client.force_login(office.account(CLERK))
    chinese = client.get("/projects")
    assert chinese.headers["Content-Language"] == "zh-hans"
    assert '<html lang="zh-Hans">' in chinese.content.decode()
    chosen = client.post("/language", {"language": "en", "next": "/projects"})
    assert chosen.headers["Location"] == "/projects"
    english = client.get("/projects")
    assert english.headers["Content-Language"] == "en"
    assert '<html lang="en">' in english.content.decode()


def test_a_language_that_is_not_offered_changes_nothing(office: Office) -> None:
    client = office.client(CLERK)
    client.post("/language", {"language": "../../etc"})
    assert client.get("/").headers["Content-Language"] == "zh-hans"


# Who sees and does what


@pytest.mark.parametrize("page", PROJECT_PAGES)
@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.DEPARTMENT, Role.ADMINISTRATOR])
def test_another_units_project_by_a_guessed_address_is_not_there(office: Office, page: str, role: Role) -> None:
    client = stranger(office, role)
    guessed = client.get(reverse(page, args=[office.project().key]))
    invented = client.get(reverse(page, args=["0" * 12]))
    assert guessed.status_code == invented.status_code == 404
    assert office.project().name not in guessed.content.decode()


def test_why_of_another_units_number_is_not_there(office: Office) -> None:
    assert stranger(office).get(reverse("project-why", args=[office.project().key, 1])).status_code == 404


def test_another_units_projects_are_not_in_the_table_and_not_in_its_sum(office: Office) -> None:
    page = stranger(office).get("/projects")
    assert office.project().name not in page.content.decode()
    assert page.context["page"].paginator.count == 0
    assert page.context["money"] is None


@pytest.mark.parametrize(
    ("username", "units_in_scope"),
    [(CLERK, 1), (HEAD, 1), (SECOND, 1), (DEPARTMENT, 2), (FINANCE, 2), (EXPERT, 2), (AUDITOR, 2), (ADMINISTRATOR, 2)],
)
def test_everybody_sees_the_five_projects_of_each_unit_in_scope(
    office: Office, username: str, units_in_scope: int
) -> None:
    page = office.client(username).get("/projects")
    assert page.context["page"].paginator.count == 5 * units_in_scope
    assert (f"/projects/{office.project().key}" in page.content.decode()) is (username != SECOND)


@pytest.mark.parametrize(
    ("username", "standing"),
    [
        (CLERK, Standing.OWN),
        (DEPARTMENT, Standing.BELOW),
        (FINANCE, Standing.ELSEWHERE),
        (ADMINISTRATOR, Standing.BELOW),
    ],
)
def test_standing_follows_the_tree(office: Office, username: str, standing: Standing) -> None:
    assert standing_of(office.account(username), office.unit) is standing


@pytest.mark.parametrize("username", [CLERK, HEAD, DEPARTMENT, FINANCE, AUDITOR])
@pytest.mark.parametrize("page", ["people", "people-organisation", "people-account"])
def test_who_may_not_manage_people_is_told_who_may(office: Office, username: str, page: str) -> None:
    client, before = office.client(username), (Organisation.objects.count(), Account.objects.count())
    given = {"parent": units.FIRST, "organisation": units.FIRST, "name": "新的", "username": "new", "role": "clerk"}
    answer = client.get(reverse(page)) if page == "people" else client.post(reverse(page), given)
    # A clerk has the unit in scope; for the others it may be out of sight, which says less still.
    assert answer.status_code in {403, 404}
    if answer.status_code == 403:
        assert ROLE_NAMES[Role.ADMINISTRATOR] in answer.content.decode()
    assert (Organisation.objects.count(), Account.objects.count()) == before


def test_an_administrator_adds_a_unit_and_a_person_who_can_sign_in(office: Office) -> None:
    client = office.client(ADMINISTRATOR)
    client.post(reverse("people-organisation"), {"parent": "office", "name": "示范区图书馆"})
    made = Organisation.objects.get(name="示范区图书馆")
    assert made.path.startswith(Organisation.objects.get(code="office").path)
    given = {"organisation": made.code, "username": "tushu", "name": "新人", "password": "a-long-one", "role": "clerk"}
    client.post(reverse("people-account"), given)
    assert Client().post("/login", {"username": "tushu", "password": "a-long-one"}).status_code == 302


def test_nobody_switches_off_the_own_account(office: Office) -> None:
    own = office.account(ADMINISTRATOR)
    answer = office.client(ADMINISTRATOR).post(reverse("people-change", args=[own.pk]))
    assert answer.status_code == 403
    assert office.account(ADMINISTRATOR).is_active


def test_a_refusal_says_who_may_and_when(office: Office) -> None:
    refusal = Seen(office.account(AUDITOR), office.project()).refusal(Deed.APPROVE)
    assert refusal is not None
    assert "主管部门" in refusal.who
    assert phase_name(Phase.SUBMITTED) in refusal.when


@pytest.mark.parametrize("username", EVERYBODY)
def test_the_navigation_offers_only_pages_that_open(office: Office, username: str) -> None:
    client = office.client(username)
    offered = [place.address for place in client.get("/").context["places"]]
    assert offered
    assert [client.get(address, follow=True).status_code for address in offered] == [200] * len(offered)


# Faults, headers, health


def test_a_page_that_is_not_there_says_so_in_a_sentence_with_a_way_back(office: Office) -> None:
    answer = office.client(CLERK).get("/nowhere")
    assert answer.status_code == 404
    assert "没有这一页。" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()


def test_an_in_page_fault_is_a_box_and_not_a_page(office: Office) -> None:
    answer = office.client(CLERK).get("/nowhere", headers={"HX-Request": "true"})
    assert answer.status_code == 404
    assert 'role="alert"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_form_without_the_mark_of_the_page_is_not_taken(office: Office) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.account(ADMINISTRATOR))
    answer = client.post("/people/organisation", {"parent": "office", "name": "示范区图书馆"})
    assert answer.status_code == 403
    assert "过期" in answer.content.decode()
    assert not Organisation.objects.filter(name="示范区图书馆").exists()


def test_a_fault_of_the_program_is_a_sentence_without_its_inside(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr("youju.web.desk.desk_of", broken)
    client = office.client(CLERK)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "程序出错" in answer.content.decode()
    assert "inside" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/login", "/nowhere", "/health"])
def test_every_answer_forbids_scripts_and_styles_that_are_not_ours(office: Office, path: str) -> None:
    policy = office.client(CLERK).get(path).headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == rules["form-action"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"


def test_a_page_is_not_kept_by_the_browser_and_not_taken_for_something_else(office: Office) -> None:
    headers = office.client(CLERK).get("/").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.usefixtures("office")
def test_health_tells_a_watcher_that_the_service_is_alive() -> None:
    assert Client().get("/health").json()["status"] == "ok"
    assert Client().get("/health").json()["workspace"] is True


@pytest.mark.usefixtures("db", "served")
def test_health_answers_before_the_first_run() -> None:
    assert Client().get("/health").json()["workspace"] is False


@pytest.mark.parametrize("username", EVERYBODY)
@pytest.mark.parametrize("path", ["/", "/projects"])
def test_the_desk_and_the_table_ask_the_database_at_most_twelve_times(office: Office, username: str, path: str) -> None:
    client = office.client(username)
    with at_most(12):
        assert client.get(path).status_code == 200
