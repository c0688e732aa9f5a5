"""A page of files and the same page from a server show the same figures (200 pairs: python -m bench.site_same)."""

from __future__ import annotations

import pytest
from bench.site_same import client_of, comparisons, differing, figures, site_of_files

from metier.surfaces.pages.page import Site
from metier.surfaces.site.plan import Work


@pytest.fixture(scope="module")
def site() -> Site:
    return site_of_files()


def test_random_comparisons_show_the_same_figures(site: Site) -> None:
    with client_of(site) as client:
        assert not differing(site, client, comparisons(site, 4))


def test_other_pages_show_the_same_figures(site: Site) -> None:
    works = [
        Work("role", "/roles/data-engineer", ("data-engineer",), ("x",)),
        Work("pay", "/pay/data-engineer/us", ("data-engineer", "us"), ("x",)),
        Work("skill", "/skills/python", ("python",), ("x",)),
    ]
    with client_of(site) as client:
        assert not differing(site, client, works)


def test_a_changed_value_is_seen() -> None:
    html = '<button class="fig" popovertarget="f1">50 %</button><data value="0.5">50 %</data>'
    assert figures(html) != figures(html.replace('"0.5"', '"0.51"'))
    assert len(figures(html)) == 2
