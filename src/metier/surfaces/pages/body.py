"""A report's body as a page of the site shows it: names lead to comparisons, figures to the counts behind them."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from metier.model import Report
from metier.release.reader import Release, remembered
from metier.release.role_overview import curated_roles
from metier.report.render.html import Article, article
from metier.surfaces.pages.address import compare_path, pay_path
from metier.surfaces.pages.explain import explain_path
from metier.surfaces.pages.page import Site

_OFFICIAL = ("onet-", "esco-", "onet:", "esco:")


def body(site: Site, report: Report) -> Article:
    """The body of a report with the links of a site. Where no server answers, figures name the command instead."""

    def explained(figure_id: str) -> str:
        return site.link(explain_path(figure_id)) if site.live else ""

    return article(
        report,
        compare_address=lambda names: _compare_address(site, names),
        pay_address=lambda names: _pay_address(site, names, report),
        explain_address=explained,
    )


def _compare_address(site: Site, names: tuple[str, ...]) -> str:
    """Where some roles, named by label or id, are compared; '' where one is not known."""
    ids = _ids(site.release)
    found = [ids.get(name, name if name.startswith(_OFFICIAL) else "") for name in names]
    return site.link(compare_path(found)) if all(found) else ""


def _pay_address(site: Site, names: tuple[str, ...], report: Report) -> str:
    """Where the pay of one of the report's roles is told in full, narrowed as the report is; '' for several."""
    role_id = next((role.role_id for role in report.roles if (role.label,) == names), "")
    if not role_id:
        return ""
    filters = report.filters
    narrowed = urlencode(replace(filters, country=None).items()) if site.live else ""
    path = pay_path(role_id, filters.country or "" if site.live else "")
    return site.link(path) + (f"?{narrowed}" if narrowed else "")


@remembered
def _ids(release: Release) -> dict[str, str]:
    """The id of each role of the vocabulary by label and by id."""
    return {name: line.role_id for line in curated_roles(release) for name in (line.label, line.role_id)}
