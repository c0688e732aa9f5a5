"""The like-for-like pay gap of two roles at each level that both have."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from metier.statistics.clusters import Bools
from metier.statistics.like_for_like import LikeForLike, NotComparable, like_for_like
from metier.statistics.pay import Gap
from metier.statistics.pay_employers import UNRELATED, Employers
from metier.statistics.pay_rows import PayRows


@dataclass(frozen=True, slots=True)
class LadderSide:
    """One role's pay: the level of each cell, and what else is to be alike (country, year, workplace)."""

    pay: PayRows
    level: Sequence[str]
    mix: Sequence[Hashable]

    def at(self, level: str) -> tuple[PayRows, list[Hashable]]:
        """The cells of one level, with their mix."""
        mask: Bools = np.array([own == level for own in self.level], dtype=np.bool_)
        return self.pay.keep(mask), [mix for mix, kept in zip(self.mix, mask.tolist(), strict=True) if kept]


@dataclass(frozen=True, slots=True)
class Rung:
    """The gap at one level, or why there is none. ``real``: beyond chance, with all levels taken together."""

    level: str
    gap: LikeForLike | NotComparable
    n_a: int
    n_b: int
    real: bool = False


def ladder_gaps(
    a: LadderSide,
    b: LadderSide,
    levels: Sequence[str],
    *,
    least_statements: float,
    minimum_overlap: float,
    minimum_cell: float,
    widest: float = float("inf"),
    false_discovery_rate: float = 0.05,
    level: float = 0.95,
    unknown: Employers = UNRELATED,
) -> tuple[Rung, ...]:
    """The gap of mean log pay at one mix, level by level, of the ``levels`` at which both have enough statements.

    Of the gaps called real at most a share ``false_discovery_rate`` is expected to be chance. A gap whose interval
    is wider than ``widest`` (fraction) is not told. ``unknown``: how employers that are not recorded repeat themselves.
    """

    sides = {name: (a.at(name), b.at(name)) for name in levels}

    def gap_at(name: str, confidence: float) -> LikeForLike | NotComparable:
        left, right = sides[name]
        return like_for_like(
            *left,
            *right,
            minimum_overlap=minimum_overlap,
            minimum_cell=minimum_cell,
            level=confidence,
            unknown=unknown,
        )

    rungs = [
        Rung(name, _told(gap_at(name, level), widest), left.n, right.n)
        for name, ((left, _), (right, _)) in sides.items()
        if min(left.n, right.n) >= least_statements
    ]
    tested = {rung.level: rung.gap for rung in rungs if isinstance(rung.gap, LikeForLike)}
    real = step_up(tested, lambda name, confidence: _remaining(gap_at(name, confidence)), false_discovery_rate)
    return tuple(replace(rung, real=rung.level in real) for rung in rungs)


def step_up(tested: Mapping[str, object], gap_at: Callable[[str, float], Gap], rate: float) -> frozenset[str]:
    """The names whose gaps are real: those that exclude 0 at confidence ``1 - rate k / m``, k being their number.

    This is the step-up procedure of Benjamini and Hochberg (1995) on m gaps, told by intervals instead of p-values
    (an interval excludes 0 where p is smaller than what it leaves out), so that both always say the same.

    >>> gaps = {"a": Gap(0.2, 0.1, 0.3), "b": Gap(0.0, -0.1, 0.1)}
    >>> sorted(step_up(gaps, lambda name, confidence: gaps[name], 0.05))
    ['a']
    """
    left, m = list(tested), len(tested)
    while left:
        found = [(name, gap_at(name, 1 - rate * len(left) / m)) for name in left]
        kept = [name for name, gap in found if not gap.low <= 0 <= gap.high]
        if len(kept) == len(left):
            break
        left = kept
    return frozenset(left)


def _told(gap: LikeForLike | NotComparable, widest: float) -> LikeForLike | NotComparable:
    if isinstance(gap, NotComparable) or gap.remaining.high - gap.remaining.low <= widest:
        return gap
    return NotComparable("The gap is not known well enough to tell.", gap.share_a, gap.share_b, gap.cells)


def _remaining(gap: LikeForLike | NotComparable) -> Gap:
    """The gap at one mix; one that nothing is known of where there is none."""
    return gap.remaining if isinstance(gap, LikeForLike) else Gap(0.0, -1.0, float("inf"))
