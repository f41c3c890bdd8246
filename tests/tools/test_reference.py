"""The reference says which parameters of a scheme decide nothing yet, and stops saying so once they do."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
PAGES = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "reference" / "scoring").glob("*.md"))


def test_a_parameter_called_unused_is_read_by_no_code() -> None:
    called = {line.split("`")[1] for line in PAGES.splitlines() if "（尚未使用）" in line}
    assert "satisfaction.minimum_answers" in called
    assert [key for key in sorted(called) if f'"{key}"' in SOURCE and "." in key] == []
