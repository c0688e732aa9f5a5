"""Which files a site of files holds, before any is made: one unit of work a page, with the files that it writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import unquote

from metier.errors import UserInputError
from metier.model import Filters
from metier.release.job_search import open_by_role
from metier.release.roles import find_role
from metier.release.suggest import known_roles
from metier.surfaces.pages import compare, jobs
from metier.surfaces.pages.address import compare_path, jobs_path, pay_path, role_path, skill_path
from metier.surfaces.pages.assets import assets
from metier.surfaces.pages.feeds import jobs_feed_path
from metier.surfaces.pages.head import picture_path
from metier.surfaces.pages.page import Site

ENDINGS = ("pdf", "html", "md", "json", "csv")  # of the files beside a comparison
_ALONE = {"home": "/", "compares": "/compare", "roles": "/roles", "map": "/map", "pays": "/pay", "jobs": "/jobs",
          "skills": "/skills", "methods": "/methods", "sources": "/sources"}  # fmt: skip
NOT_FOUND = "/404.html"  # what hosts show for an address without a file
_LEFT_OVER = "other"  # the family of titles that name no role
_LONGEST = 255  # bytes of a name in a file system


@dataclass(frozen=True, slots=True)
class Work:
    """One page, picture or feed to make: what it is, about what, its path, and the files that it becomes."""

    kind: str
    path: str
    items: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def chosen_roles(site: Site, *, names: Sequence[str] = (), top: int | None = None) -> tuple[str, ...]:
    """Ids of the roles to compare, those with most postings first: named, the first few, or (neither) all.

    Raises UserInputError for fewer than two.
    """
    own = [role for role in known_roles(site.release) if role.family != _LEFT_OVER and role.postings]
    order = {role.role_id: place for place, role in enumerate(own)}
    if names:
        named = dict.fromkeys(find_role(site.release, name).role_id for name in names)
        found = sorted(named, key=lambda role_id: order.get(role_id, len(order)))
    else:
        found = [role.role_id for role in own[:top]]
    if len(found) < 2:
        raise UserInputError(
            f"{len(found)} role chosen; a site compares two or more.",
            hint='Name them: metier site OUT --roles "data analyst,data engineer", or take --top 20.',
        )
    return tuple(found)


def plan(site: Site, compared: Sequence[str]) -> tuple[Work, ...]:
    """Everything that the site holds save what lists it (site map, robots.txt, roles.json, files of the pages)."""
    found = [Work(kind, path, (), (file_of(path),)) for kind, path in _ALONE.items()]
    found.append(Work("not_found", NOT_FOUND, (), (NOT_FOUND[1:],)))
    found += _about_roles(site, compared)
    found += _about_skills(site)
    found += _about_jobs(site)
    found += (_comparison(site, pair) for pair in combinations(compared, 2))
    if site.base:  # whoever shows a picture needs its whole address
        found.append(Work("picture", picture_path("/"), (), (picture_path("/")[1:],)))
    return tuple(found)


def _comparison(site: Site, pair: Sequence[str]) -> Work:
    path = compare_path(pair)
    files = [file_of(path)]
    if site.downloads:
        files += (safe_name(unquote(compare.download_path(path, ending, Filters())[1:])) for ending in ENDINGS)
    return Work("compare", path, tuple(pair), tuple(files))


def _about_roles(site: Site, compared: Sequence[str]) -> Iterator[Work]:
    """Profiles and pay: of every role of the vocabulary, and of the official occupations that are compared."""
    own = [role.role_id for role in known_roles(site.release) if role.family != _LEFT_OVER]
    for role_id in dict.fromkeys((*own, *compared)):
        path = role_path(role_id)
        yield Work("role", path, (role_id,), (file_of(path),))
        if site.base:
            picture = unquote(picture_path(path))
            yield Work("picture", picture, (role_id,), (picture[1:],))
        yield from _about_pay(site, role_id)


def _about_pay(site: Site, role_id: str) -> Iterator[Work]:
    from metier.surfaces.pages import pay

    for country in ("", *(code for code, _ in pay.countries(site.release, role_id))):
        path = pay_path(role_id, country)
        yield Work("pay", path, (role_id, country.lower()), (file_of(path),))


def _about_skills(site: Site) -> Iterator[Work]:
    from metier.surfaces.pages import skills

    for item_id in skills.listed(site.release):
        yield Work("skill", skill_path(item_id), (item_id,), (file_of(skill_path(item_id)),))


def _about_jobs(site: Site) -> Iterator[Work]:
    for role_id, number in jobs.file_pages(site.release):
        path = jobs_path(role_id, number)
        yield Work("role_jobs", path, (role_id, str(number)), (file_of(path),))
    for role_id, _, _ in open_by_role(site.release):
        path = jobs_feed_path(role_id)
        yield Work("feed", path, (role_id,), (unquote(path[1:]),))


def file_of(path: str) -> str:
    """The file of a page, below the folder of the site; each page is the index of a folder, as any host serves it.

    >>> file_of("/"), file_of("/skills/c%2B%2B")
    ('index.html', 'skills/c++/index.html')
    """
    name = unquote(path).strip("/")
    return safe_name(f"{name}/index.html" if name else "index.html")


def safe_name(name: str) -> str:
    """The name of a file below the site's folder, as it is. Raises UserInputError for one that could lead out of it."""
    for part in name.split("/"):
        hidden = part.startswith(".") or "\\" in part or not part or not part.isprintable()
        if hidden or len(part.encode()) > _LONGEST:
            raise UserInputError(
                f"No file can have the name {name!r}.", hint="Build the release again, or leave it out."
            )
    return name


def fixed_files() -> dict[str, bytes]:
    """Style, scripts and pictures of pages, by file."""
    return {safe_name(path[1:]): body for path, (body, _) in assets().items()}
