"""What parents say of a role: without the role itself, and only as strongly as roles follow parents."""

import numpy as np
import pytest

from metier.statistics.priors import parent_prior
from metier.vocabulary import rule

BOUNDS = (2.0, 200.0)


def _world(strength: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray, list[list[str]]]:
    """Forty roles of four specialties and two tracks; shares scattered around the specialty's."""
    rng = np.random.default_rng(seed)
    specialty = [f"s{i % 4}" for i in range(40)]
    track = [("individual", "management")[i % 3 == 0] for i in range(40)]
    centre = {s: rng.uniform(0.05, 0.6, 30) for s in sorted(set(specialty))}
    n = rng.integers(20, 2000, 40)
    truth = np.stack([rng.beta(strength * centre[s], strength * (1 - centre[s])) for s in specialty])
    return rng.binomial(n[:, None], truth), n, [specialty, track]


@pytest.mark.parametrize("strength", [8.0, 30.0, 100.0])
def test_strength_is_recovered(strength: float) -> None:
    found = [parent_prior(*_world(strength, seed), strength_bounds=BOUNDS).strength.mean() for seed in (1, 2)]
    assert 0.6 * strength < np.mean(found) < 1.5 * strength


def test_parents_that_matter_are_inherited_and_others_not() -> None:
    prior = parent_prior(*_world(30), strength_bounds=BOUNDS)
    assert prior.parent_weight[0] > 0.7
    assert prior.parent_weight[1] < 0.3


def test_a_role_does_not_tell_its_own_prior() -> None:
    k, n, parents = _world(30)
    changed = k.copy()
    changed[5] = 0
    before = parent_prior(k, n, parents, strength_bounds=BOUNDS)
    after = parent_prior(changed, n, parents, strength_bounds=BOUNDS)
    # Only the fitted weights, which all roles share, may move it a little.
    assert after.mean[5] == pytest.approx(before.mean[5], abs=0.05)
    assert np.abs(after.mean[9] - before.mean[9]).max() > 0.01  # a peer of the same specialty


def test_prior_predicts_better_than_the_corpus() -> None:
    k, n, parents = _world(30)
    share = k / n[:, None]
    prior = parent_prior(k, n, parents, strength_bounds=BOUNDS)
    assert np.abs(share - prior.mean).mean() < 0.8 * np.abs(share - share.mean(axis=0)).mean()


def test_a_role_without_parents_gets_the_corpus() -> None:
    k, n, parents = _world(30)
    parents = [["" if i == 7 else s for i, s in enumerate(column)] for column in parents]
    prior = parent_prior(k, n, parents, strength_bounds=BOUNDS)
    others = np.delete(k / n[:, None], 7, axis=0).mean(axis=0)
    assert prior.mean[7] == pytest.approx(others, abs=0.06)


def test_bounds_hold_and_empty_roles_do_no_harm() -> None:
    k, n, parents = _world(3)
    k[4], n[4] = 0, 0
    prior = parent_prior(k, n, parents, strength_bounds=(5.0, 50.0))
    assert np.all((prior.strength >= 5) & (prior.strength <= 50))
    assert np.all((prior.mean > 0) & (prior.mean < 1))


def test_wrong_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="each kind of parent"):
        parent_prior([[1], [2]], [3, 4], [["x"]], strength_bounds=BOUNDS)


def test_default_bounds_are_the_rules() -> None:
    defaults = parent_prior.__kwdefaults__
    assert defaults is not None
    assert defaults["strength_bounds"] == (rule("prior.strength_min"), rule("prior.strength_max"))
