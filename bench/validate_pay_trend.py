"""How often intervals of the trend of pay hold a known change, and how often one half of the employers seems to differ.

python bench/validate_pay_trend.py [POSTINGS.parquet]

The simulation needs no data. With the postings of a build (a table with role, level and pay a posting) the employers of
each role are dealt at random into two halves whose changes of pay are compared: any difference is chance.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet

from metier.build.pay_trend import dated, series_of
from metier.statistics.clusters import GROUPS, Bools
from metier.statistics.pay_trend import Change, DatedPay, log_gap, pay_trend
from metier.vocabulary import rule
from validate_populations import employer_sizes

RUNS = 500
PERIODS = 3
RISE = np.array([0.0, 0.03, 0.07])  # true log pay of each period
SPREAD = 0.35
SPLITS = 20


def sample(rng: np.random.Generator, statements: int, employers: int, likeness: float, staying: float) -> DatedPay:
    """Statements of three periods in twelve cells whose mix moves, of employers with habits that drift.

    A share ``staying`` of what employers have in common stays from period to period; the rest is new each period.
    """
    sizes = employer_sizes(rng, statements, employers)
    employer = np.repeat(np.arange(employers), sizes)
    n = len(employer)
    # An employer is there in some periods more than in others, and in some cells more than in others.
    period = (rng.random((n, 1)) > np.cumsum(rng.dirichlet(np.full(PERIODS, 2.0), employers), axis=1)[employer]).sum(1)
    period = np.minimum(period, PERIODS - 1)
    centre = rng.normal(0, 0.4, 12)
    # Later periods have more of the better paid cells: raw pay rises more than pay does.
    tilt = np.exp(centre[None, :] * np.arange(PERIODS)[:, None])
    own = rng.dirichlet(np.full(12, 0.7), employers)
    chance = own[employer] * tilt[period]
    cell = (rng.random((n, 1)) > np.cumsum(chance / chance.sum(1, keepdims=True), axis=1)).sum(1)
    cell = np.minimum(cell, 11)
    habit = rng.normal(0, SPREAD * np.sqrt(likeness * staying), employers)[employer]
    drift = rng.normal(0, SPREAD * np.sqrt(likeness * (1 - staying)), (employers, PERIODS))[employer, period]
    rest = rng.normal(0, SPREAD * np.sqrt(1 - likeness), n)
    group = rng.integers(0, 256, employers)[employer]
    return DatedPay(cell, period, group, 11.7 + centre[cell] + RISE[period] + habit + drift + rest)


def raw_change(pay: DatedPay) -> float:
    """Difference of mean log pay, first less last period, whatever the mix."""
    return float(pay.log_pay[pay.period == 0].mean() - pay.log_pay[pay.period == PERIODS - 1].mean())


def coverage_row(statements: int, employers: int, likeness: float, staying: float, seed: int) -> str:
    """Coverage of the first period's change from the last, and of the same without knowing the employers."""
    rng = np.random.default_rng(seed)
    held, apart, half, error, raw = [], [], [], [], []
    truth = float(RISE[0] - RISE[-1])
    for _ in range(RUNS):
        pay = sample(rng, statements, employers, likeness, staying)
        found = first(changes(pay))
        alone = first(changes(without_employers(pay)))
        if found is None or alone is None:
            continue
        held.append(found.low_log <= truth <= found.high_log)
        apart.append(alone.low_log <= truth <= alone.high_log)
        half.append((found.high_log - found.low_log) / 2)
        error.append(abs(found.log - truth))
        raw.append(abs(raw_change(pay) - truth))
    return (
        f"| {statements:,} | {employers:,} | {likeness:g} | {staying:g} | {len(held)} | {np.mean(held):.1%} | "
        f"{np.mean(apart):.1%} | {np.median(half):.1%} | {np.median(error):.1%} | {np.median(raw):.1%} |"
    )


def changes(pay: DatedPay) -> tuple[Change, ...]:
    """The trend under the rules of a release."""
    return pay_trend(
        pay,
        least_statements=rule("pay_trend.least_statements"),
        least_employers=rule("pay_trend.least_employers"),
        unknown_effect=rule("pay_trend.unknown_employers_effect"),
    )


def without_employers(pay: DatedPay) -> DatedPay:
    """The same statements as if nobody had recorded who made them."""
    return DatedPay(pay.cell, pay.period, np.full(len(pay.cell), -1), pay.log_pay)


def first(found: tuple[Change, ...]) -> Change | None:
    """The change of the first period; None where it is not told or the newest period is not the last."""
    ends = bool(found) and found[0].period == 0 and found[-1].period == PERIODS - 1
    return found[0] if ends else None


def simulation() -> list[str]:
    """The table of coverage in simulated postings."""
    cases = [
        (n, e, likeness, staying)
        for n, e in ((150, 40), (150, 150), (500, 60), (500, 300), (3000, 100), (3000, 1500))
        for likeness, staying in ((0.0, 0.0), (0.3, 0.8), (0.6, 0.3))
    ]
    head = (
        "| statements | employers | likeness | of it staying | runs | held | held, employers unknown | half width | "
        "error | error of raw means |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    )
    return [*head, *(coverage_row(*case, seed=number) for number, case in enumerate(cases))]


def apart(a: Change, b: Change) -> bool:
    """Whether two changes would be called different."""
    _, low, high = log_gap(a, b)
    return not low <= 0 <= high


def called(pay: DatedPay, mine: Bools, *, known: bool) -> list[bool]:
    """For each period that both halves tell of, whether their changes would be called different."""
    parts = (pay.keep(mine[pay.group]), pay.keep(~mine[pay.group]))
    left, right = ({c.period: c for c in changes(p if known else without_employers(p))} for p in parts)
    if not left or not right or max(left) != max(right):
        return []
    return [apart(left[p], right[p]) for p in sorted(left.keys() & right.keys()) if p != max(left)]


def real(path: Path) -> list[str]:
    """How often two random halves of the employers seem to differ, by collection and grain."""
    table = dated(pyarrow.parquet.read_table(path))
    lines = [
        "| collection | grain | series | comparisons | called different | employers hidden |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for grain in ("year", "month"):
        rng = np.random.default_rng(20)
        found: list[bool] = []
        hidden: list[bool] = []
        used = 0
        for one in series_of(table, "data-jobs", grain):
            if one.country:
                continue
            before = len(found)
            for _ in range(SPLITS):
                mine = rng.random(GROUPS) < 0.5
                found += called(one.pay, mine, known=True)
                hidden += called(one.pay, mine, known=False)
            used += len(found) > before
        lines.append(
            f"| data-jobs | {grain} | {used} | {len(found):,} | {np.mean(found):.1%} | {np.mean(hidden):.1%} |"
        )
    return lines


def main() -> None:
    """Prints both tables."""
    files = [Path(a) for a in sys.argv[1:]]
    print("\n".join(simulation()))
    for path in files:
        print("\n".join(["", *real(path)]))


if __name__ == "__main__":
    main()
