"""What a page is, and what pages know about the site that they are part of."""

from __future__ import annotations

from dataclasses import dataclass

from metier.release.reader import Release


@dataclass(frozen=True, slots=True)
class Site:
    """Where pages stand. ``live``: a server answers forms, search and downloads; else the pages are files.

    ``base`` is the address that visitors use ("https://example.org"), '' where it is not known; ``root`` the folder
    below it in which the site lies ("/careers", '' for the top). ``downloads``: comparisons have files beside them.
    """

    release: Release
    live: bool = True
    base: str = ""
    root: str = ""
    downloads: bool = True

    def link(self, path: str) -> str:
        """The address of a page of this site, as it stands in a link ('/careers/roles')."""
        return f"{self.root}{path}"

    def canonical(self, path: str) -> str:
        """The whole address of a page; '' where the site's own is not known. A page of files lies in a folder."""
        folder = "" if self.live or path.endswith("/") else "/"
        return f"{self.base}{self.root}{path}{folder}" if self.base else ""


@dataclass(frozen=True, slots=True)
class Page:
    """A complete HTML document. ``path`` is its canonical path, without query, root or host ('/roles/data-analyst')."""

    path: str
    title: str
    description: str
    html: str
    status: int = 200
