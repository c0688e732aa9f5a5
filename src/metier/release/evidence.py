"""Counts of postings of a few roles and one slice, read once and ready for statistics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from metier.model import Filters
from metier.release.of_each import OfEach, among, columns_of_each, rows_of_each
from metier.release.reader import Release, remembered
from metier.release.schema import COLLECTIONS
from metier.statistics.clusters import GROUPS
from metier.vocabulary import rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from metier.release.reader import Columns
    from metier.statistics.role_shares import RoleShares

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


@dataclass(slots=True)
class RoleMeasure:
    """One measure of one role slice over the items that it shows or that its parents let one expect.

    Two more columns at the end stand for every item beside those: neither shown nor expected. ``column`` gives the
    column of each item of the release. ``shares`` and ``ranked`` (columns of the items shown, most frequent first, by
    which kinds are looked at) are for who works them out, once for every comparison.
    """

    role_id: str
    known: NDArray[np.bool_]  # of each item of the release, whether it is shown, or expected often enough to look at
    column: NDArray[np.int64]
    n_g: NDArray[np.float64]
    groups: NDArray[np.int64]  # the employer groups with postings: the rows of ``k_gf``
    k_gf: NDArray[np.uint16] | NDArray[np.float64]
    prior_mean: NDArray[np.float64]
    prior_strength: NDArray[np.float64]
    by_year: tuple[tuple[int, int], ...]
    n: int
    years: tuple[int, ...]
    looked_at: int
    empty: bool  # neither counted nor expected: the collection knows nothing of the measure for this role
    shares: RoleShares | None = None
    ranked: dict[Callable[[str], bool], NDArray[np.int64]] = field(default_factory=dict)


@dataclass(frozen=True)
class GroupCounts:
    """Postings of one role slice in which a measure could be read, by employer group and item.

    ``n_g`` has shape (groups,), ``k_gf`` (groups, items). ``prior_mean`` and ``prior_strength``
    (items,) are what the role's parents lead one to expect and how many postings that is worth.
    ``source`` is what they were taken from, with the column of each item, where they are the release's.
    """

    role_id: str
    n_g: NDArray[np.float64]
    table: NDArray[np.float64] | None  # k_gf; None: taken from the source when it is asked for
    prior_mean: NDArray[np.float64]
    prior_strength: NDArray[np.float64]
    by_year: tuple[tuple[int, int], ...]  # (year, readable postings), oldest first
    looked_at: int = 0  # postings that were searched for the measure
    source: tuple[RoleMeasure, NDArray[np.int64]] | None = None

    @cached_property
    def k_gf(self) -> NDArray[np.float64]:
        """Postings that show each item, by employer group."""
        import numpy as np

        if self.table is not None or self.source is None:
            return np.asarray(self.table, dtype=np.float64)
        measure, columns = self.source
        found = np.zeros((GROUPS, len(columns)))
        found[measure.groups] = measure.k_gf[:, columns]
        return found

    @cached_property
    def groups_there(self) -> int:
        """Employer groups with postings."""
        return int((self.n_g > 0).sum())

    @property
    def n(self) -> int:
        """Postings in which the measure could be read."""
        return int(self.n_g.sum()) if self.source is None else self.source[0].n

    @property
    def years(self) -> tuple[int, ...]:
        """The years of those postings."""
        return tuple(year for year, _ in self.by_year) if self.source is None else self.source[0].years


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
    as_array: NDArray[np.object_]  # the same
    numbers: dict[str, int]
    named: dict[str, list[tuple[str, str, list[str]]]]  # item -> label, kind and the measures that use them

    def name(self, measure: str, item: str) -> tuple[str, str] | None:
        """The label and kind of an item; None where the measure has no such item."""
        return next(((label, kind) for label, kind, used in self.named.get(item, ()) if measure in used), None)


@remembered
def _labels(release: Release, measure: str) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """The label and the kind of every item, by its number, as one measure names it."""
    names = _names(release)
    named = [names.name(measure, item) or (item, "") for item in names.items]
    return _objects([label for label, _ in named]), _objects([kind for _, kind in named])


def _objects(texts: Sequence[str]) -> NDArray[np.object_]:
    """Texts as an array of which many are taken at once without copying a letter."""
    import numpy as np

    return np.array(texts, dtype=np.object_)


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
    return _Names(tuple(sorted(measures)), tuple(named), _objects(list(named)), numbers, named)


@dataclass(frozen=True, slots=True)
class RoleCounts:
    """All counts and priors of one role and slice as parallel arrays; a set is a measure in a collection.

    Whole numbers are kept small: all roles together have a million.
    """

    set: NDArray[np.int16]
    item: NDArray[np.int32]
    group: NDArray[np.uint8]
    postings: NDArray[np.int32]
    year: NDArray[np.int16]
    prior_set: NDArray[np.int16]
    prior_item: NDArray[np.int32]
    prior_mean: NDArray[np.float64]
    prior_strength: NDArray[np.float64]
    readable: dict[int, int]  # postings in which the measure could be read, by set


def _counts_of_each(release: Release, role_ids: Sequence[str], filters: Filters) -> dict[str, RoleCounts]:
    """All that is counted of some roles in a slice."""
    names = _names(release)
    condition, values = where(filters)
    numbered = (
        "list_position(?, role_id)::USMALLINT AS role,"
        " (list_position(?, collection) - 1 + len(?) * (list_position(?, measure) - 1))::SMALLINT AS set,"
        " enum_code(item_id::item_no) AS item"
    )
    order = (list(role_ids), list(_COLLECTIONS), list(_COLLECTIONS), list(names.measures))
    wanted, asked = among("role_id", role_ids)
    counts = release.columns(
        f"SELECT {numbered}, employer_group AS g, postings, year FROM counts c WHERE {wanted}{condition}",
        (*order, *asked, *values),
        tables=("counts",),
    )
    priors = release.columns(
        f"SELECT {numbered}, mean_share, strength_postings FROM priors WHERE {wanted}",
        (*order, *asked),
        tables=("priors",),
    )
    counted, expected = (columns_of_each(columns, "role", role_ids) for columns in (counts, priors))
    return {role_id: _of_one(counted[role_id], expected[role_id]) for role_id in role_ids}


def _of_one(counts: Columns, priors: Columns) -> RoleCounts:
    import numpy as np

    total = counts["item"] == 0
    readable = np.bincount(counts["set"][total], counts["postings"][total])
    return RoleCounts(
        set=counts["set"].astype(np.int16, copy=False),
        item=counts["item"].astype(np.int32, copy=False),
        group=counts["g"].astype(np.uint8, copy=False),
        postings=counts["postings"].astype(np.int32, copy=False),
        year=counts["year"].astype(np.int16, copy=False),
        prior_set=priors["set"].astype(np.int16, copy=False),
        prior_item=priors["item"].astype(np.int32, copy=False),
        prior_mean=priors["mean_share"].astype(np.float64),
        prior_strength=priors["strength_postings"].astype(np.float64),
        readable={i: int(n) for i, n in enumerate(readable) if n},
    )


role_counts = OfEach(_counts_of_each)


@remembered
def _measures(release: Release, role_id: str, filters: Filters) -> dict[int, RoleMeasure]:
    """The measures of a role slice that were asked for so far, by set."""
    return {}


def _measure(release: Release, role_id: str, filters: Filters, number: int, searched: int) -> RoleMeasure:
    """One set of a role slice, counted once; ``searched`` is the set of what was looked at."""
    known = _measures(release, role_id, filters)
    if number not in known:
        known[number] = _role_measure(release, role_id, filters, number, searched)
    return known[number]


def _role_measure(release: Release, role_id: str, filters: Filters, number: int, searched: int) -> RoleMeasure:
    import numpy as np

    r = role_counts(release, role_id, filters)
    here, expected = r.set == number, r.prior_set == number
    width = len(_names(release).items)
    items, groups, postings = r.item[here].astype(np.int64), r.group[here].astype(np.int64), r.postings[here]
    likely = r.prior_item[expected][r.prior_mean[expected] >= rule("priors.expected_share")]
    counted = np.zeros(width, dtype=np.bool_)
    counted[items], counted[r.prior_item[expected]], counted[0] = True, True, False
    own = np.flatnonzero(counted)
    column = np.full(width, len(own), dtype=np.int64)  # the first of the columns that stand for all other items
    column[own] = np.arange(len(own))
    means = np.full(len(own) + 2, rule("priors.unlisted_share"))
    strengths = np.full(len(own) + 2, rule("priors.unlisted_strength"))
    means[column[r.prior_item[expected]]] = np.nan_to_num(r.prior_mean[expected], nan=rule("priors.unlisted_share"))
    strengths[column[r.prior_item[expected]]] = r.prior_strength[expected]
    whole, shown = items == 0, items > 0
    cells = groups[shown] * (len(own) + 2) + column[items[shown]]
    table = np.bincount(cells, postings[shown], GROUPS * (len(own) + 2)).reshape(GROUPS, -1).astype(np.float64)
    years = np.bincount(r.year[here][whole], postings[whole])
    n_g = np.bincount(groups[whole], postings[whole], GROUPS).astype(np.float64)
    rows = np.flatnonzero(n_g)
    known = np.zeros(width, dtype=np.bool_)
    known[items], known[likely] = True, True
    by_year = tuple((int(year), int(years[year])) for year in np.flatnonzero(years))
    return RoleMeasure(
        role_id,
        known,
        column,
        n_g,
        rows,
        _small(table[rows]),
        means,
        strengths,
        by_year,
        int(n_g.sum()),
        tuple(year for year, _ in by_year),
        max(r.readable.get(searched, 0), int(n_g.sum())),
        empty=not (here.any() or expected.any()),
    )


def _small(table: NDArray[np.float64]) -> NDArray[np.uint16] | NDArray[np.float64]:
    """Counts as two bytes where they fit: the tables of a hundred roles stay in memory."""
    import numpy as np

    return table.astype(np.uint16) if table.max(initial=0) < 2**16 else table


def _of_items(measure: RoleMeasure, items: NDArray[np.int64]) -> GroupCounts:
    """A role's counts over some items, by number."""
    columns = measure.column[items]
    return GroupCounts(
        measure.role_id,
        measure.n_g,
        None,
        measure.prior_mean[columns],
        measure.prior_strength[columns],
        measure.by_year,
        measure.looked_at,
        (measure, columns),
    )


class Evidence:
    """Everything that is counted about some roles in one slice."""

    def __init__(self, release: Release, role_ids: Sequence[str], filters: Filters) -> None:
        self.release = release
        self.role_ids = tuple(role_ids)
        self.filters = filters
        self._names = _names(release)
        self._roles = tuple(role_counts(release, role_id, filters) for role_id in self.role_ids)

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
        if number is None:
            return None
        searched = self._set(collection, looked_at(collection, measure)[0])
        at = number, -1 if searched is None else searched
        found = [_measure(self.release, role_id, self.filters, *at) for role_id in self.role_ids]
        if all(one.empty for one in found) or (also and self._names.name(measure, also) is None):
            return None
        known = np.logical_or.reduce([one.known for one in found])
        known[self._names.numbers[also]] = True
        known[0] = False
        kept = np.flatnonzero(known)
        labels, kinds = _labels(self.release, measure)
        return MeasureCounts(
            collection=collection,
            measure=measure,
            items=tuple(self._names.as_array[kept].tolist()),
            labels=tuple(labels[kept].tolist()),
            kinds=tuple(kinds[kept].tolist()),
            roles=tuple(_of_items(one, kept) for one in found),
        )

    def postings(self, role_id: str) -> dict[str, int]:
        """Postings of one role in the slice by collection."""
        at = self.role_ids.index(role_id)
        found = {c: self.readable(c, "posting")[at] for c in sorted(_COLLECTIONS)}
        return {collection: n for collection, n in found.items() if n}

    def employers(self) -> dict[str, dict[str, int]]:
        """Distinct employers by role id and collection in the slice."""
        return {role_id: employers(self.release, role_id, self.filters) for role_id in self.role_ids}


def _employers_of_each(release: Release, role_ids: Sequence[str], filters: Filters) -> dict[str, dict[str, int]]:
    """Distinct employers of some roles in a slice by collection."""
    condition, values = where(filters, "e")
    wanted, asked = among("role_id", role_ids)
    rows = release.rows(
        "SELECT role_id, collection, count(DISTINCT employer_hash)::INT FROM employers e"
        f" WHERE {wanted}{condition} GROUP BY ALL ORDER BY ALL",
        (*asked, *values),
        tables=("employers",),
    )
    return {role_id: dict(found) for role_id, found in rows_of_each(rows, role_ids).items()}


employers = OfEach(_employers_of_each)
