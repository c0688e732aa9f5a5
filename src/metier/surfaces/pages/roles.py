"""The page of all roles: by family, from A to Z, and official occupations by search."""

from __future__ import annotations

from dataclasses import dataclass

from metier.release.reader import Release, remembered
from metier.release.role_overview import RoleLine, curated_roles, found_roles
from metier.release.roles import SCHEME_NAMES, nearest_labels
from metier.surfaces.pages.families import family_label
from metier.surfaces.pages.frame import render
from metier.surfaces.pages.page import Page, Site
from metier.surfaces.pages.whole import whole

PATH = "/roles"
MOST = 60  # roles and occupations that a search lists
LONGEST = 80  # letters of a search that are read
_OWN = "metier"
_LEFT_OVER = "other"  # the family of titles that name no role
_HEADINGS = {_OWN: "Roles", "onetsoc2019": "Official occupations of the United States (O*NET)",
             "esco-1.2.1": "Official occupations of Europe (ESCO)"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: (heading, ((role id, label), ...)), names to try where that is nothing, and if it is cut."""

    query: str
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    near: tuple[str, ...]
    cut: bool


def page(site: Site, query: str = "") -> Page:
    """The page of all roles, with what a search for words of a name found."""
    title = "All roles"
    description = "Each role in a sentence, with the postings behind it: by family and from A to Z."
    asked = " ".join(query.split())[:LONGEST]
    by_family = families_of(site.release)
    main = render(
        "roles.html.j2",
        site=site,
        query=asked,
        found=search(site.release, asked) if asked else None,
        families=by_family,
        letters=letters_of(site.release),
        roles=sum(len(lines) for _, _, lines in by_family),
    )
    return whole(
        site,
        PATH,
        title=title,
        description=description,
        main=main,
        current="roles",
        trail=[(title, PATH)],
        script="filter.js",
    )


def search(release: Release, query: str) -> Found:
    """Roles and official occupations whose names hold every word; the nearest names where none does."""
    rows = found_roles(release, query, MOST)
    groups = tuple(
        (_HEADINGS[scheme], here)
        for scheme in SCHEME_NAMES
        if (here := tuple((role_id, label) for role_id, label, of in rows if of == scheme))
    )
    return Found(query, groups, () if rows else nearest_labels(release, query), len(rows) == MOST)


@remembered
def families_of(release: Release) -> tuple[tuple[str, str, tuple[RoleLine, ...]], ...]:
    """(family id, its name, its roles with most postings first) of each family, in the same order."""
    found: dict[str, list[RoleLine]] = {}
    for line in curated_roles(release):
        if line.family != _LEFT_OVER:
            found.setdefault(line.family, []).append(line)
    return tuple((family, family_label(family), tuple(lines)) for family, lines in found.items())


@remembered
def letters_of(release: Release) -> tuple[tuple[str, tuple[RoleLine, ...]], ...]:
    """The roles by first letter, both in the order of the alphabet."""
    found: dict[str, list[RoleLine]] = {}
    for line in sorted(curated_roles(release), key=lambda line: line.label.casefold()):
        if line.family != _LEFT_OVER:
            found.setdefault(line.label[:1].upper(), []).append(line)
    return tuple((letter, tuple(lines)) for letter, lines in found.items())
