"""Pictures of every page, for its role and at three widths, into docs/screenshots: to be looked at critically."""

from __future__ import annotations

import base64
import shutil
import struct
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "shared"))

from chromium import chromium  # noqa: E402 (after the path)
from installations import demonstrated  # noqa: E402 (as above)
from playwright.sync_api import Browser  # noqa: E402 (as above)
from servers import Served, serving  # noqa: E402 (as above)
from watching import WIDTHS, Watched  # noqa: E402 (as above)

TARGET = ROOT / "docs" / "screenshots"
TALLEST = 2_000  # pixels: what is below is more of the same
CLERK, SECOND, DEPARTMENT, FINANCE, AUDITOR, ADMINISTRATOR = (
    "jingban",
    "erjingban",
    "zhuguan",
    "caizheng",
    "shenji",
    "guanli",
)
LEDGER = "/units/main/ledgers/training_attendance"
# In a page, because nothing else here reads pictures: the 256 commonest colours, and for each pixel the nearest.
_INDEXED = """async (picture) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + picture)).blob());
  const drawn = new OffscreenCanvas(image.width, image.height).getContext("2d");
  drawn.drawImage(image, 0, 0);
  const data = drawn.getImageData(0, 0, image.width, image.height).data, counts = new Map(), pixels = [];
  for (let at = 0; at < data.length; at += 4) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    counts.set(colour, (counts.get(colour) || 0) + 1);
    pixels.push(colour);
  }
  const palette = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([colour]) => colour);
  const parts = (c) => [c >> 16, (c >> 8) & 255, c & 255];
  const place = new Map(), far = (a, b) => a.reduce((sum, part, n) => sum + (part - b[n]) ** 2, 0);
  for (const colour of counts.keys()) {
    const own = parts(colour);
    let best = 0, least = Infinity;
    palette.forEach((other, n) => { const d = far(own, parts(other)); if (d < least) { least = d; best = n; } });
    place.set(colour, best);
  }
  const indexes = Uint8Array.from(pixels, (colour) => place.get(colour));
  const reader = new FileReader();
  reader.readAsDataURL(new Blob([indexes]));
  await new Promise((done) => { reader.onload = done; });
  const { width, height } = image;
  return { width, height, palette: palette.flatMap(parts), data: reader.result.split(",")[1] };
}"""
PHASES = ("declared", "returned", "submitted", "self-evaluated")
# name of the picture, who looks, where; {declared} and the like are projects in that phase
PAGES = (
    ("login", "", "/login"),
    ("desk-clerk", CLERK, "/"),
    ("desk-department", DEPARTMENT, "/"),
    ("projects", FINANCE, "/projects"),
    ("people", ADMINISTRATOR, "/people"),
    ("intake", CLERK, "/intake"),
    ("targets-declared", SECOND, "{declared}/targets"),
    ("targets-returned", SECOND, "{returned}/targets"),
    ("targets-locked", CLERK, "{self-evaluated}/targets"),
    ("review", DEPARTMENT, "{submitted}/review"),
    ("evidence", CLERK, "{self-evaluated}/evidence"),
    ("ledgers", CLERK, "/units/main/ledgers"),
    ("ledger", CLERK, f"{LEDGER}?year=2021"),
    ("ledger-import", CLERK, f"{LEDGER}/import"),
    ("ledger-enter", CLERK, f"{LEDGER}/enter"),
    ("ledger-close", CLERK, f"{LEDGER}/close"),
    ("self-evaluation", CLERK, "{self-evaluated}/self-evaluation"),
    ("why", AUDITOR, "{self-evaluated}/why/1"),
    ("archive", AUDITOR, "{self-evaluated}/archive"),
    ("not-there", AUDITOR, "/nowhere"),
)


def main() -> None:
    """Builds the demo, serves it and takes the pictures."""
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        root = demonstrated(Path(folder) / "demo")
        dump = root / "dumps" / "培训系统-班次-2021.csv"
        with serving(root) as demo, serving(Path(folder) / "empty") as empty:
            _take(browser, demo)
            _states(browser, demo, dump)
            with _person(browser, empty) as nobody:
                _picture(nobody, "setup", "/setup")
    total = sum(path.stat().st_size for path in TARGET.iterdir())
    print(f"{len(list(TARGET.iterdir()))} pictures, {total / 1e6:.1f} MB: {TARGET}")


@contextmanager
def _person(browser: Browser, served: Served, username: str = "") -> Iterator[Watched]:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    person = Watched(context, served.address)
    yield person.sign_in(username) if username else person
    context.close()


def _take(browser: Browser, demo: Served) -> None:
    """Every page as the demo shows it."""
    with _person(browser, demo, FINANCE) as finance:
        projects = {
            phase: _project(finance, phase) for phase in ("declared", "returned", "submitted", "self-evaluated")
        }
    for name, username, path in PAGES:
        with _person(browser, demo, username) as person:
            _picture(person, name, path.format(**projects))


def _states(browser: Browser, demo: Served, dump: Path) -> None:
    """Pages that come only after something was done: a form that was read, a report of an import, English."""
    with _person(browser, demo, CLERK) as clerk:
        sample = clerk.context.request.get(f"{demo.address}/sample").body()
        page = clerk.go("/intake")
        page.set_input_files("#files", {"name": "申报表样例.txt", "mimeType": "text/plain", "buffer": sample})
        page.wait_for_url("**/intake/*")
        _picture(clerk, "intake-look", page.url.removeprefix(demo.address))
        _picture(clerk, "intake-waiting", "/intake")
        broken = dump.read_text(encoding="utf-8").replace("2021/3/18", "2021/2/30", 1).encode()
        page = clerk.go("/units/main/ledgers/training_sessions/import")
        page.set_input_files("#files", {"name": dump.name, "mimeType": "text/csv", "buffer": broken})
        page.click("main form.card button.btn-primary")
        page.wait_for_selector(".yj-counts")
        _picture(clerk, "import-report", page.url.removeprefix(demo.address))
        clerk.speak("en")
        _picture(clerk, "desk-english", "/")


def _project(person: Watched, phase: str) -> str:
    """The address of the first project in that phase."""
    href = person.go(f"/projects?phase={phase}").locator("tbody a").first.get_attribute("href") or ""
    return "/".join(href.split("/")[:3])


def _picture(person: Watched, name: str, path: str) -> None:
    for width in WIDTHS:
        person.page.set_viewport_size({"width": width, "height": 900})
        page = person.go(path)
        page.wait_for_load_state("networkidle")
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        page.set_viewport_size({"width": width, "height": height})
        (TARGET / f"{name}-{width}.png").write_bytes(_lighter(person, page.screenshot()))


def _lighter(person: Watched, picture: bytes) -> bytes:
    """The picture as a PNG of 256 colours, which takes a third of the room."""
    sheet = person.context.new_page()
    found = sheet.evaluate(_INDEXED, base64.b64encode(picture).decode())
    sheet.close()
    width, height, pixels = found["width"], found["height"], base64.b64decode(found["data"])
    rows = b"".join(b"\0" + pixels[at : at + width] for at in range(0, width * height, width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)  # a byte a pixel, which points into the palette
    chunks = ((b"IHDR", head), (b"PLTE", bytes(found["palette"])), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


if __name__ == "__main__":
    main()
