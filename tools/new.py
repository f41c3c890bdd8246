"""Writes the file of a new rule, kind, scheme, layout, pack or exporter, and a test that fails until it is done."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from string import Template

ROOT = Path(__file__).parent.parent
TEMPLATES = Path(__file__).parent / "templates"
NAME = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")

# what → template → where it goes; TOML files may carry hyphens in their names, modules may not
PLACES = {
    "lint": {
        "lint.py.txt": "src/youju/lint/rules/$module.py",
        "lint_cases.toml.txt": "tests/lint/cases/$module.toml",
    },
    "kind": {
        "kind.py.txt": "src/youju/measures/kinds/$module.py",
        "kind_test.py.txt": "tests/measures/kinds/test_$module.py",
    },
    "scheme": {
        "scheme.toml.txt": "src/youju/scoring/schemes/$name.toml",
        "scheme_cases.toml.txt": "tests/scoring/cases/$name.toml",
    },
    "layout": {
        "layout.py.txt": "src/youju/forms/layouts/$module.py",
        "layout_test.py.txt": "tests/forms/test_$module.py",
    },
    "pack": {
        "pack.toml.txt": "src/youju/packs/library/$name.toml",
        "pack_test.py.txt": "tests/packs/test_$module.py",
        "pack_cases.toml.txt": "tests/packs/cases/$name.toml",
    },
    "exporter": {
        "exporter.py.txt": "src/youju/exporters/formats/$module.py",
        "exporter_test.py.txt": "tests/exporters/test_$module.py",
    },
}


class Refused(Exception):  # noqa: N818 - said to a person, not raised across modules
    """The words after ``make new`` cannot be used; the message says which can."""


def make(what: str, name: str, root: Path = ROOT) -> list[Path]:
    """Writes the files of one addition below ``root`` and returns them. Nothing there is overwritten."""
    if what not in PLACES:
        raise Refused(f"make new {what}: there is no such shelf; known are {', '.join(PLACES)}")
    if not NAME.fullmatch(name):
        raise Refused(f"{name}: name it by meaning in small letters, e.g. missing_goal_text")
    words = {"name": name, "module": name.replace("-", "_")}
    texts = {
        root / Template(place).substitute(words): Template((TEMPLATES / template).read_text("utf-8")).substitute(words)
        for template, place in PLACES[what].items()
    }
    for path in texts:
        if path.exists():
            raise Refused(f"{path.relative_to(root)} is there already; choose another name")
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return list(texts)


def main(words: list[str]) -> int:
    """Exit 0 and the paths on standard output, or 2 and one sentence on standard error."""
    if len(words) != 2:  # noqa: PLR2004 - what and name
        print(f"usage: make new ({'|'.join(PLACES)}) name_by_meaning", file=sys.stderr)
        return 2
    try:
        written = make(words[0], words[1])
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    for path in written:
        print(path.relative_to(ROOT))
    print("the test fails until the file says what it should; then run make docs and make test")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
