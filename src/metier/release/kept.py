"""What was worked out of an object, kept while it is asked for again and again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Of = TypeVar("Of")
Made = TypeVar("Made")


class Kept(Generic[Of, Made]):
    """Answers about objects that never change, by the object itself (not its content) and a key.

    Between ``most`` and twice as many answers are kept, with their objects: those that nobody asked for while as many
    others were made are forgotten.

    >>> kept = Kept[tuple[int, ...], int](2)
    >>> numbers = (1, 2)
    >>> kept.of(numbers, "sum", lambda: sum(numbers))
    3
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._young: dict[tuple[int, Hashable], tuple[Of, Made]] = {}
        self._old: dict[tuple[int, Hashable], tuple[Of, Made]] = {}

    def of(self, about: Of, key: Hashable, make: Callable[[], Made]) -> Made:
        """The answer about an object under a key, made where it is not kept. Safe to call from several threads."""
        at = (id(about), key)  # an object that is kept keeps its id
        young = self._young
        found = young.get(at)
        if found is None:
            found = self._old.get(at) or (about, make())
            if len(young) >= self._most:
                self._old, self._young = young, {}
            self._young[at] = found
        return found[1]


class KeptSame(Generic[Of, Made]):
    """Answers about objects by their name, made anew where an object of that name is not the same one as before.

    For objects that are made again and again with the same content. Forgets as :class:`Kept` does.

    >>> kept = KeptSame[tuple[int, ...], int](2)
    >>> kept.of("a", (1, 2), sum), kept.of("a", (1, 2), lambda _: 0), kept.of("a", (1, 3), sum)
    (3, 3, 4)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._young: dict[str, tuple[Of, Made]] = {}
        self._old: dict[str, tuple[Of, Made]] = {}

    def of(self, name: str, about: Of, make: Callable[[Of], Made]) -> Made:
        """The answer about an object that equals the one it was made of. Safe to call from several threads."""
        young = self._young
        found = young.get(name)
        if found is None and (found := self._old.get(name)) is not None:
            self._keep(name, found)
        if found is None or not (found[0] is about or found[0] == about):
            found = (about, make(about))
            self._keep(name, found)
        return found[1]

    def _keep(self, name: str, found: tuple[Of, Made]) -> None:
        if len(self._young) >= self._most:
            self._old, self._young = self._young, {}
        self._young[name] = found
