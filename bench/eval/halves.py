"""Splits an evaluation set in two: errors may be looked at in one half, the other is only counted."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import TypeVar

SEED = 20261123
T = TypeVar("T")


def halves(rows: Iterable[T], key: Callable[[T], str], seed: int = SEED) -> tuple[list[T], list[T]]:
    """The half whose errors may be looked at, and the half that is held out; fixed by the seed and the keys.

    >>> [len(half) for half in halves("abcde", str)]
    [2, 3]
    """
    every = list(rows)
    keys = sorted({key(row) for row in every})
    random.Random(seed).shuffle(keys)
    seen = set(keys[: len(keys) // 2])
    return [row for row in every if key(row) in seen], [row for row in every if key(row) not in seen]
