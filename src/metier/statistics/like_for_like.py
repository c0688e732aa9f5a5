"""The pay gap of two roles on one common mix of level, country, year and workplace."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from metier.statistics.clusters import GROUPS, Array, Bools, effective_groups
from metier.statistics.jackknife import jackknife
from metier.statistics.pay import Gap
from metier.statistics.pay_employers import UNRELATED, Employers
from metier.statistics.pay_rows import PayRows


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
    """Statements and summed log pay by cluster and cell (clusters, cells)."""

    count: Array
    log_pay: Array


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
    seed: int = 0,
) -> LikeForLike | NotComparable:
    """Gap of mean log pay, raw and at one mix, or the reason why there is none.

    ``cells_a[i]`` names cell i of the rows, such as ("senior", "US", 2024, "remote"). Cells count where
    both roles have ``minimum_cell`` statements; the common mix weighs them by the overlap of the two
    mixes, ``s_a s_b / (s_a + s_b)`` (overlap weights: Li, Morgan and Zaslavsky 2018, JASA 113), after
    DiNardo, Fortin and Lemieux 1996. Cells of one name are one. Intervals leave out one employer group at
    a time, in both roles at once, with the mix taken as given. ``seed`` deals statements without employer
    to groups; their part of the error is widened by how employers that are ``unknown`` repeat themselves (Kish 1965).
    """
    names = {name: i for i, name in enumerate(dict.fromkeys([*cells_a, *cells_b]))}
    table_a = _table(a, [names[c] for c in cells_a], len(names), 1, seed)
    table_b = _table(b, [names[c] for c in cells_b], len(names), 2, seed)
    count_a, count_b = table_a.count.sum(axis=0), table_b.count.sum(axis=0)
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
    raw = _raw_mean(table_a) - _raw_mean(table_b)
    remaining = _mean_at(table_a, common, weight) - _mean_at(table_b, common, weight)
    limit = _effective_clusters(table_a, table_b)
    wider = np.repeat([1.0, _widening(a, unknown), _widening(b, unknown)], GROUPS)
    return LikeForLike(
        raw=_gap(raw, wider, level, limit),
        mix=_gap(raw - remaining, wider, level, limit),
        remaining=_gap(remaining, wider, level, limit),
        share_a=share_a,
        share_b=share_b,
        cells=cells,
        n_a=a.n,
        n_b=b.n,
    )


def _table(rows: PayRows, cells: list[int], size: int, part: int, seed: int) -> _Table:
    """Counts by cluster: 256 employer groups shared by both roles, then 256 groups of each role's own.

    A statement whose employer is not recorded goes to one of the role's own groups at random; amounts
    that come sorted must not be dealt in turn, which would make the groups too alike.
    """
    name, e = np.asarray(cells, dtype=np.int64), rows.employers
    alone = _alone(rows)
    times = rows.statements[alone].astype(np.int64)
    dealt = np.random.default_rng([seed, part]).integers(0, GROUPS, int(times.sum())) + part * GROUPS
    log_pay = (np.log(rows.low[alone]) + np.log(rows.high[alone])) / 2
    cluster = np.concatenate([e.group, dealt])
    place = cluster * size + name[np.concatenate([e.cell, np.repeat(rows.cell[alone], times)])]
    count = np.concatenate([e.statements, np.ones(len(dealt))])
    pay = np.concatenate([e.log_pay, np.repeat(log_pay, times)])
    shape = (3 * GROUPS, size)
    return _Table(
        *(
            np.bincount(place, weights=w, minlength=3 * GROUPS * size).reshape(shape).astype(np.float64)
            for w in (count, pay)
        )
    )


def _alone(rows: PayRows) -> Bools:
    """Which statements have no employer recorded."""
    told = np.zeros(rows.cells, dtype=np.bool_)
    told[rows.employers.cell] = True
    return np.asarray(~told[rows.cell], dtype=np.bool_)


def _widening(rows: PayRows, unknown: Employers) -> float:
    """How many times as uncertain statements without employer are as if they were unrelated."""
    return unknown.widening(float(rows.statements[_alone(rows)].sum()))


def _overlap_weights(count_a: Array, count_b: Array) -> Array:
    mix_a, mix_b = count_a / count_a.sum(), count_b / count_b.sum()
    weight = mix_a * mix_b / (mix_a + mix_b)
    return np.asarray(weight / weight.sum(), dtype=np.float64)


def _raw_mean(table: _Table) -> Array:
    """Mean log pay of all statements, then with each cluster left out."""
    count, log_pay = (
        _left_out(table.count.sum(axis=1)[:, None]),
        _left_out(table.log_pay.sum(axis=1)[:, None]),
    )
    return np.asarray((log_pay / np.maximum(count, 1e-9))[:, 0], dtype=np.float64)


def _mean_at(table: _Table, common: Bools, weight: Array) -> Array:
    """Mean log pay at the common mix, then with each cluster left out; an emptied cell leaves the mix."""
    count, log_pay = _left_out(table.count[:, common]), _left_out(table.log_pay[:, common])
    there = np.where(count > 0.5, weight, 0.0)
    means = np.where(count > 0.5, log_pay / np.maximum(count, 0.5), 0.0)
    return np.asarray((there * means).sum(axis=1) / np.maximum(there.sum(axis=1), 1e-9), dtype=np.float64)


def _left_out(sums: Array) -> Array:
    """Column totals, then the totals without each row."""
    total = sums.sum(axis=0)
    return np.concatenate([total[None, :], total[None, :] - sums])


def _effective_clusters(a: _Table, b: _Table) -> float:
    """Degrees of freedom that two roles' unequal clusters allow (Welch and Satterthwaite)."""
    sizes = [max(effective_groups(t.count.sum(axis=1)), 1.0) for t in (a, b)]
    return sum(1 / g for g in sizes) ** 2 / sum(1 / g**3 for g in sizes)


def _gap(estimates: Array, wider: Array, level: float, limit: float) -> Gap:
    """Relative gap from a log gap and the log gaps with each cluster left out (jackknife, Student's t).

    ``wider`` is what each cluster's move is multiplied by.
    """
    value, moves = float(estimates[0]), (estimates[1:] - estimates[0]) * wider
    half, _ = jackknife(moves[:, None], level, limit)
    return Gap(*(float(np.expm1(x)) for x in (value, value - half[0], value + half[0])))
