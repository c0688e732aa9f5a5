"""The home page: a real comparison in small, and ways on that exist."""

from __future__ import annotations

import json
import re

from metier.release.reader import Release
from metier.release.roles import find_role
from metier.release.suggest import known_roles, suggest
from metier.report.assemble import report
from metier.surfaces.pages import home
from metier.surfaces.pages.address import read_path, slug_of
from metier.surfaces.pages.page import Site
from metier.surfaces.pages.suggest import roles_json, suggestions_json


def test_the_boxes_work_as_a_plain_form(site: Site) -> None:
    html = home.page(site).html
    assert re.search(r'<form[^>]* action="/compare" method="get">', html)
    assert {'name="a"', 'name="b"'} <= set(re.findall(r'name="[ab]"', html))


def test_every_way_on_is_an_address_of_the_site(site: Site) -> None:
    main = home.page(site).html.partition("<main")[2].partition("</main>")[0]
    links = re.findall(r'href="(/[^"#]*)"', main)
    assert len(links) > 8
    assert all(read_path(link) for link in links)


def test_the_picture_shows_figures_of_the_comparison_that_it_leads_to(release: Release) -> None:
    example = home.example(release)
    assert example
    assert example.rows
    figures = report(release, example.roles, home.Filters()).figures
    shown = [dot.figure for row in example.rows for dot in row.dots if dot.figure]
    assert all(figures[figure.id] == figure for figure in shown)
    assert all(row.real for row in example.rows)
    values = [row.difference.value for row in example.rows if row.difference and row.difference.value]
    assert values == sorted(values, reverse=True)


def test_the_roles_of_the_picture_have_most_postings(release: Release) -> None:
    example = home.example(release)
    assert example
    most = [role.role_id for role in known_roles(release) if role.family != "other"][:2]
    assert [role.role_id for role in example.roles] == most


def test_pages_of_files_ask_no_server(files_site: Site) -> None:
    html = home.page(files_site).html
    assert 'data-suggest=""' in html
    assert 'data-roles="/careers/roles.json"' in html
    assert 'action="/careers/roles"' in html


def test_what_is_typed_finds_the_role_that_it_names(release: Release) -> None:
    for typed, meant in (
        ("data sci", "data-scientist"),
        ("ML eng", "machine-learning-engineer"),
        ("DS", "data-scientist"),
    ):
        assert suggest(release, typed)[0].role_id == meant


def test_words_are_found_in_any_order(release: Release) -> None:
    assert suggest(release, "analyst data")[0].role_id == "data-analyst"


def test_official_occupations_follow_where_no_role_fits(release: Release) -> None:
    found = suggest(release, "registered nurs")
    assert found
    assert all(one.scheme != "metier" for one in found)
    assert find_role(release, found[0].role_id).label == found[0].label


def test_signs_of_the_query_language_are_letters_like_others(release: Release) -> None:
    assert suggest(release, "%") == suggest(release, "")
    assert not suggest(release, "zz_%\\")
    assert len(suggest(release, "a " * 500)) <= 8


def test_every_option_is_understood_when_it_is_sent(site: Site) -> None:
    for typed in ("data", "nurse", "head of"):
        for option in json.loads(suggestions_json(site, typed)):
            assert slug_of(find_role(site.release, option.get("asks", option["label"])).role_id) == option["id"]


def test_official_occupations_are_offered_by_name_with_their_scheme(site: Site) -> None:
    found = json.loads(suggestions_json(site, "nurs"))
    assert {"id": "onet-29-1141.00", "label": "Registered Nurses", "note": "O*NET occupation",
            "asks": "onet-29-1141.00"} in found  # fmt: skip
    assert "ESCO occupation" in {option["note"] for option in found}
    for option in found:
        assert find_role(site.release, option["label"])  # without script, the name itself is sent


def test_a_misspelt_name_is_offered_the_nearest(release: Release) -> None:
    assert suggest(release, "busness analyst")[0].role_id == "business-analyst"
    assert suggest(release, "registrd nurse")[0].label == "Registered Nurses"


def test_the_file_of_roles_holds_those_of_the_site_most_postings_first(files_site: Site) -> None:
    found = json.loads(roles_json(files_site, {"data-analyst", "data-engineer"}))
    assert [role["id"] for role in found] == ["data-engineer", "data-analyst"]
    assert "data analyst" not in {name.casefold() for name in found[1]["alt"]}
