"""What a unit's dumps call the columns of a ledger: names in its record, besides those that the pack knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from youju.errors import NotFoundError, RefusedError, UnreadableError
from youju.evidence.intake import matching_key
from youju.model.dossier import Data, Draft
from youju.model.ledger import Column, Ledger
from youju.model.organisation import Person
from youju.stages.permissions import Deed, Standing, alone, require
from youju.work.workspace import RECORD, Workspace, now

MAPPED = "mapped"
IGNORE = ("-", "忽略")  # what is written for a column instead of its name: that of the dump is not to be read


@dataclass(frozen=True, slots=True)
class Remembered:
    """A name as a dump prints it and the code of the ledger's column it means, None: none; who said so and when."""

    name: str
    column: str | None
    by: str
    role: str
    at: str


def remembered(workspace: Workspace, ledger: Ledger) -> tuple[Remembered, ...]:
    """The names in force, in the order in which they were last given; columns the ledger no longer has are left out."""
    found: dict[str, Remembered] = {}
    for act in workspace.store.acts(RECORD):
        columns = act.body.get("columns") if act.kind == MAPPED and act.body.get("ledger") == ledger.code else None
        for name, column in columns.items() if isinstance(columns, dict) else ():
            found.pop(matching_key(name), None)
            if column is None or ledger.has(str(column)):
                code = None if column is None else str(column)
                found[matching_key(name)] = Remembered(name, code, act.by, act.role, act.at)
    return tuple(found.values())


def with_remembered(workspace: Workspace, ledger: Ledger) -> Ledger:
    """The ledger whose columns are also found by the names remembered, and no longer by those given away."""
    known = remembered(workspace, ledger)
    if not known:
        return ledger
    taken = {matching_key(one.name) for one in known}

    def renamed(column: Column) -> Column:
        kept = [name for name in column.synonyms if matching_key(name) not in taken]
        return replace(column, synonyms=(*kept, *(one.name for one in known if one.column == column.code)))

    return replace(ledger, columns=tuple(map(renamed, ledger.columns)))


def remember(
    workspace: Workspace, ledger: Ledger, pairs: Sequence[str], person: Person, standing: Standing | None = None
) -> tuple[Remembered, ...]:
    """Notes in the unit's record what dumps of the ledger call its columns, and gives all names in force.

    ``pairs``: each ``name=column``, the column by code or label, or one of ``IGNORE``. Raises RefusedError when the
    person may not and for a name that is a column's own, NotFoundError for an unknown column, UnreadableError for what
    is no pair.
    """
    require(Deed.IMPORT_EVIDENCE, person, standing or alone(person))
    columns: dict[str, Data] = {}
    for pair in pairs:
        name, column = _read(ledger, pair)
        if any(matching_key(name) == matching_key(other) for other in columns):
            raise UnreadableError(f"列名“{name}”写了两次。", "每个列名只能对应一列。")
        columns[name] = column
    body: dict[str, Data] = {"ledger": ledger.code, "columns": columns}
    workspace.store.append(RECORD, Draft(MAPPED, person.name, person.role.value, now(), body))
    return remembered(workspace, ledger)


def _read(ledger: Ledger, pair: str) -> tuple[str, str | None]:
    """The name and the code of the column, None where it is to be ignored."""
    name, mark, wanted = (part.strip() for part in pair.rpartition("="))
    if not (mark and matching_key(name) and wanted):
        raise UnreadableError(
            f"“{pair}”不是一对名称。", "请写成 打印的列名=列代码，例如 时间=accepted_at；不读的列写成 时间=-。"
        )
    column = None if wanted in IGNORE else _column(ledger, wanted)
    for other in ledger.columns:
        own = {matching_key(other.code), matching_key(other.label)}
        if matching_key(name) in own and other != column:
            raise RefusedError(
                f"“{name}”是“{ledger.label}”里“{other.label}”列自己的名称，不能改作别用。",
                "请在文件里把这一列改成别的名称。",
            )
    return name, column.code if column else None


def _column(ledger: Ledger, wanted: str) -> Column:
    for column in ledger.columns:
        if matching_key(wanted) in (matching_key(column.code), matching_key(column.label)):
            return column
    known = "、".join(f"{column.code}（{column.label}）" for column in ledger.columns)
    raise NotFoundError(f"“{ledger.label}”没有列“{wanted}”。", f"现有的列：{known}。")
