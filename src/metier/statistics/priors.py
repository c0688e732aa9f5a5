"""What a role's parents lead one to expect of each item, and how strongly: priors, made at build time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metier.statistics.clusters import Array, Bools

PSEUDO_POSTINGS = 20.0  # postings at which a peer counts half as much as a fully known one


@dataclass(frozen=True, slots=True)
class ParentPrior:
    """Prior of each role and item: mean share, and strength in postings (roles, items)."""

    mean: Array
    strength: Array
    parent_weight: Array  # how much of each parent's departure from the corpus a role inherits, 0 to 1


def parent_prior(
    k: npt.ArrayLike,
    n: npt.ArrayLike,
    parents: Sequence[Sequence[str]],
    *,
    design_effect: npt.ArrayLike = 1.0,
    strength_bounds: tuple[float, float] = (2.0, 200.0),
) -> ParentPrior:
    """Prior mean and strength of every role and item from the counts of all roles.

    ``k`` is (roles, items), ``n`` (roles,): postings. ``parents`` holds one column a kind of parent
    (specialty, function, track), one label a role, '' where it has none. The mean starts from the
    corpus and adds, on the logit scale, a part of each parent's departure from it; the parts are fitted
    once by least squares over all roles and items, each role predicted without itself. The strength
    is how far roles really scatter around that prediction (beta-binomial, by moments).
    """
    counts, sizes = np.asarray(k, dtype=np.float64), np.asarray(n, dtype=np.float64)
    roles, _ = counts.shape
    if sizes.shape != (roles,) or any(len(column) != roles for column in parents):
        raise ValueError(f"k has {roles} roles: n and each kind of parent need as many")
    effective = sizes / np.broadcast_to(np.asarray(design_effect, dtype=np.float64), (roles,))
    share = counts / np.maximum(sizes, 1.0)[:, None]
    trust = effective / (effective + PSEUDO_POSTINGS)
    everyone = np.ones((roles, roles), dtype=np.bool_)
    corpus, _ = _peer_share(share, trust, everyone, np.full(counts.shape[1], 0.0), 0.0)
    base = _logit(corpus, effective.sum())
    lifts = np.zeros((len(parents), *counts.shape))
    for lift, column in zip(lifts, parents, strict=True):
        labels = np.asarray(column)
        same = (labels[:, None] == labels[None, :]) & (labels != "")[:, None]
        peers, _ = _peer_share(share, trust, same, corpus, 1.0)
        lift[...] = _logit(peers, effective.sum()) - base
    weight = _inherited(share, effective, trust, base, lifts)
    mean = 1.0 / (1.0 + np.exp(-(base + np.tensordot(weight, lifts, axes=1))))
    return ParentPrior(mean, _strength(share, effective, trust, mean, strength_bounds), weight)


def _peer_share(share: Array, trust: Array, same: Bools, corpus: Array, pull: float) -> tuple[Array, Array]:
    """Mean share of each role's peers without itself, with ``pull`` roles of the corpus mixed in."""
    peers = np.where(same, trust[None, :], 0.0)
    np.fill_diagonal(peers, 0.0)
    total = peers.sum(axis=1)[:, None]
    return (peers @ share + pull * corpus) / np.maximum(total + pull, 1e-9), total


def _logit(share: Array, postings: float) -> Array:
    """Logit of a share, held off 0 and 1 by half a posting of the corpus."""
    edge = 0.5 / max(postings, 1.0)
    held = np.clip(share, edge, 1 - edge)
    return np.asarray(np.log(held / (1 - held)), dtype=np.float64)


def _inherited(share: Array, effective: Array, trust: Array, base: Array, lifts: Array) -> Array:
    """Least-squares part (0 to 1) of each parent's departure that roles show."""
    from scipy.optimize import nnls

    own = 1.0 / (1.0 + np.exp(-base))
    size = effective[:, None]
    # One posting's worth of the corpus keeps the logit of an empty cell finite.
    smooth = (share * size + own) / (size + 1.0)
    target = np.log(smooth / (1 - smooth)) - base
    weight = np.sqrt(trust[:, None] * smooth * (1 - smooth))
    columns = (lifts * weight).reshape(len(lifts), -1).T
    if not np.any(columns):
        return np.zeros(len(lifts))
    found, _ = nnls(columns, (target * weight).ravel())
    return np.minimum(np.asarray(found, dtype=np.float64), 1.0)


def _strength(share: Array, effective: Array, trust: Array, mean: Array, bounds: tuple[float, float]) -> Array:
    """Postings that the prior is worth, by item, drawn to what all items together show.

    With shares scattered as Beta(m mu, m (1 - mu)), ``E (p - mu)^2 = mu (1 - mu) (1 / n + phi (1 - 1 / n))``
    and ``phi = 1 / (m + 1)``: solved for phi by sums over roles (Kleinman 1973, JASA 68).
    """
    size = np.maximum(effective, 1.0)[:, None]
    weight = np.where(effective[:, None] >= 1.0, trust[:, None], 0.0)
    spread = (weight * ((share - mean) ** 2 - mean * (1 - mean) / size)).sum(axis=0)
    room = (weight * mean * (1 - mean) * (1 - 1 / size)).sum(axis=0)
    pooled = max(float(spread.sum()), 0.0) / max(float(room.sum()), 1e-12)
    own = np.maximum(spread, 0.0) / np.maximum(room, 1e-12)
    known = weight.sum()  # roles that inform an item's own scatter
    phi = np.clip((known * own + 10.0 * pooled) / (known + 10.0), 1e-6, 1.0)
    low, high = bounds
    return np.broadcast_to(np.clip(1 / phi - 1, low, high), share.shape).copy()
