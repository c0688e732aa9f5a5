"""Technologies by kind, with how many roles ask for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from metier.reading.normalise import label_key
from metier.release.reader import Release
from metier.release.technologies import Use, find_technology, uses
from metier.surfaces.pages.address import skill_path
from metier.surfaces.pages.frame import render
from metier.surfaces.pages.page import Page, Site
from metier.surfaces.pages.whole import whole
from metier.vocabulary import rule

OPEN = 8  # technologies of a kind that stand before "all of them"
LONGEST = 100  # letters of a search
KINDS = {
    "language": "Programming languages",
    "database": "Databases",
    "warehouse": "Warehouses and lakes",
    "data-processing": "Data processing",
    "data-integration": "Moving data",
    "bi": "Dashboards and reports",
    "statistics": "Statistics packages",
    "ml-framework": "Machine learning libraries",
    "ml-platform": "Machine learning platforms",
    "llm": "Language models",
    "method": "Methods",
    "cloud": "Cloud",
    "devops": "Running software",
    "web-mobile": "Web and mobile",
    "testing": "Testing",
    "development-tool": "Tools for writing software",
    "operating-system": "Operating systems",
    "network": "Networks",
    "security": "Security",
    "standard": "Standards and rules",
    "office": "Office",
    "collaboration": "Working together",
    "business-system": "Business systems",
    "sector-system": "Systems of one sector",
    "marketing": "Marketing",
    "finance": "Finance",
    "healthcare": "Healthcare",
    "geospatial": "Maps and places",
    "design-media": "Design and media",
    "engineering": "Engineering",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A technology in a list."""

    label: str
    address: str
    roles: int
    postings: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of technologies: those that most roles ask for, and the rest."""

    id: str
    name: str
    first: tuple[Entry, ...]
    rest: tuple[Entry, ...]


def kind_name(kind: str) -> str:
    """A kind in words.

    >>> kind_name("bi"), kind_name("new-kind")
    ('Dashboards and reports', 'New kind')
    """
    return KINDS.get(kind, kind.replace("-", " ").capitalize())


def listed(release: Release) -> list[str]:
    """The ids of the technologies that have a page."""
    return list(uses(release))


def page(site: Site, words: str = "") -> Page:
    """Technologies by kind; where a server answers, those whose name holds the words of a search."""
    words = " ".join(words[:LONGEST].split()) if site.live else ""
    found = _matching(site.release, words)
    kinds = _kinds(site, found)
    title = "Skills"
    number = f"{len(uses(site.release)):,}"
    description = f"{number} technologies and methods by how many roles ask for them, counted from job postings."
    main = render(
        "skills.html.j2",
        site=site,
        words=words,
        kinds=kinds,
        total=len(found),
        everything=len(uses(site.release)),
        least=f"{rule('technology.asked_share') * 100:g} %",
    )
    return whole(
        site,
        "/skills",
        title=title,
        description=description,
        main=main,
        current="skills",
        trail=[(title, "/skills")],
        swaps=True,
    )


def _matching(release: Release, words: str) -> list[Use]:
    """The technologies whose name holds every word, or which a search names in another way."""
    known = uses(release)
    if not words:
        return list(known.values())
    meant = find_technology(release, words)
    terms = label_key(words).split() or [words.casefold()]
    return [
        use
        for use in known.values()
        if use.item_id == meant or all(term in label_key(use.label) or term in use.item_id for term in terms)
    ]


def _kinds(site: Site, found: Iterable[Use]) -> list[Kind]:
    """The technologies by kind, those that most roles ask for first."""
    by: dict[str, list[Use]] = {}
    for use in found:
        by.setdefault(use.kind, []).append(use)
    made = []
    for kind in sorted(by, key=lambda one: (list(KINDS).index(one) if one in KINDS else len(KINDS), one)):
        ordered = sorted(by[kind], key=lambda use: (-use.roles, -use.postings, use.label))
        entries = tuple(Entry(u.label, site.link(skill_path(u.item_id)), u.roles, u.postings) for u in ordered)
        cut = OPEN if len(entries) > OPEN + 2 else len(entries)
        made.append(Kind(kind, kind_name(kind), entries[:cut], entries[cut:]))
    return made
