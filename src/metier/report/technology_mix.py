"""How often a technology is named in a country, at a level or in a year, at one mix of roles."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from metier.model import Figure, Filters, Flag, Interval, Status
from metier.release.reader import Release, remembered
from metier.release.technologies import Counted, counted
from metier.report.context import Context
from metier.report.ids import ALL_ROLES, FigureId
from metier.report.pay import COLLECTION_NAMES
from metier.report.shares import place, span
from metier.statistics.clusters import Array
from metier.statistics.mixed_share import MixedShare, change, mixed_share
from metier.vocabulary import levels, rule

MEASURE = "technology_mix"
MOST_SLICES = 8
METHOD = "statistics.mixed_share@1"
TRENDS = frozenset({"data-jobs"})
"""Collections whose years were collected in one way: what changes between them is not the collector."""


@remembered
def _read(release: Release, collection: str, dimension: str, value: str) -> Array:
    """Readable postings of a slice by role and group of employers."""
    return counted(release, collection).groups("", dimension, value)


@remembered
def _weights(release: Release, collection: str) -> Array:
    """How much each role weighs: its part of the collection's readable postings."""
    read = _read(release, collection, "", "").sum(axis=1)
    return np.asarray(read / read.sum())


@remembered
def _telling(release: Release, collection: str, dimension: str) -> tuple[str, ...]:
    """The values of a dimension whose own postings decide enough of a share at one mix of roles, fullest first."""
    lean, weights = rule("technology_mix.usual_postings"), _weights(release, collection)
    found = []
    counts = counted(release, collection)
    for value in list(counts.size(dimension))[: 3 * MOST_SLICES]:
        n = counts.groups("", dimension, value).sum(axis=1)
        if float(weights @ (n / (n + lean))) >= rule("technology_mix.least_own"):
            found.append(value)
    return tuple(found[:MOST_SLICES])


def _mix(release: Release, counts: Counted, item_id: str, dimension: str, value: str) -> MixedShare:
    """The share in one slice, at the mix of roles of the whole collection."""
    whole_n = _read(release, counts.collection, "", "").sum(axis=1)
    whole_k = counts.groups(item_id).sum(axis=1)
    lean = rule("technology_mix.usual_postings")
    return mixed_share(
        _read(release, counts.collection, dimension, value),
        counts.groups(item_id, dimension, value),
        _weights(release, counts.collection),
        np.asarray((whole_k + lean * whole_k.sum() / whole_n.sum()) / (whole_n + lean)),
        lean,
        level=rule("interval.level"),
    )


def _filters(dimension: str, value: str) -> Filters:
    """The filters that keep a slice."""
    if dimension == "year":
        return Filters(year=int(value))
    return Filters(country=value) if dimension == "country" else Filters(level=value)


def slices(ctx: Context, item_id: str, label: str, collection: str, dimension: str) -> list[tuple[str, Figure]]:
    """(value, share at one mix of roles) of the slices that tell something of their own; years from the oldest."""
    counts = counted(ctx.release, collection)
    found = []
    for value in _telling(ctx.release, collection, dimension):
        mixed = _mix(ctx.release, counts, item_id, dimension, value)
        found.append((value, mixed_figure(ctx, counts, item_id, label, _filters(dimension, value), mixed)))
    if dimension == "level":
        return sorted(found, key=lambda entry: levels()[entry[0]].rank)
    return sorted(found, key=lambda entry: entry[0]) if dimension == "year" else found


def mixed_figure(
    ctx: Context, counts: Counted, item_id: str, label: str, filters: Filters, mixed: MixedShare
) -> Figure:
    """A share at one mix of roles, with its papers."""
    return Figure(
        id=str(FigureId(MEASURE, "share", counts.collection, (ALL_ROLES,), item_id, filters)),
        measure=f"{MEASURE}.share",
        label=f"Share of postings that name {label}, at one mix of roles ({COLLECTION_NAMES[counts.collection]})",
        unit="share",
        value=mixed.share,
        status=Status.ESTIMATED,
        period=span([filters.year] if filters.year else map(int, counts.values["year"])),
        place=place(filters),
        filters=filters.items(),
        origins=ctx.origins_of(counts.collection),
        method=METHOD,
        n=mixed.n,
        n_of="postings of the slice",
        interval=Interval(mixed.low, mixed.high, rule("interval.level"), "cluster-robust"),
        flags=frozenset({Flag.SMALL_SAMPLE} if mixed.n < rule("flag.small_sample_postings") else ()),
        inputs=(
            ("postings that name it", mixed.k),
            ("postings in which technologies could be read", mixed.n),
            ("unadjusted share", round(mixed.k / max(mixed.n, 1), 4)),
            ("part of the mix that the slice's own postings decide", round(mixed.own, 2)),
        ),
        note="Roles are weighted as in the whole collection; a role that the slice lacks counts as usual.",
    )


def count_figure(ctx: Context, item_id: str, label: str, collection: str) -> Figure:
    """How many postings of a collection name a technology."""
    counts = counted(ctx.release, collection)
    return Figure(
        id=str(FigureId(MEASURE, "named", collection, (ALL_ROLES,), item_id, Filters())),
        measure=f"{MEASURE}.named",
        label=f"Postings that name {label} ({COLLECTION_NAMES[collection]})",
        unit="count",
        value=float(counts.of(item_id).postings.sum()),
        status=Status.MEASURED,
        period=span(map(int, counts.values["year"])),
        place=place(Filters()),
        origins=ctx.origins_of(collection),
        method="build.counts@1",
        n=int(counts.read.postings.sum()),
        n_of="postings in which technologies could be read",
        no_interval="a count",
    )


@dataclass(frozen=True, slots=True)
class Trend:
    """The share in each year that tells something of its own, oldest first, and the change from first to last."""

    years: tuple[tuple[str, Figure], ...]
    change: Figure
    clear: bool  # the interval leaves out no change


def trend(ctx: Context, item_id: str, label: str, collection: str) -> Trend | None:
    """How the share moved at one mix of roles; None where years were collected differently or are too few."""
    counts = counted(ctx.release, collection)
    years = slices(ctx, item_id, label, collection, "year") if collection in TRENDS else []
    if len(years) < 2:
        return None
    (first, before), (last, after) = years[0], years[-1]
    moved = change(*(_mix(ctx.release, counts, item_id, "year", year) for year in (first, last)))
    figure = replace(
        after,
        id=str(FigureId(MEASURE, "change", collection, (ALL_ROLES,), item_id, Filters())),
        measure=f"{MEASURE}.change",
        label=f"Change of the share of postings that name {label}, {first} to {last}, at one mix of roles"
        f" ({COLLECTION_NAMES[collection]})",
        unit="points",
        value=moved.value,
        period=span((int(first), int(last))),
        filters=(),
        n=min(before.n or 0, after.n or 0),
        n_of="postings of the smaller year",
        interval=Interval(moved.low, moved.high, rule("interval.level"), "cluster-robust"),
        inputs=(("the interval leaves out no change", "yes" if moved.clear else "no"),),
        parts=(before.id, after.id),
        note="Both years weigh roles alike; countries, employers and levels may differ between them.",
    )
    return Trend(tuple(years), figure, moved.clear)


def rows_behind(release: Release, collection: str, item_id: str, filters: Filters) -> list[tuple[str, str, str]]:
    """(role, postings that name it, postings that could be read) of a slice, most postings first."""
    counts = counted(release, collection)
    kept = dict(filters.items())
    dimension, value = next(iter(kept.items()), ("", ""))
    if value and value not in counts.values[dimension]:
        return []
    read = counts.groups("", dimension, value).sum(axis=1)
    named = counts.groups(item_id, dimension, value).sum(axis=1)
    order = [int(place) for place in np.argsort(-read, kind="stable") if read[place] > 0]
    return [(counts.roles[role], f"{named[role]:.0f}", f"{read[role]:.0f}") for role in order]
