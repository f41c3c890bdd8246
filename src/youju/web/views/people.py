"""组织与人员: the tree of organisations and who signs in, for the administrator of the subtree; and who may do what."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from youju.errors import RefusedError
from youju.model.organisation import ROLE_NAMES, Person, Role
from youju.stages.permissions import PERMISSIONS, Deed, Permission, Standing, may_see, require
from youju.stages.status import Phase
from youju.web import accounts
from youju.web.access import account_of, standing_of, unit_or_404

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


def show(request: HttpRequest) -> HttpResponse:
    """Organisations and accounts below the administrator's own."""
    account = account_of(request)
    require(Deed.MANAGE_PEOPLE, accounts.person_of(account), Standing.OWN)
    shown = {
        "organisations": accounts.organisations_below(account.organisation),
        "roles": [(role.value, name) for role, name in ROLE_NAMES.items()],
        "own": account,
    }
    return render(request, "people.html", shown)


@require_POST
def add_organisation(request: HttpRequest) -> HttpResponse:
    """A new body below one of the subtree."""
    account = account_of(request)
    above = request.POST.get("parent") == ABOVE
    parent = account.organisation if above else unit_or_404(request, request.POST.get("parent", ""))
    require(Deed.MANAGE_PEOPLE, accounts.person_of(account), standing_of(account, parent))
    name = request.POST.get("name", "")
    try:
        made = accounts.add_above(account, name) if above else accounts.add_organisation(name, parent)
    except RefusedError as fault:
        messages.error(request, f"{fault.message}{fault.remedy}")
    else:
        messages.success(request, gettext("已添加组织“{name}”。").format(name=made.name))
    return redirect("people")


@require_POST
def add_account(request: HttpRequest) -> HttpResponse:
    """A new account in a body of the subtree."""
    account = account_of(request)
    organisation = unit_or_404(request, request.POST.get("organisation", ""))
    require(Deed.MANAGE_PEOPLE, accounts.person_of(account), standing_of(account, organisation))
    new = accounts.NewAccount(*(request.POST.get(name, "") for name in ("username", "name", "password", "role")))
    try:
        validate_password(new.password)
        made = accounts.add_account(organisation, new)
    except ValidationError as fault:
        messages.error(request, "".join(fault.messages))
    except RefusedError as fault:
        messages.error(request, f"{fault.message}{fault.remedy}")
    else:
        messages.success(request, gettext("已添加“{name}”。").format(name=made.name))
    return redirect("people")


@require_POST
def change_account(request: HttpRequest, number: int) -> HttpResponse:
    """Switches an account off or on: what it did stays under its name."""
    account = account_of(request)
    changed = accounts.account_below(account.organisation, number)
    require(Deed.MANAGE_PEOPLE, accounts.person_of(account), standing_of(account, changed.organisation))
    if changed.pk == account.pk:
        raise RefusedError("不能停用自己的账号。", "请由另一位管理员办理。")
    accounts.switch(changed)
    return redirect("people")
