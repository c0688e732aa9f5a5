"""How well the words of a title suit a role: a second look, by counts and not by rules.

Each word that many titles share has, for each role, the logarithm of how much more often the role is read where the
word stands (title_support.csv, made by bench/eval/title_support.py). A title whose words are at home in other roles,
or are rare, was misread more often.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Suits(NamedTuple):
    """``mean`` support by the words that are known, and how many words are too rare to be known (at most 4)."""

    mean: float
    rare: int


_MOST_RARE = 4


@cache
def table() -> dict[str, tuple[float, dict[str, float]]]:
    """Support by word: that of every role not named, and of each role named."""
    text = (files("metier.vocabulary") / "data" / "title_support.csv").read_text("utf-8")
    head, *rows = text.splitlines()
    roles = head.split(",")[2:]
    supports = {}
    for row in rows:
        word, other, *named = row.split(",")
        pairs = (pair.split(":") for pair in named)
        supports[word] = (float(other), {roles[int(place)]: float(weight) for place, weight in pairs})
    return supports


def suits(words: Iterable[str], role: str) -> Suits:
    """The mean support that the words give the role.

    >>> suits(["data", "engineer"], "data-engineer").mean > suits(["data", "engineer"], "teacher").mean
    True
    >>> suits(["zorblax"], "teacher").rare
    1
    """
    known = table()
    total, count, rare = 0.0, 0, 0
    for word in words:
        entry = known.get(word)
        if entry is not None:
            other, named = entry
            total += named.get(role, other)
            count += 1
        elif len(word) > 1 and word.isalpha():
            rare += 1
    return Suits(total / count if count else 0.0, rare if rare < _MOST_RARE else _MOST_RARE)
