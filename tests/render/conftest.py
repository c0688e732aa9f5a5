"""What the renderers' tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest
from sample import sample_report

from metier.model import Report

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session", params=[1, 2, 5], ids=["one role", "two roles", "five roles"])
def report(request: pytest.FixtureRequest) -> Report:
    """The invented report, with hostile strings."""
    return sample_report(request.param)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser; the tests that take it are marked ``browser`` and say so when it is absent."""
    path = os.environ.get("METIER_CHROMIUM") or which("chromium") or which("chromium-browser")
    if path is None or not Path(path).exists():
        pytest.skip("no Chromium here: tests marked 'browser' are skipped (set METIER_CHROMIUM to its path)")
    sync = pytest.importorskip("playwright.sync_api")
    with sync.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
