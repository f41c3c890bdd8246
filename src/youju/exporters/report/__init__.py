"""The static report: score sheets of all projects, and behind every number of points a page that says why.

It opens from a stick: relative links, one style sheet, no script, nothing from another host.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChainableUndefined, Environment, FunctionLoader

from youju.exporters.report import figures, view, words


def report_pages(report: Mapping[str, Any]) -> dict[str, bytes]:
    """File name → bytes of every page and the style sheet.

    ``report`` holds plain JSON values, numbers as decimal strings; a missing key is read as null. The pages lie in a
    folder directly inside the workspace: ``file`` of a row is relative to the workspace, ``form`` to that folder, the
    ``proof`` of a stated actual is the sha256 of its kept file.
    """
    projects = list(enumerate(report.get("projects") or (), start=1))
    pages = {view.INDEX: _page("index.html", report, projects=projects)}
    for number, project in projects:
        rows = view.sheet_rows(number, project.get("indicators") or ())
        facts = {"number": number, "project": project, "execution": view.execution_of(project), "rows": rows}
        pages[view.project_file(number)] = _page("project.html", report, **facts)
        pages[view.execution_file(number)] = _page("why.html", report, **facts, place=-1, indicator=facts["execution"])
        for place, row in enumerate(rows):
            pages[row.file] = _page("why.html", report, **facts, place=place, indicator=row.indicator)
    return {name: text.encode() for name, text in pages.items()} | {view.STYLE: _asset(view.STYLE).encode()}


def _page(template: str, report: Mapping[str, Any], **facts: object) -> str:
    return _environment().get_template(template).render(report=report, **facts)


def _asset(name: str) -> str:
    return files(__name__).joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=ChainableUndefined,
        finalize=lambda value: "" if value is None else value,
        loader=FunctionLoader(_asset),
    )
    shown = (figures.money, figures.points, figures.weight, figures.rate, figures.number)
    environment.filters.update({show.__name__: show for show in shown})
    environment.filters.update({"flag": words.flag_word, "field": words.field_word})
    environment.globals.update({"view": view, "words": words})
    return environment
