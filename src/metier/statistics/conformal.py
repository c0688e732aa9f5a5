"""Prediction intervals from errors on employers that the model had not seen (split conformal prediction)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from metier.statistics.clusters import Array, Bools


def conformal_quantiles(scores: Array, probs: Sequence[float]) -> Array:
    """Quantiles of held-out errors that bound the next error with at least the wanted probability.

    Below the middle the lower order statistic is taken and above it the upper one, each moved out by one
    in n + 1, so that the next exchangeable error lies between two of them with at least the probability
    between (Vovk, Gammerman and Shafer 2005; Romano, Patterson and Candes 2019). Infinite where n is too
    small to bound it.

    >>> conformal_quantiles(np.arange(1.0, 20.0), [0.05, 0.5, 0.95]).tolist()
    [1.0, 10.0, 19.0]
    >>> conformal_quantiles(np.arange(1.0, 5.0), [0.05, 0.95]).tolist()
    [-inf, inf]
    """
    ordered = np.concatenate([[-np.inf], np.sort(scores), [np.inf]])
    n = len(scores)
    places = [np.floor(p * (n + 1) + 1e-9) if p < 0.5 else np.ceil(p * (n + 1) - 1e-9) for p in probs]
    found = ordered[np.clip(np.asarray(places, dtype=np.int64), 0, n + 1)]
    middle = [i for i, p in enumerate(probs) if p == 0.5]
    found[middle] = np.median(scores) if n else np.nan
    return np.asarray(found, dtype=np.float64)


def coverage(inside: Sequence[bool] | Bools, slices: Sequence[str]) -> dict[str, tuple[float, int]]:
    """Share of values inside their interval and number of values, by slice, the largest slice first.

    >>> coverage([True, False, True], ["a", "a", "b"])
    {'a': (0.5, 2), 'b': (1.0, 1)}
    """
    names, at = np.unique(np.asarray(slices), return_inverse=True)
    number = np.bincount(at)
    hits = np.bincount(at, weights=np.asarray(inside, dtype=np.float64))
    order = np.argsort(-number, kind="stable")
    return {str(names[i]): (float(hits[i] / number[i]), int(number[i])) for i in order}
