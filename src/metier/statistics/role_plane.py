"""Roles in a plane: the nearer two points, the more alike what the roles' postings ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
_TOLERANCE = 1e-8  # change of the squared stress at which it is as small as it gets
_MOST_STEPS = 2000


@dataclass(frozen=True, slots=True)
class Plane:
    """Coordinates (roles, 2) with the middle at 0, and how much of the distances a plane could keep.

    ``stress`` is Kruskal's stress-1 (0: every distance is kept); ``kept`` the share of each role's nearest that are
    among its nearest in the plane too.
    """

    points: Array
    stress: float
    kept: float


def shrunken(shown: npt.ArrayLike, of: npt.ArrayLike, mean: npt.ArrayLike, strength: npt.ArrayLike) -> Array:
    """Shares (roles, items) of ``of`` postings (roles,) that show an item, shrunk to a mean worth so many postings.

    >>> shrunken([[3.0]], [10.0], [[0.5]], [[2.0]]).round(3).tolist()
    [[0.333]]
    """
    k, n = np.asarray(shown, dtype=np.float64), np.asarray(of, dtype=np.float64)[:, None]
    m, s = np.asarray(mean, dtype=np.float64), np.asarray(strength, dtype=np.float64)
    return np.asarray((k + m * s) / (n + s), dtype=np.float64)


def distances(shares: npt.ArrayLike) -> Array:
    """Distance of each pair of rows: the chord ``sqrt(2 - 2 cos)`` of the rows less the mean row, from 0 to 2.

    What every role asks for makes no two of them alike, and a role that names more of everything is not far from all.

    >>> distances([[1.0, 0.0], [0.0, 1.0]]).round(3).tolist()
    [[0.0, 2.0], [2.0, 0.0]]
    """
    found = np.asarray(shares, dtype=np.float64)
    centred = found - found.mean(axis=0)
    length = np.linalg.norm(centred, axis=1)
    length[length == 0] = 1.0  # a role exactly like the mean is equally far from all
    cosine = (centred / length[:, None]) @ (centred / length[:, None]).T
    apart = np.sqrt(np.maximum(2 - 2 * cosine, 0.0))
    np.fill_diagonal(apart, 0.0)
    return np.asarray((apart + apart.T) / 2, dtype=np.float64)


def joined(parts: Sequence[tuple[Array, float]]) -> Array:
    """One distance from several of (distances, weight), each divided by its median: none outweighs others by scale.

    >>> joined([(np.array([[0.0, 2.0], [2.0, 0.0]]), 1.0)]).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    total = np.zeros_like(parts[0][0])
    off = ~np.eye(len(total), dtype=np.bool_)
    for apart, weight in parts:
        middle = float(np.median(apart[off])) or 1.0
        total += weight * (apart / middle) ** 2
    return np.asarray(np.sqrt(total / sum(weight for _, weight in parts)), dtype=np.float64)


def plane(apart: Array, anchors: npt.ArrayLike, *, nearest: int = 5) -> Plane:
    """The plane that keeps some distances best: classical scaling, then stress majorisation (SMACOF).

    De Leeuw (1977); Borg and Groenen, Modern Multidimensional Scaling (2005), chapter 8. ``anchors`` (roles, 2) fix
    how it is turned, which distances leave open: to the right the first is larger, upwards the second.
    """
    points = turned(smacof(apart, classical(apart)), np.asarray(anchors, dtype=np.float64))
    return Plane(points, stress(apart, points), kept(apart, points, nearest))


def classical(apart: Array) -> Array:
    """Coordinates by classical scaling (Torgerson 1952): the two largest axes of the doubly centred squares."""
    n = len(apart)
    centring = np.eye(n) - 1.0 / n
    values, vectors = np.linalg.eigh(-0.5 * centring @ apart**2 @ centring)
    top = np.argsort(-values, kind="stable")[:2]
    found = np.zeros((n, 2))
    found[:, : len(top)] = vectors[:, top] * np.sqrt(np.maximum(values[top], 0.0))
    return found


def smacof(apart: Array, start: Array) -> Array:
    """Coordinates near ``start`` whose stress no small step lowers, by Guttman's transform."""
    points, n, whole, last = start, len(apart), float((apart**2).sum()), float("inf")
    for _ in range(_MOST_STEPS):
        there = between(points)
        now = float(((apart - there) ** 2).sum()) / (whole or 1.0)
        if last - now < _TOLERANCE:
            break
        last = now
        pull = -np.divide(apart, there, out=np.zeros_like(apart), where=there > 0)
        pull[np.diag_indices(n)] = -pull.sum(axis=1)
        points = pull @ points / n
    return points


def between(points: Array) -> Array:
    """The distances of points in the plane."""
    return np.asarray(np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2)), dtype=np.float64)


def stress(apart: Array, points: Array) -> float:
    """Kruskal's stress-1, with the plane at its best scale."""
    there = between(points)
    scale = float((apart * there).sum()) / (float((there**2).sum()) or 1.0)
    return float(np.sqrt(((apart - scale * there) ** 2).sum() / (float((apart**2).sum()) or 1.0)))


def nearest_rows(apart: Array, count: int) -> Integers:
    """The ``count`` nearest other rows of each row, nearest first; of equals the first."""
    others = apart.copy()
    np.fill_diagonal(others, np.inf)
    return np.asarray(np.argsort(others, axis=1, kind="stable")[:, :count], dtype=np.int64)


def kept(apart: Array, points: Array, nearest: int) -> float:
    """The share of each row's nearest that are among its nearest in the plane."""
    before, after = nearest_rows(apart, nearest), nearest_rows(between(points), nearest)
    same = [len(set(a) & set(b)) for a, b in zip(before.tolist(), after.tolist(), strict=True)]
    return sum(same) / max(before.size, 1)


def turned(points: Array, anchors: Array) -> Array:
    """The points turned, about their middle, so that the first anchor grows to the right and the second upwards.

    The direction along which the first anchor changes most becomes the horizontal; the picture is mirrored where the
    second would grow downwards. Distances stay as they are.
    """
    middle = points - points.mean(axis=0)
    centred = anchors - anchors.mean(axis=0)
    slope, *_ = np.linalg.lstsq(middle, centred[:, 0], rcond=None)
    length = float(np.linalg.norm(slope))
    x, y = (slope / length) if length > 0 else np.array([1.0, 0.0])
    found = middle @ np.array([[x, -y], [y, x]])
    if float(found[:, 1] @ centred[:, 1]) < 0:
        found[:, 1] *= -1
    return np.asarray(found, dtype=np.float64)


def neighbourhoods(apart: Array, count: int) -> list[list[int]]:
    """The rows in at most ``count`` groups by average linkage on the distances themselves, not on the plane.

    Each group is in row order; groups come with the largest first, of equals the one with the first row.
    """
    groups = [[row] for row in range(len(apart))]
    far = apart.copy()
    np.fill_diagonal(far, np.inf)
    while len(groups) > max(count, 1):
        a, b = sorted(divmod(int(np.argmin(far)), len(groups)))
        size_a, size_b = len(groups[a]), len(groups[b])
        mean = (size_a * far[a] + size_b * far[b]) / (size_a + size_b)
        far[a], far[:, a] = mean, mean
        far[a, a] = np.inf
        far = np.delete(np.delete(far, b, axis=0), b, axis=1)
        groups[a] = sorted(groups[a] + groups.pop(b))
    return sorted(groups, key=lambda group: (-len(group), group[0]))
