"""Puts what the pages need beside them: style and scripts of other projects, and the compiled translations."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import django_htmx
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
WEB = ROOT / "src" / "youju" / "web"
VENDOR = WEB / "static" / "vendor"
MODULES = ROOT / "node_modules"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
FILES = {
    "tabler.min.css": MODULES / "@tabler/core/dist/css/tabler.min.css",
    "tabler.min.js": MODULES / "@tabler/core/dist/js/tabler.min.js",
    "echarts.min.js": MODULES / "echarts/dist/echarts.common.min.js",
    "htmx.min.js": HTMX,
}
_MAP = re.compile(r"(//|/\*)# sourceMappingURL=\S+( ?\*/)?\s*$")


def copy() -> None:
    """Copies the files without their notes to a debugger, and writes the compressed twin that browsers get."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in FILES.items():
        text = source.read_text(encoding="utf-8")
        (VENDOR / name).write_text(_MAP.sub("", text), encoding="utf-8")
    for path in [*VENDOR.glob("*.css"), *VENDOR.glob("*.js")]:
        (path.parent / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def compile_translations() -> None:
    """Writes the compiled form of every translation beside its text."""
    for path in WEB.glob("locale/*/LC_MESSAGES/*.po"):
        with path.open("rb") as text, path.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(text))


if __name__ == "__main__":
    if MODULES.is_dir():
        copy()
    elif not shutil.which("npm"):
        raise SystemExit("npm is needed once to fetch the style sheet and the charts; install nodejs and npm")
    compile_translations()
