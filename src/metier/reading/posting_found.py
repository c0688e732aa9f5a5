"""Collects, field by field, how sure a reading is and where it stands in the raw input."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from metier.reading.confidence import confidence
from metier.reading.mentions import TechnologyMention
from metier.reading.posting_facts import Span, TechnologyFact
from metier.vocabulary import technologies

NONE_FOUND = "none found"  # the method of an empty list


class Found:
    """Confidence, places and abstentions by field; ``origin`` maps offsets where the text differs from the input."""

    def __init__(self, origin: Callable[[int, int], Span] | None) -> None:
        self.confidence: dict[str, float] = {}
        self.spans: dict[str, tuple[Span, ...]] = {}
        self.abstained: list[str] = []
        self.methods: dict[str, tuple[str, ...]] = {}
        self._origin = origin
        self._known = technologies()

    def add(self, field: str, method: str, spans: Iterable[Span] = (), sure: float | None = None) -> None:
        """Notes how a field was read and where; ``sure`` where the reader itself knows how often it is right."""
        self.confidence[field] = confidence(field, method) if sure is None else sure
        self.methods[field] = (method,)
        places = tuple(spans)
        if places:
            origin = self._origin
            self.spans[field] = places if origin is None else tuple(origin(start, end) for start, end in places)

    def add_each(self, field: str, methods: list[str], spans: Iterable[Span] = ()) -> None:
        """Notes a list: its confidence is the mean of its items', or of having found none."""
        if not methods:
            self.add(field, NONE_FOUND)
            return
        mean = sum(confidence(field, method) for method in methods) / len(methods)
        self.add(field, "", spans, sure=round(mean, 3))
        self.methods[field] = tuple(methods)

    def abstain(self, *fields: str) -> None:
        """Notes that these fields could not be read."""
        self.abstained.extend(fields)

    def technology(self, mention: TechnologyMention) -> TechnologyFact:
        """A mention with the vocabulary's name, placed in the raw input."""
        start, end = mention.start, mention.end
        if self._origin is not None:
            start, end = self._origin(start, end)
        return TechnologyFact(mention.id, self._known[mention.id].label, mention.surface, start, end)
