"""Like-for-like gaps of stated pay as figures, and the salary file's own quartiles as a check."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from metier.model import Figure, Filters, Flag, Interval, Role, Status
from metier.release.kept import Kept
from metier.release.pay import PayCells
from metier.release.pay_parents import unknown_employers
from metier.report.context import Context
from metier.report.ids import FigureId
from metier.report.shares import place, span
from metier.statistics.like_for_like import LikeForLike, NotComparable, like_for_like
from metier.vocabulary import rule

COLLECTION_NAMES = {
    "aijobs": "aijobs.net",
    "data-jobs": "job boards",
    "ats-radar": "employers' boards",
    "fulltext": "full texts",
}


def as_published(ctx: Context, role: Role, entries: Sequence[PayCells], filters: Filters) -> dict[str, Figure]:
    """Quartiles of every amount as the salary file has them: both ends of a range, all kinds and years.

    Not an answer about pay, because it mixes kinds: a check that anyone can repeat on the file. None where the
    release condenses a cell, as the file then has amounts that the release does not.
    """
    mine = [e for e in entries if e.key == role.role_id and e.collection == "aijobs" and e.n]
    if not mine or any(e.condensed.any() for e in mine):
        return {}
    amounts = np.concatenate(
        [
            np.repeat(values, times.astype(int))
            for rows in (e.rows for e in mine)
            for values, times in (
                (rows.low, rows.statements),
                (rows.high[rows.high > rows.low], rows.statements[rows.high > rows.low]),
            )
        ]
    )
    found = {}
    for percent in (25, 50, 75):
        found[f"p{percent}"] = Figure(
            id=str(FigureId("pay_as_published", f"p{percent}", "aijobs", (role.role_id,), "", filters)),
            measure=f"pay_as_published.p{percent}",
            unit="usd_year",
            status=Status.MEASURED,
            value=float(np.quantile(amounts, percent / 100)),
            label=f"{percent}th percentile of all {role.label} amounts in the salary file as published",
            period=span(y for e in mine for y in e.year.tolist()),
            place=place(filters),
            filters=filters.items(),
            origins=ctx.origins_of("aijobs"),
            method="numpy.quantile",
            n=len(amounts),
            n_of="amounts (two for a range)",
            no_interval="a check on the file, not an estimate",
            note="Amounts are kept to three significant digits. Kinds and years are mixed, as in the file.",
        )
    return found


def gap_figures(
    ctx: Context,
    a: Role,
    b: Role,
    left: PayCells,
    right: PayCells,
    filters: Filters,
    *,
    with_level: bool,
) -> tuple[dict[str, Figure], str]:
    """Raw, mix and remaining pay gap (percent) at one mix of level, country, year and workplace; or why not."""
    found = like_for_like(
        left.rows,
        _cells(left, with_level),
        right.rows,
        _cells(right, with_level),
        minimum_overlap=rule("pay.like_for_like_overlap"),
        minimum_cell=rule("pay.like_for_like_cell"),
        unknown=unknown_employers(ctx.release, left.collection, left.kind),
    )
    if isinstance(found, NotComparable):
        return {}, found.reason
    alike = "level, country, year and workplace" if with_level else "country, year and workplace"
    period = span(y for e in (left, right) for y in e.year.tolist())
    unknown = not (left.employers_recorded and right.employers_recorded)
    gap = partial(_gap, ctx, (a, b), left, filters, found, alike=alike, period=period, unknown=unknown)
    return {name: gap(name) for name in ("raw", "mix", "remaining")}, ""


Names = list[tuple[str, str, int, bool]]
_NAMES: Kept[PayCells, Names] = Kept(1024)


def _cells(entry: PayCells, with_level: bool) -> Names:
    """Level ('' where levels are not made alike), country, year and whether it is remote of each cell."""
    return _NAMES.of(entry, with_level, lambda: _named(entry, with_level))


def _named(entry: PayCells, with_level: bool) -> Names:
    level = entry.level.tolist() if with_level else [""] * entry.rows.cells
    return list(zip(level, entry.country.tolist(), entry.year.tolist(), entry.remote.tolist(), strict=True))


LEFT_OUT = "leaving out employers, a group at a time"
_TAKEN = "; how employers repeat themselves is taken from other collections"
_GAP_LABELS = {
    "raw": "raw gap of mean pay",
    "mix": "part of the gap that comes from {alike}",
    "remaining": "gap at one common mix of {alike}",
}


def _gap(
    ctx: Context,
    roles: tuple[Role, Role],
    left: PayCells,
    filters: Filters,
    found: LikeForLike,
    name: str,
    *,
    alike: str,
    period: str,
    unknown: bool,
) -> Figure:
    a, b = roles
    gap = {"raw": found.raw, "mix": found.mix, "remaining": found.remaining}[name]
    small = min(found.n_a, found.n_b) < rule("flag.small_sample_postings")
    flags = {f for f, is_so in ((Flag.CLUSTERS_UNKNOWN, unknown), (Flag.SMALL_SAMPLE, small)) if is_so}
    return Figure(
        id=str(FigureId("pay_gap", name, left.collection, (a.role_id, b.role_id), left.kind, filters)),
        measure=f"pay_gap.{name}",
        unit="percent",
        value=gap.value * 100,
        status=Status.ESTIMATED,
        label=f"{a.label} over {b.label}: {_GAP_LABELS[name].format(alike=alike)}"
        f" ({COLLECTION_NAMES[left.collection]})",
        period=period,
        place=place(filters),
        filters=filters.items(),
        origins=ctx.origins_of(left.collection),
        method="statistics.like_for_like@2",
        n=min(found.n_a, found.n_b),
        n_of="statements of the smaller role",
        interval=Interval(
            gap.low * 100, gap.high * 100, rule("interval.level"), LEFT_OUT + (_TAKEN if unknown else "")
        ),
        flags=frozenset(flags),
        inputs=(
            ("statements of the first role", found.n_a),
            ("statements of the second role", found.n_b),
            ("common cells", found.cells),
            ("share of the first role in them", round(found.share_a, 3)),
            ("share of the second role in them", round(found.share_b, 3)),
        ),
    )
