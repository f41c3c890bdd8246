"""The rows of a small dump sorted, one by one and in memory, by what they change under their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from youju.evidence.batches import Key, Standing, rows_digest, standing_rows, write_batch, write_superseded
from youju.evidence.intake import Mapping, Rows, TypedRow, Values, typed_rows
from youju.evidence.outcome import Coming, Outcome, days_of
from youju.model.ledger import Cut, Reject


@dataclass(slots=True)
class _Sorted:
    """``kept`` rows are stored, ``replaced`` positions no longer count; ``repeated`` ones are among the unchanged."""

    kept: list[TypedRow] = field(default_factory=list)
    replaced: list[tuple[str, int]] = field(default_factory=list)
    unchanged: int = 0
    repeated: int = 0


@contextmanager
def in_memory(_folder: Path, known: Cut, rows: Rows, mapping: Mapping, coming: Coming) -> Iterator[Outcome]:
    """What a dump changes in a ledger of which ``known`` is the latest cut."""
    typed: list[TypedRow] = []
    rejected: list[Reject] = []
    for row in typed_rows(known.ledger, mapping, rows.rows):
        if isinstance(row, TypedRow):
            typed.append(row)
        else:
            rejected.append(row)
    found = _sort(known, typed, mapping, coming)

    def settle(batch: Path, replaced: Path) -> None:
        write_batch(batch, known.ledger, found.kept)
        if found.replaced:
            write_superseded(replaced, found.replaced)

    place = [column.code for column in known.ledger.columns].index(known.ledger.date)
    yield Outcome(
        added=len(found.kept) - len(found.replaced),
        corrected=len(found.replaced),
        unchanged=found.unchanged,
        repeated=found.repeated,
        rejected=tuple(rejected),
        replaces=dict(sorted(Counter(batch for batch, _ in found.replaced).items())),
        days=days_of([(row.number, row.values[place]) for row in found.kept], known.closed),
        settle=settle,
        digest=lambda: rows_digest(known.ledger, found.kept),
    )


def _sort(known: Cut, typed: Sequence[TypedRow], mapping: Mapping, coming: Coming) -> _Sorted:
    """Row by row in source order against what stands under its key then, be it stored or earlier in the dump.

    What stands from this very file stays: a dump that corrects itself can come twice and change nothing.
    """
    columns = [column.code for column in known.ledger.columns]
    places = [columns.index(code) for code in known.ledger.key]
    absent = [place for place, code in enumerate(columns) if mapping.positions[code] is None]
    keyed = [(tuple(row.values[place] for place in places), row) for row in typed]
    standing: dict[Key, Standing] = dict(standing_rows(known, dict.fromkeys(key for key, _ in keyed)))
    said: dict[Key, Values] = {}
    result = _Sorted()
    for key, row in keyed:
        before, values = standing.get(key), row.values
        result.repeated += said.get(key) == values
        said[key] = values
        if before is not None:
            values = _completed(values, before.values, absent)
            if before.batch in coming.before or values == before.values:
                result.unchanged += 1
                continue
            result.replaced.append((before.batch, before.position))
        standing[key] = Standing(coming.batch, len(result.kept), values)
        result.kept.append(TypedRow(row.number, values))
    return result


def _completed(values: Values, before: Values, absent: list[int]) -> Values:
    """A dump that lacks a column says nothing about it: what stood there still stands."""
    if not absent:
        return values
    return tuple(before[place] if place in absent else value for place, value in enumerate(values))
