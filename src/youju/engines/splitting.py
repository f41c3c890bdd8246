"""What the rows of a request are split by: a column that holds words, or the month into which its place puts them."""

from __future__ import annotations

from dataclasses import replace

from youju.engines.clauses import Split, View, column, moment
from youju.engines.contract import BY_MONTH, MOST_GROUPS, Group
from youju.engines.statement import quoted
from youju.errors import RefusedError
from youju.measures.contract import Request
from youju.model.ledger import ColumnType

_MONTHS = 100  # 202103: an engine's way to write 2021-03 that is alike everywhere


def split_view(view: View, request: Request, by: str) -> View:
    """The view with its rows split. Raises RefusedError where they cannot be."""
    return replace(view, split=Split(_month(view, request) if by == BY_MONTH else _words(view, by), MOST_GROUPS))


def _month(view: View, request: Request) -> str:
    if request.place is None or view.placed is None:
        raise RefusedError(f"“{view.ledger.label}”的这个口径不按日期取数，不能分月。", "请换一列分组。")
    name, _ = moment(view, request.place)
    return f"YEAR({name}) * {_MONTHS} + MONTH({name})"


def _words(view: View, by: str) -> str:
    found = column(view.ledger, by, ColumnType.TEXT, ColumnType.CHOICE)
    if found.personal:
        raise RefusedError(
            f"“{view.ledger.label}”的“{found.label}”是个人信息，不能用来分组。", "请换一列，例如大厅、窗口或月份。"
        )
    return quoted(by)


def named(key: object, by: str) -> Group:
    """The name of a group as an engine gave it."""
    if key is None:
        return None
    if by == BY_MONTH:
        year, month = divmod(int(str(key)), _MONTHS)
        return f"{year:04d}-{month:02d}"
    return str(key)
