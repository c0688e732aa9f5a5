"""A technology: the report on it, with ways on to roles, companions and open jobs."""

from __future__ import annotations

from urllib.parse import urlencode

from metier.release.technologies import companions, find_technology, uses
from metier.report.technology_page import technology_report
from metier.report.technology_shares import who_asks
from metier.surfaces.pages import structured
from metier.surfaces.pages.address import role_path, skill_path
from metier.surfaces.pages.body import body
from metier.surfaces.pages.frame import render
from metier.surfaces.pages.page import Page, Site
from metier.surfaces.pages.skills import kind_name
from metier.surfaces.pages.whole import whole

MOST_LINKS = 8


def page(site: Site, name: str) -> Page:
    """The page of a technology by id or any of its names; its path has the id. Raises UnknownTechnology."""
    release = site.release
    report = technology_report(release, name)
    item_id = find_technology(release, name)
    use = uses(release)[item_id]
    path = skill_path(item_id)
    article = body(site, report)
    beside = companions(release, item_id, use.collection)
    main = render(
        "skill.html.j2",
        site=site,
        report=report,
        use=use,
        kind=kind_name(use.kind),
        crumbs=[("Skills", site.link("/skills")), (use.label, "")],
        article=article,
        toc=(*article.toc, ("sources", "Sources"), ("figures", "Figures")),
        roles=[(share.role.label, site.link(role_path(share.role.role_id)))
               for share in who_asks(release, item_id, use.collection)[:MOST_LINKS]],
        beside=[(one.label, site.link(skill_path(one.item_id))) for one in beside if one.item_id in uses(release)],
        jobs=site.link("/jobs?" + urlencode({"technology": use.label})) if site.live else "",
    )  # fmt: skip
    title = f"{use.label}: who asks for it, with what, and what it pays"
    said = report.sections[0].paragraphs[0][0].plain() if report.sections[0].paragraphs else ""
    description = said or f"Which roles ask for {use.label}, counted from job postings, with intervals and sources."
    return whole(
        site,
        path,
        title=title,
        description=description,
        main=main,
        current="skills",
        kind="article",
        trail=[("Skills", "/skills"), (use.label, path)],
        data=[structured.dataset(site, path, report, title=title)],
    )
