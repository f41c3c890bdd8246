"""组织与人员: the tree of organisations and who signs in, for the administrator of the subtree; and who may do what."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from youju.errors import RefusedError
from youju.model.organisation import Person, Role
from youju.stages.permissions import PERMISSIONS, Deed, Permission, Standing, may_see, require
from youju.stages.status import Phase
from youju.web import accounts
from youju.web.access import account_of, standing_of, unit_or_404
from youju.web.models import Account

ABOVE = "above"  # instead of a parent's code: a new top of the tree


@dataclass(frozen=True, slots=True)
class Allowed:
    """One deed of the permission table: ``may`` is whether each role may, and whether that role is one's own."""

    permission: Permission
    may: tuple[tuple[bool, bool], ...]
    undeclared: bool
    phases: tuple[Phase, ...]


@require_GET
def permissions(request: HttpRequest) -> HttpResponse:
    """The permission table as everybody may read it."""
    account = account_of(request)
    shown = {
        "roles": [(role.value, _reach(role), role == account.role) for role in Role],
        "rows": [_allowed(permission, Role(account.role)) for permission in PERMISSIONS.values()],
    }
    return render(request, "permissions/table.html", shown)


def _allowed(permission: Permission, own: Role) -> Allowed:
    phases = permission.phases or ()
    return Allowed(
        permission,
        tuple((role in permission.roles, role is own) for role in Role),
        None in phases,
        tuple(phase for phase in phases if phase is not None),
    )


def _reach(role: Role) -> str:
    """How far the role reaches in the tree of organisations."""
    person = Person("", role)
    if may_see(person, Standing.ELSEWHERE):
        return gettext("所有单位")
    return gettext("本单位和下级单位") if may_see(person, Standing.BELOW) else gettext("本单位")


@dataclass(frozen=True, slots=True)
class Refused:
    """An add that was refused: which of the two forms, what is wrong, and what was typed but for the password."""

    form: str
    faults: list[str]
    given: dict[str, str]


def _page(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    account = account_of(request)
    require(Deed.MANAGE_PEOPLE, accounts.person_of(account), Standing.OWN)
    shown = {
        "organisations": accounts.organisations_below(account.organisation),
        "duties": [(role.value, _reach(role), _deeds(role)) for role in Role],
        "own": account,
        "refused": refused,
    }
    return render(request, "people.html", shown, status=422 if refused else 200)


def _deeds(role: Role) -> str:
    """What the role may do, in the words of the permission table."""
    return "、".join(permission.name for permission in PERMISSIONS.values() if role in permission.roles)


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Organisations and accounts below the administrator's own."""
    return _page(request)


def add_organisation(request: HttpRequest) -> HttpResponse:
    """A new body below one of the subtree. The address of a refused one opens the page again."""
    if request.method != "POST":
        return _page(request)
    account = account_of(request)
    given = {name: request.POST.get(name, "") for name in ("parent", "name")}
    above = given["parent"] == ABOVE
    parent = account.organisation if above else unit_or_404(request, given["parent"])
    require(Deed.MANAGE_PEOPLE, accounts.person_of(account), standing_of(account, parent))
    try:
        made = accounts.add_above(account, given["name"]) if above else accounts.add_organisation(given["name"], parent)
    except RefusedError as fault:
        return _page(request, Refused("organisation", [f"{fault.message}{fault.remedy}"], given))
    messages.success(request, gettext("已添加组织“{name}”。").format(name=made.name))
    return redirect("people")


def add_account(request: HttpRequest) -> HttpResponse:
    """A new account in a body of the subtree. The address of a refused one opens the page again."""
    if request.method != "POST":
        return _page(request)
    account = account_of(request)
    given = {name: request.POST.get(name, "") for name in ("organisation", "username", "name", "role")}
    organisation = unit_or_404(request, given["organisation"])
    require(Deed.MANAGE_PEOPLE, accounts.person_of(account), standing_of(account, organisation))
    new = accounts.NewAccount(given["username"], given["name"], request.POST.get("password", ""), given["role"])
    faults = accounts.weaknesses(new.password, new.username)
    try:
        made = None if faults else accounts.add_account(organisation, new)
    except RefusedError as fault:
        made, faults = None, [f"{fault.message}{fault.remedy}"]
    if made is None:
        return _page(request, Refused("account", faults, given))
    messages.success(request, gettext("已添加“{name}”。").format(name=made.name))
    return redirect("people")


def _managed(request: HttpRequest, number: int) -> Account:
    """The account of that number, which the person may manage."""
    account = account_of(request)
    found = accounts.account_below(account.organisation, number)
    require(Deed.MANAGE_PEOPLE, accounts.person_of(account), standing_of(account, found.organisation))
    return found


@require_POST
def change_account(request: HttpRequest, number: int) -> HttpResponse:
    """Switches an account off or on: what it did stays under its name."""
    changed = _managed(request, number)
    if changed.pk == account_of(request).pk:
        raise RefusedError("不能停用自己的账号。", "请由另一位管理员办理。")
    accounts.switch(changed)
    return redirect("people")


def reset_password(request: HttpRequest, number: int) -> HttpResponse:
    """A new first password for somebody else, typed by the administrator; the person's sessions end."""
    changed = _managed(request, number)
    if changed.pk == account_of(request).pk:
        raise RefusedError("自己的密码不能重设。", "请按页面右上角自己的姓名，用“修改密码”。")
    faults: list[str] = []
    if request.method == "POST":
        password = request.POST.get("password", "")
        faults = accounts.weaknesses(password, changed.username)
        if not faults:
            accounts.set_password(changed, password)
            messages.success(
                request, gettext("已重设“{name}”的密码，此人现有的登录已经结束。").format(name=changed.name)
            )
            return redirect("people")
    return render(request, "people_password.html", {"person": changed, "faults": faults}, status=422 if faults else 200)
