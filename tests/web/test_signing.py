"""Signing in when the account is off or a form waits, and the own password: changed with the old one, typed twice."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from offices import ADMINISTRATOR, CLERK, EVERYBODY, FINANCE, SECOND, Office, at_most

from youju.web import accounts
from youju.web.demo import PASSWORD

NEW = "窗口-2027-考核"


def sign_in(username: str, password: str, client: Client | None = None) -> tuple[int, str]:
    """The status and the page that signing in answers."""
    answer = (client or Client()).post("/login", {"username": username, "password": password})
    return answer.status_code, answer.content.decode()


def change(client: Client, old: str, new: str, again: str) -> tuple[int, str]:
    """The status and the page that changing the own password answers."""
    answer = client.post(reverse("password"), {"password": [old, new, again]})
    return answer.status_code, answer.content.decode()


# An account that was switched off


def test_whoever_gives_the_right_password_of_an_account_that_is_off_is_told_who_can_switch_it_on(
    office: Office,
) -> None:
    accounts.switch(office.account(CLERK))
    status, page = sign_in(CLERK, PASSWORD)
    assert status == 422
    assert "这个账号已停用" in page
    assert "管理员庚（示范区人民政府）" in page
    assert "用户名或密码不对。" not in page


def test_a_wrong_password_does_not_tell_that_an_account_is_off(office: Office) -> None:
    accounts.switch(office.account(CLERK))
    status, page = sign_in(CLERK, "youju-demo-2")
    assert status == 422
    assert "用户名或密码不对。" in page
    assert "停用" not in page


def test_only_administrators_at_or_above_the_unit_who_can_sign_in_themselves_are_named(office: Office) -> None:
    second = office.account(SECOND).organisation
    for username, name, organisation in (
        ("one", "本单位管理员", office.unit),
        ("two", "旁边的管理员", second),
        ("off", "停用的管理员", office.unit),
    ):
        accounts.add_account(organisation, accounts.NewAccount(username, name, PASSWORD, "administrator"))
    accounts.switch(office.account("off"))
    accounts.switch(office.account(CLERK))
    _, page = sign_in(CLERK, PASSWORD)
    named = [name for name in ("本单位管理员", "旁边的管理员", "停用的管理员", "管理员庚（") if name in page]
    assert named == ["本单位管理员", "管理员庚（"]
    assert page.index("本单位管理员") < page.index("管理员庚（")  # the nearest first


def test_an_account_that_is_off_is_told_so_in_the_dialog_of_a_page_too(office: Office) -> None:
    accounts.switch(office.account(CLERK))
    answer = Client().post("/login", {"username": CLERK, "password": PASSWORD}, headers={"HX-Request": "true"})
    assert "这个账号已停用" in answer.content.decode()
    assert "HX-Trigger" not in answer.headers


# A form that waits


@pytest.mark.usefixtures("office")
def test_after_an_expired_post_the_sign_in_page_says_that_what_was_typed_is_kept() -> None:
    client = Client()
    sent = client.post("/people/organisation", {"name": "图书馆"}, headers={"Referer": "http://testserver/people"})
    asking = client.get(sent.headers["Location"]).content.decode()
    assert "登录已过期" in asking
    assert "您填的内容都留着" in asking
    refused = client.post("/login", {"username": ADMINISTRATOR, "password": "no", "next": "/people"})
    assert "您填的内容都留着" in refused.content.decode()


@pytest.mark.usefixtures("office")
def test_without_a_form_that_waits_for_this_page_nothing_is_said_to_be_kept() -> None:
    client = Client()
    assert "留着" not in client.get("/login?next=/people").content.decode()
    client.post("/people/organisation", {"name": "图书馆"}, headers={"Referer": "http://testserver/people"})
    assert "留着" not in client.get("/login?next=/projects").content.decode()


@pytest.mark.usefixtures("office")
def test_passwords_that_were_being_sent_are_not_kept() -> None:
    client = Client()
    address = reverse("password")
    client.post(address, {"password": [PASSWORD, NEW, NEW]}, headers={"Referer": f"http://testserver{address}"})
    assert PASSWORD not in str(dict(client.session))
    assert NEW not in str(dict(client.session))


# The own password


@pytest.mark.parametrize("username", EVERYBODY)
def test_everybody_reaches_the_own_password_from_the_name_in_the_header(office: Office, username: str) -> None:
    client = office.client(username)
    bar = client.get("/").content.decode().split("</header>")[0]
    link = re.search(rf'<a [^>]*href="{reverse("password")}"[^>]*>(.*?)</a>', bar, re.DOTALL)
    assert link
    assert office.account(username).name in link.group(1)
    assert "修改密码" in client.get(reverse("password")).content.decode()


def test_a_changed_password_signs_in_and_the_former_does_not(office: Office) -> None:
    status, _ = change(office.client(CLERK), PASSWORD, NEW, NEW)
    assert status == 302
    assert sign_in(CLERK, NEW)[0] == 302
    assert sign_in(CLERK, PASSWORD)[0] == 422


def test_whoever_changes_the_password_stays_signed_in_and_is_signed_out_elsewhere(office: Office) -> None:
    here, elsewhere = office.client(CLERK), office.client(CLERK)
    change(here, PASSWORD, NEW, NEW)
    assert "密码已修改" in here.get("/").content.decode()
    assert elsewhere.get("/").headers["Location"].startswith("/login")


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("youju", NEW, NEW, "现在的密码不对"),
        ("", NEW, NEW, "现在的密码不对"),
        (PASSWORD, NEW, NEW + " ", "两次输入的新密码不一样"),
        (PASSWORD, NEW, "", "两次输入的新密码不一样"),
        (PASSWORD, PASSWORD, PASSWORD, "新密码和现在的一样"),
        (PASSWORD, "短", "短", "至少要 8 个字符"),
        (PASSWORD, "", "", "至少要 8 个字符"),
        (PASSWORD, "password123", "password123", "常见"),
        (PASSWORD, "jingban1", "jingban1", "用户名"),
    ],
)
def test_a_password_that_is_not_taken_says_why_and_changes_nothing(
    office: Office, old: str, new: str, again: str, said: str
) -> None:
    client = office.client(CLERK)
    status, page = change(client, old, new, again)
    faults = "".join(re.findall(r'role="alert"[^>]*>(.*?)</div>', page, re.DOTALL))
    assert status == 422
    assert said in faults
    assert not [typed for typed in (old, new, again) if typed and f'value="{typed}"' in page]
    assert sign_in(CLERK, PASSWORD)[0] == 302
    assert client.get("/").status_code == 200


def test_on_an_english_page_the_faults_are_english(office: Office) -> None:
    answer = office.client(FINANCE, "en").post(reverse("password"), {"password": [PASSWORD, "short", "short"]})
    faults = re.findall(r'role="alert"[^>]*>(.*?)</div>', answer.content.decode(), re.DOTALL)
    assert any("at least 8 characters" in fault and 'lang="en"' in fault for fault in faults)


def test_who_can_reset_a_forgotten_one_is_named_and_the_only_administrator_is_told_that_nobody_can(
    office: Office,
) -> None:
    clerk = office.client(CLERK).get(reverse("password")).content.decode()
    assert "管理员庚（示范区人民政府）" in clerk
    alone = office.client(ADMINISTRATOR)
    assert "只有您自己" in alone.get(reverse("password")).content.decode()
    second = accounts.NewAccount("second", "管理员壬", PASSWORD, "administrator")
    accounts.add_account(office.account(ADMINISTRATOR).organisation, second)
    page = alone.get(reverse("password")).content.decode()
    assert "管理员壬（示范区人民政府）" in page
    assert "管理员庚（" not in page


def test_a_form_that_lacks_a_field_is_a_fault_and_not_an_error(office: Office) -> None:
    client = office.client(CLERK)
    assert client.post(reverse("password"), {"password": PASSWORD}).status_code == 422
    assert client.post(reverse("password")).status_code == 422


def test_nobody_changes_a_password_without_signing_in(office: Office) -> None:
    assert Client().get(reverse("password")).headers["Location"].startswith("/login")
    change(Client(), PASSWORD, NEW, NEW)
    assert office.account(CLERK).check_password(PASSWORD)


def test_the_page_asks_the_database_seldom(office: Office) -> None:
    client = office.client(CLERK)
    with at_most(12):
        client.get(reverse("password"))
