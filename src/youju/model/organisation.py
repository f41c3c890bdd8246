"""Who acts: people in roles, in an organisation. An act names both, so that the record says who answered for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles of the regulation; the code is stored, the Chinese term is shown."""

    CLERK = "clerk"
    HEAD = "head"
    DEPARTMENT = "department"
    FINANCE = "finance"
    EXPERT = "expert"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.CLERK: "经办人",
    Role.HEAD: "单位负责人",
    Role.DEPARTMENT: "主管部门",
    Role.FINANCE: "财政局",
    Role.EXPERT: "评价专家",
    Role.AUDITOR: "审计",
    Role.ADMINISTRATOR: "管理员",
}


@dataclass(frozen=True, slots=True)
class Organisation:
    """A public body; ``parent`` is the name of the body above it."""

    name: str
    code: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A named person acting in one role."""

    name: str
    role: Role
    organisation: str | None = None
