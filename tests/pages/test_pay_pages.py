"""Pay pages: an answer for every role, typed titles and countries, and a way in."""

from __future__ import annotations

import re

import pytest
from dom import page as parsed

from metier.errors import UnknownFilter, UnknownRole, UserInputError
from metier.model import Filters
from metier.release.reader import Release
from metier.release.role_overview import pay_spread
from metier.report.pay_page.page import pay_report
from metier.report.pay_question import pay_question
from metier.report.render.values import exact
from metier.surfaces.pages import pay, pays
from metier.surfaces.pages.page import Site


def test_the_page_shows_the_figures_of_the_command(site: Site, release: Release) -> None:
    tree = parsed(pay.page(site, "data-analyst", Filters(country="US", level="senior")).html)
    shown = [node.attributes["value"] for node in tree.css(".paper data")]
    report = pay_report(release, pay_question(release, ["data analyst"], country="US", level="senior"))
    assert sorted(shown) == sorted(
        repr(exact(figure.value)) for figure in report.figures.values() if figure.value is not None
    )


def test_a_country_has_an_address_of_its_own_and_its_name_in_the_title(site: Site) -> None:
    page = pay.page(site, "data-engineer", Filters(country="DE"))
    assert page.path == "/pay/data-engineer/de"
    assert page.title == "Data Engineer: pay in Germany"
    chosen = parsed(page.html).css_first(".places [aria-current]")
    assert chosen.text().startswith("Germany")


def test_links_to_countries_keep_the_other_filters_where_a_server_answers(site: Site, files_site: Site) -> None:
    html = pay.page(site, "data-engineer", Filters(country="DE", level="senior"), currency="EUR").html
    links = [str(node.attributes["href"]) for node in parsed(html).css(".places a")]
    assert "/pay/data-engineer/us?level=senior&currency=EUR" in links
    files = parsed(pay.page(files_site, "data-engineer").html).css(".places a")
    assert all("?" not in str(node.attributes["href"]) for node in files)


def test_every_country_that_a_page_links_to_can_be_shown(site: Site, release: Release) -> None:
    for code, statements in pay.countries(release, "data-scientist"):
        page = pay.page(site, "data-scientist", Filters(country=code))
        assert statements > 0
        assert parsed(page.html).css("section.part")


def test_a_typed_title_has_a_page(site: Site) -> None:
    page = pay.page(site, "title:head-of-data")
    assert page.path == "/pay/title~head-of-data"
    assert "Head of Data" in page.title
    assert "$" in page.description


def test_the_form_keeps_what_was_asked(site: Site) -> None:
    tree = parsed(pay.page(site, "data-analyst", Filters(country="GB", remote=True), ppp=True).html)
    chosen = {
        str(node.parent.attributes["name"]): node.text()
        for node in tree.css(".filters option[selected]")
        if node.parent
    }
    assert (chosen["country"], chosen["remote"], chosen["currency"]) == ("United Kingdom", "Remote", "USD")
    assert "checked" in tree.css_first("#by-ppp").attributes


def test_a_year_without_statements_keeps_the_form_and_names_years_that_have_some(site: Site) -> None:
    tree = parsed(pay.page(site, "data-analyst", Filters(year=1999)).html)
    assert "2024" in tree.css_first(".missing").text()
    assert tree.css_first("#by-year option[selected]").text() == "1999"


def test_what_cannot_be_asked_is_an_error_that_says_what_can(site: Site) -> None:
    with pytest.raises(UnknownRole):
        pay.page(site, "no-such-role")
    with pytest.raises(UnknownFilter, match="currency"):
        pay.page(site, "data-analyst", currency="doubloons")
    with pytest.raises(UserInputError):
        pay.page(site, "data-analyst", currency="EUR", ppp=True)


def test_the_way_in_ranks_roles_with_intervals_and_lists_all_with_pay(site: Site, release: Release) -> None:
    found = pays.popular(release)
    assert len(found.rows) == pays.MOST
    for row in found.rows:
        assert row.low <= row.x <= row.high
        assert row.interval
    assert [row.x for row in found.rows] == sorted((row.x for row in found.rows), reverse=True)
    links = {node.attributes["href"] for node in parsed(pays.page(site).html).css("main a")}
    assert {f"/pay/{row.role_id}" for row in found.rows} <= links
    assert {f"/pay/{line.role_id}" for line in pays.with_pay(release)} <= links


def test_the_median_of_the_way_in_is_that_of_the_roles_own_page(site: Site, release: Release) -> None:
    for row in pays.popular(release).rows[:4]:
        page = pay.page(site, row.role_id, Filters(country="US"))
        assert row.median in page.description


def test_the_ranking_holds_roles_of_one_source_only(site: Site, release: Release) -> None:
    found = pays.popular(release)
    assert found.source in parsed(pays.page(site).html).css_first("p.text").text()
    for row in found.rows[-4:]:
        assert found.source in pay.page(site, row.role_id, Filters(country="US")).description


def test_a_typed_name_that_leads_nowhere_is_repeated_with_what_to_do(site: Site) -> None:
    html = pays.page(
        site, "<b>x", message="No role is called '<b>x'.", near=[("Data Analyst", "/pay/data-analyst")]
    ).html
    assert "<b>x" not in html
    assert parsed(html).css_first("#role-q").attributes["value"] == "<b>x"
    assert 'role="alert"' in html


def test_what_a_role_can_be_narrowed_to_has_enough_statements(release: Release) -> None:
    spread = pay_spread(release, "data-engineer")
    assert spread.countries[0][0] == "US"
    assert [int(year) for year, _ in spread.years] == sorted((int(year) for year, _ in spread.years), reverse=True)
    assert all(n >= 5 for _, n in (*spread.countries, *spread.levels, *spread.years, *spread.types))
    assert pay_spread(release, "onet-15-2051.00").countries == ()


def test_pages_need_no_inline_style_or_script_and_ids_are_given_once(site: Site) -> None:
    for page in (pays.page(site), pay.page(site, "data-engineer")):
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", page.html)
        ids = [node.attributes["id"] for node in parsed(page.html).css("[id]")]
        assert len(ids) == len(set(ids))
