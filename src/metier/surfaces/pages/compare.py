"""The comparison page: the report's body between filters, contents and what a reader does with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from markupsafe import Markup, escape

from metier.errors import EmptySelection
from metier.model import Filters, Report, Role
from metier.release.slices import choices
from metier.report.assemble import report as make_report
from metier.report.render.html import Article
from metier.surfaces.pages import structured
from metier.surfaces.pages.address import MOST_ROLES, compare_path
from metier.surfaces.pages.body import body
from metier.surfaces.pages.frame import render
from metier.surfaces.pages.narrowing import EVERYTHING, FILTER_WORDS
from metier.surfaces.pages.page import Page, Site
from metier.surfaces.pages.whole import whole

FORMATS = {"pdf": "PDF", "html": "One HTML file", "md": "Markdown", "json": "JSON", "csv": "Figures as CSV"}
_NOTHING, _WRONG = "Nothing to compare here", "This filter is not known"
_LONGEST_DESCRIPTION = 160  # letters that search engines show
_BODY = Markup("<!--the report-->")  # no text of a page can hold it: they are escaped


def page(site: Site, roles: Sequence[Role], filters: Filters | None = None) -> Page:
    """The comparison of two to five roles in a slice; where nothing is in the slice, a page that says so.

    Raises UserInputError for roles that cannot be compared.
    """
    chosen = filters or Filters()
    try:
        report = make_report(site.release, tuple(roles), chosen)
    except EmptySelection as error:
        return _empty(site, roles, chosen, error)
    return of_report(site, report)


def of_report(site: Site, report: Report) -> Page:
    """The page of a comparison that is made already."""
    path = _path(report.roles)
    article = body(site, report)
    title, description = report.title, _description(report)
    main = render(
        "compare.html.j2",
        **_around(site, report.roles, report.filters),
        article=replace(article, html=_BODY),  # a megabyte, which each template around it would copy
        toc=_contents(article),
        citation=_citation(site, report, path),
        downloads=_downloads(site, path, report.filters),
    )
    page = _page(site, path, title, description, main, report)
    return replace(page, html=page.html.replace(_BODY, article.html, 1))


def download_path(path: str, ending: str, filters: Filters) -> str:
    """Where a comparison is as a file: '/compare/a-vs-b.pdf?country=DE'."""
    return f"{path}.{ending}{_query(filters)}"


def chooser(
    site: Site,
    names: Sequence[str] = (),
    *,
    message: str = "",
    hint: str = "",
    near: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> Page:
    """The page with two boxes to name roles. ``near`` holds (label, path) of what may be meant."""
    title = "Compare roles"
    description = "Name two roles and see side by side what each does, asks for and pays."
    main = render("compare_choose.html.j2", site=site, names=tuple(names), message=message, hint=hint, near=tuple(near))
    return whole(
        site,
        "/compare",
        title=title,
        description=description,
        main=main,
        current="compare",
        trail=[(title, "/compare")],
        status=status,
    )


def wrong_filter(site: Site, roles: Sequence[Role], message: str, hint: str, status: int) -> Page:
    """The page for a filter that does not exist: what is wrong, the filters there are, and the way to everything."""
    return replace(_without_report(site, roles, Filters(), _WRONG, message, hint), status=status)


def _page(site: Site, path: str, title: str, description: str, main: Markup, report: Report | None) -> Page:
    """The frame around a comparison."""
    data = structured.comparison(site, path, report, title=title, description=description) if report else []
    return whole(
        site,
        path,
        title=title,
        description=description,
        main=main,
        current="compare",
        kind="article",
        trail=[(title, path)],
        data=data,
        swaps=True,
    )


def _empty(site: Site, roles: Sequence[Role], filters: Filters, error: EmptySelection) -> Page:
    """The page of a slice without evidence: the filters stay, so that a reader can widen it."""
    return _without_report(site, roles, filters, _NOTHING, error.message)


def _without_report(
    site: Site, roles: Sequence[Role], filters: Filters, heading: str, message: str, hint: str = ""
) -> Page:
    title = f"{' or '.join(role.label for role in roles)}?"
    around = _around(site, roles, filters)
    main = render("compare_empty.html.j2", **around, heading=heading, message=message, hint=hint)
    return _page(site, _path(roles), title, message, main, None)


def _around(site: Site, roles: Sequence[Role], filters: Filters) -> dict[str, object]:
    """What the template needs around the body: filters, and the same roles in other company."""
    ids = [role.role_id for role in roles]
    query = _query(filters)
    return {
        "site": site,
        "path": _path(roles),
        "roles": tuple(roles),
        "filters": filters.items(),
        "choices": _filters(site, ids, filters) if site.live else (),
        "words": FILTER_WORDS,
        "without": [compare_path([i for i in ids if i != one]) + query for one in ids] if len(ids) > 2 else (),
        "turned": compare_path(ids[::-1]) + query,
        "room": len(ids) < MOST_ROLES,
        "next_name": "abcde"[min(len(ids), MOST_ROLES - 1)],
    }


def _filters(site: Site, ids: Sequence[str], filters: Filters) -> list[tuple[str, Markup]]:
    """(name, options) of each filter. Built here, not in the template, for speed; every text is escaped."""
    held = dict(filters.items())
    found = []
    for one in choices(site.release, ids, filters):
        options = [f'<option value="">{EVERYTHING[one.name]}</option>']
        for choice in one.found:
            value, label = escape(choice.value), escape(choice.label)
            if choice.value == held.get(one.name):
                options.append(f'<option value="{value}" selected>{label}</option>')
            elif held.keys() <= {one.name}:
                counts = " / ".join([f"{n:,}" for n in choice.postings])
                options.append(f'<option value="{value}">{label} ({counts})</option>')
            else:  # the counts are of all other postings: beside another filter they would be wrong
                options.append(f'<option value="{value}">{label}</option>')
        found.append((one.name, Markup("\n".join(options))))
    return found


def _path(roles: Sequence[Role]) -> str:
    return compare_path([role.role_id for role in roles])


def _query(filters: Filters) -> str:
    """The filters as they stand in an address: '?country=DE&level=senior'; '' for none."""
    return f"?{urlencode(filters.items())}" if filters else ""


def _contents(article: Article) -> tuple[tuple[str, str], ...]:
    return (*article.toc, ("sources", "Sources"), ("figures", "Figures"))


def _downloads(site: Site, path: str, filters: Filters) -> list[tuple[str, str]]:
    """(address, what it is) of the same comparison as files."""
    if not (site.live or site.downloads):
        return []
    return [(site.link(download_path(path, ending, filters)), word) for ending, word in FORMATS.items()]


def _citation(site: Site, report: Report, path: str) -> str:
    """The report as one would cite it; its address is left out where the site's own is not known."""
    address = site.canonical(path)
    parts = [
        f"metier: {report.title}",
        f"Evidence to {report.evidence_date}, release {report.release_id}.",
        *([f"{address}{_query(report.filters)}"] if address else []),
    ]
    return " ".join(parts)


def _description(report: Report) -> str:
    """The first sentences of the report that fit where descriptions are shown."""
    said = ""
    for sentence in (s for paragraph in report.sections[0].paragraphs for s in paragraph):
        longer = f"{said} {sentence.plain()}".strip()
        if said and len(longer) > _LONGEST_DESCRIPTION:
            break
        said = longer
    return said
