"""Texts without any end or separator are read, or refused in a sentence; their cost grows with their length alone.

Once such a text took minutes, because each of its characters was compared with all that followed.
"""

from __future__ import annotations

import contextlib

import pytest

from youju import forms, packs
from youju.errors import UnreadableError
from youju.forms.contract import Facts
from youju.model.declaration import Source
from youju.model.grid import Grid, Paragraph

HEADER = "一级指标二级指标三级指标年度指标值实际完成值分值得分"


def read(text: str) -> None:
    with contextlib.suppress(UnreadableError):  # a sentence with a remedy: that is an answer
        forms.read(Grid((Paragraph(text),)), Facts(packs.taxonomies()), Source("样表", "", "text"))


@pytest.mark.parametrize(
    "text",
    [
        f"项目名称样例项目{HEADER}数量指标" + "清淤长度100%" * 20_000,
        f"项目名称样例项目{HEADER}数量指标" + "清淤" * 60_000,
        "项目名称 样例项目 一级指标 二级指标 三级指标 指标值 分值 得分 " + "( 清淤 " * 30_000,
        "项目名称 样例项目 一级指标 二级指标 三级指标 指标值 分值 得分 " + "清淤 5 " * 8_000,
    ],
    ids=["run on with values", "run on without", "brackets never closed", "cells without end"],
)
def test_a_text_without_end_is_read_or_refused_in_a_sentence(text: str) -> None:
    read(text)
