"""What metier talks about: figures, origins, roles, filters, reports. Imports nothing of ours."""

from metier.model.figure import BLANK, Figure, Flag, Interval, Status
from metier.model.filters import Filters
from metier.model.nature import Nature, is_money, nature
from metier.model.origin import Origin
from metier.model.pay_blocks import (
    BarRow,
    Ladder,
    LadderChart,
    LadderSeries,
    PayChart,
    PayRow,
    RankedBars,
    TrendChart,
    TrendSeries,
)
from metier.model.report import (
    Block,
    Cards,
    Definition,
    Dumbbell,
    DumbbellRow,
    JobCard,
    LinkList,
    Report,
    Section,
    Sentence,
    Table,
    TableCell,
)
from metier.model.role import Link, Relation, Role

__all__ = [
    "BLANK",
    "BarRow",
    "Block",
    "Cards",
    "Definition",
    "Dumbbell",
    "DumbbellRow",
    "Figure",
    "Filters",
    "Flag",
    "Interval",
    "JobCard",
    "Ladder",
    "LadderChart",
    "LadderSeries",
    "Link",
    "LinkList",
    "Nature",
    "Origin",
    "PayChart",
    "PayRow",
    "RankedBars",
    "Relation",
    "Report",
    "Role",
    "Section",
    "Sentence",
    "Status",
    "Table",
    "TableCell",
    "TrendChart",
    "TrendSeries",
    "is_money",
    "nature",
]
