"""Choosing among open jobs and technologies in a browser: in place with script, by address without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from metier.surfaces.pages import jobs, skills
from metier.surfaces.pages.assets import assets
from metier.surfaces.pages.frame import POLICY
from metier.surfaces.pages.page import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser


def answer(site: Site, route: Route) -> None:
    """Pages of jobs and technologies, and static files, as a server answers."""
    address = urlsplit(route.request.url)
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    if address.path in assets():
        body, media = assets()[address.path]
        route.fulfill(body=body, content_type=media)
        return
    page = (
        skills.page(site, asked.get("q", ""))
        if address.path == "/skills"
        else jobs.page(site, jobs.JobsQuery.read(asked))
    )
    policy = {"content-security-policy": f"{POLICY}; frame-ancestors 'none'"}
    route.fulfill(body=page.html, content_type="text/html; charset=utf-8", headers=policy)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def tab(request: pytest.FixtureRequest, chromium: Browser, site: Site) -> Iterator[Page]:
    """A tab with and without script; anything that it complains of fails the test."""
    context = chromium.new_context(java_script_enabled=request.param, viewport={"width": 390, "height": 800})
    context.route("**/*", lambda route: answer(site, route))
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.set_default_timeout(10_000)
    yield tab
    assert said == []
    context.close()


def test_a_filter_narrows_the_cards_and_stands_in_the_address(tab: Page, request: pytest.FixtureRequest) -> None:
    tab.goto("http://site.test/jobs")
    everything = tab.inner_text("#found")
    scripted = "no script" not in request.node.name
    tab.focus("#f-country")
    tab.select_option("#f-country", "GB")
    if not scripted:
        tab.click("text=Show jobs")
    tab.wait_for_selector(".chosen >> text=United Kingdom")
    assert tab.inner_text("#found") != everything
    assert parse_qs(urlsplit(tab.url).query)["country"] == ["GB"]
    if scripted:
        assert tab.evaluate("document.activeElement.id") == "f-country"
        assert tab.inner_text("#jobs-status") == tab.inner_text("#found")


def test_words_are_searched_and_taken_away_again(tab: Page) -> None:
    tab.goto("http://site.test/jobs?country=US")
    tab.fill("#q", "machine learning")
    tab.press("#q", "Enter")
    tab.wait_for_selector("#found >> text=machine learning")
    tab.click("text=Clear all")
    tab.wait_for_url("http://site.test/jobs")
    assert (tab.input_value("#q"), tab.input_value("#f-country")) == ("", "")


def test_a_technology_is_found_by_its_name(tab: Page) -> None:
    tab.goto("http://site.test/skills")
    tab.fill("#q", "c++")
    tab.press("#q", "Enter")
    tab.wait_for_selector("#found >> text=Show all")
    assert tab.get_attribute("#found .rows-list a", "href") == "/skills/cpp"
