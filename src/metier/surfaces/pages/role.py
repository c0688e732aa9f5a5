"""The page of one role: what it is, its ladder, close roles, and its whole profile."""

from __future__ import annotations

from dataclasses import dataclass

from metier.errors import EmptySelection, UnknownRole
from metier.model import Filters, LadderChart, Report, Role
from metier.release.postings import related_roles
from metier.release.reader import Release, remembered
from metier.release.role_overview import RoleLine, curated_roles, first_sentence
from metier.release.role_plane import role_map
from metier.release.roles import find_role, get_role
from metier.release.slices import choices
from metier.report import assemble
from metier.report.pay_ladder import LADDERS
from metier.report.render.values import show
from metier.surfaces.pages import structured
from metier.surfaces.pages.address import compare_path, jobs_path, role_path
from metier.surfaces.pages.body import body
from metier.surfaces.pages.compare import FORMATS, download_path
from metier.surfaces.pages.feeds import jobs_feed_path
from metier.surfaces.pages.frame import render
from metier.surfaces.pages.head import Feed
from metier.surfaces.pages.narrowing import role_boxes
from metier.surfaces.pages.page import Page, Site
from metier.surfaces.pages.whole import whole
from metier.vocabulary import levels

CLOSE = 6
NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Rung:
    """A level of a role: its postings, their share of the commonest level's (0 to 100), and median pay as shown."""

    level: str
    label: str
    postings: int
    width: float
    pay: str


@dataclass(frozen=True, slots=True)
class CloseRole:
    """A role close to another: how alike (0 to 1) by each basis, and where the two are compared."""

    role_id: str
    label: str
    alike: tuple[tuple[str, float], ...]
    compare: str


def page(site: Site, role_id: str, filters: Filters = NO_FILTERS) -> Page:
    """The page of a role or official occupation in one slice. Raises UnknownRole, AmbiguousRole."""
    role = known_role(site.release, role_id)
    try:
        report = assemble.report(site.release, (role,), filters)
    except EmptySelection as error:
        return _page(site, role, filters, None, {"article": None, "message": error.message, "hint": error.hint})
    article = body(site, report)
    chart = _ladder_chart(report)
    shown: dict[str, object] = {
        "article": article,
        "ladders": ladders(site.release, role, report, chart),
        "pay_note": first_sentence(chart.note) if chart else "",
        "anchors": {section.id: anchor for section, (anchor, _) in zip(report.sections, article.toc, strict=True)},
        "leads": _leads(site.release, role),
        "close": close_roles(site.release, role.role_id),
    }
    return _page(site, role, filters, report, shown)


def _page(site: Site, role: Role, filters: Filters, report: Report | None, shown: dict[str, object]) -> Page:
    """The frame around a profile, or around the message that there is none in this slice."""
    release, path = site.release, role_path(role.role_id)
    title = f"{role.label}: duties, skills, pay and outlook"
    description = role.definition or f"The official occupation “{role.label}”: skills, pay and outlook."
    main = render(
        "role.html.j2",
        site=site,
        role=role,
        what=first_sentence(role.definition),
        boxes=role_boxes(release, role.role_id, filters) if site.live else (),
        narrowed=bool(filters),
        files=files(site, path, filters) if report else (),
        jobs=jobs_path(role.role_id),
        mapped=any(one.role.role_id == role.role_id for one in role_map(release).roles),
        **shown,
    )
    data = structured.role_profile(site, path, report, title=title, description=description) if report else []
    feeds = [] if site.live or role.is_official else [Feed(f"Open jobs: {role.label}", jobs_feed_path(role.role_id))]
    return whole(
        site,
        path,
        title=title,
        description=description,
        main=main,
        current="roles",
        kind="article",
        trail=[("Roles", "/roles"), (role.label, path)],
        data=data,
        feeds=feeds,
        swaps=True,
    )


def files(site: Site, path: str, filters: Filters) -> list[tuple[str, str]]:
    """(address, what it is) of the files that a server makes of a page."""
    return (
        [(site.link(download_path(path, kind, filters)), word) for kind, word in FORMATS.items()] if site.live else []
    )


def known_role(release: Release, role_id: str) -> Role:
    """The role with an id, or that is so called. Raises UnknownRole with the nearest names, AmbiguousRole."""
    try:
        return get_role(release, role_id)
    except UnknownRole:
        return find_role(release, role_id.replace("-", " "))


@remembered
def close_roles(release: Release, role_id: str) -> tuple[CloseRole, ...]:
    """The roles closest to one by what their postings ask for, the most alike by any basis first."""
    order = {line.role_id: place for place, line in enumerate(curated_roles(release))}
    found: dict[str, tuple[str, dict[str, float]]] = {}
    for other, label, similarity, basis in related_roles(release, role_id):
        found.setdefault(other, (label, {}))[1][basis] = similarity
    best = sorted(found, key=lambda other: (-max(found[other][1].values()), other))[:CLOSE]
    return tuple(
        CloseRole(
            other,
            found[other][0],
            tuple(found[other][1].items()),
            compare_path(sorted((role_id, other), key=lambda one: order.get(one, len(order)))),
        )
        for other in best
    )


def _leads(release: Release, role: Role) -> tuple[RoleLine, ...]:
    """The roles of the same field on the other ladder: who manages this work, or what work is managed."""
    return tuple(
        line
        for line in curated_roles(release)
        if role.specialty and line.specialty == role.specialty and line.track != role.track and line.postings
    )


def _ladder_chart(report: Report) -> LadderChart | None:
    return next((b for section in report.sections for b in section.blocks if isinstance(b, LadderChart)), None)


def ladders(
    release: Release, role: Role, report: Report, chart: LadderChart | None
) -> tuple[tuple[str, tuple[Rung, ...]], ...]:
    """Each ladder with the role's levels on it, lowest first; only levels with enough postings."""
    found = next((c for c in choices(release, [role.role_id], NO_FILTERS) if c.name == "level"), None)
    counts = {one.value: one.postings[0] for one in found.found} if found else {}
    most = max(counts.values(), default=1)
    paid = dict(chart.series[0].points) if chart else {}

    def pay(label: str) -> str:
        figure = paid.get(label)
        return show(report.figures[figure]) if figure else ""

    return tuple(
        (name, rungs)
        for kind, name in LADDERS
        if (
            rungs := tuple(
                Rung(level.id, level.label, counts[level.id], round(100 * counts[level.id] / most, 1), pay(level.label))
                for level in levels().values()
                if level.ladder == kind and level.id in counts
            )
        )
    )
