"""A role: what a person compares."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How two concepts of different schemes relate (SKOS). Only EXACT is transitive."""

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"  # the linked concept is broader than the role
    NARROW = "narrow"
    RELATED = "related"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A role's link to an occupation of an official scheme, with its relation."""

    scheme: str  # onetsoc2019 | esco-1.2.1 | soc2018
    code: str
    label: str
    relation: Relation
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role or official occupation that can be compared."""

    role_id: str
    scheme: str  # metier | title (stated pay by title as typed) | onetsoc2019 | esco-1.2.1
    label: str
    family: str
    track: str  # individual | management | ""
    specialty: str
    function: str
    definition: str
    sets_apart: str = ""
    links: tuple[Link, ...] = ()

    def __hash__(self) -> int:
        """That of its id: a role is looked up many times a report, and equal roles have equal ids."""
        return hash(self.role_id)

    @property
    def is_official(self) -> bool:
        """True for an occupation of an official scheme, which has no postings of its own."""
        return self.scheme not in ("metier", "title")
