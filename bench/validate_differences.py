"""Whether what is called a real difference is one: roles against themselves, and roles that do differ.

python bench/validate_differences.py [RELEASE] [--write]
"""

from __future__ import annotations

import sys

import numpy as np

from metier.statistics.clusters import effective_groups
from metier.statistics.differences import differences
from metier.statistics.fdr import benjamini_hochberg
from metier.vocabulary import rule
from validate_evidence import RoleCounts, evidence, publish
from validate_populations import Family, employer_sizes, item_counts, true_shares

RUNS = 200


def against_itself(role: RoleCounts, part: float, seed: int) -> tuple[float, float]:
    """Share of random splits of a role's employers with anything called real, or any q under 5 %."""
    rng = np.random.default_rng(seed)
    tested = role.k_gf.sum(axis=0) >= rule("difference.tested_share") * role.n
    called = small_q = 0
    for _ in range(RUNS):
        one = rng.random(256) < part
        found = differences((role.n_g * one, role.k_gf * one[:, None]), (role.n_g * ~one, role.k_gf * ~one[:, None]))
        # As in a report: only items that the two sides together show often enough are tested.
        q_value = benjamini_hochberg(np.where(tested, found.p_value, np.nan))
        small = q_value <= rule("difference.false_discovery_rate")
        called += bool((small & ((found.low > 0) | (found.high < 0))).any())
        small_q += bool(small.any())
    return called / RUNS, small_q / RUNS


def same_role_table(roles: list[RoleCounts]) -> list[str]:
    """One row a role: several sizes of each measure, from the smallest to the largest."""
    lines = [
        "| measure | role | postings | effective groups | halves | one fifth v rest | any q ≤ 5 % |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    measures = sorted({r.measure for r in roles})
    each = max(4, 13 // max(len(measures), 1))
    for measure in measures:
        of_measure = sorted((r for r in roles if r.measure == measure and r.n >= 100), key=lambda r: r.n)
        picks = np.unique(np.linspace(0, len(of_measure) - 1, min(each, len(of_measure))).astype(int))
        for i, role in enumerate(of_measure[j] for j in picks):
            half, half_q = against_itself(role, 0.5, i)
            fifth, fifth_q = against_itself(role, 0.2, 100 + i)
            lines.append(
                f"| {measure} | {role.role} | {role.n:,} | {effective_groups(role.n_g):.0f} | {half:.1%} | "
                f"{fifth:.1%} | {max(half_q, fifth_q):.1%} |"
            )
    return lines


def no_difference_table() -> list[str]:
    """Simulated roles of equal true shares, sampled through different employers."""
    lines = [
        "| postings a | postings b | employers each | likeness | any called real |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    cases = [
        (n_a, n_b, employers, likeness)
        for n_a, n_b, employers in [(30, 5000, 300), (300, 300, 100), (300, 5000, 20), (5000, 5000, 2000)]
        for likeness in (0.02, 0.15, 0.5)
    ]
    for seed, (n_a, n_b, employers, likeness) in enumerate(cases):
        rng = np.random.default_rng(seed)
        called = 0
        for _ in range(RUNS):
            _, truth = true_shares(rng, 200, 25.0)
            group = rng.integers(0, 256, employers)
            a, b = (item_counts(rng, employer_sizes(rng, n, employers), truth, likeness, group) for n in (n_a, n_b))
            called += bool(differences(a, b).real.any())
        label = Family(n_a, employers, likeness)
        lines.append(f"| {n_a:,} | {n_b:,} | {label.employers:,} | {likeness:g} | {called / RUNS:.1%} |")
    return lines


def power_table(roles: list[RoleCounts]) -> list[str]:
    """How often known differences are found from a part of both roles' employers."""
    pairs = [
        (a, b)
        for a in roles
        for b in roles
        if a.measure == b.measure and _is(a.role, "data analyst") and _is(b.role, "data engineer")
    ]
    lines = [
        "| measure | employer groups kept | postings | real differences | found: " + ", ".join(_KNOWN) + " |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for a, b in pairs:
        columns = [next((i for i, name in enumerate(a.items) if _is(name, k)), -1) for k in _KNOWN]
        if min(columns) < 0:
            continue
        for kept in (256, 32, 8, 4):
            rng = np.random.default_rng(kept)
            real, sizes = [], []
            for _ in range(50):
                chosen = rng.permutation(256)[:kept]
                found = differences((a.n_g[chosen], a.k_gf[chosen]), (b.n_g[chosen], b.k_gf[chosen]))
                real.append(found.real)
                sizes.append((a.n_g[chosen].sum(), b.n_g[chosen].sum()))
            rate = np.mean(real, axis=0)[columns]
            size = " / ".join(f"{x:,.0f}" for x in np.median(sizes, axis=0))
            lines.append(
                f"| {a.measure} | {kept} | {size} | {np.mean(np.sum(real, axis=1)):.0f} | "
                + ", ".join(f"{r:.0%}" for r in rate)
                + " |"
            )
    return lines


_KNOWN = ("sql", "tableau", "spark", "excel", "airflow")


def _is(identifier: str, name: str) -> bool:
    """Whether an id ('role-data-analyst', 'apache-spark') is this name."""
    words = identifier.replace("-", " ").replace("_", " ")
    return words.removeprefix("role ").removeprefix("apache ").removeprefix("microsoft ") == name


def main(arguments: list[str]) -> None:
    """Print the three tables."""
    roles = evidence(arguments)
    publish("same-role", same_role_table(roles), arguments)
    publish("no-difference", no_difference_table(), arguments)
    publish("power", power_table(roles), arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
