"""What one posting says, as one record: every fact with its confidence and its place in the input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from metier.reading.pay import Pay

Span = tuple[int, int]

# The facts that come from the text; the others come from the title.
TEXT_FIELDS = (
    "pay",
    "education_min",
    "education_preferred",
    "experience_substitutes",
    "experience_years_min",
    "workplace",
    "employment_type",
    "required",
    "preferred",
    "responsibilities",
    "industry_id",
)
FIELDS = ("role_id", *TEXT_FIELDS)
"""The keys that confidence and spans may have."""


class TechnologyFact(NamedTuple):
    """A technology asked for: the vocabulary's id and name, and its first mention in the raw input."""

    id: str
    name: str
    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingReading:
    """What one posting states. None or 'unspecified': it does not say; keys in ``abstained``: not readable or unclear.

    All offsets index the raw input. ``confidence`` and ``spans`` are by the keys of the output line, and so are
    ``methods``: how each fact was decided, for a list how each item was.
    """

    title: str = ""
    language: str | None = "en"  # None: no text
    readable: bool = True  # False: no text, or one in a language that is not read
    role_id: str | None = None
    alternatives: tuple[tuple[str, float], ...] = ()
    track: str = "individual"
    level: str = "unspecified"
    pay: Pay | None = None
    education_min: str | None = None
    education_preferred: str | None = None
    experience_substitutes: bool | None = None
    experience_years_min: int | None = None
    workplace: str | None = None
    employment_type: str | None = None
    required: tuple[TechnologyFact, ...] = ()
    preferred: tuple[TechnologyFact, ...] = ()
    responsibilities: tuple[str, ...] = ()
    industry_id: str | None = None
    confidence: Mapping[str, float] = field(default_factory=dict)
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    abstained: tuple[str, ...] = ()
    methods: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def technologies(self) -> tuple[TechnologyFact, ...]:
        """All technologies asked for, in the order of the text."""
        return tuple(sorted((*self.required, *self.preferred), key=lambda mention: mention.start))

    def technology_ids(self, requirement: str) -> tuple[str, ...]:
        """Ids that the posting requires ('required') or only prefers ('preferred'), sorted."""
        asked = self.required if requirement == "required" else self.preferred
        return tuple(sorted(mention.id for mention in asked))
