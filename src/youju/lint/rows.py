"""The rows of a declaration as the rules see them: headings and their sub-rows in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from youju.model.declaration import Declaration
from youju.model.indicator import Indicator

_BRACKETED_END = re.compile(r"[（(][^（()）]*[)）]$")


def rows(declaration: Declaration) -> Iterator[Indicator]:
    """Every indicator, a heading before its children."""
    yield from _with_children(declaration.indicators)


def _with_children(indicators: Iterable[Indicator]) -> Iterator[Indicator]:
    for indicator in indicators:
        yield indicator
        yield from _with_children(indicator.children)


def bare(name: str | None) -> str:
    """The name without blanks and without a bracketed end: 设备完好率（%） → 设备完好率; blank for None."""
    return _BRACKETED_END.sub("", "".join((name or "").split()))
