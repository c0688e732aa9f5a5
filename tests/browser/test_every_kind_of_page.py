"""Every kind of page, served: accessible in light and dark, narrow and wide; small, still, readable without script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bench.web_page import MOST_BYTES, MOST_SHIFT, visit
from bench.web_page import PHONE as PHONE_SIZE
from page_kinds import DESK, KINDS, PAIR, PHONE

if TYPE_CHECKING:
    from page_kinds import OpenTab
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).resolve().parents[2] / "out" / "screenshots"
ALL_RULES = {"rules": {"target-size": {"enabled": True}}}
RULES_OF_COLOUR = {"runOnly": ["color-contrast", "link-in-text-block"]}
# Sections out of sight are laid out late; the checker leaves out what is not laid out.
ALL_LAID_OUT = ".part { content-visibility: visible !important }"
HIDDEN_PAPERS = ".paper:not(:popover-open)"
every_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())


def violations(tab: Tab, rules: dict[str, Any] = ALL_RULES) -> list[tuple[str, int, list[str]]]:
    """What axe-core finds wrong: the rule, how often, and the first places."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"resultTypes": ["violations"], "preload": False, **rules}
    found: list[dict[str, Any]] = Axe().run(tab, options=options).response["violations"]
    return [(one["id"], len(one["nodes"]), [node["html"][:150] for node in one["nodes"][:3]]) for one in found]


def without_most_papers(tab: Tab) -> None:
    """Takes away hidden papers but the first: all look the same to the checker, and they are most of a page."""
    tab.evaluate(f"[...document.querySelectorAll('{HIDDEN_PAPERS}')].slice(30).forEach((paper) => paper.remove())")


def fits(tab: Tab) -> bool:
    """Whether nothing has to be moved sideways."""
    return bool(tab.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_and_nothing_is_too_wide(open_tab: OpenTab, kind: str) -> None:
    tab = open_tab(KINDS[kind], viewport=PHONE, bypass_csp=True, reduced_motion="reduce")
    tab.add_style_tag(content=ALL_LAID_OUT)
    without_most_papers(tab)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for size in (PHONE, DESK):
        tab.set_viewport_size(size)
        tab.emulate_media(color_scheme="light")
        assert violations(tab) == [], size
        assert fits(tab), size
        tab.screenshot(path=PICTURES / f"{kind}-{size['width']}.png", full_page=True)
        tab.emulate_media(color_scheme="dark")
        assert violations(tab, RULES_OF_COLOUR) == [], size


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_what_opens_is_accessible_too(open_tab: OpenTab, size: dict[str, int], colours: str) -> None:
    tab = open_tab(PAIR, viewport=size, color_scheme=colours, bypass_csp=True, reduced_motion="reduce")
    tab.locator("#s1 .fig").first.click()
    assert tab.locator(".paper:popover-open").is_visible()
    without_most_papers(tab)
    tab.locator(".part:not(.lead)").evaluate_all("parts => parts.slice(4).forEach((part) => part.remove())")
    tab.evaluate("document.querySelectorAll('.part details').forEach((one) => (one.open = true))")
    tab.add_style_tag(content=ALL_LAID_OUT)
    assert violations(tab) == []
    assert fits(tab)
    tab.keyboard.press("Escape")
    for menu in ("Roles", "Download", "Cite"):
        tab.click(f".tools summary:text-is('{menu}')")
        assert violations(tab) == [], menu
        assert fits(tab), menu


def test_a_list_of_suggestions_is_accessible(open_tab: OpenTab) -> None:
    tab = open_tab("/", viewport=PHONE, bypass_csp=True)
    tab.click("#role-a")
    tab.wait_for_selector("#role-a-list [role=option]")
    tab.keyboard.press("ArrowDown")
    for colours in ("light", "dark"):
        tab.emulate_media(color_scheme=colours)
        assert violations(tab) == []


@every_kind
def test_nothing_moves_and_no_other_host_is_asked(chromium: Browser, server: str, path: str) -> None:
    seen = visit(chromium, server + path, size=PHONE_SIZE)
    assert seen.shift < MOST_SHIFT
    assert len(seen.hosts) == 1


@pytest.mark.parametrize("path", ["/", PAIR, f"{PAIR}-vs-data-scientist", "/roles/data-analyst", "/pay/data-analyst"])
def test_a_first_visit_is_small(chromium: Browser, server: str, path: str) -> None:
    seen = visit(chromium, server + path)
    assert 10_000 < seen.transferred < MOST_BYTES
    assert seen.shift < MOST_SHIFT


@every_kind
def test_everything_can_be_read_without_script(open_tab: OpenTab, path: str) -> None:
    tab = open_tab(path, viewport=PHONE, java_script_enabled=False)
    assert tab.locator("h1").is_visible()
    assert tab.locator(".needs-script:visible").count() == 0
    assert len(tab.inner_text("#main")) > 100
    assert tab.locator("#main [aria-busy=true]").count() == 0


@every_kind
def test_the_keyboard_goes_everywhere_and_is_seen(open_tab: OpenTab, path: str) -> None:
    tab = open_tab(path)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.matches('.skip')")
    assert tab.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    stops = []
    for _ in range(30):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(
            """() => { const at = document.activeElement, box = at.getBoundingClientRect(), look = getComputedStyle(at);
            const mark = at.querySelector('.sign');
            return { name: at.outerHTML.slice(0, 80), place: [...document.querySelectorAll('*')].indexOf(at),
              seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
              marked: look.outlineStyle !== 'none' || (mark !== null && getComputedStyle(mark).strokeWidth > '3'),
              ended: at === document.body }; }"""
        )
        if stop["ended"]:
            break
        assert stop["seen"], stop
        assert stop["marked"], stop
        stops.append(stop["place"])
    assert len(stops) >= 12  # the menu and the foot at least
    assert stops == sorted(stops)  # in the order in which one reads
