"""How stated pay changes from period to period while the kinds of jobs are held fixed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metier.statistics.clusters import GROUPS, Array, Bools, effective_groups
from metier.statistics.jackknife import jackknife
from metier.statistics.mover import difference

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class DatedPay:
    """Statements of pay, one a row: the cell of the job, the period, the employer group (-1: not recorded)."""

    cell: Integers
    period: Integers  # 0, 1, 2 ... in the order of time
    group: Integers
    log_pay: Array  # of a range the mean of its two logs

    @property
    def known(self) -> bool:
        """Whether every statement's employer is recorded."""
        return bool((self.group >= 0).all())

    def keep(self, mask: Bools) -> DatedPay:
        """The statements that a mask keeps."""
        return DatedPay(self.cell[mask], self.period[mask], self.group[mask], self.log_pay[mask])


@dataclass(frozen=True, slots=True)
class Change:
    """Difference in log pay of one period from the base period, at one mix of cells."""

    period: int
    log: float
    low_log: float
    high_log: float
    df: float  # degrees of freedom of the interval
    statements: int  # that tell of it: of cells that another period shows too
    employers: int  # groups of employers among them; 0: not recorded


def pay_trend(
    pay: DatedPay,
    *,
    least_statements: float,
    least_employers: float,
    unknown_effect: float = 1.0,
    level: float = 0.95,
    seed: int = 0,
) -> tuple[Change, ...]:
    """The change of log pay in each period that enough statements tell of, the newest of them being the base (0).

    Two-way fixed effects: log pay = cell + period, by least squares over statements, so that a cell speaks only
    of the periods that it has statements in, and a change of the mix of cells is no change of pay. With two
    periods the cells weigh ``n_1 n_2 / (n_1 + n_2)``, as in the like-for-like gap. Periods with fewer than
    ``least_statements`` statements in cells that other periods show too, or ``least_employers`` employer groups
    where they are recorded, are left out with their statements; so are periods that no cell joins to the newest.
    Intervals leave out one employer group at a time. Statements whose employer is not recorded are dealt to groups at
    random (``seed``), which takes them as unrelated; their variance is then multiplied by ``unknown_effect``, what
    employers do to it elsewhere. Empty unless two periods are left.

    >>> pay = DatedPay(*(np.array(x) for x in ([0, 0, 1, 1], [0, 1, 0, 1], [1, 2, 3, 4], [11.0, 11.1, 12.0, 12.1])))
    >>> [round(c.log, 3) for c in pay_trend(pay, least_statements=2, least_employers=2)]
    [-0.1, 0.0]
    """
    pay = _telling(pay, least_statements, least_employers)
    periods = np.unique(pay.period)
    if len(periods) < 2:
        return ()
    sums = _sums(pay, periods, seed)
    change, moves = _changes(sums)
    by_group = np.bincount(sums.group, weights=sums.n)
    half, df = jackknife(moves, level, effective_groups(by_group.astype(np.float64)))
    half = np.append(half if pay.known else half * np.sqrt(unknown_effect), 0.0)
    df = np.append(df, df.max())
    found = []
    for i, (period, value) in enumerate(zip(periods.tolist(), np.append(change, 0.0).tolist(), strict=True)):
        here = pay.period == period
        employers = len(np.unique(pay.group[here])) if pay.known else 0
        low, high = value - float(half[i]), value + float(half[i])
        found.append(Change(period, value, low, high, float(df[i]), int(here.sum()), employers))
    return tuple(found)


def log_gap(a: Change, b: Change) -> tuple[float, float, float]:
    """How much more (+) the first change is than the second in log points, with the bounds of its interval.

    >>> a, b = Change(0, 0.10, 0.07, 0.13, 9, 50, 20), Change(0, 0.02, -0.02, 0.06, 9, 50, 20)
    >>> [round(x, 3) for x in log_gap(a, b)]
    [0.08, 0.03, 0.13]
    """
    return difference((a.log, a.low_log, a.high_log), (b.log, b.low_log, b.high_log))


def _telling(pay: DatedPay, least_statements: float, least_employers: float) -> DatedPay:
    """The statements of cells that two periods show, of periods with enough of them that cells join to the newest."""
    while len(pay.period):
        table = _table(pay)
        shown = table > 0
        shared = shown.sum(axis=1) >= 2
        joined = _joined(shown[shared])
        enough = (table[shared].sum(axis=0) >= least_statements) & (_employers(pay, shared) >= least_employers)
        kept = shared[pay.cell] & (joined & enough)[pay.period]
        if kept.all():
            break
        # Thin periods go first: without them the newest may be another.
        thin = (shown.any(axis=0) & ~enough).any()
        pay = pay.keep(shared[pay.cell] & enough[pay.period] if thin else kept)
    return pay


def _table(pay: DatedPay) -> Array:
    """Statements by cell and period."""
    cells, periods = int(pay.cell.max()) + 1, int(pay.period.max()) + 1
    flat = np.bincount(pay.cell * periods + pay.period, minlength=cells * periods)
    return flat.reshape(cells, periods).astype(np.float64)


def _employers(pay: DatedPay, shared: Bools) -> Array:
    """Employer groups by period in shared cells; no limit where they are not recorded."""
    periods = int(pay.period.max()) + 1
    if not pay.known:
        return np.full(periods, np.inf)
    mine = shared[pay.cell]
    pairs = np.unique(pay.period[mine] * GROUPS + pay.group[mine] % GROUPS) // GROUPS
    return np.bincount(pairs, minlength=periods).astype(np.float64)


def _joined(shown: Bools) -> Bools:
    """The periods that cells join to the newest period shown, directly or through others."""
    reached = np.zeros(shown.shape[1], dtype=np.bool_)
    there = np.flatnonzero(shown.any(axis=0))
    if len(there):
        reached[there[-1]] = True
    while True:
        more = shown[(shown & reached).any(axis=1)].any(axis=0) | reached
        if (more == reached).all():
            return reached
        reached = np.asarray(more, dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Statements and summed log pay by employer group, cell and period: parallel arrays sorted by group."""

    group: Integers
    cell: Integers
    period: Integers
    n: Array
    log_pay: Array
    periods: int


def _sums(pay: DatedPay, periods: Integers, seed: int) -> _Sums:
    dealt = np.random.default_rng(seed).integers(0, GROUPS, len(pay.group))
    group = np.where(pay.group < 0, dealt, pay.group)
    _, cell = np.unique(pay.cell, return_inverse=True)
    period = np.searchsorted(periods, pay.period)
    key = (group * (int(cell.max()) + 1) + cell) * len(periods) + period
    keys, place = np.unique(key, return_inverse=True)
    rest, at = np.divmod(keys, len(periods))
    of_group, of_cell = np.divmod(rest, int(cell.max()) + 1)
    n = np.bincount(place).astype(np.float64)
    # Only changes count: less the cell's mean, large sums lose no digits.
    middle = np.bincount(cell, weights=pay.log_pay) / np.bincount(cell)
    total = np.bincount(place, weights=pay.log_pay - middle[cell]).astype(np.float64)
    return _Sums(of_group, of_cell, at, n, total, len(periods))


def _changes(sums: _Sums) -> tuple[Array, Array]:
    """Changes from the last period (periods - 1,), and how they move without each group (groups, periods - 1)."""
    cells, t = int(sums.cell.max()) + 1, sums.periods
    flat = sums.cell * t + sums.period
    n, total = (
        np.bincount(flat, weights=w, minlength=cells * t).reshape(cells, t).astype(np.float64)
        for w in (sums.n, sums.log_pay)
    )
    gram, moment = _normal(n, total)
    grams, moments = [gram], [moment]
    starts = np.flatnonzero(np.diff(sums.group, prepend=-1))
    for own in np.split(np.arange(len(flat)), starts[1:]):
        touched, row = np.unique(sums.cell[own], return_inverse=True)
        n_old, total_old = n[touched], total[touched]
        n_new, total_new = n_old.copy(), total_old.copy()
        n_new[row, sums.period[own]] -= sums.n[own]
        total_new[row, sums.period[own]] -= sums.log_pay[own]
        before, after = _normal(n_old, total_old), _normal(n_new, total_new)
        grams.append(gram - before[0] + after[0])
        moments.append(moment - before[1] + after[1])
    # A period that only one group joins to the others moves all the way to no change.
    ridge = 1e-6 * np.eye(t - 1)
    left = np.stack(grams)[:, :-1, :-1] + ridge
    found = np.linalg.solve(left, np.stack(moments)[:, :-1, None])[:, :, 0]
    return found[0], np.asarray(found[1:] - found[0], dtype=np.float64)


def _normal(n: Array, total: Array) -> tuple[Array, Array]:
    """Normal equations of the periods with the cells' means taken out, from sums by cell and period."""
    size = np.maximum(n.sum(axis=1), 1e-9)
    share = n / size[:, None]
    gram = np.diag(n.sum(axis=0)) - share.T @ n
    moment = total.sum(axis=0) - share.T @ total.sum(axis=1)
    return gram, moment
