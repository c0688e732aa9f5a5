"""What moves pay, from a release: how jobs that show one thing differ in pay, all else that is known being alike."""

from __future__ import annotations

from dataclasses import dataclass

from metier.release.reader import Release, remembered


@dataclass(frozen=True, slots=True)
class PayEffect:
    """An association of an item with log pay beside its base, with a 95 % interval."""

    feature: str  # role | management role | level | management level | country | workplace | industry | technology
    item_id: str
    label: str
    base: str  # an item of the feature, 'mean' (of its items) or 'without it'
    effect_log: float
    low_log: float
    high_log: float
    postings: int
    employers: int  # 0: not recorded

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out no difference."""
        return self.low_log > 0 or self.high_log < 0


@remembered
def pay_effects(release: Release, collection: str) -> tuple[PayEffect, ...]:
    """Every measured association of one collection, most first; none where the collection is too small."""
    rows = release.rows(
        "SELECT e.feature, e.item_id, coalesce(i.label, r.label, e.item_id), e.base, e.effect_log, e.low_log,"
        " e.high_log, e.postings, e.employers FROM pay_effects e"
        " LEFT JOIN items i ON i.item_id = e.item_id AND i.measure = replace(e.feature, 'management ', '')"
        " LEFT JOIN roles r ON r.role_id = e.item_id"
        " WHERE e.collection = ? ORDER BY e.effect_log DESC, e.feature, e.item_id",
        (collection,),
        tables=("pay_effects", "items", "roles"),
    )
    return tuple(PayEffect(*row) for row in rows)


@remembered
def measured_collections(release: Release) -> tuple[str, ...]:
    """The collections with measured associations: those that record employers first, then by associations."""
    rows = release.rows(
        "SELECT collection FROM pay_effects GROUP BY collection ORDER BY max(employers) = 0, count(*) DESC, collection",
        tables=("pay_effects",),
    )
    return tuple(row[0] for row in rows)
