"""Which of many differences to believe: control of the false-discovery rate."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from metier.statistics.clusters import Array


def benjamini_hochberg(p_values: npt.ArrayLike) -> Array:
    """q-values: calling everything with ``q <= x`` real makes at most a share x of the calls false.

    ``q(i) = min over j >= i of p(j) m / j`` for sorted p (Benjamini and Hochberg 1995). A p that is
    nan was not tested: it gets q = 1 and does not count in m.

    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.5, float("nan")]).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5, 1.0]
    """
    p = np.asarray(p_values, dtype=np.float64)
    q = np.ones_like(p)
    tested = np.flatnonzero(~np.isnan(p))
    if len(tested):
        order = tested[np.argsort(p[tested], kind="stable")]
        scaled = p[order] * len(order) / np.arange(1, len(order) + 1)
        q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q
