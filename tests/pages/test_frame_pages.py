"""Methods, sources and the page for what is not there."""

from __future__ import annotations

import re

from metier.model import Filters
from metier.release.reader import Release
from metier.release.roles import get_role
from metier.report.assemble import report
from metier.surfaces.pages import methods, not_found, sources
from metier.surfaces.pages.page import Site
from metier.vocabulary import rules


def test_every_threshold_of_figures_stands_on_the_page_with_its_reason(site: Site) -> None:
    html = methods.page(site).html
    for rule in rules().values():
        if not rule.id.startswith("serve."):
            assert html.count(f"<code>{rule.id}</code>") == 1


def test_every_method_is_explained(site: Site) -> None:
    html = methods.page(site).html
    for one in methods.METHODS:
        section = html.partition(f'id="{one.anchor}"')[2].partition("</section>")[0]
        assert section.count("<p>") >= 1, one.anchor


def test_the_methods_that_papers_name_have_a_place(release: Release) -> None:
    roles = tuple(get_role(release, name) for name in ("data-analyst", "data-engineer"))
    named = {figure.method for figure in report(release, roles, Filters()).figures.values()}
    assert not [name for name in named if not methods.method_path(name)]


def test_every_source_stands_with_licence_rows_and_hashes(site: Site) -> None:
    html = sources.page(site).html
    for origin in site.release.origins.values():
        part = html.partition(f'id="{origin.origin_id}"')[2].partition("</article>")[0]
        assert f"{origin.rows_kept:,} of {origin.rows_read:,}" in part
        assert all(digest in part for _, digest in origin.files)


def test_an_unknown_page_says_what_is_wrong_and_where_to_go(site: Site) -> None:
    page = not_found.page(site, "/x", "No <page>.", "Try another.", [("Data Analyst", "/roles/data-analyst")])
    assert page.status == 404
    assert "No &lt;page&gt;. Try another." in page.html
    assert 'href="/roles/data-analyst"' in page.html
    assert 'rel="canonical"' not in page.html
    assert re.search(r'<meta name="robots" content="noindex">', page.html)
