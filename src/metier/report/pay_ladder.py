"""Pay along the ladder: medians by level, and the like-for-like gap of two roles at each level that both have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from metier.model import (
    Block,
    Figure,
    Flag,
    Interval,
    Ladder,
    LadderChart,
    LadderSeries,
    Role,
    Sentence,
    Status,
    Table,
    TableCell,
)
from metier.release.pay import PayCells
from metier.release.pay_parents import unknown_employers
from metier.report.context import Context
from metier.report.ids import FigureId
from metier.report.pay import COLLECTION_NAMES, LEFT_OUT
from metier.report.render.values import show
from metier.report.shares import place, span
from metier.report.words import escaped, listed, lower_first
from metier.statistics.like_for_like import LikeForLike
from metier.statistics.pay_ladder import LadderSide, Rung, ladder_gaps
from metier.vocabulary import levels, rule

LADDERS = (
    ("both", "Levels that both ladders share"),
    ("individual", "Individual contributors"),
    ("management", "Managers"),
)
METHOD = "statistics.pay_ladder@1"
Median = Callable[[Role, str], Figure | None]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two roles' cells in one collection, and the gaps at the levels that both have."""

    a: Role
    b: Role
    left: PayCells
    right: PayCells
    rungs: tuple[Rung, ...]

    @property
    def names(self) -> str:
        return f"{escaped(self.a.label)} over {escaped(self.b.label)}"

    @property
    def known(self) -> bool:
        """Whether employers are recorded for every cell of both."""
        return self.left.employers_recorded and self.right.employers_recorded


def ladder_chart(ctx: Context, median: Median, *, unit: str = "usd_year", note: str = "") -> LadderChart | None:
    """Medians by level, a dot a role, from ``median(role, level id)``; None where fewer than two levels have one."""
    found = {
        (role.role_id, level): figure
        for role in ctx.posted
        for level in levels()
        if (figure := median(role, level)) is not None
    }
    there = {level for _, level in found}
    if len(there) < 2:
        return None
    ladders = tuple(
        Ladder(name, tuple(level.label for level in levels().values() if level.ladder == kind and level.id in there))
        for kind, name in LADDERS
    )
    series = tuple(
        LadderSeries(
            role.label,
            tuple(
                (entry.label, ctx.add(found[role.role_id, entry.id]) if (role.role_id, entry.id) in found else None)
                for entry in levels().values()
                if entry.id in there
            ),
            ctx.roles.index(role),
        )
        for role in ctx.posted
    )
    return LadderChart("Median pay by level", tuple(ladder for ladder in ladders if ladder.levels), series, note, unit)


def ladder_gap(ctx: Context, entries: Sequence[PayCells]) -> tuple[tuple[Sentence, ...], tuple[Block, ...]]:
    """The gap of two roles level by level at one mix of country, year and workplace: sentences and a table.

    ``entries`` are the roles' cells under the question's filters. Nothing for other than two roles, or where a
    level is asked for.
    """
    if len(ctx.posted) != 2 or ctx.filters.level:
        return (), ()
    pair = _pair(ctx, entries)
    if pair is None:
        return (), ()
    figures = {rung.level: _figure(ctx, pair, rung) for rung in pair.rungs if isinstance(rung.gap, LikeForLike)}
    if not figures:
        return (*_nothing(pair), *_alone(pair)), ()
    return (*_said(ctx, pair, figures), *_alone(pair)), (_table(ctx, pair, figures),)


def ladder_collection(ctx: Context, entries: Sequence[PayCells]) -> str:
    """The collection that ``ladder_gap`` takes of some entries; '' where none has both roles."""
    pair = _pair(ctx, entries) if len(ctx.posted) == 2 else None
    return pair.left.collection if pair else ""


def _pair(ctx: Context, entries: Sequence[PayCells]) -> _Pair | None:
    """Both roles in the collection in which most levels have enough advertised pay of both."""
    a, b = ctx.posted
    advertised = [entry for entry in entries if entry.kind == "advertised"]
    shared = [
        (left, right)
        for left in advertised
        for right in advertised
        if (left.key, right.key) == (a.role_id, b.role_id) and left.collection == right.collection
    ]
    if not shared:
        return None
    left, right = max(shared, key=_worth)
    rungs = ladder_gaps(
        _side(left),
        _side(right),
        tuple(levels()),
        least_statements=rule("pay.minimum_statements"),
        minimum_overlap=rule("pay.like_for_like_overlap"),
        minimum_cell=rule("pay.like_for_like_cell"),
        widest=rule("pay.widest_gap_interval") / 100,
        false_discovery_rate=rule("difference.false_discovery_rate"),
        level=rule("interval.level"),
        unknown=unknown_employers(ctx.release, left.collection, left.kind),
    )
    return _Pair(a, b, left, right, rungs)


def _worth(pair: tuple[PayCells, PayCells]) -> tuple[int, int]:
    """Levels at which both have enough statements, and statements of the rarer role."""
    enough = [name for name in levels() if min(_statements(entry, name) for entry in pair) >= _least()]
    return len(enough), min(entry.n for entry in pair)


def _least() -> float:
    return rule("pay.minimum_statements")


def _statements(entry: PayCells, level: str) -> int:
    """Statements of an entry at one level."""
    return int(entry.by_cell[entry.level == level].sum())


def _side(entry: PayCells) -> LadderSide:
    mix = list(zip(entry.country.tolist(), entry.year.tolist(), entry.remote.tolist(), strict=True))
    return LadderSide(entry.rows, entry.level.tolist(), mix)


def _label(level: str) -> str:
    return levels()[level].label


def _said(ctx: Context, pair: _Pair, figures: dict[str, Figure]) -> list[Sentence]:
    """The gaps in one sentence, and which of them chance does not explain."""
    where = COLLECTION_NAMES[pair.left.collection]
    of = where if ctx.filters.country else f"{where}, all countries"
    parts = [f"{lower_first(escaped(_label(level)))} {{{i}}}" for i, level in enumerate(figures)]
    text = f"Level by level at one mix of country, year and workplace, {pair.names} ({of}): {'; '.join(parts)}."
    said = [ctx.say(text, *figures.values())]
    real = [lower_first(escaped(_label(rung.level))) for rung in pair.rungs if rung.real]
    if not pair.known:
        said.append(Sentence(f"Employers are not recorded by {where}: none of these gaps is called real."))
    elif real:
        said.append(Sentence(f"Beyond chance, with all levels taken together: {listed(real)}."))
    else:
        said.append(Sentence("With all levels taken together, each of these gaps may be chance."))
    return said


def _nothing(pair: _Pair) -> list[Sentence]:
    if pair.rungs:
        tried = listed([lower_first(escaped(_label(rung.level))) for rung in pair.rungs])
        text = f"{pair.names}: at the levels that both state ({tried}) too little is alike to tell a gap."
    else:
        text = f"{pair.names}: they cannot be compared at any level, as no level has enough pay statements of both."
    return [Sentence(text)]


def _alone(pair: _Pair) -> list[Sentence]:
    """The levels that only one of the roles has, and what differing ladders mean."""
    said = []
    for role, mine, other in ((pair.a, pair.left, pair.right), (pair.b, pair.right, pair.left)):
        only = [n for n in levels() if _statements(mine, n) >= _least() > _statements(other, n)]
        if only:
            names = listed([lower_first(escaped(_label(level))) for level in only])
            said.append(Sentence(f"Only {escaped(role.label)} has enough pay statements at: {names}."))
    if pair.a.track != pair.b.track:
        left = (
            "at a level that both state, the step to managing people remains" if pair.rungs else "their levels differ"
        )
        said.append(Sentence(f"The two stand on different ladders: {left}."))
    return said


def _table(ctx: Context, pair: _Pair, figures: dict[str, Figure]) -> Table:
    """Gap, interval and statements by level; levels without a gap say so."""
    rows = []
    for rung in pair.rungs:
        figure = figures.get(rung.level)
        gap = TableCell("too little to tell")
        between = TableCell("–")
        if figure is not None and figure.interval is not None:
            gap = TableCell(show(figure), ctx.add(figure), "real" if rung.real and pair.known else "")
            low, high = (show(replace(figure, value=end)) for end in (figure.interval.low, figure.interval.high))
            between = TableCell(f"{low} to {high}")
        counts = (TableCell(f"{n:,}") for n in (rung.n_a, rung.n_b))
        rows.append((TableCell(_label(rung.level)), gap, between, *counts))
    head = ("Level", f"{pair.a.label} over {pair.b.label}", "95 % interval", pair.a.label, pair.b.label)
    note = (
        f"Mean advertised pay at one mix of country, year and workplace, {COLLECTION_NAMES[pair.left.collection]}; the "
        "last columns count the pay statements. Levels as titles or the producer state them."
    )
    return Table("Gap level by level", head, tuple(rows), note)


def _figure(ctx: Context, pair: _Pair, rung: Rung) -> Figure:
    """The gap at one level and one mix, in per cent of the second role's pay."""
    gap = rung.gap
    if not isinstance(gap, LikeForLike):
        raise TypeError(f"no gap at {rung.level}")
    filters = replace(ctx.filters, level=rung.level)
    small = min(rung.n_a, rung.n_b) < rule("flag.small_sample_postings")
    flags = {f for f, so in ((Flag.CLUSTERS_UNKNOWN, not pair.known), (Flag.SMALL_SAMPLE, small)) if so}
    collection = pair.left.collection
    low, high = gap.remaining.low * 100, gap.remaining.high * 100
    years = [y for e in (pair.left, pair.right) for y in e.year[e.level == rung.level].tolist()]
    return Figure(
        id=str(FigureId("pay_gap", "level", collection, (pair.a.role_id, pair.b.role_id), pair.left.kind, filters)),
        measure="pay_gap.level",
        label=f"{pair.a.label} over {pair.b.label}, {lower_first(_label(rung.level))}: gap at one mix of country, year "
        f"and workplace ({COLLECTION_NAMES[collection]})",
        unit="percent",
        value=gap.remaining.value * 100,
        status=Status.ESTIMATED,
        period=span(years),
        place=place(filters),
        filters=filters.items(),
        origins=ctx.origins_of(collection),
        method=METHOD,
        n=min(rung.n_a, rung.n_b),
        n_of="statements of the smaller role",
        interval=Interval(low, high, rule("interval.level"), LEFT_OUT),
        flags=frozenset(flags),
        inputs=(
            ("statements of the first role", rung.n_a),
            ("statements of the second role", rung.n_b),
            ("common cells", gap.cells),
            ("raw gap, percent", round(gap.raw.value * 100, 2)),
        ),
    )
