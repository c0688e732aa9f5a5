"""A page as tests look at it: parsed as browsers do, searched with simple selectors ('#a .b li[href]')."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import html5lib

_PART = re.compile(r"([a-z][a-z0-9]*)|\.([\w-]+)|#([\w-]+)|\[([\w-]+)(?:(\^?)='?([^']*?)'?)?\]")


@dataclass(frozen=True)
class Node:
    """An element of a page."""

    element: Any
    parent: Node | None = None

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes by name."""
        return dict(self.element.attrib)

    def text(self) -> str:
        """All text in it."""
        return "".join(self.element.itertext())

    def walk(self) -> Iterator[Node]:
        """Every element below it, in order."""
        for child in self.element:
            if isinstance(child.tag, str):
                node = Node(child, self)
                yield node
                yield from node.walk()

    def css(self, selector: str) -> list[Node]:
        """The elements below it that a selector means."""
        *above, last = selector.split()
        return [node for node in self.walk() if node.fits(last) and node.stands_in(above)]

    def css_first(self, selector: str) -> Node:
        """The first element below it that a selector means; an error if there is none."""
        return self.css(selector)[0]

    def stands_in(self, above: list[str]) -> bool:
        """Whether it stands in elements that fit, the innermost last."""
        at, wanted = self.parent, list(above)
        while at is not None and wanted:
            if at.fits(wanted[-1]):
                wanted.pop()
            at = at.parent
        return not wanted

    def fits(self, simple: str) -> bool:
        """Whether one part of a selector fits it."""
        found = self.attributes
        for tag, name, given, attribute, starts, value in _PART.findall(simple):
            own = found.get(attribute)
            if (
                (tag and self.element.tag.rpartition("}")[2] != tag)
                or (name and name not in found.get("class", "").split())
                or (given and found.get("id") != given)
                or (attribute and own is None)
                or (own is not None and value and not (own.startswith(value) if starts else own == value))
            ):
                return False
        return True


def page(html: str) -> Node:
    """The whole page."""
    return Node(html5lib.parse(html, namespaceHTMLElements=False))
