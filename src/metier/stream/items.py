"""What a file of postings is made of: postings as they stand in it, and places that could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

SHOWN = 20  # bad lines told in full; a file that is all wrong must not bury the reason


@dataclass(frozen=True, slots=True)
class BadLine:
    """A place in a file that holds no posting that can be read, and why."""

    place: str  # "line 12", "row 3", "page.html"
    reason: str


class Report(Protocol):
    """Takes what is to be said about bad lines."""

    def __call__(self, message: str, /) -> None: ...


class BadLines:
    """Counts bad lines and tells the first of them."""

    def __init__(self, report: Report, *, shown: int = SHOWN) -> None:
        self.count = 0
        self.first: BadLine | None = None
        self._report = report
        self._shown = shown

    def add(self, bad: BadLine) -> None:
        """Counts one, and tells it unless enough were told."""
        self.count += 1
        self.first = self.first or bad
        if self.count <= self._shown:
            self._report(f"{bad.place}: {bad.reason}")
        elif self.count == self._shown + 1:
            self._report("further bad lines are only counted")
