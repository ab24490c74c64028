"""A browser for tests: headless Chromium that may fetch nothing but the file itself, and notes all that goes wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser for as long as it is used; a skip where the machine has none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine; .ci/run installs Debian's")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


class Opened:
    """A page in the browser, and all that went wrong on it: requests it tried, errors it threw or logged."""

    def __init__(self, browser: Browser, path: Path, fragment: str = "", **context: object) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page: Page = browser.new_context(**context).new_page()  # type: ignore[arg-type]  # Playwright's own keywords
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.route("**/*", lambda route: self._gate(route, path.as_uri()))
        self.page.goto(path.as_uri() + fragment)
        self.page.locator("#legend button").first.wait_for(state="attached")

    def afresh(self) -> Page:
        """The page as it opens, without the reader's choices; cheaper than another one."""
        self.page.evaluate("change({ ...OPENS })")
        return self.page

    def close(self) -> None:
        """End, and fail if anything went wrong."""
        self.page.context.close()
        assert self.requests == []
        assert self.errors == []

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def _gate(self, route: Route, own: str) -> None:
        if route.request.url.partition("#")[0] == own:
            route.continue_()
        else:
            self.requests.append(route.request.url)
            route.abort()
