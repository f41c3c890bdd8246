"""Demo data are marked on everything that is shown of a demo workspace, and on nothing of a real one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from youju.cli.app import run

EXAMPLES = Path(__file__).parents[2] / "examples" / "songjiang-2021"
FORMS = str(EXAMPLES / "declarations.txt")
CALLS = [
    ["declare", "{root}", FORMS],
    ["define", "{root}", str(EXAMPLES / "definitions.toml")],
    ["ledger", "import", "{root}", "accidents", "{dump}"],
    ["ledger", "close", "{root}", "accidents", "--period", "2021"],
    ["ledger", "status", "{root}"],
    ["measure", "{root}"],
    ["self-evaluate", "{root}"],
    ["why", "{root}", "业务培训", "培训场次"],
    ["fill", "{root}", "业务培训", "self-evaluation", "--to", "{root}/out.docx"],
]
Json = Callable[..., tuple[int, dict[str, Any]]]


@pytest.mark.parametrize("demo", [True, False])
@pytest.mark.parametrize("words", CALLS, ids=lambda words: " ".join(words[:2]).replace("{root}", ""))
def test_everything_shown_says_whether_it_is_a_demo(
    tmp_path: Path, call: Json, capsys: pytest.CaptureFixture[str], words: list[str], *, demo: bool
) -> None:
    root, dump = tmp_path / "unit", tmp_path / "dump.csv"
    dump.write_text("事故编号,发生时间\n1,2021-03-05\n", encoding="utf-8")
    call("init", root, *(["--demo"] if demo else []))
    call("declare", root, FORMS)
    arguments = [word.format(root=root, dump=dump) for word in words]
    run(arguments)
    assert ("演示数据" in capsys.readouterr().out) is demo
    assert call(*arguments)[1]["demo"] is demo
