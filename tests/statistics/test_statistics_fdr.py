"""Benjamini-Hochberg against worked examples and its own definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.statistics.fdr import benjamini_hochberg


def test_example_of_the_paper() -> None:
    """Benjamini and Hochberg 1995, section 3.2: fifteen p-values, four rejected at q = 0.05."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
         0.6528, 0.7590, 1.0000]  # fmt: skip
    assert int((benjamini_hochberg(p) <= 0.05).sum()) == 4


def test_by_hand() -> None:
    assert benjamini_hochberg([0.02, 0.01, 0.04]) == pytest.approx([0.03, 0.03, 0.04])


def test_untested_items_do_not_count() -> None:
    q = benjamini_hochberg([0.03, float("nan"), 0.5])
    assert q[0] == pytest.approx(0.06)
    assert q[1] == 1.0


@given(st.lists(st.floats(0, 1), max_size=60))
def test_q_is_never_under_p_and_keeps_the_order(p: list[float]) -> None:
    q = benjamini_hochberg(p)
    assert np.all(q >= np.array(p) - 1e-12)
    assert np.all(q <= 1)
    assert np.all(np.diff(q[np.argsort(p, kind="stable")]) >= 0)
