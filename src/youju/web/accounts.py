"""People and organisations: who signs in, who stands below whom, how the first ones come in."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.backends import AllowAllUsersModelBackend
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from youju.errors import NotFoundError, RefusedError
from youju.model.organisation import Person, Role
from youju.stages.permissions import PERMISSIONS, Deed
from youju.web import units
from youju.web.models import Account, Organisation

# What is wrong with a password, by the code of the validator that says so.
_WEAK = {
    "password_too_short": gettext_noop("密码太短：至少要 {min_length} 个字符。"),
    "password_too_common": gettext_noop("密码太常见，容易被猜到。"),
    "password_too_similar": gettext_noop("密码和用户名太像，容易被猜到。"),
}


def person_of(account: Account) -> Person:
    """The account as the core knows it."""
    return Person(account.name, Role(account.role), account.organisation.name)


def any_account() -> bool:
    """Whether the first run is over."""
    return Account.objects.exists()


def setup_code() -> str:
    """What whoever started the server reads on its terminal and gives at the first run; derived from its key."""
    return hmac.new(settings.SECRET_KEY.encode(), b"first run", hashlib.sha256).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be made."""

    username: str
    name: str
    password: str
    role: str


def add_organisation(name: str, parent: Organisation | None, code: str | None = None) -> Organisation:
    """A body below ``parent``. Raises RefusedError for a name that is taken or empty."""
    name = name.strip()
    if not name or not name.isprintable():
        raise RefusedError("组织名称没有写，或者含有不能显示的字符。", "请写单位全称。")
    if Organisation.objects.filter(name=name).exists():
        raise RefusedError(f"已经有组织“{name}”。", "请直接使用它，或换一个名称。")
    code = code or f"u{(Organisation.objects.count() or 0) + 1}"
    path = f"{parent.path if parent else '/'}{code}/"
    return Organisation.objects.create(code=code, name=name, parent=parent, path=path)


def add_account(organisation: Organisation, new: NewAccount) -> Account:
    """An account in the organisation. Raises RefusedError for a username that is taken or a name that is empty."""
    username, name = new.username.strip(), new.name.strip()
    if not username or not username.isprintable() or not name or not name.isprintable():
        raise RefusedError("用户名或姓名没有写。", "两项都要填写。")
    if new.role not in {role.value for role in Role}:
        raise RefusedError("没有这个角色。", "请从列出的角色里选一个。")
    if Account.objects.filter(username=username).exists():
        raise RefusedError(f"用户名“{username}”已经有人使用。", "请换一个用户名。")
    account = Account(username=username, name=name, role=Role(new.role).value, organisation=organisation)
    account.set_password(new.password)
    account.save()
    return account


@transaction.atomic
def first_run(organisation: str, administrator: NewAccount, kind: str = "real") -> Account:
    """The first organisation with its workspace, and its administrator."""
    if any_account():
        raise RefusedError("管理员已经设置过了。", "请用管理员账号登录；忘记密码时请另一位管理员重设。")
    made = add_organisation(organisation, None, units.FIRST)
    account = add_account(made, administrator)
    units.make(made, person_of(account), kind)
    return account


@transaction.atomic
def add_above(account: Account, name: str) -> Organisation:
    """A new top of the tree; the administrator of the former top moves there, so as to see all that is below.

    Raises RefusedError where the account's organisation is not the top.
    """
    before = account.organisation
    if before.parent_id is not None:
        raise RefusedError(f"“{before.name}”上面已经有组织。", "请由最上级的管理员添加。")
    top = add_organisation(name, None)
    below = list(Organisation.objects.filter(path__startswith=before.path))
    for one in below:
        one.path = top.path + one.path.removeprefix("/")
        if one.pk == before.pk:
            one.parent = top
    Organisation.objects.bulk_update(below, ["path", "parent"])
    account.organisation = top
    account.save(update_fields=["organisation"])
    return top


def organisations_below(top: Organisation) -> list[Organisation]:
    """The subtree in the order of the tree, each with its accounts loaded."""
    return list(
        Organisation.objects.filter(path__startswith=top.path).select_related("parent").prefetch_related("accounts")
    )


def account_below(top: Organisation, number: int) -> Account:
    """The account of that number within the subtree. Raises NotFoundError."""
    found = Account.objects.select_related("organisation").filter(pk=number, organisation__path__startswith=top.path)
    account = found.first()
    if account is None:
        raise NotFoundError("没有这个账号，或者不在您的范围内。", "请从组织与人员页重新选择。")
    return account


def switch(account: Account) -> None:
    """Off if it was on, on if it was off."""
    account.is_active = not account.is_active
    account.save(update_fields=["is_active"])


def recognised(username: str, password: str) -> Account | None:
    """The account whose password that is, switched on or off; a wrong password takes as long for either."""
    found = AllowAllUsersModelBackend().authenticate(None, username, password)
    return found if isinstance(found, Account) else None


def managers_of(organisation: Organisation) -> list[Account]:
    """Who manages the people of the organisation and can sign in, the nearest first."""
    codes = organisation.path.strip("/").split("/")
    above = [f"/{'/'.join(codes[: depth + 1])}/" for depth in range(len(codes))]
    roles = [role.value for role in PERMISSIONS[Deed.MANAGE_PEOPLE].roles]
    found = Account.objects.filter(organisation__path__in=above, role__in=roles, is_active=True)
    return list(found.order_by("-organisation__path", "name"))


def weaknesses(password: str, username: str) -> list[str]:
    """Why the password may not be that of the account; empty where it may."""
    try:
        validate_password(password, Account(username=username))
    except ValidationError as fault:
        return [_weakness(one) for one in fault.error_list]
    return []


def _weakness(fault: ValidationError) -> str:
    said = _WEAK.get(fault.code or "")
    return gettext(said).format(**(fault.params or {})) if said else fault.messages[0]


def change_faults(account: Account, old: str, new: str, again: str) -> list[str]:
    """Why the person may not change the own password so; empty where it may be changed."""
    faults = [] if account.check_password(old) else [gettext("现在的密码不对。")]
    if new != again:
        return [*faults, gettext("两次输入的新密码不一样。")]
    if new == old:
        return [*faults, gettext("新密码和现在的一样。")]
    return [*faults, *weaknesses(new, account.username)]


def set_password(account: Account, password: str) -> None:
    """Gives the account another password: whatever session was opened with the former one ends."""
    account.set_password(password)
    account.save(update_fields=["password"])
