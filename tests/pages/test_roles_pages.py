"""The list of roles and the profile of a role: every role is found, official occupations by search."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from dom import page as parsed

from metier.errors import UnknownRole
from metier.model import Filters
from metier.release.reader import Release
from metier.surfaces.pages import role, roles
from metier.surfaces.pages.families import families, family_label
from metier.surfaces.pages.page import Site
from metier.vocabulary import roles as vocabulary

if TYPE_CHECKING:
    from conftest import Visit


def _links(html: str) -> list[str]:
    return [node.attributes.get("href") or "" for node in parsed(html).css("main a")]


def test_every_role_stands_under_its_family_and_in_the_alphabet(site: Site) -> None:
    links = _links(roles.page(site).html)
    for entry in vocabulary().values():
        assert links.count(f"/roles/{entry.id}") == (0 if entry.family == "other" else 2), entry.id


def test_each_line_says_what_the_role_is_and_how_many_postings_there_are(site: Site) -> None:
    tree = parsed(roles.page(site).html)
    for line in tree.css("#families li"):
        assert re.fullmatch(r"[\d,]+ postings?", line.css_first(".count").text())
        assert line.css_first("p").text().endswith(".")


def test_a_search_finds_official_occupations_and_says_of_which_scheme(site: Site) -> None:
    tree = parsed(roles.page(site, "registered nurses").html)
    found = [node.text() for node in tree.css("section[aria-labelledby=results] h3")]
    assert "Official occupations of the United States (O*NET)" in found
    assert tree.css("main a[href^='/roles/onet-']")


def test_a_search_without_a_result_offers_names_and_repeats_what_was_typed_safely(site: Site) -> None:
    html = roles.page(site, "data <script>engeneer").html
    assert "Nothing found" in html
    assert "<script>engeneer" not in html
    assert "Data Engineer" in html


def test_files_have_no_form_that_only_a_server_answers(files_site: Site) -> None:
    html = roles.page(files_site).html
    assert 'href="/careers/roles/data-analyst"' in html
    assert 'class="find-role needs-script"' in html
    assert "<form" not in role.page(files_site, "data-analyst").html


def test_a_profile_leads_to_pay_jobs_map_close_roles_and_comparisons(site: Site) -> None:
    links = _links(role.page(site, "data-analyst").html)
    assert {"/pay/data-analyst", "/jobs/data-analyst", "/map#at-data-analyst"} <= set(links)
    compared = [href for href in links if href.startswith("/compare/")]
    assert len(set(compared)) >= 5
    assert all("data-analyst" in href for href in compared)


def test_a_comparison_has_one_address_from_whichever_role_one_comes(release: Release) -> None:
    for one in role.close_roles(release, "data-engineer"):
        back = {other.role_id: other.compare for other in role.close_roles(release, one.role_id)}
        assert back.get("data-engineer", one.compare) == one.compare


def test_the_ladder_shows_levels_in_order_with_postings_and_the_pay_of_the_report(site: Site) -> None:
    tree = parsed(role.page(site, "data-engineer").html)
    levels = [node.text() for node in tree.css(".rungs th[scope=row]")]
    assert levels.index("Entry") < levels.index("Senior") < levels.index("Lead") < levels.index("Director")
    pays = [node.text() for node in tree.css(".rungs td.num")]
    assert sum(text.startswith("$") for text in pays) >= 5
    chart = tree.css_first(".ladder").text()
    assert all(text.split("–")[0] in chart for text in pays if text.startswith("$"))


def test_the_ladder_says_nothing_of_pay_where_one_level_is_chosen(site: Site) -> None:
    tree = parsed(role.page(site, "data-engineer", Filters(level="senior")).html)
    assert tree.css(".rungs th[scope=row]")
    assert not tree.css(".rungs td.num")


def test_a_slice_without_postings_keeps_the_form_and_says_what_has_some(site: Site) -> None:
    page = role.page(site, "chief-data-officer", Filters(country="DE"))
    tree = parsed(page.html)
    assert "United States" in tree.css_first(".missing").text()
    chosen = tree.css_first("#by-country option[selected]")
    assert chosen.text() == "Germany"


def test_filters_are_kept_in_the_form_and_change_the_profile(site: Site) -> None:
    tree = parsed(role.page(site, "data-analyst", Filters(country="US", level="senior")).html)
    assert [node.text() for node in tree.css(".filters option[selected]")] == [
        "United States",
        "Senior",
        "All years",
        "Anywhere",
    ]
    assert "United States, senior level" in tree.css_first(".meta").text()


@pytest.mark.parametrize("role_id", ["onet-15-2051.00", "prompt-engineer", "other", "chief-technology-officer"])
def test_roles_with_few_or_no_postings_have_a_profile(site: Site, role_id: str) -> None:
    page = role.page(site, role_id)
    assert page.path == f"/roles/{role_id}"
    assert parsed(page.html).css("section.part")


def test_a_name_that_is_no_role_offers_the_nearest(site: Site) -> None:
    with pytest.raises(UnknownRole) as caught:
        role.page(site, "data-enginner-x")
    assert "Data Engineer" in caught.value.nearest


def test_every_anchor_of_a_profile_exists_and_ids_are_given_once(site: Site) -> None:
    tree = parsed(role.page(site, "data-scientist").html)
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    for node in tree.css("a[href^='#']"):
        assert (node.attributes["href"] or "#")[1:] in ids


def test_no_page_needs_inline_style_or_script(site: Site) -> None:
    for page in (roles.page(site, "data"), role.page(site, "data-analyst")):
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", page.html)
        assert not re.search(r"<script(?![^>]*(src=|application/ld\+json))", page.html)


def test_families_have_readable_names_and_shapes_of_their_own() -> None:
    names = sorted({entry.family for entry in vocabulary().values()})
    found = families(names)
    assert len({one.shape for one in found.values()}) == len(names)
    assert family_label("machine-learning") == "Machine learning"


@pytest.mark.browser
def test_a_filter_updates_the_profile_in_place_and_stands_in_the_address(visit: Visit, site: Site) -> None:
    tab = visit(site, "/roles/data-engineer")
    tab.evaluate("window.stays = true")
    tab.focus("#by-country")
    tab.select_option("#by-country", "DE")
    tab.wait_for_url("**/roles/data-engineer?country=DE*")
    tab.wait_for_selector("#main .meta >> text=Germany")
    assert tab.evaluate("window.stays") is True
    assert tab.evaluate("document.activeElement.id") == "by-country"
    assert tab.input_value("#by-country") == "DE"


@pytest.mark.browser
def test_the_box_narrows_the_list_while_one_types(visit: Visit, site: Site) -> None:
    tab = visit(site, "/roles")
    tab.fill("#find", "mlops engineer")
    assert tab.locator("#families li:visible a").all_inner_texts() == ["MLOps Engineer"]
    assert tab.inner_text("#found").startswith("1 of ")
    tab.fill("#find", "")
    assert tab.locator("#families li:visible").count() == tab.locator("#families li").count()


@pytest.mark.browser
@pytest.mark.parametrize(
    "path", ["/roles", "/roles/data-engineer", "/pay", "/pay/data-engineer", "/pay/data-engineer/de"]
)
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_the_screen(visit: Visit, site: Site, path: str, width: int) -> None:
    tab = visit(site, path, viewport={"width": width, "height": 800}, java_script_enabled=width > 360)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
