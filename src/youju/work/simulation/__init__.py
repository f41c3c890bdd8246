"""The simulated year of the demo: the dumps that an administrative service centre would really have, all invented."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from youju.errors import NotFoundError
from youju.work.simulation import (
    closings,
    counters,
    express,
    maintenance,
    plans,
    publicity,
    registers,
    services,
    spending,
    surveys,
    systems,
    training,
    volunteers,
    windows,
)
from youju.work.simulation.calendar import KNOWN_YEARS
from youju.work.simulation.world import Closing, Dump, Manifest, Project, ProjectRole, Sheet, World

__all__ = ["Closing", "Dump", "Manifest", "Project", "ProjectRole", "write_year"]

_SOURCES = (
    *(counters, express, services, windows, surveys, plans, systems, maintenance),
    *(volunteers, publicity, training, spending, registers),
)


def write_year(
    folder: Path,
    projects: Mapping[ProjectRole, Project],
    seed: int = 2021,
    year: int = 2021,
    scale: Fraction = Fraction(1),
) -> Manifest:
    """Write the dumps of ``year`` and of the base year before it into ``folder``; the same seed gives the same bytes.

    ``projects``: all five roles. ``scale`` multiplies what comes over the counter (openings, cases, parcels, seals,
    printing); at 1 there are about 150,000 rows. Raises NotFoundError for a year whose public holidays are not known.
    """
    if not {year - 1, year} <= KNOWN_YEARS:
        raise NotFoundError(
            f"演示数据没有 {year} 年及其上一年的节假日安排。",
            f"请选 {min(KNOWN_YEARS) + 1} 至 {max(KNOWN_YEARS)} 年。",
        )
    world = World({role: projects[role] for role in ProjectRole}, year, seed, scale)
    folder.mkdir(parents=True, exist_ok=True)
    dumps: list[Dump] = []
    notes: list[str] = []
    for sheet in _sheets(world):
        dumps.append(_written(folder, sheet))
        notes += [f"{sheet.file_name}：{note}" for note in sheet.notes]
    ledgers = tuple(dict.fromkeys(dump.ledger for dump in dumps))
    return Manifest(tuple(dumps), tuple(closings.closings(world, ledgers)), (*notes, *closings.notes(year)))


def _sheets(world: World) -> Iterator[Sheet]:
    for source in _SOURCES:
        yield from source.sheets(world)


def _written(folder: Path, sheet: Sheet) -> Dump:
    with (folder / sheet.file_name).open("w", encoding=sheet.encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(sheet.header)
        writer.writerows(sheet.rows)
    return Dump(sheet.ledger, sheet.file_name, sheet.encoding, len(sheet.rows))
