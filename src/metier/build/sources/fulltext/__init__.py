"""Full-text postings of 2018 to 2026 from eleven collected files, one module a family of files.

None of the files carries a clear licence: they feed aggregate figures and never leave the build. The text is
kept as it came (HTML, glued headings, texts cut at 4,000 characters); reading it is the reader's task.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from metier.build.conform import postings_table
from metier.build.sources.base import SourceRead
from metier.build.sources.fulltext import boards, general, glassdoor, indeed, linkedin

FAMILIES = (glassdoor, indeed, linkedin, boards, general)

__all__ = ["read"]


def read(postings: Path) -> SourceRead:
    """Every full-text file; ``postings`` holds fulltext/."""
    folder = postings / "fulltext"
    set_aside: Counter[str] = Counter()
    parts = [part for family in FAMILIES for part in family.read(folder, set_aside)]
    rows = [row for part in parts for row in part.rows]
    origins = tuple(part.origin for part in parts)
    return SourceRead(origins, {"postings": postings_table(rows, "fulltext")}, dict(set_aside))
