"""How often intervals called 95 % hold the truth, for shares and their differences.

python bench/validate_shares.py [RELEASE] [--write]
"""

from __future__ import annotations

import sys

import numpy as np

from metier.statistics.clusters import effective_groups
from metier.statistics.differences import differences
from metier.statistics.priors import parent_prior
from metier.statistics.shares import shares
from metier.vocabulary import rule
from validate_evidence import RoleCounts, evidence, publish
from validate_populations import FAMILIES, Family, employer_sizes, item_counts, true_shares

RUNS, ITEMS, STRENGTH = 100, 40, 25.0


def simulated(family: Family, seed: int) -> str:
    """One row of the table: coverage of shares and differences, and the mean width of shares."""
    rng = np.random.default_rng(seed)
    held_share, held_difference, width, rare = [], [], [], []
    for _ in range(RUNS):
        mean, truth_a = true_shares(rng, ITEMS, STRENGTH)
        truth_b = rng.beta(STRENGTH * mean, STRENGTH * (1 - mean))
        group = rng.integers(0, 256, family.employers)
        a, b = (
            item_counts(
                rng,
                employer_sizes(rng, family.postings, family.employers),
                truth,
                family.likeness,
                group,
            )
            for truth in (truth_a, truth_b)
        )
        found = differences(a, b, prior_a=(mean, STRENGTH), prior_b=(mean, STRENGTH))
        inside = (found.a.low <= truth_a) & (truth_a <= found.a.high)
        gap = truth_a - truth_b
        held_share.append(inside.mean())
        rare.append(inside[mean < 0.05].mean())
        held_difference.append(((found.low <= gap) & (gap <= found.high)).mean())
        width.append((found.a.high - found.a.low).mean())
    return (
        f"| {family.label} | {np.mean(held_share):.1%} | {np.mean(rare):.1%} | "
        f"{np.mean(held_difference):.1%} | {100 * np.mean(width):.1f} |"
    )


def real(roles: list[RoleCounts], seed: int) -> list[str]:
    """Coverage of a role's full share from a few of its employer groups, prior from the other roles."""
    rng = np.random.default_rng(seed)
    lines = []
    for measure in sorted({r.measure for r in roles}):
        of_measure = [r for r in roles if r.measure == measure]
        # The full role stands for the truth, so it must be much larger than the sample.
        large = [i for i, r in enumerate(of_measure) if r.n >= 800 and effective_groups(r.n_g) > 60]
        if len(of_measure) < 4 or not large:
            continue
        prior = parent_prior(
            np.stack([r.k_gf.sum(axis=0) for r in of_measure]),
            np.array([r.n for r in of_measure]),
            list(zip(*(r.parents for r in of_measure), strict=True)),
            strength_bounds=(rule("prior.strength_min"), rule("prior.strength_max")),
        )
        for groups in (4, 12, 25):
            inside, off, off_raw, sizes = [], [], [], []
            for i in large:
                role = of_measure[i]
                # Half a posting keeps what the whole role never shows off exactly 0.
                truth = (role.k_gf.sum(axis=0) + 0.5) / (role.n + 1)
                # Chosen by what is expected, not by the truth: the highest of many would look too low.
                common = (prior.mean[i] > 0.01) & (prior.mean[i] < 0.99)
                for _ in range(20):
                    chosen = rng.permutation(256)[:groups]
                    if role.n_g[chosen].sum() < 5 or not common.any():
                        continue
                    s = shares(role.n_g[chosen], role.k_gf[chosen], prior.mean[i], prior.strength[i])
                    inside.append(((s.low <= truth) & (truth <= s.high))[common].mean())
                    off.append(np.abs(s.share - truth)[common].mean())
                    off_raw.append(np.abs(s.raw_share - truth)[common].mean())
                    sizes.append(s.n[0])
            if not inside:
                continue
            lines.append(
                f"| {measure} | {len(large)} | {groups} | {np.median(sizes):,.0f} | {np.mean(inside):.1%} | "
                f"{100 * np.mean(off):.1f} | {100 * np.mean(off_raw):.1f} |"
            )
    return lines


def main(arguments: list[str]) -> None:
    """Print both tables."""
    table = [
        "| postings | employers | likeness | share | share, rare items | difference | width (points) |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(simulated(family, seed) for seed, family in enumerate(FAMILIES)),
    ]
    publish("coverage-shares", table, arguments)
    table = [
        "| measure | roles | groups drawn | median postings | coverage | error, shrunk | error, raw |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *real(evidence(arguments), 7),
    ]
    publish("coverage-real", table, arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
