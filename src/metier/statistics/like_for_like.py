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

    ``groups`` are the employer groups that have any. ``cell``, ``log_pay`` and ``times`` are of statements whose
    employer is not recorded.
    """

    groups: Integers
    group_count: Array
    group_log_pay: Array
    cell: Integers
    log_pay: Array
    times: Array

    def counts(self) -> Array:
        """Statements by cell: of all, then with each of ``groups`` left out (1 + groups, cells)."""
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
    named_a, named_b = (np.array([names[c] for c in cells], dtype=np.int64) for cells in (cells_a, cells_b))
    count_a, count_b = _by_name(a, named_a, len(names)), _by_name(b, named_b, len(names))
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
    tables = _table(a, named_a, len(names)), _table(b, named_b, len(names))
    moved = [_moved(table, common, weight, unknown) for table in tables]
    raw, remaining = moved[0].raw - moved[1].raw, moved[0].remaining - moved[1].remaining
    raw_alone = np.concatenate([one.raw_alone for one in moved])
    remaining_alone = np.concatenate([one.remaining_alone for one in moved])
    raw_gap, mix_gap, remaining_gap = _gaps(
        np.stack([raw, raw - remaining, remaining]),
        np.stack([raw_alone, raw_alone - remaining_alone, remaining_alone]),
        level,
        _effective_clusters(*tables),
    )
    return LikeForLike(
        raw=raw_gap,
        mix=mix_gap,
        remaining=remaining_gap,
        share_a=share_a,
        share_b=share_b,
        cells=cells,
        n_a=a.n,
        n_b=b.n,
    )


def _by_name(rows: PayRows, named: Integers, size: int) -> Array:
    """Statements by the name of their cell, of which ``size`` stand in either role's cells."""
    e, alone = rows.employers, _alone(rows)
    told = np.bincount(named[e.cell], weights=e.statements, minlength=size)
    untold = np.bincount(named[rows.cell[alone]], weights=rows.statements[alone], minlength=size)
    return np.asarray(told + untold, dtype=np.float64)


def _alone(rows: PayRows) -> Bools:
    """Which rows are of statements whose employers are not recorded."""
    told = np.zeros(rows.cells, dtype=np.bool_)
    told[rows.employers.cell] = True
    return np.asarray(~told[rows.cell], dtype=np.bool_)


def _table(rows: PayRows, name: Integers, size: int) -> _Table:
    e, alone = rows.employers, _alone(rows)
    there = np.zeros(GROUPS, dtype=np.bool_)
    there[e.group] = True
    groups, number = np.flatnonzero(there), np.cumsum(there) - 1
    place, shape = number[e.group] * size + name[e.cell], (len(groups), size)
    count, log_pay = (
        np.bincount(place, weights=w, minlength=len(groups) * size).reshape(shape).astype(np.float64)
        for w in (e.statements, e.log_pay)
    )
    middle = (np.log(rows.low[alone]) + np.log(rows.high[alone])) / 2
    return _Table(groups, count, log_pay, name[rows.cell[alone]], middle, rows.statements[alone].astype(np.float64))


def _overlap_weights(count_a: Array, count_b: Array) -> Array:
    mix_a, mix_b = count_a / count_a.sum(), count_b / count_b.sum()
    weight = mix_a * mix_b / (mix_a + mix_b)
    return np.asarray(weight / weight.sum(), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Moved:
    """One role's mean log pay of all statements and at the common mix, and how far statements left out move them.

    ``raw`` and ``remaining`` are (1 + GROUPS,): of all, then with each employer group left out; ``raw_alone`` and
    ``remaining_alone`` the moves of statements without employer.
    """

    raw: Array
    remaining: Array
    raw_alone: Array
    remaining_alone: Array


def _moved(table: _Table, common: Bools, weight: Array, unknown: Employers) -> _Moved:
    counts, sums = table.counts(), table.sums()
    raw = sums.sum(axis=1) / np.maximum(counts.sum(axis=1), 1e-9)
    wider = unknown.widening(float(table.times.sum()))
    alone = _alone_moves(table, (counts[0], sums[0], float(raw[0])), common, weight, wider)
    remaining = _at_mix(counts[:, common], sums[:, common], weight)
    return _Moved(_of_every_group(raw, table.groups), _of_every_group(remaining, table.groups), *alone)


def _of_every_group(means: Array, groups: Integers) -> Array:
    """Means of all and with each of some groups left out, as with every group left out: the others move nothing."""
    found = np.full(1 + GROUPS, means[0])
    found[1 + groups] = means[1:]
    return found


def _at_mix(counts: Array, sums: Array, weight: Array) -> Array:
    """Mean log pay at the common mix from statements and summed log pay by common cell.

    A cell that a group's leaving empties leaves the mix.
    """
    there = np.where(counts > 0.5, weight, 0.0)
    means = np.where(counts > 0.5, sums / np.maximum(counts, 0.5), 0.0)
    return np.asarray((there * means).sum(axis=1) / np.maximum(there.sum(axis=1), 1e-9), dtype=np.float64)


def _alone_moves(
    table: _Table, whole: tuple[Array, Array, float], common: Bools, weight: Array, wider: float
) -> tuple[Array, Array]:
    """How far the two means move with statements without employer, each left out; those of one amount together.

    ``whole``: statements and summed log pay by cell, and the mean of all. t statements of one amount in one cell move
    a mean by as much, squared, as sqrt(t) times one of them. ``wider``: how many times as uncertain they are as if
    they were unrelated.
    """
    count, log_pay, mean = whole
    often = np.sqrt(table.times) * wider
    of_all = often * (table.log_pay - mean) / max(count.sum() - 1, 1.0)
    own_mean = log_pay / np.maximum(count, 1e-9)
    part = np.zeros(len(count))
    part[common] = weight / np.maximum(count[common] - 1, 1.0)
    return of_all, often * (table.log_pay - own_mean[table.cell]) * part[table.cell]


def _left_out(groups: Array, alone: Array) -> Array:
    """Column totals of groups and statements alone, then the totals without each group."""
    found = np.empty((1 + len(groups), len(alone)))
    found[0] = groups.sum(axis=0) + alone
    np.subtract(found[0], groups, out=found[1:])
    return found


def _effective_clusters(a: _Table, b: _Table) -> float:
    """Degrees of freedom that two roles' unequal clusters allow (Welch and Satterthwaite)."""
    sizes = []
    for table in (a, b):
        groups = table.group_count.sum(axis=1)
        square = float((groups**2).sum() + table.times.sum())
        sizes.append(max((groups.sum() + table.times.sum()) ** 2 / max(square, 1e-9), 1.0))
    return float(sum(1 / g for g in sizes) ** 2 / sum(1 / g**3 for g in sizes))


def _gaps(estimates: Array, alone: Array, level: float, limit: float) -> list[Gap]:
    """Relative gaps from log gaps (gaps, 1 + groups): of all, then with each employer group left out.

    ``alone`` (gaps, statements): how far statements without employer move them.
    """
    value = estimates[:, 0]
    half, _ = jackknife(np.concatenate([estimates[:, 1:] - value[:, None], alone], axis=1).T, level, limit)
    ends = np.expm1(np.stack([value, value - half, value + half], axis=1))
    return [Gap(*gap) for gap in ends.tolist()]
