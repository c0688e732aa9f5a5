"""Counts of postings of a few roles and one slice, read once and ready for statistics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from metier.model import Filters
from metier.release.reader import Release, remembered
from metier.release.schema import COLLECTIONS
from metier.statistics.clusters import GROUPS
from metier.vocabulary import rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COLLECTIONS = tuple(COLLECTIONS)
_FROM_TEXTS = frozenset(
    (
        "technology", "technology_required", "technology_preferred", "duty",
        "education_min", "education_preferred", "experience_years", "read",
    )
)  # fmt: skip
"""Measures that collections of full texts read from the text alone."""


def looked_at(collection: str, measure: str) -> tuple[str, str]:
    """The measure whose denominator counts the postings that were searched for a measure, and what they are called.

    >>> looked_at("fulltext", "duty"), looked_at("data-jobs", "technology")
    (('read', 'postings with a text'), ('posting', 'postings'))
    """
    texts = collection == "fulltext" and measure in _FROM_TEXTS
    return ("read", "postings with a text") if texts else ("posting", "postings")


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """Postings of one role slice in which a measure could be read, by employer group and item.

    ``n_g`` has shape (groups,), ``k_gf`` (groups, items). ``prior_mean`` and ``prior_strength``
    (items,) are what the role's parents lead one to expect and how many postings that is worth.
    """

    role_id: str
    n_g: NDArray[np.float64]
    k_gf: NDArray[np.float64]
    prior_mean: NDArray[np.float64]
    prior_strength: NDArray[np.float64]
    by_year: tuple[tuple[int, int], ...]  # (year, readable postings), oldest first
    looked_at: int = 0  # postings that were searched for the measure

    @property
    def n(self) -> int:
        """Postings in which the measure could be read."""
        return int(self.n_g.sum())

    @property
    def years(self) -> tuple[int, ...]:
        """The years of those postings."""
        return tuple(year for year, _ in self.by_year)


@dataclass(frozen=True, slots=True)
class MeasureCounts:
    """The counts of one measure in one collection for each role, over the same items."""

    collection: str
    measure: str
    items: tuple[str, ...]
    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    roles: tuple[GroupCounts, ...]

    @property
    def smallest(self) -> int:
        """Readable postings of the role that has fewest."""
        return min(role.n for role in self.roles)


def where(filters: Filters, table: str = "c", *, employment: bool = False) -> tuple[str, list[str | int]]:
    """SQL conditions (each starting with AND) and parameters that keep a slice.

    ``employment`` says that the table has a column employment_type; a table without it holds nothing of one type.
    """
    parts: list[str] = []
    values: list[str | int] = []
    for column, value in (("country", filters.country), ("level", filters.level), ("year", filters.year)):
        if value is not None:
            parts.append(f" AND {table}.{column} = ?")
            values.append(value)
    if filters.remote is not None:
        parts.append(f" AND {table}.workplace {'=' if filters.remote else '<>'} 'remote'")
    if filters.employment_type is not None:
        parts.append(f" AND {table}.employment_type = ?" if employment else " AND false")
        values += [filters.employment_type] if employment else []
    return "".join(parts), values


@dataclass(frozen=True, slots=True)
class _Names:
    """The items of a release under one number each (0 is the item ''), and its measures in order."""

    measures: tuple[str, ...]
    items: tuple[str, ...]
    numbers: dict[str, int]
    named: dict[str, list[tuple[str, str, list[str]]]]  # item -> label, kind and the measures that use them

    def name(self, measure: str, item: str) -> tuple[str, str] | None:
        """The label and kind of an item; None where the measure has no such item."""
        return next(((label, kind) for label, kind, used in self.named.get(item, ()) if measure in used), None)


@remembered
def _names(release: Release) -> _Names:
    """What is counted, and the SQL type ``item_no`` that numbers items: arrays then need no text."""
    named: dict[str, list[tuple[str, str, list[str]]]] = {"": []}
    measures: set[str] = set()
    rows = release.rows(
        "SELECT item_id, label, kind, string_agg(measure, ' ') FROM items GROUP BY ALL", tables=("items",)
    )
    for item, label, kind, spaced in sorted(rows):
        used = spaced.split()
        measures.update(used)
        named.setdefault(item, []).append((label, kind, used))
    release.enum("item_no", list(named))
    numbers = {item: number for number, item in enumerate(named)}
    return _Names(tuple(sorted(measures)), tuple(named), numbers, named)


@dataclass(frozen=True, slots=True)
class _RoleCounts:
    """All counts and priors of one role and slice as parallel arrays; a set is a measure in a collection."""

    set: NDArray[np.int64]
    item: NDArray[np.int64]
    group: NDArray[np.int64]
    postings: NDArray[np.float64]
    year: NDArray[np.int64]
    prior_set: NDArray[np.int64]
    prior_item: NDArray[np.int64]
    prior_mean: NDArray[np.float64]
    prior_strength: NDArray[np.float64]
    readable: dict[int, int]  # postings in which the measure could be read, by set


@remembered
def _role_counts(release: Release, role_id: str, filters: Filters) -> _RoleCounts:
    import numpy as np

    names = _names(release)
    condition, values = where(filters)
    numbered = (
        "list_position(?, collection) - 1 + len(?) * (list_position(?, measure) - 1) AS set,"
        " enum_code(item_id::item_no) AS item"
    )
    order = (list(_COLLECTIONS), list(_COLLECTIONS), list(names.measures))
    counts = release.columns(
        f"SELECT {numbered}, employer_group AS g, postings, year FROM counts c WHERE role_id = ?{condition}",
        (*order, role_id, *values),
        tables=("counts",),
    )
    priors = release.columns(
        f"SELECT {numbered}, mean_share, strength_postings FROM priors WHERE role_id = ?",
        (*order, role_id),
        tables=("priors",),
    )
    total = counts["item"] == 0
    readable = np.bincount(counts["set"][total].astype(np.int64), counts["postings"][total])
    return _RoleCounts(
        set=counts["set"].astype(np.int64),
        item=counts["item"].astype(np.int64),
        group=counts["g"].astype(np.int64),
        postings=counts["postings"].astype(np.float64),
        year=counts["year"].astype(np.int64),
        prior_set=priors["set"].astype(np.int64),
        prior_item=priors["item"].astype(np.int64),
        prior_mean=priors["mean_share"].astype(np.float64),
        prior_strength=priors["strength_postings"].astype(np.float64),
        readable={i: int(n) for i, n in enumerate(readable) if n},
    )


class Evidence:
    """Everything that is counted about some roles in one slice."""

    def __init__(self, release: Release, role_ids: Sequence[str], filters: Filters) -> None:
        self.release = release
        self.role_ids = tuple(role_ids)
        self.filters = filters
        self._names = _names(release)
        self._roles = tuple(_role_counts(release, role_id, filters) for role_id in self.role_ids)

    def _set(self, collection: str, measure: str) -> int | None:
        """The number of a measure in a collection; None where nothing of either is counted."""
        if collection not in _COLLECTIONS or measure not in self._names.measures:
            return None
        return _COLLECTIONS.index(collection) + len(_COLLECTIONS) * self._names.measures.index(measure)

    def readable(self, collection: str, measure: str) -> list[int]:
        """Postings of each role in which a measure could be read; zeros where it is not counted."""
        number = self._set(collection, measure)
        return [0 if number is None else r.readable.get(number, 0) for r in self._roles]

    def counts(self, collection: str, measure: str, *, also: str = "") -> MeasureCounts | None:
        """The counts of one measure for each role, over the items that any of them or its parents show.

        ``also`` names one more item to have in any case. None where the measure is not counted in the
        collection, or no such item exists.
        """
        import numpy as np

        number = self._set(collection, measure)
        here = [r.set == number for r in self._roles]
        expected = [r.prior_set == number for r in self._roles]
        if number is None or not any(mask.any() for mask in (*here, *expected)):
            return None
        if also and self._names.name(measure, also) is None:
            return None
        width = len(self._names.items)
        known = np.zeros(width, dtype=np.bool_)
        means = np.full((len(self._roles), width), np.nan)
        strengths = np.full((len(self._roles), width), rule("priors.unlisted_strength"))
        for row, (r, mask, prior) in enumerate(zip(self._roles, here, expected, strict=True)):
            known[r.item[mask]] = True
            means[row, r.prior_item[prior]] = r.prior_mean[prior]
            strengths[row, r.prior_item[prior]] = r.prior_strength[prior]
        known |= (means >= rule("priors.expected_share")).any(axis=0)
        known[self._names.numbers[also]] = True
        known[0] = False
        kept = np.flatnonzero(known)
        items = tuple(self._names.items[int(number)] for number in kept)
        names = [self._names.name(measure, item) or (item, "") for item in items]
        means = np.nan_to_num(means[:, kept], nan=rule("priors.unlisted_share"))
        column = np.zeros(width, dtype=np.int64)  # 0: the postings in which the measure could be read
        column[kept] = np.arange(1, len(kept) + 1)
        searched = self.readable(collection, looked_at(collection, measure)[0])
        roles = []
        for row, (role_id, r, mask) in enumerate(zip(self.role_ids, self._roles, here, strict=True)):
            place = r.group[mask] * (len(kept) + 1) + column[r.item[mask]]
            cells = GROUPS * (len(kept) + 1)
            table = np.bincount(place, r.postings[mask], cells).reshape(GROUPS, -1)
            readable = mask & (r.item == 0)
            years = np.bincount(r.year[readable], r.postings[readable])
            roles.append(
                GroupCounts(
                    role_id,
                    np.ascontiguousarray(table[:, 0]),
                    np.ascontiguousarray(table[:, 1:]),
                    means[row],
                    strengths[row, kept],
                    tuple((int(year), int(years[year])) for year in np.flatnonzero(years)),
                    max(searched[row], int(table[:, 0].sum())),
                )
            )
        return MeasureCounts(
            collection=collection,
            measure=measure,
            items=items,
            labels=tuple(label for label, _ in names),
            kinds=tuple(kind for _, kind in names),
            roles=tuple(roles),
        )

    def postings(self, role_id: str) -> dict[str, int]:
        """Postings of one role in the slice by collection."""
        at = self.role_ids.index(role_id)
        found = {c: self.readable(c, "posting")[at] for c in sorted(_COLLECTIONS)}
        return {collection: n for collection, n in found.items() if n}

    def employers(self) -> dict[str, dict[str, int]]:
        """Distinct employers by role id and collection in the slice."""
        return {role_id: _employers(self.release, role_id, self.filters) for role_id in self.role_ids}


@remembered
def _employers(release: Release, role_id: str, filters: Filters) -> dict[str, int]:
    condition, values = where(filters, "e")
    found = release.rows(
        "SELECT collection, count(DISTINCT employer_hash)::INT FROM employers e"
        f" WHERE role_id = ?{condition} GROUP BY 1 ORDER BY 1",
        (role_id, *values),
        tables=("employers",),
    )
    return dict(found)
