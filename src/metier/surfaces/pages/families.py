"""Families of roles, as pages name and draw them: a shape and a colour each, so that neither is needed alone."""

from __future__ import annotations

from dataclasses import dataclass

# Outlines about (0, 0), of much the same area. Neighbouring families take different ones.
_SHAPES = {
    "circle": "M0-6A6 6 0 0 1 0 6A6 6 0 0 1 0-6Z",
    "diamond": "M0-7.4 7.4 0 0 7.4-7.4 0Z",
    "square": "M-5.4-5.4H5.4V5.4H-5.4Z",
    "triangle": "M0-7 7 5.4H-7Z",
    "wedge": "M0 7 7-5.4H-7Z",
    "plus": "M-2.3-7H2.3V-2.3H7V2.3H2.3V7H-2.3V2.3H-7V-2.3H-2.3Z",
    "cross": "M-6.6-3.4-3.4-6.6 0-3.2 3.4-6.6 6.6-3.4 3.2 0 6.6 3.4 3.4 6.6 0 3.2-3.4 6.6-6.6 3.4-3.2 0Z",
    "star": "M0-8 2.1-2.8 7.6-2.5 3.4 1.1 4.7 6.5 0 3.5-4.7 6.5-3.4 1.1-7.6-2.5-2.1-2.8Z",
    "hexagon": "M-6.6 0-3.3-5.7H3.3L6.6 0 3.3 5.7H-3.3Z",
    "bar": "M-7.6-3.2H7.6V3.2H-7.6Z",
    "pillar": "M-3.2-7.6H3.2V7.6H-3.2Z",
    "house": "M0-7 6-1.4V6H-6V-1.4Z",
    "flag": "M-5.4-6.4 6.8 0-5.4 6.4Z",
    "drop": "M5.4-6.4-6.8 0 5.4 6.4Z",
}
_COLOURS = 5


@dataclass(frozen=True, slots=True)
class Family:
    """A family: how it is named, the path of its shape, and the number of its colour (0 to 4)."""

    id: str
    label: str
    shape: str
    colour: int


def family_label(family: str) -> str:
    """The name of a family as people read it.

    >>> family_label("data-engineering"), family_label("science-other"), family_label("other")
    ('Data engineering', 'Other science', 'Other')
    """
    words = family.replace("-", " ")
    if words.endswith(" other"):
        words = f"other {words.removesuffix(' other')}"
    return words[:1].upper() + words[1:]


def families(names: list[str]) -> dict[str, Family]:
    """Each of some families with a shape and colour of its own, in the order given; the first get the plainest."""
    shapes = list(_SHAPES.values())
    return {
        name: Family(name, family_label(name), shapes[place % len(shapes)], place % _COLOURS)
        for place, name in enumerate(dict.fromkeys(names))
    }
