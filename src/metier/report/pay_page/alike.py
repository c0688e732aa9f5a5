"""Like for like: what remains of the gap between two roles at one mix of level, country, year and workplace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from metier.model import Figure, Filters, Flag, Interval, Role, Status
from metier.release.pay import PayCells
from metier.release.prices import DOLLARS
from metier.report.context import Context
from metier.report.ids import FigureId
from metier.report.pay import COLLECTION_NAMES, gap_figures
from metier.report.pay_page.asked import FREED_FIRST, Asked
from metier.report.pay_page.stated import Stated, cells_in, stated_in
from metier.report.shares import place, span
from metier.statistics.pay_answers import PayAnswer, median_gap
from metier.vocabulary import rule

MOST_ROLES = 3
FEW_IN_COMMON = "the two share too few kinds of jobs"
TOO_ROUGH = "the gap is known too roughly"


@dataclass(frozen=True, slots=True)
class PayGap:
    """The gap of two roles under some filters: figures 'raw', 'mix' and 'remaining', or why there are none.

    ``filters`` may be wider than the question's. ``untold`` says why a collection does not tell the gap, by its id.
    """

    a: Role
    b: Role
    filters: Filters
    figures: dict[str, Figure]
    collection: str
    with_level: bool
    reason: str = ""
    untold: dict[str, str] = field(default_factory=dict)

    @property
    def remaining(self) -> Figure | None:
        """What remains at one mix."""
        return self.figures.get("remaining")

    @property
    def chance(self) -> bool:
        """Whether what remains may be chance."""
        interval = self.remaining.interval if self.remaining else None
        return interval is None or interval.low <= 0 <= interval.high

    @property
    def sure(self) -> bool:
        """Whether employers are known, so that the interval is wide enough to call a gap real."""
        return self.remaining is not None and Flag.CLUSTERS_UNKNOWN not in self.remaining.flags

    @property
    def two_ladders(self) -> bool:
        """Whether one role manages people and the other does not."""
        return bool(self.a.track and self.b.track) and self.a.track != self.b.track


def gaps(ctx: Context, kind: str = "advertised", first: str = "") -> tuple[PayGap, ...]:
    """The gap of every pair of up to three roles, from the collection ``first`` where it tells; none for more.

    A pair of which the slice asked for tells nothing is compared over the nearest wider slice that tells.
    """
    if not 2 <= len(ctx.posted) <= MOST_ROLES:
        return ()
    return tuple(_nearest(ctx, a, b, kind, first) for a, b in combinations(ctx.posted, 2))


def _nearest(ctx: Context, a: Role, b: Role, kind: str, first: str) -> PayGap:
    """The gap of a pair in the slice asked for, or in the nearest slice about it that tells."""
    own = gap_in(ctx, a, b, ctx.filters, kind, first)
    if own.remaining is not None:
        return own
    for filters in wider(ctx.filters):
        found = gap_in(ctx, a, b, filters, kind, first)
        if found.remaining is not None:
            return found
        if found.collection and not own.collection:
            own = found  # why even more tells nothing says more than that there is nothing
    return own


def wider(filters: Filters) -> Iterator[Filters]:
    """The slices about a slice, those that free least first; of those the ones that keep country and level."""
    fixed = [name for name in FREED_FIRST if getattr(filters, name) is not None]
    for size in range(1, len(fixed) + 1):
        for freed in combinations(fixed, size):
            yield replace(filters, **dict.fromkeys(freed))


def gap_in(ctx: Context, a: Role, b: Role, filters: Filters, kind: str = "advertised", first: str = "") -> PayGap:
    """The gap of a pair in one slice."""
    of_a, of_b = (
        [entry for entry in cells_in(ctx.release, role.role_id, filters) if entry.kind == kind] for role in (a, b)
    )
    return find_gap(ctx, a, b, filters, of_a, of_b, first)


def find_gap(
    ctx: Context,
    a: Role,
    b: Role,
    filters: Filters,
    of_a: Sequence[PayCells],
    of_b: Sequence[PayCells],
    first: str = "",
) -> PayGap:
    """The gap of one pair: with levels made alike where they overlap, else without; from the first place that tells.

    The collection ``first`` is asked first, then those with most statements of the rarer role.
    """
    shared = [(left, right) for left in of_a for right in of_b if left.collection == right.collection]
    shared.sort(key=lambda pair: (pair[0].collection != first, -min(pair[0].n, pair[1].n)))
    untold: dict[str, str] = {}
    for with_level in (True, False):
        for left, right in shared:
            figures, _ = gap_figures(ctx, a, b, left, right, filters, with_level=with_level)
            why = _untold(figures["remaining"], filters) if figures else FEW_IN_COMMON
            if not why:
                return PayGap(a, b, filters, figures, left.collection, with_level, untold=untold)
            untold.setdefault(left.collection, why)
    if not shared:
        return PayGap(a, b, filters, {}, "", with_level=False, reason="no collection has stated pay of both")
    left, right = shared[0]
    where = f"{COLLECTION_NAMES[left.collection]}, {left.n:,} and {right.n:,} statements"
    reason = f"the statements ({where}) have too little in common"
    return PayGap(a, b, filters, {}, left.collection, with_level=False, reason=reason)


def _untold(remaining: Figure, filters: Filters) -> str:
    """Why a gap is not known well enough to be worth saying; '' where it is.

    Where a level is asked for, what tells its gap is what tells it on the ladder.
    """
    interval = remaining.interval
    if interval is None or interval.high - interval.low > rule("pay.widest_gap_interval"):
        return TOO_ROUGH
    if filters.level is not None:
        return TOO_ROUGH if (remaining.n or 0) < rule("pay.minimum_statements") else ""
    cells = int(dict(remaining.inputs)["common cells"])
    return FEW_IN_COMMON if cells < rule("pay.like_for_like_cells") else ""


def middle_gap(asked: Asked, a: Role, b: Role) -> Figure | None:
    """The gap of the leading medians (percent), nothing made alike; None where they may not be compared."""
    best = {role.role_id: stated for role, stated in zip(asked.roles, asked.best, strict=True) if stated}
    left, right = best.get(a.role_id), best.get(b.role_id)
    if not asked.alike or left is None or right is None or left.shown is None or right.shown is None:
        return None
    one, other = (_in_dollars(asked, stated) for stated in (left, right))
    if one is None or other is None:
        return None
    found = median_gap(one, other)
    value = one.median.value / other.median.value - 1
    level = rule("interval.level")
    unknown = one.clusters_unknown or other.clusters_unknown
    return Figure(
        id=str(FigureId("pay_gap", "middle", left.collection, (a.role_id, b.role_id), left.kind, left.filters)),
        measure="pay_gap.middle",
        label=f"{a.label} over {b.label}: gap of the medians, nothing made alike ({COLLECTION_NAMES[left.collection]})",
        unit="percent",
        value=value * 100,
        status=Status.ESTIMATED,
        period=span(y for s in (left, right) for y in s.inside.year.tolist()),
        place=place(left.filters),
        filters=left.filters.items(),
        origins=asked.ctx.origins_of(left.collection),
        method="statistics.pay_answers.median_gap@1",
        n=min(one.n_statements, other.n_statements),
        n_of="statements of the smaller role",
        interval=Interval(found.low * 100, found.high * 100, level, "the two medians' intervals joined")
        if found
        else None,
        no_interval=None if found else "one of the medians has none",
        flags=frozenset({Flag.CLUSTERS_UNKNOWN} if unknown else ()),
    )


def _in_dollars(asked: Asked, stated: Stated) -> PayAnswer | None:
    """What is shown, in US dollars: years at different rates would else make a gap of their own."""
    if asked.money == DOLLARS:
        return stated.shown
    again = stated_in(asked.ctx.release, stated.role_id, stated.filters, DOLLARS, stated.collection, stated.kind)
    return again.shown if again else None
