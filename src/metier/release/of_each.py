"""Questions about one role or occupation that a query can answer for many of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

from metier.release.reader import Release, remembered

if TYPE_CHECKING:
    from metier.release.reader import Columns

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
_NONE: Any = object()  # stands for no answer: None may be one


class OfEach(Generic[Asked, Answer]):
    """A question about a role or occupation, by its key; a release remembers the last answers.

    A query costs one or two milliseconds however little it reads, so who is about to ask about a hundred roles reads
    them ahead. ``question`` answers for all keys that it is given; asked about one, it is given that one.
    """

    def __init__(self, question: Callable[Concatenate[Release, Sequence[str], Asked], Mapping[str, Answer]]) -> None:
        self._question = question
        self._one = remembered(self._find)
        self.__doc__ = question.__doc__

    def __call__(self, release: Release, key: str, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        return self._one(release, key, *args, **kwargs)

    def ahead(self, release: Release, keys: Iterable[str], /, *args: Asked.args, **kwargs: Asked.kwargs) -> None:
        """Nothing; afterwards the answers for these keys are remembered."""
        wanted = tuple(dict.fromkeys(keys))
        found = self._question(release, wanted, *args, **kwargs) if wanted else {}
        for key, answer in found.items():
            at = self._place(key, *args, **kwargs)
            release.read_ahead[at] = answer
            self._one(release, key, *args, **kwargs)
            release.read_ahead.pop(at, None)  # it is left there if an answer was remembered before

    def _find(self, release: Release, key: str, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        found = release.read_ahead.pop(self._place(key, *args, **kwargs), _NONE)
        answer: Answer = self._question(release, (key,), *args, **kwargs)[key] if found is _NONE else found
        return answer

    def _place(self, key: str, *args: Asked.args, **kwargs: Asked.kwargs) -> object:
        return self, key, args, tuple(kwargs.items())


def among(column: str, keys: Sequence[str]) -> tuple[str, tuple[object, ...]]:
    """The SQL condition that a column holds one of the keys, with its parameters.

    The rows come in no certain order. Their bounds are named so that what lies outside is not read.

    >>> among("role_id", ("data-engineer", "data-analyst"))[1]
    ('data-analyst', 'data-engineer', ['data-engineer', 'data-analyst'])
    """
    return f"{column} BETWEEN ? AND ? AND list_contains(?, {column})", (min(keys), max(keys), list(keys))


def rows_of_each(rows: Iterable[tuple[Any, ...]], keys: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each key, which stands first in them, without it; in their order.

    >>> rows_of_each([("b", 1), ("a", 2), ("b", 3)], ("a", "b", "c"))
    {'a': [(2,)], 'b': [(1,), (3,)], 'c': []}
    """
    found: dict[str, list[tuple[Any, ...]]] = {key: [] for key in keys}
    for row in rows:
        found[row[0]].append(row[1:])
    return found


def columns_of_each(columns: Columns, place: str, keys: Sequence[str]) -> dict[str, Columns]:
    """The columns of each key, whose place among the keys (from 1) the column ``place`` holds; in their order."""
    import numpy as np

    order = np.argsort(columns[place], kind="stable")
    bounds = np.searchsorted(columns[place][order], np.arange(1, len(keys) + 2))
    return {
        key: {name: values[order[start:end]] for name, values in columns.items() if name != place}
        for key, start, end in zip(keys, bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
    }
