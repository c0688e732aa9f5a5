"""Figure ids: readable, and enough to compute the figure again from a release.

``measure.statistic[.collection]/role[~role][+other role]/item@filter=value,...`` (docs/decisions/0003). Pay that is
shown in another currency than dollars ends in ``in=EUR``, pay at United States prices in ``in=PPP``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from metier.errors import UnknownFigure
from metier.model import Filters

_PLUS = "%2B"
ALL_ROLES = "all"
"""Stands for the roles in the id of a figure about all of them together."""


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
    money: str = ""  # ISO 4217 code or PPP; '' for dollars, and for figures that are no amounts

    def __str__(self) -> str:
        head = f"{self.measure}.{self.statistic}"
        if self.collection:
            head = f"{head}.{self.collection}"
        roles = "~".join(self.role_ids).replace("+", _PLUS)  # a title may be "c++ developer"
        for other in self.beside:
            roles = f"{roles}+{other.replace('+', _PLUS)}"
        tail = self.filters.key()
        if self.money:
            tail = f"{tail},in={self.money}" if tail else f"in={self.money}"
        return f"{head}/{roles}/{self.item}@{tail}" if tail else f"{head}/{roles}/{self.item}"


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
    filters, money = _filters(text, tail)
    return FigureId(
        head[0],
        head[1],
        head[2] if len(head) == 3 else "",
        tuple(of.replace(_PLUS, "+").split("~")),
        parts[2],
        filters,
        tuple(name.replace(_PLUS, "+") for name in beside),
        money,
    )


def _filters(text: str, tail: str) -> tuple[Filters, str]:
    """The filters, and the currency of amounts ('' for dollars)."""
    pairs = dict(part.partition("=")[::2] for part in tail.split(",") if part)
    unknown = pairs.keys() - {"country", "level", "year", "remote", "employment_type", "in"}
    year = pairs.get("year")
    remote = pairs.get("remote")
    money = pairs.get("in", "")
    wrong = [
        bool(unknown),
        year is not None and not re.fullmatch("[0-9]{1,4}", year),
        remote not in (None, "yes", "no"),
        "in" in pairs and not re.fullmatch("[A-Z]{3}", money),
    ]
    if any(wrong):
        raise UnknownFigure(
            f"{text!r}: the filters after @ are not filters.",
            hint="Filters are country, level, year (2024), remote (yes or no) and employment_type; "
            "in=EUR names a currency.",
        )
    filters = Filters(
        country=pairs.get("country"),
        level=pairs.get("level"),
        year=int(year) if year is not None else None,
        remote=None if remote is None else remote == "yes",
        employment_type=pairs.get("employment_type"),
    )
    return filters, money
