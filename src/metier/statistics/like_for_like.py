"""The pay gap of two roles on one common mix of level, country, year and workplace."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from metier.statistics.clusters import GROUPS, Array, Bools
from metier.statistics.jackknife import jackknife
from metier.statistics.pay import Gap
from metier.statistics.pay_employers import UNRELATED, Employers
from metier.statistics.pay_rows import Integers, PayRows


@dataclass(frozen=True, slots=True)
class LikeForLike:
    """A raw gap of mean log pay and its two parts: ``1 + raw = (1 + mix) (1 + remaining)``."""

    raw: Gap
    mix: Gap  # the part that comes from working in other levels, countries, years and workplaces
    remaining: Gap  # the gap at one common mix
    share_a: float  # share of each role's statements that stand in the common cells
    share_b: float
    cells: int
    n_a: int
    n_b: int


@dataclass(frozen=True, slots=True)
class NotComparable:
    """Why no like-for-like gap can be given, with the overlap that was found."""

    reason: str
    share_a: float
    share_b: float
    cells: int


@dataclass(frozen=True, slots=True)
class _Table:
    """One role: statements and summed log pay of employer groups by cell (groups, cells), and the statements alone.

    ``cell``, ``log_pay`` and ``times`` are of statements whose employer is not recorded.
    """

    group_count: Array
    group_log_pay: Array
    cell: Integers
    log_pay: Array
    times: Array

    @property
    def count(self) -> Array:
        """Statements by cell."""
        return np.asarray(self.group_count.sum(axis=0) + self._by_cell(self.times), dtype=np.float64)

    def counts(self) -> Array:
        """Statements by cell: of all, then with each employer group left out (1 + groups, cells)."""
        return _left_out(self.group_count, self._by_cell(self.times))

    def sums(self) -> Array:
        """Summed log pay by cell, likewise."""
        return _left_out(self.group_log_pay, self._by_cell(self.times * self.log_pay))

    def _by_cell(self, weights: Array) -> Array:
        cells = self.group_count.shape[1]
        return np.bincount(self.cell, weights=weights, minlength=cells).astype(np.float64)


def like_for_like(
    a: PayRows,
    cells_a: Sequence[Hashable],
    b: PayRows,
    cells_b: Sequence[Hashable],
    *,
    minimum_overlap: float,
    minimum_cell: float,
    level: float = 0.95,
    unknown: Employers = UNRELATED,
) -> LikeForLike | NotComparable:
    """Gap of mean log pay, raw and at one mix, or the reason why there is none.

    ``cells_a[i]`` names cell i of the rows, such as ("senior", "US", 2024, "remote"). Cells count where
    both roles have ``minimum_cell`` statements; the common mix weighs them by the overlap of the two
    mixes, ``s_a s_b / (s_a + s_b)`` (overlap weights: Li, Morgan and Zaslavsky 2018, JASA 113), after
    DiNardo, Fortin and Lemieux 1996. Cells of one name are one. Intervals leave out one employer group at
    a time, in both roles at once, with the mix taken as given; a statement without employer is a group of its own,
    and their part of the error is widened by how employers that are ``unknown`` repeat themselves (Kish 1965).
    """
    names = {name: i for i, name in enumerate(dict.fromkeys([*cells_a, *cells_b]))}
    table_a = _table(a, [names[c] for c in cells_a], len(names))
    table_b = _table(b, [names[c] for c in cells_b], len(names))
    count_a, count_b = table_a.count, table_b.count
    common = (count_a >= max(minimum_cell, 2)) & (count_b >= max(minimum_cell, 2))
    share_a = float(count_a[common].sum() / max(count_a.sum(), 1))
    share_b = float(count_b[common].sum() / max(count_b.sum(), 1))
    cells = int(common.sum())
    if min(share_a, share_b) < minimum_overlap or cells == 0:
        reason = (
            f"Only {share_a:.0%} of the first role's and {share_b:.0%} of the second's pay statements have "
            f"a counterpart of the same level, country, year and workplace (at least {minimum_overlap:.0%} "
            "of each are needed)."
        )
        return NotComparable(reason, share_a, share_b, cells)
    weight = _overlap_weights(count_a[common], count_b[common])
    means = [_means(table, common, weight) for table in (table_a, table_b)]
    raw, remaining = (one - other for one, other in zip(*means, strict=True))
    limit = _effective_clusters(table_a, table_b)
    alone = [
        _alone_moves(table_a, common, weight, _widening(table_a, unknown)),
        _alone_moves(table_b, common, weight, _widening(table_b, unknown)),
    ]
    raw_alone, remaining_alone = (np.concatenate(parts) for parts in zip(*alone, strict=True))
    return LikeForLike(
        raw=_gap(raw, raw_alone, level, limit),
        mix=_gap(raw - remaining, raw_alone - remaining_alone, level, limit),
        remaining=_gap(remaining, remaining_alone, level, limit),
        share_a=share_a,
        share_b=share_b,
        cells=cells,
        n_a=a.n,
        n_b=b.n,
    )


def _table(rows: PayRows, cells: list[int], size: int) -> _Table:
    name, e = np.asarray(cells, dtype=np.int64), rows.employers
    told = np.zeros(rows.cells, dtype=np.bool_)
    told[e.cell] = True
    alone = ~told[rows.cell]
    place, shape = e.group * size + name[e.cell], (GROUPS, size)
    count, log_pay = (
        np.bincount(place, weights=w, minlength=GROUPS * size).reshape(shape).astype(np.float64)
        for w in (e.statements, e.log_pay)
    )
    middle = (np.log(rows.low[alone]) + np.log(rows.high[alone])) / 2
    return _Table(count, log_pay, name[rows.cell[alone]], middle, rows.statements[alone].astype(np.float64))


def _widening(table: _Table, unknown: Employers) -> float:
    """How many times as uncertain statements without employer are as if they were unrelated."""
    return unknown.widening(float(table.times.sum()))


def _overlap_weights(count_a: Array, count_b: Array) -> Array:
    mix_a, mix_b = count_a / count_a.sum(), count_b / count_b.sum()
    weight = mix_a * mix_b / (mix_a + mix_b)
    return np.asarray(weight / weight.sum(), dtype=np.float64)


def _means(table: _Table, common: Bools, weight: Array) -> tuple[Array, Array]:
    """Mean log pay of all statements and at the common mix: of all, then with each employer group left out.

    A cell that a group's leaving empties leaves the mix.
    """
    count, log_pay = table.counts(), table.sums()
    raw = log_pay.sum(axis=1) / np.maximum(count.sum(axis=1), 1e-9)
    count, log_pay = count[:, common], log_pay[:, common]
    there = np.where(count > 0.5, weight, 0.0)
    means = np.where(count > 0.5, log_pay / np.maximum(count, 0.5), 0.0)
    return raw, np.asarray((there * means).sum(axis=1) / np.maximum(there.sum(axis=1), 1e-9), dtype=np.float64)


def _alone_moves(table: _Table, common: Bools, weight: Array, wider: float) -> tuple[Array, Array]:
    """How far the two means move with statements without employer, each left out; those of one amount together.

    t statements of one amount in one cell move a mean by as much, squared, as sqrt(t) times one of them.
    """
    count, total = table.count, table.count.sum()
    raw, _ = _means(table, common, weight)
    often = np.sqrt(table.times) * wider
    of_all = often * (table.log_pay - raw[0]) / max(total - 1, 1.0)
    own_mean = table.sums()[0] / np.maximum(count, 1e-9)
    part = np.zeros(len(count))
    part[common] = weight / np.maximum(count[common] - 1, 1.0)
    return of_all, often * (table.log_pay - own_mean[table.cell]) * part[table.cell]


def _left_out(groups: Array, alone: Array) -> Array:
    """Column totals of groups and statements alone, then the totals without each group."""
    total = groups.sum(axis=0) + alone
    return np.concatenate([total[None, :], total[None, :] - groups])


def _effective_clusters(a: _Table, b: _Table) -> float:
    """Degrees of freedom that two roles' unequal clusters allow (Welch and Satterthwaite)."""
    sizes = []
    for table in (a, b):
        groups = table.group_count.sum(axis=1)
        square = float((groups**2).sum() + table.times.sum())
        sizes.append(max((groups.sum() + table.times.sum()) ** 2 / max(square, 1e-9), 1.0))
    return float(sum(1 / g for g in sizes) ** 2 / sum(1 / g**3 for g in sizes))


def _gap(estimates: Array, alone: Array, level: float, limit: float) -> Gap:
    """Relative gap from a log gap, the log gaps with each employer group left out, and what statements alone move."""
    value = float(estimates[0])
    half, _ = jackknife(np.concatenate([estimates[1:] - value, alone])[:, None], level, limit)
    return Gap(*(float(np.expm1(x)) for x in (value, value - half[0], value + half[0])))
