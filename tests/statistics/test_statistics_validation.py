"""Small seeded versions of the studies in docs/methods/validation.md."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

from metier.statistics.differences import differences
from validate_evidence import RoleCounts, from_data_jobs
from validate_populations import Family, employer_sizes, item_counts, true_shares


@pytest.fixture(scope="module")
def roles(shared: Path) -> dict[str, RoleCounts]:
    """Roles of the data-jobs postings by simple title rules."""
    return {role.role: role for role in from_data_jobs()}


@pytest.mark.parametrize(
    "family", [Family(20, 8, 0.15), Family(100, 200, 0.5), Family(500, 30, 0.15), Family(5000, 2000, 0.15)]
)
def test_intervals_hold_the_truth(family: Family) -> None:
    rng = np.random.default_rng(11)
    held_share, held_difference = [], []
    for _ in range(25):
        mean, truth_a = true_shares(rng, 40, 25.0)
        truth_b = rng.beta(25 * mean, 25 * (1 - mean))
        group = rng.integers(0, 256, family.employers)
        sizes = [employer_sizes(rng, family.postings, family.employers) for _ in range(2)]
        a = item_counts(rng, sizes[0], truth_a, family.likeness, group)
        b = item_counts(rng, sizes[1], truth_b, family.likeness, group)
        found = differences(a, b, prior_a=(mean, 25.0), prior_b=(mean, 25.0))
        held_share.append((found.a.low <= truth_a) & (truth_a <= found.a.high))
        gap = truth_a - truth_b
        held_difference.append((found.low <= gap) & (gap <= found.high))
    assert 0.92 <= np.mean(held_share) <= 0.985
    assert 0.92 <= np.mean(held_difference) <= 0.985


@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    ["data architect (title)", "data science manager (title)", "senior data scientist",
     "software engineer", "senior data engineer", "data scientist"],
)  # fmt: skip
def test_a_role_rarely_differs_from_itself(roles: dict[str, RoleCounts], name: str) -> None:
    """One role's employers split at random: at most one run in ten calls anything real."""
    role = roles[name]
    rng = np.random.default_rng(5)
    called = 0
    for part in (0.5, 0.2) * 30:
        one = rng.random(256) < part
        found = differences((role.n_g * one, role.k_gf * one[:, None]), (role.n_g * ~one, role.k_gf * ~one[:, None]))
        called += bool(found.real.any())
    assert called <= 6


@pytest.mark.shared
def test_roles_that_differ_are_told_apart(roles: dict[str, RoleCounts]) -> None:
    """Data analysts against data engineers, from about a tenth of the employers."""
    analyst, engineer = roles["data analyst"], roles["data engineer"]
    column = {name: i for i, name in enumerate(analyst.items)}
    part = slice(0, 32)
    found = differences((analyst.n_g[part], analyst.k_gf[part]), (engineer.n_g[part], engineer.k_gf[part]))
    for skill, sign in (("tableau", 1), ("excel", 1), ("spark", -1), ("airflow", -1)):
        assert found.real[column[skill]], skill
        assert np.sign(found.difference[column[skill]]) == sign
