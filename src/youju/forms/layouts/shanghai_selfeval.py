"""财政项目支出绩效自评表, family C: the sheet with actual values, points and reasons that a unit files for its year."""

from __future__ import annotations

from youju.forms import self_evaluation
from youju.forms.contract import Facts, Layout, Style
from youju.forms.reading import read_form
from youju.forms.self_evaluation import Family
from youju.model.declaration import Declaration, Kind
from youju.model.grid import Grid

CODE = "shanghai-selfeval"
TITLE = "财政项目支出绩效自评表"
FAMILY = Family(TITLE, unit="元", grant="其中：当年财政拨款")


def matches(grid: Grid) -> int:
    """How much of the form's labels are printed, wherever a damaged text put them."""
    return self_evaluation.matches(grid, FAMILY)


def read(grid: Grid, facts: Facts) -> Declaration:
    """The document of one form of this family."""
    return read_form(grid, facts, CODE, None)


def fill(declaration: Declaration, style: Style) -> Grid:
    """The form as 9 columns and 11 + n rows (form book §3.3); what the document does not hold prints blank."""
    return self_evaluation.fill(declaration, style, FAMILY)


LAYOUT = Layout(CODE, TITLE, Kind.SELF_EVALUATION, matches, read=read, fill=fill, tree="shanghai-2025")
