"""Gradient boosting with small symmetric trees on zeros and ones: what a sum over terms leaves unsaid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from metier.statistics.clusters import Array
from metier.statistics.ridge import Integers

if TYPE_CHECKING:
    from scipy.sparse import csc_array, csr_array

TREES = 300
DEPTH = 4
RATE = 0.3  # of each tree's step that is taken
SHRINK = 30.0  # pseudo-rows that draw each leaf to 0
HUBER = 0.1  # log points within which an error pulls by its size; beyond, all pull alike
ROWS, TERMS = 0.5, 0.4  # shares drawn for each tree
FEWEST = 8  # terms drawn, where there are as many
DIGITS = 6  # of an error in log points that count: further ones differ from machine to machine, and would turn ties


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


class Forest:
    """Trees of one depth, laid out so that many rows are asked at once."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        asked = dict.fromkeys(term for tree in trees for term in tree.splits)
        self._place = {term: i for i, term in enumerate(asked)}
        self._splits = np.array([[self._place[term] for term in tree.splits] for tree in trees], dtype=np.int64)
        self._leaves = np.array([tree.leaves for tree in trees], dtype=np.float64)

    def values(self, rows: Sequence[Sequence[str]]) -> Array:
        """What the trees together add for each row of terms.

        >>> Forest([Tree(("a", "b"), (0.0, 1.0, 2.0, 3.0))] * 2).values([["a"], ["a", "b"], ["c"]]).tolist()
        [4.0, 6.0, 0.0]
        """
        if not len(self._leaves):
            return np.zeros(len(rows))
        shown = np.zeros((len(rows), len(self._place)), dtype=np.int64)
        for i, terms in enumerate(rows):
            shown[i, [self._place[term] for term in terms if term in self._place]] = 1
        leaf = np.zeros((len(rows), len(self._leaves)), dtype=np.int64)
        for split in self._splits.T:
            leaf = 2 * leaf + shown[:, split]
        return np.asarray(self._leaves[np.arange(len(self._leaves)), leaf].sum(axis=1), dtype=np.float64)


def boost(table: csr_array, terms: Sequence[str], errors: Array, seed: int, *, trees: int = TREES) -> tuple[Tree, ...]:
    """Trees whose sum predicts ``errors`` (one row a row of the table) in the sense of Huber's loss.

    Every level of a tree asks one term of all rows alike (symmetric or oblivious trees: Kohavi 1994;
    Prokhorenkova and others 2018), so that a tree is a table of 2^depth values; each is fitted to what the
    trees before it leave (Friedman 2001, 2002).
    """
    random = np.random.default_rng(seed)
    left = np.round(errors, DIGITS)
    by_term = table.tocsc()
    found = []
    for _ in range(trees if table.shape[1] else 0):
        pull = np.clip(left / HUBER, -1.0, 1.0)
        rows = np.flatnonzero(random.random(len(left)) < ROWS)
        asked = random.permutation(table.shape[1])[: max(round(TERMS * table.shape[1]), FEWEST)]
        splits, leaf = _splits(table, by_term, pull, rows, asked)
        step = _leaves(left, pull, leaf)
        left -= step[leaf]
        found.append(Tree(tuple(terms[split] for split in splits), tuple(step.tolist())))
    return tuple(found)


def _splits(
    table: csr_array, by_term: csc_array, pull: Array, rows: Integers, asked: Integers
) -> tuple[list[int], Integers]:
    """The terms that one tree asks, chosen on ``rows`` among ``asked``, and the leaf of every row of the table.

    Sums by leaf and term follow a split: those of the smaller side are counted, the other side's are the rest.
    """
    leaf = np.zeros(len(pull), dtype=np.int64)
    with_pull, with_size = _sums(table, pull, rows, leaf, 1)
    splits: list[int] = []
    for level in range(DEPTH):
        leaves = 1 << level
        all_pull = np.bincount(leaf[rows], pull[rows], leaves).astype(np.float64)[:, None]
        all_size = np.bincount(leaf[rows], minlength=leaves).astype(np.float64)[:, None]
        gain = _gain(with_pull[:, asked], with_size[:, asked], all_pull, all_size)
        best = int(asked[gain.argmax()])
        splits.append(best)
        shown = _shown(by_term, best)
        if level + 1 < DEPTH:
            yes = shown[rows] == 1
            fewer = int(2 * yes.sum() < len(rows))
            pulls, sizes = _sums(table, pull, rows[yes == fewer], leaf, leaves)
            with_pull = _interleaved(pulls, with_pull - pulls, fewer)
            with_size = _interleaved(sizes, with_size - sizes, fewer)
        leaf = 2 * leaf + shown
    return splits, leaf


def _shown(by_term: csc_array, term: int) -> Integers:
    """1 for each row that shows a term, else 0."""
    shown = np.zeros(by_term.shape[0], dtype=np.int64)
    shown[by_term.indices[by_term.indptr[term] : by_term.indptr[term + 1]]] = 1
    return shown


def _sums(table: csr_array, pull: Array, rows: Integers, leaf: Integers, leaves: int) -> tuple[Array, Array]:
    """Sum of pulls and number of ``rows`` that show each term, by leaf (leaves, terms)."""
    part, shape = table[rows], (leaves, table.shape[1])
    row = np.repeat(rows, np.diff(part.indptr))
    at = leaf[row] * shape[1] + part.indices
    size = shape[0] * shape[1]
    pulls = np.bincount(at, pull[row], size).astype(np.float64)
    return pulls.reshape(shape), np.bincount(at, minlength=size).astype(np.float64).reshape(shape)


def _interleaved(counted: Array, rest: Array, side: int) -> Array:
    """Sums of both sides of every leaf in the order of the leaves that follow; ``counted`` is of ``side`` (0 or 1)."""
    both = (rest, counted) if side else (counted, rest)
    return np.stack(both, axis=1).reshape(-1, counted.shape[1])


def boosted(table: csr_array, terms: Sequence[str], trees: Sequence[Tree]) -> Array:
    """What the trees add to each row of the table."""
    place = {term: i for i, term in enumerate(terms)}
    by_term = table.tocsc()
    total = np.zeros(table.shape[0])
    for tree in trees:
        leaf = np.zeros(len(total), dtype=np.int64)
        for split in tree.splits:
            leaf = 2 * leaf + _shown(by_term, place[split])
        total += np.asarray(tree.leaves)[leaf]
    return total


def _gain(with_pull: Array, with_size: Array, all_pull: Array, all_size: Array) -> Array:
    """How much a split of all leaves by each term lets the loss fall (Friedman 2001; shrunken as in XGBoost)."""
    without = (all_pull - with_pull) ** 2 / (all_size - with_size + SHRINK)
    return np.asarray((with_pull**2 / (with_size + SHRINK) + without).sum(axis=0), dtype=np.float64)


def _leaves(left: Array, pull: Array, leaf: Integers) -> Array:
    """The step of each leaf: the mean pull, as log points, scaled to the share of errors that pull by their size."""
    leaves = 1 << DEPTH
    size = np.bincount(leaf, minlength=leaves)
    inner = 0.5 * size + SHRINK
    return np.asarray(RATE * HUBER * np.bincount(leaf, pull, leaves) / inner, dtype=np.float64)
