"""Populations with a known truth for the coverage studies: unequal employers with habits of their own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
GROUPS = 256


@dataclass(frozen=True)
class Family:
    """Postings of a role: how many, from how many employers, how alike one employer's postings are."""

    postings: int
    employers: int
    likeness: float  # intra-employer correlation of showing an item

    @property
    def label(self) -> str:
        return f"{self.postings:,} | {self.employers:,} | {self.likeness:g}"


FAMILIES = [
    Family(n, e, likeness)
    for n, e in [
        (20, 8), (20, 200), (100, 8), (100, 200), (500, 30), (500, 200),
        (5000, 8), (5000, 30), (5000, 200), (5000, 2000),
    ]
    for likeness in (0.02, 0.15, 0.5)
]  # fmt: skip


def employer_sizes(rng: np.random.Generator, postings: int, employers: int) -> Integers:
    """Postings of each employer with a Pareto tail of exponent 1.2, as in the data-jobs postings.

    There the largest of 7,700 employers of data scientists has 1.4 % of the postings, the largest of
    3,000 employers of senior data engineers 9 %, and most have one.
    """
    weight = rng.pareto(1.2, employers) + 1.0
    return rng.multinomial(postings, weight / weight.sum())


def item_counts(
    rng: np.random.Generator, sizes: Integers, share: Array, likeness: float, group: Integers
) -> tuple[Array, Array]:
    """Counts by group (n_g, k_gf): each employer shows an item at its own rate, Beta around the truth."""
    there = sizes > 0
    spread = 1.0 / likeness - 1.0
    a, b = np.maximum(share * spread, 1e-9), np.maximum((1.0 - share) * spread, 1e-9)
    rate = rng.beta(a, b, size=(int(there.sum()), len(share)))
    shown = rng.binomial(sizes[there][:, None], rate)
    n_g = np.bincount(group, weights=sizes, minlength=GROUPS)
    k_gf = np.zeros((GROUPS, len(share)))
    np.add.at(k_gf, group[there], shown)
    return n_g, k_gf


def true_shares(rng: np.random.Generator, items: int, strength: float) -> tuple[Array, Array]:
    """Parents' shares between 1 % and 80 %, and a role's true shares scattered around them."""
    mean = np.exp(rng.uniform(np.log(0.01), np.log(0.8), items))
    return mean, rng.beta(strength * mean, strength * (1.0 - mean))
