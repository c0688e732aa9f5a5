"""What metier talks about: figures, origins, roles, filters, reports. Imports nothing of ours."""

from metier.model.figure import BLANK, Figure, Flag, Interval, Status
from metier.model.filters import Filters
from metier.model.origin import Origin
from metier.model.report import (
    Block,
    Cards,
    Definition,
    Dumbbell,
    DumbbellRow,
    JobCard,
    LinkList,
    PayChart,
    PayRow,
    Report,
    Section,
    Sentence,
    Table,
    TableCell,
)
from metier.model.role import Link, Relation, Role

__all__ = [
    "BLANK",
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
    "Link",
    "LinkList",
    "Origin",
    "PayChart",
    "PayRow",
    "Relation",
    "Report",
    "Role",
    "Section",
    "Sentence",
    "Status",
    "Table",
    "TableCell",
]
