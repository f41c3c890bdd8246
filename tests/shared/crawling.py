"""Which pages a person can reach by following links, and which of them look like none seen before."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from watching import MOST_QUERIES, Watched

# Of pages that differ only by project, number or value of a filter so many are asked for.
MOST_ALIKE = 5


@dataclass
class _Parsed(HTMLParser):
    """The links of a page, and its kinds of elements: a page with none that is new looks like one seen before."""

    links: list[str] = field(default_factory=list)
    elements: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the element."""
        given = dict(attrs)
        self.elements.add((tag, given.get("class") or ""))
        if tag == "a" and given.get("href") and "download" not in given:
            self.links.append(given["href"] or "")


def kind_of(path: str) -> str:
    """What pages that differ only by project, unit, ledger, number or the value of a filter have in common."""
    parts = urlsplit(path)
    named = re.sub(r"(?<=/)(projects|units|ledgers|rows|sources)/[^/]+", r"\1/*", parts.path)
    named = re.sub(r"/\d+(?=/|$)", "/*", named)
    return f"{named}?{'&'.join(sorted({name for name, _ in parse_qsl(parts.query)}))}"


@dataclass
class Crawl:
    """The elements seen so far on pages of each kind, by any role: a page that has no other need not be looked at."""

    elements: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def pages(self, person: Watched, start: str = "/") -> Iterator[str]:
        """Follows the links; gives the pages to be looked at in the browser. Fails on a link that leads nowhere."""
        waiting, known, alike = deque([start]), {start}, Counter[str]()
        while waiting:
            path = waiting.popleft()
            kind = kind_of(path)
            alike[kind] += 1
            if alike[kind] > MOST_ALIKE:
                continue
            answer = person.context.request.get(person.address + path)
            assert answer.status == 200, f"{path}: {answer.status}"
            asked = int(answer.headers.get("x-queries", "0"))
            assert asked <= MOST_QUERIES, f"{path}: {asked} queries"
            if not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            parsed = _Parsed()
            parsed.feed(answer.text())
            shown = kind_of(answer.url.removeprefix(person.address)).partition("?")[0]  # after being led on
            seen = self.elements.setdefault(shown, set())
            if parsed.elements - seen:
                seen |= parsed.elements
                yield path
            here = urlsplit(answer.url)
            for link in parsed.links:
                to = urlsplit(urljoin(answer.url, link))
                assert to.netloc == here.netloc, f"{path} leads to another host: {link}"
                found = to.path + (f"?{to.query}" if to.query else "")
                if found not in known:
                    known.add(found)
                    waiting.append(found)
