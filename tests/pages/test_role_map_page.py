"""The map of roles: a picture of links, the same as a list, and what it may not be taken for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from dom import page as parsed

from metier.release.reader import Release
from metier.release.role_plane import NEAREST, role_map
from metier.surfaces.pages import role_map as page_of
from metier.surfaces.pages.page import Site
from metier.vocabulary import rule

if TYPE_CHECKING:
    from conftest import Visit


def test_every_role_with_enough_postings_is_on_the_map_and_the_others_are_named(site: Site, release: Release) -> None:
    tree = parsed(page_of.page(site).html)
    found = role_map(release)
    assert {node.attributes["href"] for node in tree.css("svg.map a")} == {
        f"/roles/{m.role.role_id}" for m in found.roles
    }
    assert all(one.read >= rule("minimum.postings_shown") for one in found.roles)
    left_out = {node.text() for node in tree.css("#list .note a")}
    assert left_out == {line.label for line in found.left_out}


def test_the_list_holds_every_role_of_the_picture_once_with_its_nearest(site: Site, release: Release) -> None:
    tree = parsed(page_of.page(site).html)
    listed = [node.css_first("a").attributes["href"] for node in tree.css(".neighbourhoods li")]
    assert sorted(map(str, listed)) == sorted(f"/roles/{m.role.role_id}" for m in role_map(release).roles)
    lines = {node.css_first("a").text(): node.css_first(".small").text() for node in tree.css(".neighbourhoods li")}
    nearest = {one.role.label: one.nearest for one in role_map(release).roles}
    labels = {one.role.role_id: one.role.label for one in role_map(release).roles}
    for label, text in lines.items():
        assert text == "closest: " + ", ".join(labels[role_id] for role_id in nearest[label][:3])


def test_the_plane_keeps_more_than_chance_and_says_how_much(site: Site, release: Release) -> None:
    found = role_map(release)
    chance = NEAREST / (len(found.roles) - 1)
    assert found.kept > 6 * chance
    assert found.stress < 0.3
    text = parsed(page_of.page(site).html).css_first("#reading").text()
    assert f"{found.kept * NEAREST:.1f} on average" in text
    assert f"{found.stress:.2f}" in text


def test_roles_of_one_kind_of_work_stand_close(release: Release) -> None:
    at = {one.role.role_id: (one.x, one.y) for one in role_map(release).roles}

    def apart(a: str, b: str) -> float:
        return float(((at[a][0] - at[b][0]) ** 2 + (at[a][1] - at[b][1]) ** 2) ** 0.5)

    assert apart("backend-engineer", "full-stack-engineer") < apart("backend-engineer", "marketing-analyst")
    assert apart("machine-learning-engineer", "mlops-engineer") < apart("machine-learning-engineer", "data-analyst")


def test_families_are_told_apart_by_shape_and_colour_and_named(site: Site) -> None:
    tree = parsed(page_of.page(site).html)
    legend = tree.css(".map-legend li path")[:-1]
    assert len({node.attributes["d"] for node in legend}) == len(legend)
    for link in tree.css("svg.map a"):
        assert ", " in str(link.attributes["aria-label"])


def test_the_map_is_made_without_inline_style_and_is_the_same_twice(site: Site) -> None:
    html = page_of.page(site).html
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", html)
    assert html == page_of.page(site).html


def test_a_release_with_too_few_postings_has_no_map_and_says_so(
    site: Site, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("metier.release.role_plane.rule", lambda name: 1e9)
    fresh = Site(Release(release.folder), base=site.base)
    tree = parsed(page_of.page(fresh).html)
    assert not tree.css("svg.map")
    assert "Too few roles" in tree.text()
    assert len(tree.css("#list .note a")) > 90


@pytest.mark.browser
def test_search_finds_a_role_and_says_what_is_closest(visit: Visit, site: Site) -> None:
    tab = visit(site, "/map")
    tab.fill("#map-find", "data engineer")
    assert "Data Engineer: closest are" in tab.inner_text("#map-says")
    assert tab.locator("#map line").count() == NEAREST
    tab.fill("#map-find", "engineer")
    assert "roles:" in tab.inner_text("#map-says")
    tab.fill("#map-find", "zzz")
    assert "No role" in tab.inner_text("#map-says")


@pytest.mark.browser
def test_the_map_is_one_stop_of_the_keyboard_and_arrows_go_on_from_there(visit: Visit, site: Site) -> None:
    tab = visit(site, "/map")
    assert tab.locator("#map a[tabindex='0']").count() == 1
    tab.locator("#map a[tabindex='0']").focus()
    first = tab.evaluate("document.activeElement.id")
    tab.keyboard.press("ArrowLeft")
    second = tab.evaluate("document.activeElement.id")
    assert second != first
    assert second.startswith("at-")
    before = tab.get_attribute("#map", "viewBox")
    tab.keyboard.press("+")
    tab.wait_for_function("before => document.getElementById('map').getAttribute('viewBox') !== before", arg=before)
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/roles/{second.removeprefix('at-')}")


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 390, 768, 1280])
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_names_on_the_map_can_be_read_and_do_not_overlap(visit: Visit, site: Site, width: int, script: bool) -> None:
    tab = visit(site, "/map", viewport={"width": width, "height": 800}, java_script_enabled=script)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    boxes = tab.evaluate(
        "[...document.querySelectorAll('#map text')].filter(t => getComputedStyle(t).display !== 'none')"
        ".map(t => t.getBoundingClientRect()).map(b => [b.left, b.top + 3, b.right, b.bottom - 3])"
    )
    assert len(boxes) >= 8
    assert min(b[3] - b[1] for b in boxes) >= 6
    overlaps = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] and b[1] < a[3]
    ]
    assert not overlaps
