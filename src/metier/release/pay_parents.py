"""What a collection and kind of stated pay teach about thin cells, as a release has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metier.release.reader import Release, remembered

if TYPE_CHECKING:
    from metier.statistics.pay_employers import Employers
    from metier.statistics.pay_parents import PayParents


@remembered
def pay_parents(release: Release, collection: str, kind: str) -> PayParents | None:
    """What a collection and kind teach; None where they have too few statements to teach anything."""
    from metier.statistics.pay_parents_rows import ParentRow, from_rows

    rows = release.rows(
        "SELECT part, term, value, variance FROM pay_parents WHERE collection = ? AND kind = ?",
        (collection, kind),
        tables=("pay_parents",),
    )
    return from_rows(ParentRow(*row) for row in rows) if rows else None


@remembered
def unknown_employers(release: Release, collection: str, kind: str) -> Employers:
    """How employers that a collection does not record repeat themselves, as far as it can be told."""
    from metier.statistics.pay_employers import UNRELATED

    model = pay_parents(release, collection, kind)
    return UNRELATED if model is None else model.employers
