"""Pages as people meet them: in Chromium, at a telephone's width and a desk's, with what a page must never have.

``Visitor.look(name)`` is the whole check: nothing wider than the window, nothing that axe-core finds against
WCAG 2.2 AA, nothing on the console, no more than 100 kB; it leaves a picture in ``test-artefacts/``.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "test-artefacts"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (390, 1366)
RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']"
MOST_BYTES = 100_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium; the test is skipped, with the reason, where there is none."""
    found = subprocess.run([ROOT / "scripts" / "browser.sh"], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip(found.stderr.strip())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.stdout.strip(), args=["--no-sandbox", "--force-color-profile=srgb"]
        )
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody with a browser of their own. ``page`` is Playwright's; ``address`` is where the site is."""

    page: Page
    address: str
    said: list[str] = field(default_factory=list)
    sent: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("response", self._weigh)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.said.append(message.text)

    def _weigh(self, response: Response) -> None:
        if "echarts" not in response.url and response.status == 200:
            self.sent[response.url] = int(response.headers.get("content-length", 0))

    def go(self, path: str) -> None:
        """Opens a page of the site."""
        self.sent.clear()
        self.page.goto(self.address + path)

    def sign_in(self, username: str, password: str) -> None:
        """Signs in as people do."""
        self.go("/sign-in/")
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", password)
        self.page.click("main button")
        assert "/sign-in/" not in self.page.url

    def look(self, name: str) -> None:
        """Checks the page that is open at both widths, and keeps its pictures as ``name``."""
        PICTURES.mkdir(exist_ok=True)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 820})
            self.page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
            spread = self.page.evaluate("document.documentElement.scrollWidth")
            assert spread <= width, f"{name} is {spread} wide at {width}"
            assert self._violations() == [], f"{name} at {width}"
        assert self.said == [], name
        assert sum(self.sent.values()) <= MOST_BYTES, self.sent

    def _violations(self) -> list[str]:
        """What axe-core finds; nothing where npm could not bring it."""
        if not AXE.is_file():
            return []
        self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate(f"axe.run({{runOnly: {RULES}}})")
        return [
            f"{v['id']}: {' '.join(node['html'].split())[:160]}"
            for v in found["violations"]
            for node in v["nodes"]
        ]
