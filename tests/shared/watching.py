"""A person at a browser who is watched: what every page and every state of it must hold is checked by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request, Response
from servers import Served

WIDTHS = (360, 768, 1440)
MOST_QUERIES = 12
LANGUAGES = ("zh-hans", "en")
PASSWORD = "youju-demo"  # noqa: S105 (of the demo)

# What an English page shows in Chinese must be marked as a quotation: text, and the attributes that are read out.
_UNMARKED = """() => {
  const chinese = /[\\u3400-\\u9fff]/, found = [];
  const quoted = (element) => (element.closest("[lang]")?.lang || "").startsWith("zh");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (["SCRIPT", "STYLE", "TEXTAREA"].includes(parent.tagName)) continue;
    if (chinese.test(node.data) && !quoted(parent)) found.push(node.data.trim().slice(0, 60));
  }
  for (const element of document.body.querySelectorAll("[title], [placeholder], [aria-label], [alt], [hx-confirm]")) {
    for (const name of ["title", "placeholder", "aria-label", "alt", "hx-confirm"]) {
      const text = element.getAttribute(name);
      if (text && chinese.test(text) && !quoted(element)) found.push(`${name}: ${text.slice(0, 60)}`);
    }
  }
  return [...new Set(found)];
}"""

# The element that is wider than the page, so that the fault can be found.
_TOO_WIDE = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return "";
  const clipped = (e) => { for (let p = e.parentElement; p; p = p.parentElement)
    if (getComputedStyle(p).overflowX !== "visible" && p !== document.body && p !== page) return true; return false; };
  const wide = [...document.body.querySelectorAll("*")]
    .filter((e) => e.getBoundingClientRect().right > page.clientWidth + 1 && !clipped(e)).pop();
  return `${page.scrollWidth} px: ` + (wide ? wide.outerHTML.slice(0, 160) : "?");
}"""


@dataclass
class Watched:
    """One person's browser. ``faults`` collects what must not be; every check ends with none."""

    context: BrowserContext
    address: str
    language: str = "zh-hans"
    page: Page = field(init=False)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.speak(self.language)
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda fault: self.faults.append(f"script: {fault}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)
        self.page.on("dialog", self._dialog)
        self.page.on("crash", lambda _: self.faults.append("the page crashed"))

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium reports each 4xx answer as an error of the console; such an answer is a page of ours, checked as one.
        if message.type in {"error", "warning"} and "the server responded with a status of 4" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"other host: {request.url}")

    def _response(self, response: Response) -> None:
        asked = int(response.headers.get("x-queries", "0"))
        if response.status >= 500:
            self.faults.append(f"{response.status}: {response.url}")
        if response.request.method == "GET" and asked > MOST_QUERIES:
            self.faults.append(f"{asked} queries: {response.url}")

    def _dialog(self, dialog: Dialog) -> None:
        if dialog.type == "alert":  # no page of ours opens one: a script that somebody typed was run
            self.faults.append(f"alert: {dialog.message}")
        dialog.accept()

    def speak(self, language: str) -> None:
        """The pages from now on come in that language."""
        self.context.add_cookies([{"name": "django_language", "value": language, "url": self.address}])

    def sign_in(self, username: str, password: str = PASSWORD) -> Watched:
        """Signs in on the sign-in page."""
        page = self.page
        page.goto(f"{self.address}/login")
        page.fill("#username", username)
        page.fill("#password", password)
        page.click("main button.w-100")
        page.wait_for_url(lambda url: urlsplit(url).path != "/login")
        return self

    def go(self, path: str) -> Page:
        """Opens a page of the installation without checking it."""
        self.page.goto(self.address + path)
        return self.page

    def visit(self, path: str) -> Page:
        """Opens the page in both languages and checks each; it stays open in the person's own."""
        found = self.faults_of(path)
        assert not found, "\n".join(found)
        return self.page

    def open(self, path: str) -> Page:
        """Opens the page in the person's own language and checks it."""
        self.go(path)
        self.check()
        return self.page

    def faults_of(self, path: str) -> list[str]:
        """What is wrong with the page, in both languages."""
        found = []
        for language in sorted(LANGUAGES, key=self.language.__eq__):
            self.speak(language)
            self.go(path)
            found += self.faults_here()
        return found

    def check(self) -> None:
        """What every state of a page must hold, in the language in which it is shown."""
        found = self.faults_here()
        assert not found, "\n".join(found)

    def faults_here(self) -> list[str]:
        """What is wrong with the page as it stands, and what went wrong since the last look."""
        found = [*self.faults, *self.problems()]
        self.faults.clear()
        shown = self.page.evaluate("document.documentElement.lang")
        place = self.page.url.removeprefix(self.address)
        return [f"{place} ({shown}) {fault}" for fault in found]

    def problems(self) -> list[str]:
        """The faults of the page as it stands: accessibility, width, words that nobody translated."""
        page = self.page
        found = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if too_wide := page.evaluate(_TOO_WIDE):
                found.append(f"wider than {width}: {too_wide}")
        found += [_violation(one) for one in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.lang") == "en":
            found += [f"not translated: {text}" for text in page.evaluate(_UNMARKED)]
        return found


class Enter(Protocol):
    """Gives a person a browser of their own: ``enter(served)``, or ``enter(served, "jingban")`` signed in."""

    def __call__(self, served: Served, username: str = "", language: str = "zh-hans") -> Watched:
        """The browser."""
        ...


def _violation(one: dict[str, Any]) -> str:
    nodes = "; ".join(node["html"][:140] for node in one["nodes"][:3])
    return f"axe {one['id']}: {one['help']} ×{len(one['nodes'])}: {nodes}"
