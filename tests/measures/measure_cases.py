"""Reads case files of measures: rows, closings and a target as an official would write them, and what must come out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from measure_reference import Expressions, Row, counts, evaluate

from youju import measures, packs
from youju.measures.contract import Question
from youju.model.ledger import Completeness, Cut, Ledger, completeness
from youju.model.measure import Measure
from youju.model.measurement import Measurement
from youju.model.period import Calendar, Period, year
from youju.model.target import Comparator, Interval, NoTarget, Quality, Quantity, Target
from youju.notation.definition import measure_from

PACK = "administrative-service-centre"
EXPRESSIONS: Expressions = {"count(*)": len, "sum(pages)": lambda rows: _sum(rows, "pages")}
_QUANTITY = re.compile(r"(>=|<=|=|>|<)?(-?[\d.]+)(.*)")
_INTERVAL = re.compile(r"([\d.]+)-([\d.]+)(.*)")


def _sum(rows: Any, column: str) -> Decimal | None:  # noqa: ANN401 (rows of the reference)
    numbers = [Decimal(row[column]) for row in rows if row[column] is not None]
    return sum(numbers, Decimal(0)) if numbers else None


def target_of(text: str) -> Target:
    """``>=90%``, ``<=30分钟``, ``2-6小时``, ``及时`` or nothing."""
    if not text:
        return NoTarget()
    if found := _INTERVAL.fullmatch(text):
        return Interval(text, Decimal(found[1]), Decimal(found[2]), found[3] or None)
    if found := _QUANTITY.fullmatch(text):
        comparator = Comparator(found[1] or "=")
        return Quantity(text, comparator, Decimal(found[2]), found[3] or None, implied=not found[1])
    return Quality(text, text)


def spans_of(text: str, of_year: Period) -> tuple[Period, ...]:
    """``all``, or spans such as ``2021-01-01..2021-07-31, 2021-09-01..2021-12-31``; empty: nothing is closed."""
    if text == "all":
        return (of_year,)
    pairs = (span.strip().split("..") for span in text.split(",") if span.strip())
    return tuple(Period(date.fromisoformat(start), date.fromisoformat(end)) for start, end in pairs)


@dataclass(frozen=True)
class Case:
    """One case: the question, its rows and closings, the target, and the expectation as written."""

    name: str
    question: Question
    rows: tuple[Row, ...]
    complete: Completeness
    target: Target
    expect: Mapping[str, Any]

    def measured(self) -> Measurement:
        """The measurement by the reference reading of the requests."""
        answers = {
            request.name: evaluate(request, self.question.ledger, self.rows, EXPRESSIONS)
            for request in measures.ask(self.question)
        }
        return measures.finish(self.question, answers, self.complete, self.target)

    def counted(self) -> dict[str, str]:
        """How each row counts, by its number from 1."""
        found: dict[int, str] = {}
        for request, word in measures.counting(self.question):
            found |= counts(request, word, self.question.ledger, self.rows)
        return {str(number + 1): word for number, word in sorted(found.items())}

    def check(self) -> None:
        """Compares what came out with what is expected, field by field."""
        found = self.measured()
        for field, wanted in self.expect.items():
            if field == "counts":
                assert self.counted() == wanted, f"{self.name}: counts"
                continue
            got = getattr(found, field)
            if field in ("value", "numerator", "denominator", "coverage"):
                wanted = None if wanted == "" else Fraction(wanted)  # noqa: PLW2901 (the case writes text)
            elif field in ("unit", "reason"):
                wanted = wanted or None  # noqa: PLW2901 (as above)
            elif field == "flags":
                wanted = tuple(wanted)  # noqa: PLW2901 (as above)
            assert got == wanted, f"{self.name}: {field}"


def _checked(row: Mapping[str, Any], ledger: Ledger) -> Row:
    unknown = [code for code in row if not ledger.has(code)]
    assert not unknown, f"{ledger.code} has no {unknown}"
    return row


def case_from(data: Mapping[str, Any], measure: Measure) -> Case:
    """A case from its table. ``closed``: see ``spans_of``; ``batches``: how many imports there were (default 1)."""
    ledger = packs.pack(PACK).ledgers[measure.ledger]
    of_year = year(data.get("year", 2021))
    as_of = data.get("as_of", of_year.end)
    period = of_year.until(as_of)
    assert period is not None
    closed = spans_of(data.get("closed", ""), of_year)
    cut = Cut(ledger, 1, None, closed=closed, batches=data.get("batches", 1))
    question = Question(
        measure=measure,
        ledger=ledger,
        as_of=as_of,
        period=period,
        base=year(of_year.start.year - 1),
        project_names=tuple(data.get("project", ())),
        budget=Decimal(data["budget"]) if "budget" in data else None,
        items=tuple(data.get("items", ())),
    )
    rows = tuple(_checked(row, ledger) for row in data.get("rows", ()))
    complete = completeness(cut, period, Calendar())
    return Case(data["name"], question, rows, complete, target_of(data.get("target", "")), data["expect"])


def read(path: Path) -> Mapping[str, Any]:
    """A case file."""
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


def measure_of(data: Mapping[str, Any]) -> Measure:
    """The measure a case writes down, with names that no case has to care for."""
    named = {"code": "case", "label": "样例指标", **{key: data[key] for key in ("kind", "ledger")}}
    more = {key: data[key] for key in ("where", "parts", "unit", "reading") if key in data}
    measure = measure_from({**named, **more})
    assert not measures.check(measure, packs.pack(PACK).ledgers[measure.ledger])
    return measure


def cases(path: Path) -> list[Case]:
    """All ``[[case]]`` tables of a file; ``[measure]`` holds what they share."""
    data = read(path)
    shared = data.get("measure", {})
    return [case_from({**shared, **case}, measure_of({**shared, **case})) for case in data["case"]]


GAP = "2021-01-01..2021-08-01, 2021-08-14..2021-12-31"
CELLS = {"rows_closed": "all", "rows_open": GAP, "empty_closed": "all", "empty_open": GAP}


def state_cases(path: Path) -> Iterator[Case]:
    """The four cells of each line of the table of states."""
    for line in read(path)["line"]:
        for cell, closed in CELLS.items():
            data = {**line, "name": f"{line['name']}｜{cell}", "closed": closed, "expect": line[cell]}
            rows = line.get("rows", []) if cell.startswith("rows") else []
            yield case_from({**data, "rows": rows}, measure_of(line))


def pack_cases(path: Path) -> Iterator[Case]:
    """One case for each indicator that a set of rows of a pack's case file answers, the year closed."""
    for given in read(path)["evidence"]:
        for name, expected in given["expect"].items():
            expect = {"state": "value", "provisional": False, **expected}
            expect.pop("target")
            project = (given["project"],) if "project" in given else ()
            measure = packs.binding(packs.pack(PACK), name)
            assert measure is not None, name
            assert measure.ledger == given["ledger"], name
            case = {"name": name, "closed": "all", "target": expected["target"], "expect": expect, "project": project}
            yield case_from({**given, **case}, measure)
