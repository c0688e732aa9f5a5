"""The comparison page: the whole report, filters that have data, and what a reader does with it."""

from __future__ import annotations

import re

import pytest

from metier.model import Filters, Role
from metier.release.reader import Release
from metier.release.roles import get_role
from metier.release.slices import choices
from metier.report.assemble import report
from metier.surfaces.pages import compare
from metier.surfaces.pages.page import Site
from metier.vocabulary import rule

PAIR = ("data-analyst", "data-engineer")


@pytest.fixture(scope="module")
def roles(release: Release) -> tuple[Role, ...]:
    return tuple(get_role(release, name) for name in PAIR)


@pytest.fixture(scope="module")
def html(site: Site, roles: tuple[Role, ...]) -> str:
    return compare.page(site, roles).html


def test_every_section_stands_in_the_contents_and_on_the_page(
    html: str, release: Release, roles: tuple[Role, ...]
) -> None:
    contents = html.partition("data-toc")[2].partition("</nav>")[0]
    anchors = re.findall(r'href="#([\w-]+)"', contents)
    assert len(anchors) == len(report(release, roles, Filters()).sections) + 2
    assert all(f'id="{anchor}"' in html for anchor in anchors)


def test_no_id_stands_twice(html: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_page_has_one_first_heading_with_both_roles(html: str) -> None:
    headings = re.findall(r"<h1.*?</h1>", html, re.S)
    assert len(headings) == 1
    assert "Data Analyst" in headings[0]
    assert "Data Engineer" in headings[0]


def test_filters_offer_only_what_has_postings(release: Release) -> None:
    for one in choices(release, PAIR, Filters()):
        assert one.found, one.name
        for choice in one.found:
            assert max(choice.postings) >= rule("minimum.postings_shown")
            assert len(choice.postings) == len(PAIR)


def test_each_offered_country_makes_a_report(site: Site, release: Release, roles: tuple[Role, ...]) -> None:
    country = next(one for one in choices(release, PAIR, Filters()) if one.name == "country").found[-1]
    page = compare.page(site, roles, Filters(country=country.value))
    assert f'<option value="{country.value}" selected>{country.label}</option>' in page.html
    assert page.path == "/compare/data-analyst-vs-data-engineer"


def test_downloads_swaps_and_citations_keep_the_filters(site: Site, roles: tuple[Role, ...]) -> None:
    html = compare.page(site, roles, Filters(country="US", remote=True)).html
    for ending in compare.FORMATS:
        assert f'href="/compare/data-analyst-vs-data-engineer.{ending}?country=US&amp;remote=yes"' in html
    assert 'href="/compare/data-engineer-vs-data-analyst?country=US&amp;remote=yes"' in html
    assert "https://careers.example/compare/data-analyst-vs-data-engineer?country=US&amp;remote=yes" in html


def test_a_slice_without_postings_keeps_the_filters_and_says_so(site: Site, roles: tuple[Role, ...]) -> None:
    page = compare.page(site, roles, Filters(country="AQ"))
    assert page.status == 200
    assert "Nothing to compare here" in page.html
    assert '<option value="AQ" selected>' in page.html
    assert 'href="/compare/data-analyst-vs-data-engineer"' in page.html


def test_a_role_of_three_can_be_left_out(site: Site, release: Release) -> None:
    roles = [get_role(release, name) for name in (*PAIR, "data-scientist")]
    html = compare.page(site, roles).html
    assert 'href="/compare/data-engineer-vs-data-scientist"' in html
    assert 'name="d"' in html


def test_pages_of_files_hold_the_same_figures_and_ask_no_server(
    files_site: Site, html: str, roles: tuple[Role, ...]
) -> None:
    other = compare.page(files_site, roles).html
    figures = re.compile(r'data-figure="([^"]+)">([^<]*)<')
    assert figures.findall(other) == figures.findall(html)
    assert "hx-get" not in other
    assert "<select" not in other
    assert "?" not in "".join(re.findall(r'href="(/careers[^"]*)"', other))


def test_related_comparisons_are_links(html: str) -> None:
    related = html.partition('id="s12"')[2].partition("</section>")[0]
    assert re.findall(r'href="/compare/[\w~.-]+-vs-[\w~.-]+"', related)


def test_without_a_server_the_chooser_promises_no_other_roles_than_there_are(site: Site, files_site: Site) -> None:
    served, files = compare.chooser(site).html, compare.chooser(files_site).html
    assert "O*NET or ESCO code" in served
    assert "data-compared" not in served
    assert "O*NET or ESCO code" not in files
    assert "Any job title" not in files
    assert 'data-compared="/careers/roles.json"' in files
    assert '<a href="/careers/roles">the list of roles</a>' in files


def test_the_chooser_says_what_is_wrong_and_keeps_what_was_typed(site: Site) -> None:
    page = compare.chooser(
        site,
        ['astro"naut', "data analyst"],
        message="No role <b>.",
        near=[("Data Analyst", "/roles/data-analyst")],
        status=404,
    )
    assert page.status == 404
    assert 'value="astro&#34;naut"' in page.html
    assert "No role &lt;b&gt;." in page.html
    assert 'href="/roles/data-analyst"' in page.html
