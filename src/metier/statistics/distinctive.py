"""What sets a role apart from another (or from all others), ranked by weight of evidence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metier.statistics.clusters import Array, group_counts
from metier.statistics.differences import Counts, difference_design


@dataclass(frozen=True, slots=True)
class Distinctive:
    """One value an item: log-odds of a against b, its standard deviation and their ratio z."""

    log_odds: Array
    sd: Array
    z: Array


def distinctive(a: Counts, b: Counts, corpus_share: npt.ArrayLike, prior_postings: float) -> Distinctive:
    """Log-odds ratio of showing each item, a against b, and its z.

    Monroe, Colaresi and Quinn (2008, Political Analysis 16, section 3.5), with presence in a posting in
    place of a count of words: ``delta = logit((k_a + alpha) / (n_a + alpha_0)) - logit((k_b + alpha) /
    (n_b + alpha_0))`` and the variance as the sum of the reciprocal counts. The prior is the corpus
    share, worth ``prior_postings``; counts are divided by the design effect of the difference, so that
    one employer's template is not taken for many postings.

    >>> n = [1] * 100
    >>> has = lambda times: [[1]] * times + [[0]] * (100 - times)
    >>> d = distinctive((n, has(60)), (n, has(30)), [0.4], 10)
    >>> round(float(d.log_odds[0]), 3), round(float(d.z[0]), 2)
    (1.135, 4.01)
    """
    left, right = group_counts(*a), group_counts(*b)
    deff = difference_design(left, right).effect
    return log_odds_ratio((left.k, left.n), (right.k, right.n), deff, corpus_share, prior_postings)


def log_odds_ratio(
    a: tuple[Array, float], b: tuple[Array, float], deff: Array, corpus_share: npt.ArrayLike, prior_postings: float
) -> Distinctive:
    """``distinctive`` from (k, n) of each role and the design effect of the difference, by item."""
    (k_a, n_a), (k_b, n_b) = a, b
    corpus = np.clip(np.asarray(corpus_share, dtype=np.float64), 1e-6, 1 - 1e-6)
    shown, not_shown = prior_postings * corpus, prior_postings * (1 - corpus)
    yes_a, no_a = k_a / deff + shown, (n_a - k_a) / deff + not_shown
    yes_b, no_b = k_b / deff + shown, (n_b - k_b) / deff + not_shown
    log_odds = np.log(yes_a / no_a) - np.log(yes_b / no_b)
    sd = np.sqrt(1 / yes_a + 1 / no_a + 1 / yes_b + 1 / no_b)
    return Distinctive(log_odds, sd, log_odds / sd)
