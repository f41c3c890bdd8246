"""The conformance suite: the tables of all themes, and their cases."""

from __future__ import annotations

import conformance_batches
import conformance_cases
import conformance_conditions
import conformance_expressions
import conformance_groups
import conformance_numbers
import conformance_texts
import conformance_times
from conformance import Case, Table

TABLES: tuple[Table, ...] = (
    *conformance_cases.TABLES,
    *conformance_times.TABLES,
    *conformance_conditions.TABLES,
    *conformance_texts.TABLES,
    *conformance_numbers.TABLES,
    *conformance_groups.TABLES,
    *conformance_batches.TABLES,
    *conformance_expressions.TABLES,
)
CASES: tuple[Case, ...] = tuple(case for table in TABLES for case in table.cases)
REFUSED: tuple[Case, ...] = tuple(case for table in TABLES for case in table.refused)
