"""The plane of roles keeps what is near near, is the same every time, and its names never overlap."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.statistics.map_labels import Box, beside, on_sheet, place_names
from metier.statistics.role_plane import (
    between,
    classical,
    distances,
    joined,
    kept,
    nearest_rows,
    neighbourhoods,
    plane,
    shrunken,
    smacof,
    stress,
    turned,
)


def _flat(n: int = 12, seed: int = 1) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.random.default_rng(seed).normal(size=(n, 2))


def test_points_that_lie_in_a_plane_are_found_again() -> None:
    points = _flat()
    found = plane(between(points), points)
    assert found.stress == pytest.approx(0.0, abs=1e-3)
    assert found.kept == 1.0
    assert between(found.points) == pytest.approx(between(points), abs=1e-2)


def test_the_plane_is_the_same_every_time_and_does_not_depend_on_the_order_of_roles() -> None:
    shares = np.random.default_rng(3).random((15, 30))
    anchors = shares[:, :2]
    order = np.random.default_rng(4).permutation(15)
    first = plane(distances(shares), anchors)
    again = plane(distances(shares[order]), anchors[order])
    assert first.points[order] == pytest.approx(again.points, abs=1e-3)


def test_majorisation_keeps_distances_better_than_classical_scaling() -> None:
    apart = distances(np.random.default_rng(5).random((25, 40)))
    start = classical(apart)
    assert stress(apart, smacof(apart, start)) < stress(apart, start)


def test_the_first_anchor_grows_to_the_right_and_the_second_upwards() -> None:
    points = _flat(20, 7)
    anchors = np.column_stack([points @ [0.6, 0.8], points @ [0.8, -0.6]])
    found = turned(points, anchors)
    assert np.corrcoef(found[:, 0], anchors[:, 0])[0, 1] == pytest.approx(1.0)
    assert found[:, 1] @ (anchors[:, 1] - anchors[:, 1].mean()) > 0
    assert between(found) == pytest.approx(between(points))


def test_roles_that_ask_for_the_same_are_at_no_distance_and_opposites_are_farthest() -> None:
    apart = distances([[0.9, 0.1, 0.5], [0.9, 0.1, 0.5], [0.1, 0.9, 0.5], [0.5, 0.5, 0.5]])
    assert apart[0, 1] == pytest.approx(0.0, abs=1e-6)
    assert apart[0, 2] == apart.max()
    assert (apart == apart.T).all()


def test_few_postings_hardly_move_a_share_and_many_decide_it() -> None:
    found = shrunken([[1.0], [1000.0]], [1.0, 1000.0], [[0.2], [0.2]], [[20.0], [20.0]])
    assert found[0, 0] == pytest.approx(0.238, abs=1e-3)
    assert found[1, 0] > 0.98


def test_no_basis_outweighs_another_by_its_scale() -> None:
    apart = between(_flat())
    assert joined([(apart, 1.0), (apart * 100, 1.0)]) == pytest.approx(joined([(apart, 1.0)]))


def test_neighbourhoods_hold_every_role_once_and_follow_the_distances() -> None:
    points = np.concatenate([_flat(5, 1), _flat(4, 2) + 50, _flat(3, 3) - 50])
    groups = neighbourhoods(between(points), 3)
    assert groups == [[0, 1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11]]


def test_nearest_are_told_without_oneself() -> None:
    near = nearest_rows(between(np.array([[0.0, 0.0], [1.0, 0.0], [3.0, 0.0]])), 2)
    assert near.tolist() == [[1, 2], [0, 2], [1, 0]]
    assert kept(between(_flat()), _flat(), 3) == 1.0


@given(
    st.lists(
        st.tuples(st.floats(0, 400), st.floats(0, 300), st.floats(5, 120)),
        min_size=1,
        max_size=25,
    )
)
def test_no_name_covers_another_name_or_a_mark(found: list[tuple[float, float, float]]) -> None:
    marks, widths = [(x, y) for x, y, _ in found], [width for _, _, width in found]
    sides = place_names(marks, widths, height=12, mark=5, sheet=(400, 300))
    names = [
        (number, beside(side, *marks[number], widths[number], 12, 5))
        for number, side in enumerate(sides)
        if side is not None
    ]
    for place, (number, box) in enumerate(names):
        assert box.inside(400, 300)
        assert not any(box.meets(other) for _, other in names[:place])
        assert not any(box.meets(Box(x - 5, y - 5, 10, 10)) for other, (x, y) in enumerate(marks) if other != number)


def test_a_sheet_shows_both_directions_in_one_scale() -> None:
    (ax, ay), (bx, by) = on_sheet([(0.0, 0.0), (3.0, 4.0)], (500.0, 500.0), 50.0)
    assert (bx - ax) / 3 == pytest.approx((ay - by) / 4)
    assert by == 50.0
