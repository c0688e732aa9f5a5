"""The content of one unit of work: a page with its links mended, a picture, a feed, the files beside a comparison."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from metier.errors import MetierError
from metier.model import Filters, Report
from metier.release.roles import get_role
from metier.report.assemble import report as make_report
from metier.surfaces.pages import compare, feeds, home, jobs
from metier.surfaces.pages.page import Page, Site
from metier.surfaces.site.links import Links
from metier.surfaces.site.pictures import picture
from metier.surfaces.site.plan import ENDINGS, NOT_FOUND, Work


class UnmadePageError(MetierError):
    """A page that could not be made; the site stays as it was."""


def make(site: Site, links: Links, work: Work) -> dict[str, bytes]:
    """The bytes of each file of a unit of work."""
    if work.kind == "compare":
        return _comparison(site, links, work)
    if work.kind == "picture":
        return {work.files[0]: picture(site, get_role(site.release, work.items[0]) if work.items else None)}
    if work.kind == "feed":
        return {work.files[0]: feeds.jobs_feed(site, work.items[0]).encode()}
    return {work.files[0]: links.mend(_page(site, work).html).encode()}


def _comparison(site: Site, links: Links, work: Work) -> dict[str, bytes]:
    roles = tuple(get_role(site.release, role_id) for role_id in work.items)
    if not site.downloads:
        return {work.files[0]: links.mend(compare.page(site, roles).html).encode()}
    report = make_report(site.release, roles, Filters())
    found = {work.files[0]: links.mend(compare.of_report(site, report).html).encode()}
    return found | {file: _FORMS[ending](report) for file, ending in zip(work.files[1:], ENDINGS, strict=True)}


def _pdf(report: Report) -> bytes:
    from metier.report.render.pdf import to_pdf

    return to_pdf(report)


def _html(report: Report) -> bytes:
    from metier.report.render.html import to_html

    return to_html(report).encode()


def _markdown(report: Report) -> bytes:
    from metier.report.render.markdown import to_markdown

    return to_markdown(report).encode()


def _json(report: Report) -> bytes:
    from metier.report.render.as_json import to_json

    return to_json(report).encode()


def _csv(report: Report) -> bytes:
    from metier.report.render.as_csv import to_csv

    return to_csv(report).encode()


_FORMS: dict[str, Callable[[Report], bytes]] = {
    "pdf": _pdf,
    "html": _html,
    "md": _markdown,
    "json": _json,
    "csv": _csv,
}


def _page(site: Site, work: Work) -> Page:
    try:
        return _makers()[work.kind](site, *work.items)
    except MetierError as error:
        raise UnmadePageError(f"{work.path}: {error.message}", hint=error.hint) from error


@lru_cache(maxsize=1)
def _makers() -> dict[str, Callable[..., Page]]:
    """How each kind of page is made, from the items of its work."""
    from metier.surfaces.pages import methods, not_found, pay, pays, role, role_map, roles, skills, sources
    from metier.surfaces.pages.skill import page as skill_page

    return {
        "home": home.page,
        "compares": compare.chooser,
        "roles": roles.page,
        "map": role_map.page,
        "role": role.page,
        "pays": pays.page,
        "pay": lambda site, role_id, country: pay.page(site, role_id, Filters(country=country.upper() or None)),
        "jobs": jobs.page,
        "role_jobs": lambda site, role_id, number: jobs.of_role(site, role_id, int(number)),
        "skills": skills.page,
        "skill": skill_page,
        "methods": methods.page,
        "sources": sources.page,
        "not_found": lambda site: not_found.page(site, NOT_FOUND),
    }
