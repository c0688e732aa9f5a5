"""Figures of stated pay: quantiles by role, collection, level and country, and like-for-like gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from metier.model import Figure, Filters, Flag, Interval, Role, Status
from metier.release.postings import PayStatements
from metier.report.context import Context
from metier.report.ids import FigureId
from metier.report.shares import place, span
from metier.statistics.like_for_like import LikeForLike, NotComparable, like_for_like
from metier.statistics.pay import PayRows, Quantile, pay_rows, quantiles
from metier.vocabulary import rule

PROBS = (0.1, 0.25, 0.5, 0.75, 0.9)
BINS = 24
COLLECTION_NAMES = {
    "aijobs": "aijobs.net",
    "data-jobs": "job boards",
    "ats-radar": "employers' boards",
    "fulltext": "full texts",
}


def rows_of(statements: PayStatements) -> PayRows:
    """The statements as the statistics take them."""
    return pay_rows(statements.low, statements.high, statements.statements, statements.group)


def main_country(found: Sequence[PayStatements]) -> str | None:
    """The country with most statements, counting for each role no more than its rarest; None without any."""
    by_role: dict[str, Counter[str]] = {}
    for entry in found:
        counter = by_role.setdefault(entry.role_id, Counter())
        for country, n in zip(entry.country.tolist(), entry.statements.tolist(), strict=True):
            if country:
                counter[country] += int(n)
    if not by_role:
        return None
    names = sorted(set().union(*by_role.values()))
    return max(
        names,
        key=lambda c: (min(b[c] for b in by_role.values()), sum(b[c] for b in by_role.values())),
        default=None,
    )


def quantile_figure(
    ctx: Context,
    role: Role,
    entry: PayStatements,
    quantile: Quantile,
    filters: Filters,
    *,
    item: str = "",
    what: str = "",
) -> Figure:
    """One quantile of stated pay (USD a year) of a role in one collection and kind."""
    percent = round(quantile.prob * 100)
    name = "Median" if percent == 50 else f"{percent}th percentile of"
    unknown = bool((entry.group < 0).any())
    flags = {Flag.CLUSTERS_UNKNOWN} if unknown else set()
    if quantile.n_statements < rule("flag.small_sample_postings"):
        flags.add(Flag.SMALL_SAMPLE)
    kind = {"advertised": "advertised pay", "survey": "pay stated in answers to a survey"}[entry.kind]
    return Figure(
        id=str(FigureId("pay_" + entry.kind, f"p{percent}", entry.collection, (role.role_id,), item, filters)),
        measure=f"pay_{entry.kind}.p{percent}",
        unit="usd_year",
        value=quantile.value,
        status=Status.MEASURED,
        label=f"{name} {kind}, {role.label}{what} ({COLLECTION_NAMES[entry.collection]})",
        period=span(entry.year.tolist()),
        place=place(filters),
        filters=filters.items(),
        origins=ctx.origins_of(entry.collection),
        method="statistics.pay.quantiles@1",
        n=quantile.n_statements,
        n_of="statements (a range counts once)",
        interval=Interval(
            quantile.low,
            quantile.high,
            rule("interval.level"),
            "order statistics, as if every statement had its own employer"
            if unknown
            else "order statistics, clustered by employer",
        ),
        flags=frozenset(flags),
        inputs=(
            ("effective statements", round(quantile.n_effective, 1)),
            ("ranges among them", int(entry.statements[entry.low < entry.high].sum())),
        ),
    )


def quantile_figures(
    ctx: Context,
    role: Role,
    entry: PayStatements,
    filters: Filters,
    *,
    item: str = "",
    what: str = "",
    probs: Sequence[float] = PROBS,
) -> dict[str, Figure]:
    """Quantile figures by name ('p50'), those that the sample can bound; none under the minimum."""
    rows = rows_of(entry)
    if rows.n < rule("pay.minimum_statements"):
        return {}
    return {
        f"p{round(q.prob * 100)}": quantile_figure(ctx, role, entry, q, filters, item=item, what=what)
        for q in quantiles(rows, PROBS)  # all of them together: the employers' effect is estimated over them
        if q.prob in probs
    }


def as_published(ctx: Context, role: Role, entries: Sequence[PayStatements], filters: Filters) -> dict[str, Figure]:
    """Quartiles of every amount as the salary file has them: both ends of a range, all kinds and years.

    Not an answer about pay, because it mixes kinds: a check that anyone can repeat on the file.
    """
    mine = [e for e in entries if e.role_id == role.role_id and e.collection == "aijobs" and e.n]
    if not mine:
        return {}
    amounts = np.concatenate(
        [
            np.repeat(values, times.astype(int))
            for e in mine
            for values, times in (
                (e.low, e.statements),
                (e.high[e.high > e.low], e.statements[e.high > e.low]),
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


def histogram(entry: PayStatements) -> tuple[tuple[float, float, float], ...]:
    """Shares of statements in equal steps of log pay, between the outermost hundredths, to draw."""
    rows = rows_of(entry)
    ends = np.concatenate([rows.low, rows.high])
    weight = np.tile(rows.statements / 2, 2)
    low, high = np.quantile(np.repeat(ends, (2 * weight).astype(int)), (0.01, 0.99))
    if not low < high:
        return ()
    edges = np.geomspace(low, high * 1.0001, BINS + 1)
    share = np.histogram(np.clip(ends, low, high), edges, weights=weight)[0] / weight.sum()
    return tuple((float(a), float(b), round(float(s), 5)) for a, b, s in zip(edges[:-1], edges[1:], share, strict=True))


def gap_figures(
    ctx: Context,
    a: Role,
    b: Role,
    left: PayStatements,
    right: PayStatements,
    filters: Filters,
    *,
    with_level: bool,
) -> tuple[dict[str, Figure], str]:
    """Raw, mix and remaining pay gap (percent) at one mix of level, country, year and workplace; or why not."""
    found = like_for_like(
        rows_of(left),
        _cells(left, with_level),
        rows_of(right),
        _cells(right, with_level),
        minimum_overlap=rule("pay.like_for_like_overlap"),
        minimum_cell=rule("pay.like_for_like_cell"),
    )
    if isinstance(found, NotComparable):
        return {}, found.reason
    alike = "level, country, year and workplace" if with_level else "country, year and workplace"
    return {name: _gap(ctx, a, b, left, right, filters, name, found, alike) for name in ("raw", "mix", "remaining")}, ""


def _cells(entry: PayStatements, with_level: bool) -> list[tuple[str, str, int, bool]]:
    level = entry.level.tolist() if with_level else [""] * len(entry.low)
    return list(zip(level, entry.country.tolist(), entry.year.tolist(), entry.remote.tolist(), strict=True))


_GAP_LABELS = {
    "raw": "raw gap of mean pay",
    "mix": "part of the gap that comes from {alike}",
    "remaining": "gap at one common mix of {alike}",
}


def _gap(
    ctx: Context,
    a: Role,
    b: Role,
    left: PayStatements,
    right: PayStatements,
    filters: Filters,
    name: str,
    found: LikeForLike,
    alike: str,
) -> Figure:
    gap = {"raw": found.raw, "mix": found.mix, "remaining": found.remaining}[name]
    small = min(found.n_a, found.n_b) < rule("flag.small_sample_postings")
    unknown = any((e.group < 0).any() for e in (left, right))
    flags = {f for f, is_so in ((Flag.CLUSTERS_UNKNOWN, unknown), (Flag.SMALL_SAMPLE, small)) if is_so}
    return Figure(
        id=str(FigureId("pay_gap", name, left.collection, (a.role_id, b.role_id), left.kind, filters)),
        measure=f"pay_gap.{name}",
        unit="percent",
        value=gap.value * 100,
        status=Status.ESTIMATED,
        label=f"{a.label} over {b.label}: {_GAP_LABELS[name].format(alike=alike)}"
        f" ({COLLECTION_NAMES[left.collection]})",
        period=span(y for e in (left, right) for y in e.year.tolist()),
        place=place(filters),
        filters=filters.items(),
        origins=ctx.origins_of(left.collection),
        method="statistics.like_for_like@1",
        n=min(found.n_a, found.n_b),
        n_of="statements of the smaller role",
        interval=Interval(gap.low * 100, gap.high * 100, rule("interval.level"), "delta method on log pay"),
        flags=frozenset(flags),
        inputs=(
            ("statements of the first role", found.n_a),
            ("statements of the second role", found.n_b),
            ("common cells", found.cells),
            ("share of the first role in them", round(found.share_a, 3)),
            ("share of the second role in them", round(found.share_b, 3)),
        ),
    )
