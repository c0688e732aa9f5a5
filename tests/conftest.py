"""What the tests share: where the producers' files are, and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bench.web_page import chromium_path
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("metier", deadline=None)  # how long an example takes is the machine's affair
settings.load_profile("metier")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the producers' files; tests that take it are marked ``shared``."""
    if not (SHARED / "sources").is_dir():
        pytest.skip("the producers' files are not here (../shared): tests marked 'shared' are skipped")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser, one a process: Playwright can start only once in it. The tests that take it are marked ``browser``."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium here: tests marked 'browser' are skipped (set METIER_CHROMIUM to its path)")
    sync = pytest.importorskip("playwright.sync_api")
    with sync.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
