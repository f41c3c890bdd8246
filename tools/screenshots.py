"""Pictures of the pages at three widths into docs/screenshots, taken from the demo as a browser shows it."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from youju.work.demonstrating import demonstrate, next_year

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "screenshots"
PORT = 8941
ADDRESS = f"http://127.0.0.1:{PORT}"
SIZES = ((360, 780), (768, 1000), (1440, 1000))
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PASSWORD = "youju-demo"  # noqa: S105 (of the demo)
CLERK, SECOND, DEPARTMENT, AUDITOR, ADMINISTRATOR = "jingban", "erjingban", "zhuguan", "shenji", "guanli"
YEAR = "2021"


@contextlib.contextmanager
def served(root: Path) -> Iterator[None]:
    """The demo's workspace in the browser."""
    command = [str(Path(sys.executable).with_name("youju")), "serve", str(root), "--port", str(PORT)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 (our own program)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                http.client.HTTPConnection("127.0.0.1", PORT, timeout=2).request("GET", "/health")
                break
            time.sleep(0.1)
        time.sleep(8)  # the worker computes the sheets
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def signed_in(browser: Browser, username: str, width: int, height: int) -> Page:
    """A browser of that size in which the person is signed in."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{ADDRESS}/login")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.click("main button.w-100")
    page.wait_for_url(f"{ADDRESS}/")
    return page


def taken(page: Page, name: str, width: int) -> None:
    """One picture."""
    page.wait_for_timeout(300)
    page.screenshot(path=FOLDER / f"{name}-{width}.png")


def project_of(page: Page, query: str) -> str:
    """The address of the first project that the filters leave."""
    page.goto(f"{ADDRESS}/projects?{query}")
    address = page.locator("tbody th a").first.get_attribute("href") or ""
    return f"{ADDRESS}{address}"


def unit_pages(browser: Browser, width: int, height: int, form: Path) -> None:
    """What the clerk sees."""
    page = signed_in(browser, CLERK, width, height)
    taken(page, "desk", width)
    project = project_of(page, f"year={YEAR}&sort=money")
    for name, path in (("evidence", "evidence"), ("self-evaluation", "self-evaluation"), ("why", "why/6")):
        page.goto(f"{project}/{path}")
        taken(page, name, width)
    for name, path in (("ledgers", "/units/main/ledgers"), ("ledger", "/units/main/ledgers/express_deliveries")):
        page.goto(ADDRESS + path)
        taken(page, name, width)
    page.goto(f"{ADDRESS}/units/main/ledgers/express_deliveries/import")
    taken(page, "import", width)
    page.goto(f"{ADDRESS}/intake")
    page.set_input_files("#files", form)
    page.wait_for_url("**/intake/*")
    taken(page, "intake", width)
    page.close()


def other_pages(browser: Browser, width: int, height: int) -> None:
    """What the others see: a returned form, a form in review, the archive, people, the sign-in."""
    page = signed_in(browser, SECOND, width, height)
    page.goto(f"{project_of(page, 'phase=returned')}/targets")
    taken(page, "targets", width)
    page.close()
    page = signed_in(browser, DEPARTMENT, width, height)
    page.goto(f"{ADDRESS}/projects")
    taken(page, "projects", width)
    page.goto(f"{project_of(page, 'phase=submitted')}/review")
    taken(page, "review", width)
    page.close()
    page = signed_in(browser, AUDITOR, width, height)
    page.goto(f"{project_of(page, f'year={YEAR}')}/archive")
    taken(page, "archive", width)
    page.close()
    page = signed_in(browser, ADMINISTRATOR, width, height)
    page.goto(f"{ADDRESS}/people")
    taken(page, "people", width)
    page.close()
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{ADDRESS}/login")
    taken(page, "login", width)
    page.close()


def main() -> int:
    """Builds the demo, serves it, takes every picture anew."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("install chromium: the pictures are taken with it")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="youju-screenshots-") as folder:
        root, (name, data) = Path(folder) / "unit", next_year()
        form = Path(folder) / name
        form.write_bytes(data)
        demonstrate(root, lambda _title, _count: lambda _name: None)
        with served(root), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for width, height in SIZES:
                unit_pages(browser, width, height, form)
                other_pages(browser, width, height)
            browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
