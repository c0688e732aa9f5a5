"""The difference of two estimates from their intervals."""

from __future__ import annotations

from math import hypot

Bounded = tuple[float, float, float]
"""An estimate with the lower and upper end of its interval."""


def difference(a: Bounded, b: Bounded) -> Bounded:
    """The first less the second, with its interval: MOVER (Zou and Donner 2008, Statistics in Medicine 27).

    The estimates are taken as independent: what is in both, such as one employer, would narrow the interval.

    >>> [round(x, 3) for x in difference((0.10, 0.07, 0.13), (0.02, -0.02, 0.06))]
    [0.08, 0.03, 0.13]
    """
    (va, la, ha), (vb, lb, hb) = a, b
    gap = va - vb
    return gap, gap - hypot(va - la, hb - vb), gap + hypot(ha - va, vb - lb)
