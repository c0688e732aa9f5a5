"""Small pieces of HTML that every chart and sentence repeats, written once and kept short."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from html import escape

from metier.model import Nature
from metier.report.render.axes import Tick
from metier.report.render.natures import WORDS

COLOURS = 5  # colours and shapes of roles, used again from the first for more
_CROWDED = 33  # letters of an axis's labels that fit on a phone


@lru_cache(8192)
def escaped(text: str) -> str:
    """A text that a page repeats (a label, a name, a heading), escaped."""
    return escape(text)


@cache
def role_mark(index: int, *, hollow: bool = False) -> str:
    """The shape of a role in its colour."""
    i = index % COLOURS
    kind = " hollow" if hollow else ""
    return f'<svg class="key r{i}{kind}" viewBox="-8 -8 16 16" aria-hidden="true"><use href="#m{i}"/></svg>'


@cache
def nature_mark(found: Nature) -> str:
    """The small mark of a nature; its word for those who do not see it, its meaning on hovering."""
    return (
        f'<span class="nat" role="img" aria-label="{found}" title="{found}: {escape(WORDS[found])}">'
        f'<svg width="11" height="11" viewBox="0 0 12 12" aria-hidden="true"><use href="#n-{found}"/></svg></span>'
    )


def legend(roles: Iterable[str]) -> str:
    """The roles with their shapes."""
    return legend_of(enumerate(roles))


def legend_of(roles: Iterable[tuple[int, str]]) -> str:
    """Some roles, each with the shape of its place."""
    items = "".join(f"<li>{role_mark(i)} <bdi>{escape(role)}</bdi></li>" for i, role in roles)
    return f'<ul class="legend" aria-label="Roles">{items}</ul>'


@lru_cache(256)
def axis(ticks: tuple[Tick, ...]) -> str:
    """The labels of an axis; where they are many, a phone shows every second one."""
    crowded = len(ticks) * max((len(tick.text) for tick in ticks), default=0) > _CROWDED
    labels = []
    for i, tick in enumerate(reversed(ticks)):
        spare = ' class="spare"' if crowded and i % 2 else ""
        labels.append(f'<text{spare} x="{tick.x:g}%" y="13" text-anchor="{tick.anchor}">{escape(tick.text)}</text>')
    return f'<svg class="axis" height="18" aria-hidden="true">{"".join(reversed(labels))}</svg>'


def grid_id(ticks: tuple[Tick, ...]) -> str:
    """The name of the grid of an axis. Ticks divide an axis evenly, so that their number tells where they are."""
    return f"g{len(ticks) - 1}"


def grid(ticks: tuple[Tick, ...]) -> str:
    """The lines at the ticks of an axis, as high as the drawing that they stand in; drawn from ``grid_shapes``."""
    return f'<use href="#{grid_id(ticks)}"/>'


@cache
def grid_shapes(most: int = 12) -> str:
    """The grids of all axes with up to so many parts."""
    return "".join(
        f'<g id="g{parts}">{"".join(_line(100 * i / parts) for i in range(parts + 1))}</g>'
        for parts in range(1, most + 1)
    )


def _line(x: float) -> str:
    return f'<line class="grid" x1="{x:.4g}%" x2="{x:.4g}%" y2="100%"/>'


def interval_and_n(interval: str, n: str) -> str:
    """An interval and what it rests on, in small letters.

    >>> interval_and_n("3 to 5 %", "120 postings"), interval_and_n("", "120 postings")
    ('3 to 5 %; 120 postings', '120 postings')
    """
    return f"{interval}; {n}" if interval and n else interval or n
