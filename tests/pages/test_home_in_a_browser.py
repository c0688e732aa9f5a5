"""The role boxes in a real browser: keyboard, screen reader, without a server, without script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from metier.surfaces.pages.page import Site

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from conftest import Visit

pytestmark = pytest.mark.browser


def test_a_pair_is_chosen_with_the_keyboard_alone(visit: Visit, site: Site) -> None:
    tab = visit(site)
    tab.focus("#role-a")
    tab.keyboard.type("data sci")
    tab.wait_for_selector("#role-a-list [role=option]")
    assert tab.get_attribute("#role-a", "aria-expanded") == "true"
    assert "roles fit" in tab.inner_text("[data-says]")
    tab.keyboard.press("ArrowDown")
    active = tab.get_attribute("#role-a", "aria-activedescendant")
    assert tab.get_attribute(f"#{active}", "aria-selected") == "true"
    tab.keyboard.press("Enter")
    assert tab.input_value("#role-a") == "Data Scientist"
    assert tab.get_attribute("#role-a", "aria-expanded") == "false"
    tab.keyboard.type("ml eng")  # the focus has gone to the second box
    tab.wait_for_selector("#role-b-list [role=option]")
    tab.keyboard.press("ArrowUp")  # from the box to the last option
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    assert tab.input_value("#role-b") == "Machine Learning Engineer"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/compare?a=Data+Scientist&b=Machine+Learning+Engineer")
    assert "Machine Learning Engineer" in tab.inner_text("h1")


def test_escape_closes_the_list_and_keeps_what_was_typed(visit: Visit, site: Site) -> None:
    tab = visit(site)
    tab.focus("#role-a")
    tab.keyboard.type("data")
    tab.wait_for_selector("#role-a-list [role=option]")
    tab.keyboard.press("Escape")
    assert tab.is_hidden("#role-a-list")
    assert tab.input_value("#role-a") == "data"


def test_an_answer_after_escape_or_another_box_is_dropped(visit: Visit, site: Site) -> None:
    tab = visit(site)
    late: list[Route] = []
    tab.route("**/suggest?*", lambda route: late.append(route))
    body = json.dumps([{"id": "data-analyst", "label": "Data Analyst", "note": ""}])
    for leave in ("Escape", "Tab"):
        tab.focus("#role-a")
        with tab.expect_request("**/suggest?*"):
            tab.keyboard.type("d")
        tab.keyboard.press(leave)
        with tab.expect_response("**/suggest?*"):
            late.pop().fulfill(body=body, content_type="application/json")
        tab.wait_for_timeout(100)
        assert tab.is_hidden("#role-a-list"), leave


def test_an_official_occupation_is_chosen_by_name_and_meant_by_its_id(visit: Visit, site: Site) -> None:
    tab = visit(site)
    tab.fill("#role-b", "data engineer")
    tab.click("#role-a")
    tab.keyboard.type("acute care nurs")
    option = tab.locator("#role-a-list [role=option]").first
    option.wait_for()
    assert " ".join(option.inner_text().split()) == "Acute Care Nurses O*NET occupation"
    option.click()
    assert tab.input_value("#role-a") == "Acute Care Nurses"
    tab.click(".pair button")
    tab.wait_for_url("**/compare?a=onet-29-1141.01&b=data+engineer")
    assert "Acute Care Nurses" in tab.inner_text("h1")


def test_a_name_of_markup_is_shown_as_it_is(visit: Visit, site: Site) -> None:
    tab = visit(site)
    tab.fill("#role-a", "<img src=x>")
    tab.wait_for_selector("[data-says]:not(:empty)")
    assert tab.locator("#role-a-list img").count() == 0


def test_without_a_server_the_boxes_lead_to_the_file_of_the_pair(visit: Visit, files_site: Site) -> None:
    tab = visit(files_site, "/careers/", viewport={"width": 390, "height": 844})
    tab.click("#role-a")
    tab.fill("#role-a", "data scientist")
    tab.fill("#role-b", "data engineer")
    tab.press("#role-b", "Enter")
    tab.wait_for_url("**/careers/compare/data-engineer-vs-data-scientist")


def test_without_a_server_no_other_role_is_taken_for_the_one_typed(visit: Visit, files_site: Site) -> None:
    few = [
        {"id": "data-engineer", "label": "Data Engineer", "note": "", "alt": ["ETL developer"]},
        {"id": "data-analyst", "label": "Data Analyst", "note": "", "alt": ["business data analyst"]},
    ]
    tab = visit(files_site, "/careers/")
    tab.route("**/roles.json", lambda route: route.fulfill(json=few))
    tab.goto("http://site.test/careers/compare")
    tab.wait_for_selector(
        "[data-compared]:text-is('These roles can be compared here: Data Engineer and Data Analyst.')"
    )
    tab.fill("#role-a", "business analyst")
    tab.fill("#role-b", "data engineer")
    tab.press("#role-b", "Enter")
    tab.wait_for_selector("[data-says]:text-is('“business analyst” is not among the roles compared here.')")
    assert tab.url.endswith("/careers/compare")
    tab.fill("#role-a", " Business  DATA analyst")
    tab.fill("#role-b", "etl developer")
    tab.press("#role-b", "Enter")
    tab.wait_for_url("**/careers/compare/data-engineer-vs-data-analyst")


def test_two_of_the_same_role_are_refused_in_words(visit: Visit, files_site: Site) -> None:
    tab = visit(files_site, "/careers/")
    tab.fill("#role-a", "data analyst")
    tab.fill("#role-b", "data analyst")
    tab.press("#role-b", "Enter")
    tab.wait_for_selector("[data-says]:text('different')")


def test_without_script_the_form_asks_the_server(visit: Visit, site: Site) -> None:
    tab = visit(site, java_script_enabled=False)
    tab.fill("#role-a", "data analyst")
    tab.fill("#role-b", "data engineer")
    tab.click(".pair button")
    assert "Data Engineer" in tab.inner_text("h1")


@pytest.mark.parametrize("path", ["/", "/compare", "/methods", "/sources", "/nothing"])
def test_nothing_is_wider_than_a_phone(visit: Visit, site: Site, path: str) -> None:
    tab = visit(site, path, viewport={"width": 360, "height": 740})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360


def test_colours_follow_the_choice_on_the_next_page_from_its_first_paint(visit: Visit, site: Site) -> None:
    tab = visit(site, color_scheme="light")
    colour = "getComputedStyle(document.body).backgroundColor"
    light = tab.evaluate(colour)
    tab.click("[data-theme-switch]")
    dark = tab.evaluate(colour)
    assert dark != light
    assert tab.get_attribute("[data-theme-switch]", "aria-pressed") == "true"
    tab.goto("http://site.test/methods")
    assert tab.evaluate(colour) == dark
    head = tab.evaluate("document.head.innerHTML")
    assert head.index("theme.") < head.index("site.", head.index("<script"))


def test_no_policy_is_broken(visit: Visit, site: Site) -> None:
    tab = visit(site, "/methods")
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    for path in ("/", "/compare/data-analyst-vs-data-engineer", "/sources"):
        tab.goto(f"http://site.test{path}")
    assert not said
