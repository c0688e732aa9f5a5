"""A small generated site: what it is made of, and making it again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from metier.surfaces import python
from metier.surfaces.pages.page import Site
from metier.surfaces.site.generate import Generated, generate
from metier.surfaces.site.plan import Work

BASE, ROOT = "https://careers.example", "/guide"
ROLES = ("data analyst", "data engineer", "data scientist")
A_KIND = 3  # pages of each kind that make many


def site_of(*, base: str = BASE, root: str = ROOT, downloads: bool = False) -> Site:
    return Site(python.open_release(), live=False, base=base, root=root, downloads=downloads)


def some(works: tuple[Work, ...], compared: tuple[str, ...], most: int = A_KIND) -> list[Work]:
    """Every page alone of its kind, those about the compared roles, and a few of each other kind."""
    found: list[Work] = []
    for kind in dict.fromkeys(one.kind for one in works):
        of_kind = [one for one in works if one.kind == kind]
        about = [one for one in of_kind if set(one.items) & set(compared)]
        found += [one for one in of_kind if not one.items]
        found += (about or [one for one in of_kind if one.items])[:most]
    return found


@dataclass(frozen=True)
class Made:
    """A generated site: where it is, what it was made of, what the run did."""

    folder: Path
    site: Site
    works: list[Work]
    compared: tuple[str, ...]
    done: Generated

    def pages(self) -> dict[str, str]:
        """Every HTML file by its name."""
        return {p.relative_to(self.folder).as_posix(): p.read_text("utf-8") for p in self.folder.rglob("*.html")}

    def again(self, folder: Path | None = None, **options: int) -> Generated:
        return generate(self.site, self.works, self.compared, folder or self.folder, **options)  # type: ignore[arg-type]
