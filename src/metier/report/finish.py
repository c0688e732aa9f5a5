"""What every report ends with: the origins that it cites, and how long it takes to read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from metier.model import Cards, Definition, LadderChart, LinkList, Origin, Section, Table, TrendChart
from metier.release.reader import Release

WORDS_PER_MINUTE = 220


def origins_of(release: Release, used: Iterable[str]) -> dict[str, Origin]:
    """The named origins that the release knows."""
    return {origin: release.origins[origin] for origin in sorted(used) if origin in release.origins}


def reading_minutes(sections: Sequence[Section]) -> int:
    """Minutes that a report takes to read, at least one."""
    return max(1, math.ceil(_words(sections) / WORDS_PER_MINUTE))


def _words(sections: Sequence[Section]) -> int:
    """Words a reader meets: sentences in full, a row of a table or chart as three words."""
    total = 0
    for section in sections:
        total += sum(len(s.text.split()) for paragraph in section.paragraphs for s in paragraph)
        for block in section.blocks:
            if isinstance(block, Definition):
                total += len(block.text.split())
            elif isinstance(block, Cards):
                total += 12 * len(block.cards)
            elif isinstance(block, LinkList):
                total += 8 * len(block.items)
            elif isinstance(block, Table):
                total += 3 * len(block.rows)
            elif isinstance(block, LadderChart | TrendChart):
                total += sum(2 * len(series.points) for series in block.series)
            else:
                total += 4 * len(block.rows)
    return total
