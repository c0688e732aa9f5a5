"""Figure ids: readable, and enough to compute the figure again from a release.

``measure.statistic[.collection]/role[~role][+other role]/item@filter=value,...`` (docs/decisions/0003).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from metier.errors import UnknownFigure
from metier.model import Filters


@dataclass(frozen=True, slots=True)
class FigureId:
    """The parts of a figure id."""

    measure: str
    statistic: str
    collection: str
    role_ids: tuple[str, ...]
    item: str
    filters: Filters
    beside: tuple[str, ...] = ()  # other roles of the comparison, on which its false-discovery control rests

    def __str__(self) -> str:
        head = ".".join(part for part in (self.measure, self.statistic, self.collection) if part)
        tail = f"@{self.filters.key()}" if self.filters else ""
        roles = "+".join(("~".join(self.role_ids), *self.beside))
        return f"{head}/{roles}/{self.item}{tail}"


def parse_id(text: str) -> FigureId:
    """The parts of a figure id. Raises UnknownFigure when it does not have them.

    >>> parse_id("technology.share.data-jobs/data-analyst/python@country=US").item
    'python'
    """
    body, _, tail = text.strip().partition("@")
    parts = body.split("/")
    head = parts[0].split(".")
    if len(parts) != 3 or len(head) not in (2, 3) or not parts[1]:
        raise UnknownFigure(
            f"{text!r} is not a figure id.",
            hint="An id looks like technology.share.data-jobs/data-analyst/python@country=US; "
            "every report shows the ids of its figures.",
        )
    of, *beside = parts[1].split("+")
    return FigureId(
        head[0],
        head[1],
        head[2] if len(head) == 3 else "",
        tuple(of.split("~")),
        parts[2],
        _filters(text, tail),
        tuple(beside),
    )


def _filters(text: str, tail: str) -> Filters:
    pairs = dict(part.partition("=")[::2] for part in tail.split(",") if part)
    unknown = pairs.keys() - {"country", "level", "year", "remote"}
    year = pairs.get("year")
    remote = pairs.get("remote")
    if unknown or (year is not None and not re.fullmatch("[0-9]{1,4}", year)) or remote not in (None, "yes", "no"):
        raise UnknownFigure(
            f"{text!r}: the filters after @ are not filters.",
            hint="Filters are country, level, year (2024) and remote (yes or no).",
        )
    return Filters(
        country=pairs.get("country"),
        level=pairs.get("level"),
        year=int(year) if year is not None else None,
        remote=None if remote is None else remote == "yes",
    )
