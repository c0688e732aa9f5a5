"""The gap level by level: only where both have enough, and no more called real than chance allows."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from metier.statistics.fdr import benjamini_hochberg
from metier.statistics.like_for_like import LikeForLike, NotComparable
from metier.statistics.pay import Gap
from metier.statistics.pay_ladder import LadderSide, Rung, ladder_gaps, step_up
from metier.statistics.pay_rows import pay_rows

LEVELS = ("entry", "senior", "manager")


def side(seed: int, pay: dict[str, float], *, n: int = 120, country: str = "US") -> LadderSide:
    """Statements of some levels around an amount each, of forty employers in two years."""
    rng = np.random.default_rng(seed)
    names = [(level, year) for level in pay for year in (2023, 2024)]
    cell = np.repeat(np.arange(len(names)), n)
    amount = np.array([pay[level] for level, _ in names])[cell] * np.exp(rng.normal(0, 0.15, len(cell)))
    rows = pay_rows(amount, amount, np.ones(len(cell)), rng.integers(0, 40, len(cell)), cell)
    return LadderSide(rows, [level for level, _ in names], [(country, year) for _, year in names])


def gaps(a: LadderSide, b: LadderSide, *, widest: float = 1.0) -> dict[str, Rung]:
    found = ladder_gaps(
        a, b, LEVELS, least_statements=10, minimum_overlap=0.3, minimum_cell=5, widest=widest, false_discovery_rate=0.05
    )
    return {rung.level: rung for rung in found}


def remaining(rung: Rung) -> Gap:
    assert isinstance(rung.gap, LikeForLike)
    return rung.gap.remaining


def test_each_level_has_its_own_gap() -> None:
    """A role that pays more to seniors and alike to beginners."""
    found = gaps(side(1, {"entry": 100, "senior": 180}), side(2, {"entry": 100, "senior": 150}))
    assert list(found) == ["entry", "senior"]
    assert not found["entry"].real
    assert found["senior"].real
    assert remaining(found["senior"]).low < 0.2 < remaining(found["senior"]).high


def test_levels_that_only_one_role_has_are_not_compared() -> None:
    """A manager has no counterpart among engineers."""
    found = gaps(side(1, {"senior": 180, "manager": 200}), side(2, {"entry": 90, "senior": 180}))
    assert list(found) == ["senior"]


def test_a_level_without_common_countries_says_so() -> None:
    """Seniors of one country and seniors of another have no common mix."""
    found = gaps(side(1, {"senior": 180}), side(2, {"senior": 150}, country="DE"))
    assert isinstance(found["senior"].gap, NotComparable)
    assert not found["senior"].real


def test_a_gap_that_is_hardly_known_is_not_told() -> None:
    """The interval must be narrower than what the caller allows."""
    found = gaps(side(1, {"senior": 180}, n=8), side(2, {"senior": 150}, n=8), widest=0.01)
    assert isinstance(found["senior"].gap, NotComparable)


def test_both_ways_round_the_same_gaps_are_real() -> None:
    """Which role stands first does not decide."""
    a, b = side(3, {"entry": 100, "senior": 180}), side(4, {"entry": 104, "senior": 150})
    one, other = gaps(a, b), gaps(b, a)
    assert {level: rung.real for level, rung in one.items()} == {level: rung.real for level, rung in other.items()}


@given(
    z=st.lists(st.floats(-5, 5).filter(lambda x: abs(x) > 1e-6), min_size=1, max_size=8),
    rate=st.sampled_from([0.01, 0.05, 0.2]),
)
def test_intervals_and_p_values_call_the_same_gaps_real(z: list[float], rate: float) -> None:
    """The step-up by intervals is Benjamini and Hochberg's procedure."""
    from scipy.special import ndtr, ndtri

    def gap_at(name: str, confidence: float) -> Gap:
        middle, half = z[int(name)], float(ndtri(0.5 + confidence / 2))
        return Gap(middle, middle - half, middle + half)

    q = benjamini_hochberg(2 * ndtr(-np.abs(z)))
    if np.any(np.abs(q - rate) < 1e-9):
        return
    wanted = {str(i) for i in np.flatnonzero(q <= rate)}
    assert step_up({str(i): None for i in range(len(z))}, gap_at, rate) == wanted


def test_equal_roles_seldom_have_a_real_gap() -> None:
    """Sixty pairs of samples of one and the same pay."""
    pay = {"entry": 90.0, "senior": 150.0, "manager": 180.0}
    real = sum(
        any(rung.real for rung in gaps(side(2 * i, pay, n=30), side(2 * i + 1, pay, n=30)).values()) for i in range(60)
    )
    assert real <= 8
