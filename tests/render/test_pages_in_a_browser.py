"""The page in a real browser: fits a phone, opens papers without script, prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sample import sample_report

from metier.report.render.html import to_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=[2, 5], ids=["two roles", "five roles"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(to_html(sample_report(request.param)), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_nothing_is_wider_than_the_screen(chromium: Browser, file: Path, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_letters_in_charts_are_never_small(chromium: Browser, file: Path) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    page.goto(file.as_uri())
    sizes = page.evaluate(
        "[...document.querySelectorAll('figure *')].filter(e => e.childNodes.length && e.textContent.trim())"
        ".map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 11
    page.close()


def test_a_number_opens_its_papers_without_script_and_nothing_is_requested(chromium: Browser, file: Path) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    number = page.locator(".part .fig").first
    papers = page.locator("#" + str(number.get_attribute("popovertarget")))
    assert not papers.is_visible()
    number.click()
    assert papers.is_visible()
    assert "metier explain" in papers.inner_text()
    page.keyboard.press("Escape")
    assert not papers.is_visible()
    assert requests == [file.as_uri()]
    assert complaints == []
    context.close()


def test_paper_lists_the_papers_of_every_figure(chromium: Browser, file: Path) -> None:
    page = chromium.new_page(viewport={"width": 1000, "height": 800})
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    assert page.locator(".paper").count() == page.locator(".paper:visible").count()
    assert len(page.pdf()) > 10_000
    page.close()
