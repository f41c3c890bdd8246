"""Which option of a list is ticked, however boxes and ticks are drawn."""

from __future__ import annotations

import pytest

from youju.notation import options


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("持续性项目■ 新增性项目□", ("持续性项目", True)),
        ("1、常年性项目 □ 2、延续性项目 ☑", ("延续性项目", True)),
        ("□常年性项目 ☑延续性项目", ("延续性项目", True)),
        ("□√常年性项目 □延续性项目", ("常年性项目", True)),
        ("常年性项目口 延续性项目☑", ("延续性项目", True)),
        ("常年性项目□ 延续性项目□", (None, True)),
        ("常年性项目☑ 延续性项目☑", (None, True)),
        ("经常性项目", (None, False)),
        ("人口普查项目", (None, False)),
        ("人口普查项目☑ 口岸项目□", ("人口普查项目", True)),
        ("优☑ 良□ 中□", ("优", True)),
        ("□优 ☑良", ("良", True)),
        ("1、□优 2、☑良", ("良", True)),
        ("☑", (None, False)),
        ("", (None, False)),
    ],
)
def test_the_ticked_option_is_named(text: str, expected: tuple[str | None, bool]) -> None:
    assert options.chosen(text) == expected
