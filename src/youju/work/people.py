"""Who acts on the command line: a name and a role as typed."""

from __future__ import annotations

from youju.errors import NotFoundError, RefusedError
from youju.model.organisation import ROLE_NAMES, Person, Role


def person(name: str, role: str) -> Person:
    """The person; the role by its code or its Chinese name. Raises NotFoundError with the roles there are."""
    if not name.strip() or not name.isprintable():
        raise RefusedError("办理人没有写，或者含有不能显示的字符。", "请用 --by 写明姓名。")
    for code, label in ROLE_NAMES.items():
        if role in (code.value, label):
            return Person(name.strip(), Role(code))
    known = "、".join(f"{code.value}（{label}）" for code, label in ROLE_NAMES.items())
    raise NotFoundError(f"没有角色“{role}”。", f"可用的角色：{known}。")
