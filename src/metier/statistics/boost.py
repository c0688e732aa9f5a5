"""Gradient boosting with small symmetric trees on zeros and ones: what a sum over terms leaves unsaid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from metier.statistics.clusters import Array
from metier.statistics.ridge import Integers

if TYPE_CHECKING:
    from scipy.sparse import csr_array

TREES = 300
DEPTH = 4
RATE = 0.3  # of each tree's step that is taken
SHRINK = 30.0  # pseudo-rows that draw each leaf to 0
HUBER = 0.1  # log points within which an error pulls by its size; beyond, all pull alike
ROWS, TERMS = 0.5, 0.4  # shares drawn for each tree
FEWEST = 8  # terms drawn, where there are as many


@dataclass(frozen=True, slots=True)
class Tree:
    """Terms asked one after another, and a value for each pattern of answers (the first asked counts most)."""

    splits: tuple[str, ...]
    leaves: tuple[float, ...]

    def value(self, terms: frozenset[str]) -> float:
        """What the tree adds for a row that shows these terms.

        >>> Tree(("a", "b"), (0.0, 1.0, 2.0, 3.0)).value(frozenset({"a"}))
        2.0
        """
        at = 0
        for split in self.splits:
            at = 2 * at + (split in terms)
        return self.leaves[at]


def boost(table: csr_array, terms: Sequence[str], errors: Array, seed: int, *, trees: int = TREES) -> tuple[Tree, ...]:
    """Trees whose sum predicts ``errors`` (one row a row of the table) in the sense of Huber's loss.

    Every level of a tree asks one term of all rows alike (symmetric or oblivious trees: Kohavi 1994;
    Prokhorenkova and others 2018), so that a tree is a table of 2^depth values; each is fitted to what the
    trees before it leave (Friedman 2001, 2002).
    """
    random = np.random.default_rng(seed)
    left = errors.copy()
    by_term = table.tocsc()
    found = []
    for _ in range(trees if table.shape[1] else 0):
        pull = np.clip(left / HUBER, -1.0, 1.0)
        rows = np.flatnonzero(random.random(len(left)) < ROWS)
        asked = random.permutation(table.shape[1])[: max(round(TERMS * table.shape[1]), FEWEST)]
        drawn = table[rows][:, asked]
        leaf = np.zeros(len(left), dtype=np.int64)
        splits = []
        for level in range(DEPTH):
            best = int(asked[_gain(drawn, pull[rows], leaf[rows], 1 << level).argmax()])
            splits.append(terms[best])
            shown = np.zeros(len(left), dtype=np.int64)
            shown[by_term.indices[by_term.indptr[best] : by_term.indptr[best + 1]]] = 1
            leaf = 2 * leaf + shown
        step = _leaves(left, pull, leaf)
        left -= step[leaf]
        found.append(Tree(tuple(splits), tuple(step.tolist())))
    return tuple(found)


def boosted(table: csr_array, terms: Sequence[str], trees: Sequence[Tree]) -> Array:
    """What the trees add to each row of the table."""
    place = {term: i for i, term in enumerate(terms)}
    by_term = table.tocsc()
    total = np.zeros(table.shape[0])
    for tree in trees:
        leaf = np.zeros(len(total), dtype=np.int64)
        for split in tree.splits:
            shown = np.zeros(len(total), dtype=np.int64)
            column = place[split]
            shown[by_term.indices[by_term.indptr[column] : by_term.indptr[column + 1]]] = 1
            leaf = 2 * leaf + shown
        total += np.asarray(tree.leaves)[leaf]
    return total


def _gain(table: csr_array, pull: Array, leaf: Integers, leaves: int) -> Array:
    """How much a split of all leaves by each term lets the loss fall (Friedman 2001; shrunken as in XGBoost)."""
    from scipy.sparse import csr_array

    shape, rows = (leaves, len(pull)), np.arange(len(pull))
    pulls = csr_array((pull, (leaf, rows)), shape=shape) @ table
    sizes = csr_array((np.ones(len(rows)), (leaf, rows)), shape=shape) @ table
    with_pull, with_size = np.asarray(pulls.toarray()), np.asarray(sizes.toarray())
    all_pull = np.bincount(leaf, pull, leaves)[:, None]
    all_size = np.bincount(leaf, minlength=leaves)[:, None]
    without = (all_pull - with_pull) ** 2 / (all_size - with_size + SHRINK)
    return np.asarray((with_pull**2 / (with_size + SHRINK) + without).sum(axis=0), dtype=np.float64)


def _leaves(left: Array, pull: Array, leaf: Integers) -> Array:
    """The step of each leaf: the mean pull, as log points, scaled to the share of errors that pull by their size."""
    leaves = 1 << DEPTH
    size = np.bincount(leaf, minlength=leaves)
    inner = 0.5 * size + SHRINK
    return np.asarray(RATE * HUBER * np.bincount(leaf, pull, leaves) / inner, dtype=np.float64)
