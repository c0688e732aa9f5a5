"""How often intervals called 95 % hold the truth, for quantiles of pay and like-for-like gaps.

python bench/validate_pay.py [--write]
"""

from __future__ import annotations

import sys

import numpy as np

from metier.statistics.like_for_like import LikeForLike, like_for_like
from metier.statistics.pay import median_gap, quantiles
from metier.statistics.pay_rows import PayRows, pay_rows
from validate_evidence import publish
from validate_populations import Array, Integers, employer_sizes

RUNS = 400
PROBS = (0.1, 0.25, 0.5, 0.75, 0.9)
SPREAD, HALF_RANGE, RANGES = 0.35, 0.15, 0.7  # of log pay; of log range; share of statements with a range


def statements(
    rng: np.random.Generator,
    sizes: Integers,
    group: Integers,
    likeness: float,
    centre: float | Array,
    cell: Integers | None = None,
) -> PayRows:
    """Pay of each posting: an employer's habit, chance, often a range."""
    employer = np.repeat(np.arange(len(sizes)), sizes)
    habit = rng.normal(0, SPREAD * np.sqrt(likeness), len(sizes))[employer]
    middle = centre + habit + rng.normal(0, SPREAD * np.sqrt(1 - likeness), len(employer))
    half = np.where(rng.random(len(employer)) < RANGES, HALF_RANGE, 0.0)
    return pay_rows(np.exp(middle - half), np.exp(middle + half), np.ones(len(employer)), group[employer], cell)


def true_quantiles(centre: float) -> Array:
    """Quantiles of the mixture of ends and single amounts, by bisection."""
    from scipy.special import ndtr

    def below(x: Array) -> Array:
        ends = ndtr((x + HALF_RANGE) / SPREAD) + ndtr((x - HALF_RANGE) / SPREAD)
        return np.asarray(RANGES * ends / 2 + (1 - RANGES) * ndtr(x / SPREAD))

    low, high = np.full(len(PROBS), -3.0), np.full(len(PROBS), 3.0)
    for _ in range(60):
        middle = (low + high) / 2
        short = below(middle) < PROBS
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return np.asarray(np.exp(centre + low))


def quantile_row(n: int, employers: int, likeness: float, recorded: bool, seed: int) -> str:
    """Coverage of five quantiles and of the gap of two medians (true gap: 20 % in log pay)."""
    rng = np.random.default_rng(seed)
    truth = dict(zip(PROBS, true_quantiles(11.7), strict=True))
    held: dict[float, list[bool]] = {p: [] for p in PROBS}
    gap_held, width = [], []
    for _ in range(RUNS):
        group = rng.integers(0, 256, employers) if recorded else np.full(employers, -1)
        a = quantiles(statements(rng, employer_sizes(rng, n, employers), group, likeness, 11.7), PROBS)
        b = quantiles(statements(rng, employer_sizes(rng, n, employers), group, likeness, 11.5), (0.5,))
        for q in a:
            held[q.prob].append(q.low <= truth[q.prob] <= q.high)
        for median in (q for q in a if q.prob == 0.5 and b):
            gap = median_gap(median, b[0])
            gap_held.append(gap.low <= np.expm1(0.2) <= gap.high)
            width.append((median.high - median.low) / median.value)
    return (
        f"| {n:,} | {employers:,} | {likeness:g} | {'yes' if recorded else 'no'} | "
        + " | ".join(_percent(held[p]) for p in PROBS)
        + f" | {_percent(gap_held)} | {100 * np.mean(width):.0f} % |"
    )


def _percent(held: list[bool]) -> str:
    """Coverage, with the share of runs that gave an interval at all where some gave none."""
    if len(held) < 40:
        return "not given"
    given = "" if len(held) == RUNS else f" (of {len(held) / RUNS:.0%})"
    return f"{np.mean(held):.1%}{given}"


def mix_row(n: int, employers: int, likeness: float, seed: int) -> str:
    """Coverage of the remaining gap where role a is 10 % better paid in every cell and more senior."""
    rng = np.random.default_rng(seed)
    level_pay = np.array([-0.3, 0.0, 0.25, 0.5])
    mixes = (np.array([0.1, 0.3, 0.4, 0.2]), np.array([0.35, 0.4, 0.2, 0.05]))
    found, held, raw_held, refused = [], [], [], 0
    for _ in range(RUNS):
        group = rng.integers(0, 256, employers)
        sides = []
        for mix, premium in zip(mixes, (0.1, 0.0), strict=True):
            cell = rng.choice(4, size=n, p=mix)
            centre = 11.5 + premium + level_pay[cell]
            sides.append(statements(rng, employer_sizes(rng, n, employers), group, likeness, centre, cell))
        a, b = sides
        gap = like_for_like(a, range(a.cells), b, range(b.cells), minimum_overlap=0.3, minimum_cell=5)
        if not isinstance(gap, LikeForLike):
            refused += 1
            continue
        found.append(gap.remaining.value)
        held.append(gap.remaining.low <= np.expm1(0.1) <= gap.remaining.high)
        raw = 0.1 + float(level_pay @ (mixes[0] - mixes[1]))
        raw_held.append(gap.raw.low <= np.expm1(raw) <= gap.raw.high)
    return (
        f"| {n:,} | {employers:,} | {likeness:g} | {np.mean(found):.1%} | {np.mean(held):.1%} | "
        f"{np.mean(raw_held):.1%} | {refused / RUNS:.1%} |"
    )


def main(arguments: list[str]) -> None:
    """Print both tables."""
    cases = [
        (n, e, likeness, True)
        for n, e in [(20, 8), (20, 200), (100, 30), (100, 200), (1000, 30), (1000, 500), (5000, 2000)]
        for likeness in (0.1, 0.4)
    ]
    cases += [(n, 10 * n, likeness, False) for n in (20, 100, 5000) for likeness in (0.0, 0.1)]
    table = [
        "| statements | employers | likeness | recorded | p10 | p25 | p50 | p75 | p90 | gap | width |",
        "| ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(quantile_row(*case, seed) for seed, case in enumerate(cases)),
    ]
    publish("coverage-pay", table, arguments)
    mixes = [(n, e, likeness) for n, e in [(60, 40), (300, 30), (300, 200), (3000, 1000)] for likeness in (0.1, 0.4)]
    table = [
        "| statements each | employers | likeness | mean (true 10.5 %) | remaining | raw | refused |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(mix_row(*case, seed) for seed, case in enumerate(mixes)),
    ]
    publish("coverage-mix", table, arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
