"""项目支出绩效自评表, the national form, family D1: as Shanghai's, but in 万元 and with weights in level labels."""

from __future__ import annotations

from youju.forms import self_evaluation
from youju.forms.contract import Facts, Layout, Style
from youju.forms.reading import read_form
from youju.forms.self_evaluation import Family
from youju.model.declaration import Declaration, Kind
from youju.model.grid import Grid

CODE = "mof-selfeval"
TITLE = "项目支出绩效自评表"
FAMILY = Family(TITLE, unit="万元", grant="其中：本年财政拨款", coded=True)


def matches(grid: Grid) -> int:
    """How much of the form's labels are printed, wherever a damaged text put them."""
    return self_evaluation.matches(grid, FAMILY)


def read(grid: Grid, facts: Facts) -> Declaration:
    """The document of one form of this family."""
    return read_form(grid, facts, CODE, None)


def fill(declaration: Declaration, style: Style) -> Grid:
    """The form as 9 columns and 11 + n rows (form book §3.3); what the document does not hold prints blank."""
    return self_evaluation.fill(declaration, style, FAMILY)


LAYOUT = Layout(CODE, TITLE, Kind.SELF_EVALUATION, matches, read=read, fill=fill, tree="central-2021")
