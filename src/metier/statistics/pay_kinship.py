"""How alike the pay of two cells of one role is expected to be: shared country, level, year and so on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metier.statistics.clusters import Array
from metier.statistics.pay_slices import FACETS, PaySlice, Texts

NEAR = 0.5
"""Likeness of two neighbouring levels of one ladder, or of two years in turn; it halves with each step."""

SPLIT = 3
"""Rank of the last level that both ladders share (senior)."""


@dataclass(frozen=True, slots=True)
class LevelStep:
    """Where a level stands: ladder 'both', 'individual' or 'management', and its rank from the bottom."""

    ladder: str
    rank: int


Levels = Mapping[str, LevelStep]


def steps_apart(a: LevelStep, b: LevelStep) -> int:
    """Steps from one level to another; from one ladder to the other by way of the level where they part.

    >>> steps_apart(LevelStep("individual", 4), LevelStep("management", 5))
    3
    """
    if "both" in (a.ladder, b.ladder) or a.ladder == b.ladder:
        return max(abs(a.rank - b.rank), 1)
    return (a.rank - SPLIT) + (b.rank - SPLIT)


def facet_likeness(facet: str, a: Sequence[str], b: Sequence[str], levels: Levels) -> Array:
    """Likeness (0 to 1) of each value of ``a`` with each of ``b``: 1 for the same value."""
    if facet not in ("level", "year"):
        return np.asarray(np.array(a, dtype=np.str_)[:, None] == np.array(b, dtype=np.str_), dtype=np.float64)
    found = np.zeros((len(a), len(b)))
    for i, one in enumerate(a):
        for j, other in enumerate(b):
            found[i, j] = _alike(facet, one, other, levels)
    return found


def _alike(facet: str, one: str, other: str, levels: Levels) -> float:
    if one == other:
        return 1.0
    if facet == "level" and one in levels and other in levels:
        return float(NEAR ** steps_apart(levels[one], levels[other]))
    if one.isdecimal() and other.isdecimal():
        return float(NEAR ** abs(int(one) - int(other)))
    return 0.0


def kernels(facets: Texts, levels: Levels) -> Array:
    """Likeness of all pairs of cells by facet (1 + facets, cells, cells); the first is the role they share."""
    size = len(facets)
    found = np.ones((1 + len(FACETS), size, size))
    for column, facet in enumerate(FACETS):
        values, place = np.unique(facets[:, column], return_inverse=True)
        names = [str(v) for v in values]
        found[1 + column] = facet_likeness(facet, names, names, levels)[np.ix_(place.ravel(), place.ravel())]
    return found


@dataclass(frozen=True, slots=True)
class Mix:
    """What a slice holds of each facet: values and their shares, in the order of FACETS."""

    values: tuple[tuple[str, ...], ...]
    shares: tuple[Array, ...]

    @property
    def same_cell(self) -> float:
        """Chance that two statements of the slice stand in one full cell, were the facets unrelated."""
        return float(np.prod([float((share**2).sum()) for share in self.shares]))


def mix_of(wanted: PaySlice, facets: Texts, times: Array) -> Mix:
    """The mix of a slice: one value where a facet is fixed, else as the role's statements have it."""
    values: list[tuple[str, ...]] = []
    shares: list[Array] = []
    for column, fixed in enumerate(wanted.values()):
        if fixed is not None:
            values.append((fixed,))
            shares.append(np.ones(1))
            continue
        names, place = np.unique(facets[:, column], return_inverse=True)
        weight = np.bincount(place.ravel(), weights=times)
        values.append(tuple(str(n) for n in names))
        shares.append(np.asarray(weight / weight.sum(), dtype=np.float64))
    return Mix(tuple(values), tuple(shares))


def kinship(mix: Mix, facets: Texts, levels: Levels) -> Array:
    """Likeness of a slice with each cell by facet (1 + facets, cells)."""
    found = np.ones((1 + len(FACETS), len(facets)))
    for column, facet in enumerate(FACETS):
        names, place = np.unique(facets[:, column], return_inverse=True)
        alike = facet_likeness(facet, mix.values[column], [str(n) for n in names], levels)
        found[1 + column] = (mix.shares[column] @ alike)[place.ravel()]
    return found


def own_kinship(mix: Mix, levels: Levels) -> Array:
    """Likeness of two statements drawn from a slice, by facet (1 + facets,)."""
    found = np.ones(1 + len(FACETS))
    for column, facet in enumerate(FACETS):
        values, share = mix.values[column], mix.shares[column]
        found[1 + column] = float(share @ facet_likeness(facet, values, values, levels) @ share)
    return found
