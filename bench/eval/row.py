"""One row of the evaluation table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A measured value of one field on one evaluation set; ``n`` is what it was measured on."""

    set: str
    field: str
    metric: str
    value: float
    n: int
    note: str = ""
