"""How much of stated pay is one employer's: the unrelated statements that cells and slices amount to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metier.statistics.clusters import Array
from metier.statistics.pay_rows import Integers, PayRows
from metier.statistics.pay_slices import Cells

LEAST_CELL = 5  # statements from which a cell tells of its employers


@dataclass(frozen=True, slots=True)
class Employers:
    """How alike one employer group's statements are, and how often employers repeat themselves.

    ``likeness`` is the correlation of two statements of one group in one cell. Of n statements without recorded
    employers ``sum n_g^2 / n - 1`` is taken as ``repeats (n - 1) ** power``: what is typical of collections that
    record them.
    """

    likeness: float
    repeats: float
    power: float

    def extra(self, n: Array) -> Array:
        """Statements of the same group that go with a typical one of n, beside itself."""
        return np.asarray(self.repeats * np.maximum(n - 1, 0.0) ** self.power, dtype=np.float64)

    def widening(self, n: float) -> float:
        """How many times as uncertain a mean of n statements without employers is as that of unrelated ones.

        >>> Employers(0.5, 0.3, 1.0).widening(11)
        1.5811388300841898
        """
        return float(np.sqrt(1 + self.likeness * self.extra(np.array(n))))


UNRELATED = Employers(0.0, 0.0, 1.0)
ONE_VOICE = Employers(1.0, 1.0, 1.0)
"""An employer's statements count as one, and statements without employer as one employer's: nothing is known."""


def effective_by_cell(rows: PayRows, employers: Employers) -> Array:
    """Unrelated statements by cell: ``n / (1 + likeness (sum n_g^2 / n - 1))`` (Kish 1965, section 5.4)."""
    e = rows.employers

    def by_cell(cell: Integers, weights: Array) -> Array:
        return np.asarray(np.bincount(cell, weights=weights, minlength=rows.cells), dtype=np.float64)

    n = by_cell(rows.cell, rows.statements)
    return _effective(n, by_cell(e.cell, e.statements), by_cell(e.cell, e.statements**2), employers)


def effective_statements(rows: PayRows, employers: Employers) -> float:
    """Unrelated statements that the rows amount to together, over all their cells.

    >>> from metier.statistics.pay_rows import pay_rows
    >>> effective_statements(pay_rows([1.0, 1.0], [1.0, 1.0], [10, 10], [0, 1]), Employers(1.0, 0.0, 1.0))
    2.0
    """
    by_group = np.bincount(rows.employers.group, weights=rows.employers.statements, minlength=1).astype(np.float64)
    n = np.array([float(rows.statements.sum())])
    return float(_effective(n, by_group.sum(keepdims=True), (by_group**2).sum(keepdims=True), employers)[0])


def _effective(n: Array, told: Array, square: Array, employers: Employers) -> Array:
    """``told`` of the n statements have employers, with ``square`` the sum of their groups' squares."""
    alone = np.maximum(n - told, 0.0)
    total = square + alone * (1 + employers.extra(alone))
    return np.asarray(n / (1 + employers.likeness * np.maximum(total / np.maximum(n, 1) - 1, 0)), dtype=np.float64)


def employer_groups(rows: PayRows) -> int:
    """Employer groups that the rows come from; 0 where no employer is recorded."""
    return int(np.count_nonzero(np.bincount(rows.employers.group, minlength=1)))


def likeness(cells: Cells, unit: Array, effective: Array) -> float:
    """Correlation of two statements of one employer group in one cell, by moments (analysis of variance).

    Of a group with sum T of n departures from the mean of its cell, ``T^2 / n`` is expected to be
    ``s^2 (1 + (n - 1) likeness)``. ``unit`` is the spread of each cell's role: a few cells must not decide it.
    """
    rows, e = cells.pay, cells.pay.employers
    n = cells.n
    each = (np.log(rows.low) + np.log(rows.high)) / 2
    mean = np.bincount(rows.cell, weights=rows.statements * each, minlength=rows.cells) / n
    apart = np.clip((each - mean[rows.cell]) / unit[rows.cell], -3, 3)
    square = np.bincount(rows.cell, weights=rows.statements * apart**2, minlength=rows.cells) / n
    several = (e.statements > 1) & (n[e.cell] >= LEAST_CELL)
    if not several.any():
        return 0.0
    of, times = e.cell[several], e.statements[several]
    total = times * np.clip((e.log_pay[several] / times - mean[of]) / unit[of], -3, 3)
    pairs = float((total**2 / times - square[of]).sum())
    seen = pairs / max(float((square[of] * (times - 1)).sum()), 1e-9)
    # About their own mean, statements look less alike than they are: by what the mean moves with employers.
    mean_moves = float(np.average(1 / effective[of], weights=times))
    return float(np.clip(seen * (1 - mean_moves) + mean_moves, 0.0, 0.95))


def repeats(cells: Cells) -> tuple[float, float]:
    """``repeats`` and ``power`` of the collection's own cells and slices; (0, 1) where no employer is recorded.

    The mean of ``sum n_g^2 / n - 1`` over slices of about n statements, by doubling n, is a line on log scales:
    slices that leave all, two, one or no facet free are looked at alike.
    """
    found = np.concatenate([_extra(cells, free) for free in ((1, 2, 3, 4), (2, 3, 4), (3, 4), ())])
    found = found[found[:, 0] >= LEAST_CELL]
    if not len(found):
        return 0.0, 1.0
    size = np.floor(np.log2(found[:, 0])).astype(np.int64)
    mean = [found[size == s].mean(axis=0) for s in np.unique(size)]
    often = np.array([float((size == s).sum()) for s in np.unique(size)])
    n, extra = np.array(mean).T
    told = extra > 0
    if told.sum() < 2:
        return float(np.average(extra / (n - 1), weights=often)), 1.0
    x, y, often = np.log(n[told] - 1), np.log(extra[told]), often[told]
    centre_x, centre_y = float(np.average(x, weights=often)), float(np.average(y, weights=often))
    slope = float(
        (often * (x - centre_x) * (y - centre_y)).sum() / max(float((often * (x - centre_x) ** 2).sum()), 1e-9)
    )
    power = float(np.clip(slope, 0.0, 1.0))
    return float(np.exp(centre_y - power * centre_x)), power


def _extra(cells: Cells, free: tuple[int, ...]) -> Array:
    """(n, sum n_g^2 / n - 1) of each slice with some facets free (slices, 2), of recorded employers."""
    e = cells.pay.employers
    place = np.unique(cells.role, return_inverse=True)[1].astype(np.int64)
    for column in range(cells.facets.shape[1]):
        if column not in free:
            values, at = np.unique(cells.facets[:, column], return_inverse=True)
            _, place = np.unique(place * len(values) + at, return_inverse=True)
    width = int(e.group.max(initial=0)) + 1
    pairs, at = np.unique(place[e.cell] * width + e.group, return_inverse=True)
    times = np.bincount(at, weights=e.statements, minlength=len(pairs))
    of = pairs // width
    n = np.bincount(of, weights=times)
    square = np.bincount(of, weights=times**2)
    n, square = n[n > 0], square[n > 0]
    return np.stack([n, square / n - 1], axis=1)


def borrowed(known: Sequence[tuple[float, Employers]]) -> Employers:
    """What is typical of collections that record employers, for one that does not: (statements, its employers).

    Likeness is the mean by statements; repeats are the geometric mean, a collection one voice: how often employers
    repeat themselves is a habit of the collection, and each is one example.

    >>> borrowed([(10.0, Employers(0.2, 0.1, 0.5)), (30.0, Employers(0.4, 0.4, 0.7))])
    Employers(likeness=0.35, repeats=0.2, power=0.6)
    """
    told = [(n, e) for n, e in known if e.repeats > 0]
    if not told:
        return UNRELATED
    weight = np.array([n for n, _ in told])
    return Employers(
        round(float(np.average([e.likeness for _, e in told], weights=weight)), 6),
        round(float(np.exp(np.mean([np.log(e.repeats) for _, e in told]))), 6),
        round(float(np.mean([e.power for _, e in told])), 6),
    )
