"""Accounts of the demo: one for each role, in a small tree of invented organisations; shown on the sign-in page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from youju.model.organisation import ROLE_NAMES, Role
from youju.web import accounts, units
from youju.web.models import Organisation
from youju.work.demonstrating import UNIT

PASSWORD = "youju-demo"  # noqa: S105 (of the demo, shown on its sign-in page)
GOVERNMENT, OFFICE, BUREAU, AUDIT = "示范区人民政府", "示范区政务服务办公室", "示范区财政局", "示范区审计局"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One line of the sign-in page."""

    username: str
    name: str
    role: Role
    organisation: str

    @property
    def role_name(self) -> str:
        """The role's Chinese name."""
        return ROLE_NAMES[self.role]


_ACCOUNTS = (
    DemoAccount("jingban", "经办人甲", Role.CLERK, UNIT),
    DemoAccount("fuzeren", "负责人乙", Role.HEAD, UNIT),
    DemoAccount("zhuguan", "主管丙", Role.DEPARTMENT, OFFICE),
    DemoAccount("caizheng", "财政丁", Role.FINANCE, BUREAU),
    DemoAccount("zhuanjia", "专家戊", Role.EXPERT, BUREAU),
    DemoAccount("shenji", "审计己", Role.AUDITOR, AUDIT),
    DemoAccount("guanli", "管理员庚", Role.ADMINISTRATOR, GOVERNMENT),
)


def demo_accounts() -> tuple[DemoAccount, ...]:
    """The accounts of the demo, one a role."""
    return _ACCOUNTS


@transaction.atomic
def make_accounts() -> None:
    """Makes the demo's organisations and accounts where there are none."""
    if accounts.any_account():
        return
    government = accounts.add_organisation(GOVERNMENT, None, "government")
    office = accounts.add_organisation(OFFICE, government, "office")
    bodies: dict[str, Organisation] = {GOVERNMENT: government, OFFICE: office}
    bodies[UNIT] = accounts.add_organisation(UNIT, office, units.FIRST)
    for name, code in ((BUREAU, "finance"), (AUDIT, "audit")):
        bodies[name] = accounts.add_organisation(name, government, code)
    for one in _ACCOUNTS:
        new = accounts.NewAccount(one.username, one.name, PASSWORD, one.role.value)
        accounts.add_account(bodies[one.organisation], new)
