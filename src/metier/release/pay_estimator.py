"""The estimator of a described job's pay, from a release."""

from __future__ import annotations

from metier.release.reader import Release, remembered
from metier.statistics.pay_estimate import PayEstimator, estimator_from


@remembered
def pay_estimator(release: Release) -> PayEstimator:
    """The estimator with everything that it adds up."""
    found = release.rows("SELECT part, term, value, postings FROM pay_estimator", tables=("pay_estimator",))
    return estimator_from(*zip(*found, strict=True))
