"""Links of a site of files: each leads to a file that exists, in the form that any host serves without a detour."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape

from metier.surfaces.pages.address import compare_path, read_path

# To this host. Most links of a page lead to a place on it: passing over them at once halves the time.
_LINK = re.compile(r"(<a\b(?! href=\"#)[^>]*?)\shref=\"(/[^\"]*)\"([^>]*>)")
_OF_LINKS = re.compile(r"\s(?:rel|download|target|hreflang)(?:=\"[^\"]*\")?(?=[\s>])")


@dataclass(frozen=True)
class Links:
    """The pages (paths as they stand in links) and other files of a site in the folder ``root`` of its host."""

    root: str
    pages: frozenset[str]
    files: frozenset[str]

    def mend(self, html: str) -> str:
        """A page whose links lead to files that exist.

        A comparison that exists in the other order is led to; the text of a link that leads nowhere stays, as text.
        """
        return _LINK.sub(self._link, html)

    def _link(self, found: re.Match[str]) -> str:
        before, target, after = found.groups()
        if not target.startswith(f"{self.root}/") or target.startswith("//"):
            return found[0]
        address = self.address(unescape(target))
        if address is None:  # an anchor without an address is text, in drawings too
            return _OF_LINKS.sub("", before + after)
        return f'{before} href="{escape(address)}"{after}'

    def address(self, target: str) -> str | None:
        """Where a link of this site leads; None where no file answers it. What only a server answers has a query."""
        place, mark, part = target.removeprefix(self.root).partition("#")
        if place in self.files:
            return target
        path = place if place == "/" else place.rstrip("/")
        if path not in self.pages:
            path = self._in_another_order(path)
        return f"{self.root}{path}{'' if path == '/' else '/'}{mark}{part}" if path else None

    def _in_another_order(self, path: str) -> str:
        """The comparison of the same roles that exists; ''."""
        if not path.startswith("/compare/") or "?" in path:
            return ""
        address = read_path(path)
        turned = compare_path(address.items[::-1]) if address else ""
        return turned if turned in self.pages else ""


def links(root: str, pages: Iterable[str], files: Iterable[str]) -> Links:
    """The links of a site that holds these paths and, as paths, these other files."""
    return Links(root, frozenset(pages), frozenset(files))
