"""Open jobs: searched and filtered where a server answers, by role as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from markupsafe import Markup

from metier.errors import UnknownRole
from metier.release.job_search import MOST_CHARACTERS, STATED, JobFilters, job_index, open_by_role
from metier.release.official import country_names
from metier.release.reader import Release
from metier.report.render.links import long_date
from metier.report.sections.jobs import level_name, type_name
from metier.surfaces.pages.address import jobs_path
from metier.surfaces.pages.feeds import jobs_feed_path
from metier.surfaces.pages.frame import render
from metier.surfaces.pages.head import Feed
from metier.surfaces.pages.job_card import WORKPLACES, card
from metier.surfaces.pages.page import Page, Site
from metier.surfaces.pages.whole import whole

A_PAGE = 20
A_FILE = 40  # cards of one role on one page of files
MOST_PAGES = 9_999
# (name in the address, filter, words, words for all)
FIELDS = (
    ("role", "role", "Role", "All roles"),
    ("level", "level", "Level", "All levels"),
    ("country", "country", "Country", "All countries"),
    ("workplace", "workplace", "Where the work is done", "Anywhere"),
    ("type", "employment_type", "Type of employment", "All types"),
    ("pay", "pay", "Stated pay", "Stated or not"),
    ("technology", "technology", "Technology", "All technologies"),
)


@dataclass(frozen=True, slots=True)
class JobsQuery:
    """What an address asks of the open jobs."""

    filters: JobFilters = field(default_factory=JobFilters)
    number: int = 1  # of the page, from 1

    @classmethod
    def read(cls, params: Mapping[str, str]) -> JobsQuery:
        """The query of an address's parameters. Never raises: what makes no sense is left out.

        >>> JobsQuery.read({"q": " data  engineer ", "page": "-3", "country": "de"}).filters.country
        'DE'
        """
        values = {name: params.get(key, "").strip()[:MOST_CHARACTERS] for key, name, _, _ in FIELDS}
        values["country"] = values["country"].upper()
        words = " ".join("".join(c if c.isprintable() else " " for c in params.get("q", "")[:MOST_CHARACTERS]).split())
        page = params.get("page", "")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1
        return cls(JobFilters(words=words, **values), min(max(number, 1), MOST_PAGES))

    def address(self, number: int = 1) -> str:
        """The path and parameters that ask this, for one of its pages."""
        pairs = [("q", self.filters.words)]
        pairs += [(key, getattr(self.filters, name)) for key, name, _, _ in FIELDS]
        pairs.append(("page", str(number) if number > 1 else ""))
        asked = urlencode([(key, value) for key, value in pairs if value])
        return "/jobs" + (f"?{asked}" if asked else "")


def page(site: Site, query: JobsQuery | None = None) -> Page:
    """The page of open jobs: a search where a server answers, else the roles with open jobs."""
    return _search(site, query or JobsQuery(), "") if site.live else _by_role(site)


def of_role(site: Site, role_id: str, number: int = 1) -> Page:
    """The open jobs of one role. Raises UnknownRole for a role without any, and for a page beyond the last."""
    if role_id not in {known for known, _, _ in open_by_role(site.release)}:
        raise UnknownRole(role_id)
    if site.live:
        return _search(site, JobsQuery(JobFilters(role=role_id), number), role_id)
    return _file(site, role_id, number)


def file_pages(release: Release) -> list[tuple[str, int]]:
    """(role id, page) of every page of open jobs of a role that a site of files holds."""
    return [(role_id, number) for role_id, _, n in open_by_role(release) for number in range(1, _pages(n, A_FILE) + 1)]


def _pages(total: int, size: int) -> int:
    return max(1, -(-total // size))


def _search(site: Site, query: JobsQuery, role_id: str) -> Page:
    """Cards that match, with a choice of every filter and how many jobs it leaves."""
    index = job_index(site.release)
    query = replace(query, filters=index.known(query.filters))
    found = index.search(query.filters, start=(query.number - 1) * A_PAGE, limit=A_PAGE)
    pages = _pages(found.total, A_PAGE)
    if query.number > pages:
        query = replace(query, number=pages)
        found = index.search(query.filters, start=(pages - 1) * A_PAGE, limit=A_PAGE)
    labels = _labels(site.release)
    fields = [
        {"key": key, "label": label, "all": everything, "value": getattr(query.filters, name),
         "said": _said(labels, name, getattr(query.filters, name)) if getattr(query.filters, name) else "",
         "options": [(value, _said(labels, name, value), n) for value, n in _choices(found.choices[name], name)]}
        for key, name, label, everything in FIELDS
    ]  # fmt: skip
    chosen = [
        (_said(labels, name, value), site.link(replace(query, filters=replace(query.filters, **{name: ""})).address()))
        for _, name, _, _ in FIELDS
        if (value := getattr(query.filters, name))
    ]
    role = labels["role"].get(role_id, "")
    path = jobs_path(role_id)
    main = render(
        "jobs.html.j2",
        site=site,
        seen=_seen(site.release),
        role=role,
        crumbs=_crumbs(site, role),
        query=query,
        fields=fields,
        chosen=chosen,
        total=found.total,
        cards=[card(site.release, one) for one in found.jobs],
        pages=pages,
        before=site.link(query.address(query.number - 1)) if query.number > 1 else "",
        after=site.link(query.address(query.number + 1)) if query.number < pages else "",
    )
    return _page(site, path, role, main)


def _by_role(site: Site) -> Page:
    """The roles with open jobs, most first."""
    roles = [(site.link(jobs_path(role_id)), label, n) for role_id, label, n in open_by_role(site.release)]
    main = render(
        "jobs_by_role.html.j2", site=site, seen=_seen(site.release), roles=roles, total=sum(r[2] for r in roles)
    )
    return _page(site, "/jobs", "", main)


def _file(site: Site, role_id: str, number: int) -> Page:
    """One page of the open jobs of a role, as a file."""
    found = job_index(site.release).search(JobFilters(role=role_id), start=(number - 1) * A_FILE, limit=A_FILE)
    pages = _pages(found.total, A_FILE)
    if not 1 <= number <= pages:
        raise UnknownRole(f"{role_id}, page {number}")
    role = found.jobs[0].role
    main = render(
        "jobs_of_role.html.j2",
        site=site,
        seen=_seen(site.release),
        role=role,
        crumbs=_crumbs(site, role),
        total=found.total,
        cards=[card(site.release, one) for one in found.jobs],
        number=number,
        pages=pages,
        before=site.link(jobs_path(role_id, number - 1)) if number > 1 else "",
        after=site.link(jobs_path(role_id, number + 1)) if number < pages else "",
    )
    feeds = [Feed(f"Open jobs: {role}", jobs_feed_path(role_id))]
    return _page(site, jobs_path(role_id, number), role, main, number, feeds)


def _page(site: Site, path: str, role: str, main: Markup, number: int = 1, feeds: list[Feed] | None = None) -> Page:
    seen = long_date(_seen(site.release))
    title = (f"Open jobs: {role}" if role else "Open jobs") + (f", page {number}" if number > 1 else "")
    what = f"{role} jobs" if role else "Jobs"
    description = f"{what} that employers' own boards showed on {seen}, with level, stated pay and a link to the board."
    return whole(
        site,
        path,
        title=title,
        description=description,
        main=main,
        current="jobs",
        trail=[("Jobs", "/jobs"), *([(role, path)] if role else [])],
        feeds=feeds or (),
        swaps=True,
    )


def _crumbs(site: Site, role: str) -> list[tuple[str, str]]:
    return [("Jobs", site.link("/jobs")), (role, "")] if role else []


def _seen(release: Release) -> str:
    """The last day on which the boards were seen; '' without open jobs."""
    return max((found.job.last_seen for found in job_index(release).jobs), default="")


def _choices(found: tuple[tuple[str, int], ...], name: str) -> list[tuple[str, int]]:
    """The choices of a filter in the order that a person reads: the unknown last."""
    return sorted(found, key=lambda entry: entry[0] == "unspecified") if name != "pay" else list(found)


def _labels(release: Release) -> dict[str, dict[str, str]]:
    """The names of the values of filters."""
    return {"role": {role_id: label for role_id, label, _ in open_by_role(release)}, "country": country_names(release)}


def _said(labels: Mapping[str, Mapping[str, str]], name: str, value: str) -> str:
    """A value of a filter in words."""
    match name:
        case "workplace":
            return WORKPLACES.get(value, value)
        case "level":
            return level_name(value) or "Not stated, or mid-level"
        case "employment_type":
            return type_name(value) or "Not stated"
        case "pay":
            return "Stated" if value == STATED else f"USD {int(value) // 1000}K or more"
        case _:
            return labels.get(name, {}).get(value, value)
