"""The comparison in a real browser: filters in place, contents, papers, menus, paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from metier.surfaces.pages.page import Site

if TYPE_CHECKING:
    from conftest import Tab, Visit

pytestmark = pytest.mark.browser

PAIR = "/compare/data-analyst-vs-data-engineer"


@pytest.fixture
def tab(visit: Visit, site: Site) -> Tab:
    return visit(site, PAIR)


def test_a_filter_changes_the_page_in_place_and_the_address(tab: Tab) -> None:
    tab.evaluate("window.sameDocument = true")
    tab.focus("#by-country")
    tab.select_option("#by-country", "US")
    tab.wait_for_url(f"**{PAIR}?country=US")
    tab.wait_for_selector("#says:text('United States')", state="attached")
    assert tab.evaluate("window.sameDocument")
    assert "United States" in tab.inner_text(".meta")
    assert tab.evaluate("document.activeElement.id") == "by-country"
    tab.select_option("#by-level", "senior")
    tab.wait_for_url(f"**{PAIR}?country=US&level=senior")
    tab.go_back()
    tab.wait_for_url(f"**{PAIR}?country=US")
    tab.wait_for_selector("#filters")
    assert (tab.input_value("#by-country"), tab.input_value("#by-level")) == ("US", "")


def test_filters_work_without_script(visit: Visit, site: Site) -> None:
    tab = visit(site, PAIR, java_script_enabled=False)
    tab.select_option("#by-year", "2024")
    tab.click("#filters button")
    assert "year=2024" in tab.url
    assert "2024" in tab.inner_text(".meta")


def test_the_section_being_read_is_marked_in_the_contents(tab: Tab) -> None:
    tab.click('[data-toc] a[href="#s6"]')
    tab.wait_for_selector('[data-toc] a[href="#s6"][aria-current]')
    assert tab.locator("#h6").bounding_box()["y"] < 450  # type: ignore[index]


def test_a_figure_opens_its_papers(tab: Tab) -> None:
    tab.locator("#s1 .fig").first.click()
    opened = tab.locator(".paper:popover-open")
    assert opened.count() == 1
    assert "down to the counts behind it" in opened.inner_text()
    tab.keyboard.press("Escape")
    assert tab.locator(".paper:popover-open").count() == 0


def test_menus_close_on_escape_and_give_the_focus_back(tab: Tab) -> None:
    tab.click("summary:has-text('Cite')")
    assert "Evidence to" in tab.inner_text("#citation")
    tab.keyboard.press("Escape")
    assert tab.locator("details.menu[open]").count() == 0
    assert tab.evaluate("document.activeElement.textContent") == "Cite"


def test_a_role_can_be_added(tab: Tab) -> None:
    tab.click("summary:has-text('Roles')")
    tab.fill("#role-c", "data scientist")
    tab.press("#role-c", "Enter")
    tab.wait_for_url("**/compare?a=data-analyst&b=data-engineer&c=data+scientist")
    assert "Data Scientist" in tab.inner_text("h1")


def test_nothing_of_the_screen_is_printed(tab: Tab) -> None:
    tab.emulate_media(media="print")
    for gone in (".bar", ".tools", ".toc", ".site-foot ul"):
        assert not tab.locator(gone).first.is_visible(), gone
    assert tab.locator("h1").is_visible()
    assert tab.locator("#s12").is_visible()


def test_a_comparison_of_three_fits_a_phone(visit: Visit, site: Site) -> None:
    tab = visit(site, f"{PAIR}-vs-data-scientist", viewport={"width": 360, "height": 740})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_filter_that_gets_no_answer_says_so_and_keeps_the_page(tab: Tab) -> None:
    tab.route("**country=US*", lambda route: route.abort())
    tab.select_option("#by-country", "US")
    tab.wait_for_selector("#says.toast")
    assert tab.locator("#s12").count() == 1
    assert tab.get_attribute("#main", "aria-busy") is None
