"""Whole comparisons of a role with itself: how often anything at all is called a real difference.

python bench/validate_comparison.py [RELEASE] [--write]

Each role's employers are split at random into two pseudo-roles, which then go through everything that a
comparison goes through: the choice of collections, the shares of every measure, one false-discovery
control over all of them, the check that the years overlap. The rest is as for two different roles.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from metier.model import Filters
from metier.release.evidence import GroupCounts, MeasureCounts
from metier.release.reader import Release
from metier.release.roles import get_role
from metier.report.context import CANDIDATES, Context
from metier.report.share_set import share_set
from metier.report.shares import control
from validate_evidence import publish

RUNS = 200
ROLES = (
    "data-analyst",
    "data-scientist",
    "software-engineer",
    "machine-learning-engineer",
    "research-scientist",
    "data-science-manager",
    "analytics-engineer",
    "machine-learning-software-engineer",
    "product-manager",
    "business-intelligence-analyst",
)


def split(counts: MeasureCounts, one: NDArray[np.bool_]) -> MeasureCounts:
    """The first role of some counts as two: the employer groups that ``one`` marks, and the others."""
    role = counts.roles[0]
    halves = tuple(
        GroupCounts(
            role.role_id, role.n_g * keep, role.k_gf * keep[:, None], role.prior_mean, role.prior_strength, role.by_year
        )
        for keep in (one, ~one)
    )
    return replace(counts, roles=halves)


def measured(ctx: Context) -> list[MeasureCounts]:
    """The counts that a comparison of the context's role would test."""
    wanted = [(measure, ctx.collection(measure)) for measure in CANDIDATES] + [("technology", "fulltext")]
    found = [ctx.evidence.counts(collection, measure) for measure, collection in dict.fromkeys(wanted) if collection]
    return [counts for counts in found if counts is not None and counts.roles[0].n]


def called(release: Release, role_id: str, part: float, seed: int) -> tuple[float, int, int]:
    """Share of runs with anything called real; postings of the largest measure; items tested in the last run."""
    role = get_role(release, role_id)
    counts = measured(Context(release, (role,), Filters()))
    rng = np.random.default_rng(seed)
    hits = tested = 0
    for _ in range(RUNS):
        one = rng.random(256) < part
        sets = [share_set(split(c, one), None, (role, role), Filters(), ("self",)) for c in counts]
        control(sets)
        hits += any(s.real((0, 1), item) for s in sets for item in range(len(s.counts.items)))
        tested = sum(int(s.tested().sum()) for s in sets if (0, 1) in s.q_values)
    return hits / RUNS, max(c.roles[0].n for c in counts), tested


def table(release: Release) -> list[str]:
    """One row a role: how often a comparison with itself names a real difference."""
    lines = [
        "| role | postings | items tested | halves | one fifth v rest |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for seed, role_id in enumerate(ROLES):
        half, n, tested = called(release, role_id, 0.5, seed)
        fifth, _, _ = called(release, role_id, 0.2, 1000 + seed)
        lines.append(f"| {get_role(release, role_id).label} | {n:,} | {tested} | {half:.1%} | {fifth:.1%} |")
    return lines


def main() -> None:
    """Print the table; with ``--write`` put it into docs/methods/validation.md."""
    folders = [Path(a) for a in sys.argv[1:] if not a.startswith("--")]
    release = Release(folders[0] if folders else None)
    publish("aa-comparison", table(release), sys.argv[1:])


if __name__ == "__main__":
    main()
