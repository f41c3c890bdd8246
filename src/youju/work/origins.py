"""Where each value of a row came from: a dump that lacks a column says nothing about it, so an earlier value stands.

The log of a ledger says which columns each batch had; what is carried over is followed back to the row that said it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from youju.engines.embedded import EmbeddedEngine
from youju.engines.paging import LedgerRow, histories
from youju.model.ledger import Cut, Ledger
from youju.work.browsing import batches
from youju.work.ledgers import cut_of
from youju.work.listing import ListedRow
from youju.work.workspace import Workspace

Origins = Mapping[str, LedgerRow]


def origins_of(workspace: Workspace, ledger: Ledger, versions: Sequence[LedgerRow]) -> tuple[Origins, ...]:
    """For each of all versions of one key, oldest first: the earlier row that each carried value came from, by column.

    A column that the version's own file had is not there, nor one that is blank.
    """
    return _followed({batch.code: batch.columns for batch in batches(workspace, ledger)}, versions)


def _followed(had: Mapping[str, frozenset[str]], versions: Sequence[LedgerRow]) -> tuple[Origins, ...]:
    said: dict[str, LedgerRow] = {}
    found = []
    for version in versions:
        own = had[version.file.batch]
        said |= {code: version for code in version.values if code in own or code not in said}
        carried = {code: row for code, row in said.items() if row is not version and version.values[code]}
        found.append(carried)
    return tuple(found)


def with_origins(workspace: Workspace, ledger: Ledger | None, rows: Sequence[ListedRow]) -> tuple[ListedRow, ...]:
    """The rows of a page, each with a sentence for every shown value that an earlier file said and not its own."""
    if ledger is None:
        return tuple(rows)
    lacking = {
        batch.sha256 for batch in batches(workspace, ledger) if batch.corrected and len(batch.columns) < _width(ledger)
    }
    cut = cut_of(workspace, ledger)
    places = {place for one in rows if one.sha256 in lacking for place in _places(cut, one)}
    by_key: dict[tuple[str, ...], list[LedgerRow]] = {}
    for row in histories(EmbeddedEngine(), cut, places):
        by_key.setdefault(tuple(row.values[code] for code in ledger.key), []).append(row)
    had = {batch.code: batch.columns for batch in batches(workspace, ledger)}
    return tuple(_with(ledger, one, had, by_key.get(tuple(one.row.key.values()), [])) for one in rows)


def _width(ledger: Ledger) -> int:
    return len(ledger.columns)


def _places(cut: Cut, one: ListedRow) -> list[tuple[str, int]]:
    """Path and row; a file that came twice stands in two batches, which say the same."""
    return [(file.path, one.row.row) for file in cut.files if file.source == one.sha256]


def _with(
    ledger: Ledger, one: ListedRow, had: Mapping[str, frozenset[str]], versions: Sequence[LedgerRow]
) -> ListedRow:
    for version, origins in zip(versions, _followed(had, versions), strict=True):
        if version.counts:
            carried = {code: origins[code] for code in one.row.values if code in origins}
            return replace(one, carried=carried_words(ledger, carried))
    return one


def carried_words(ledger: Ledger, carried: Origins) -> tuple[str, ...]:
    """One sentence for each row that values were carried over from."""
    by_row: dict[tuple[str, int], list[str]] = {}
    for code, row in carried.items():
        by_row.setdefault((row.file.name, row.row), []).append(ledger.column(code).label)
    return tuple(f"{'、'.join(labels)}沿用自 {name} 第{row}行" for (name, row), labels in by_row.items())
