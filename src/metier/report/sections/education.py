"""Education and experience: lowest degree, preferred degree, years asked for, official requirements."""

from __future__ import annotations

import numpy as np

from metier.model import Block, Figure, Filters, Flag, Interval, Role, Section, Sentence, Status, Table, TableCell
from metier.release.evidence import looked_at
from metier.release.official import Projection, education, projection
from metier.release.reader import Release, remembered, remembered_by_figure
from metier.report.context import Context, Part
from metier.report.ids import FigureId
from metier.report.official import education_share
from metier.report.render.values import show
from metier.report.share_blocks import contrasts, dumbbell, how_often, nothing_real, pick, too_few, typical
from metier.report.shares import place, span
from metier.report.words import escaped, lower_first
from metier.statistics.pay import quantiles
from metier.statistics.pay_rows import pay_rows
from metier.vocabulary import rule

_SHIFT = 1.0  # years: the statistics take logs, and no year at all has none
_HALF = (("a quarter asks for at most", 0.25), ("a quarter asks for at least", 0.75))


def section(ctx: Context) -> Section:
    """The section."""
    shares = ctx.shares("education_min")
    paragraphs: list[tuple[Sentence, ...]] = []
    blocks: list[Block] = []
    if shares is not None:
        said = [s for role in range(len(shares.roles)) if (s := typical(ctx, shares, role, top=2))]
        if len(shares.roles) > 1 and shares.complete:
            said += contrasts(ctx, shares, "education", limit=2) or [nothing_real(ctx, shares, "lowest degree")]
        paragraphs.append((*said, *how_often(ctx, "education_min")))
        blocks.append(
            dumbbell(
                ctx,
                shares,
                pick(shares, 6),
                "Lowest degree accepted, where a posting names one",
                "A degree “or equivalent experience” counts as that degree.",
            )
        )
    paragraphs.append(_no_degree(ctx))
    paragraphs.append(_years(ctx))
    entry, table = _official(ctx)
    paragraphs.append(entry)
    return Section(
        id="education",
        title="Education and experience",
        paragraphs=tuple(p for p in paragraphs if p),
        blocks=(*blocks, *table),
        missing=too_few(shares, ctx, "a lowest degree"),
    )


def _no_degree(ctx: Context) -> tuple[Sentence, ...]:
    """Share of postings in which the producer found no degree mentioned."""
    shares = ctx.shares("no_degree")
    if shares is None or (item := shares.index("no-degree")) is None:
        return ()
    return tuple(
        ctx.say(
            f"On job boards, {{0}} of {escaped(role.label)} postings mention no degree at all.",
            shares.share_figure(i, item),
        )
        for i, role in enumerate(shares.roles)
        if shares.enough(i)
    )


def experience_figure(ctx: Context, role: int) -> Figure | None:
    """The median of the years of experience that a role's postings ask for at least; None if none says."""
    return _experience(ctx.release, ctx.posted[role], ctx.filters)


@remembered_by_figure
def _experience(release: Release, role: Role, filters: Filters) -> Figure | None:
    ctx = Context(release, (role,), filters)
    counts = ctx.evidence.counts("fulltext", "experience_years")
    if counts is None:
        return None
    group = counts.roles[0]
    years = np.array([float(item) for item in counts.items])
    at = np.argwhere(group.k_gf > 0)
    asked = years[at[:, 1]] + _SHIFT
    rows = pay_rows(asked, asked, group.k_gf[at[:, 0], at[:, 1]], at[:, 0])
    if rows.n < rule("minimum.postings_shown"):
        return None
    found = {q.prob: q for q in quantiles(rows, (0.25, 0.5, 0.75))}
    if 0.5 not in found:
        return None
    middle = found[0.5]
    half = tuple((name, found[prob].value - _SHIFT) for name, prob in _HALF if len(found) == 3)
    small = rows.n < rule("flag.small_sample_postings")
    return Figure(
        id=str(FigureId("experience_years", "p50", "fulltext", (group.role_id,), "", ctx.filters)),
        measure="experience_years.p50",
        unit="years",
        value=middle.value - _SHIFT,
        status=Status.MEASURED,
        label=f"Median years of experience asked for, {role.label}",
        period=span(group.years),
        place=place(ctx.filters),
        filters=ctx.filters.items(),
        origins=ctx.origins_of("fulltext"),
        method="statistics.pay.quantiles@2",
        n=rows.n,
        n_of="postings that name years",
        looked_at=max(group.looked_at, rows.n),
        looked_at_of=looked_at("fulltext", "experience_years")[1],
        interval=Interval(middle.low - _SHIFT, middle.high - _SHIFT, rule("interval.level"), "Woodruff, by employer"),
        flags=frozenset({Flag.SMALL_SAMPLE} if small else ()),
        inputs=half,
    )


def _years(ctx: Context) -> tuple[Sentence, ...]:
    said = []
    for i, role in enumerate(ctx.posted):
        figure = experience_figure(ctx, i)
        if figure is not None:
            ends = [f"{float(value):g}" for _, value in figure.inputs]
            half = f"; half of them ask for {' to '.join(ends)}" if ends else ""
            said.append(
                ctx.say(
                    f"Where {escaped(role.label)} postings name years of experience, the middle one "
                    f"asks for {{0}}{half}.",
                    figure,
                )
            )
    return tuple(said)


def _entry(occupation: str, entry: Projection, *, first: bool) -> Sentence:
    """The typical way into an occupation, as the producer of the projections assigns it."""
    level = lower_first(entry.education)
    if not level.startswith(("no ", "some ")):
        level = f"{'an' if level[0] in 'aeiou' else 'a'} {level}"
    more = "" if entry.experience in ("", "None") else f", with {lower_first(entry.experience)} of experience"
    if entry.training not in ("", "None"):
        more += f"; training: {lower_first(entry.training)}"
    if first:
        return Sentence(
            f"The US statistical office calls {escaped(level)} the typical way into the occupation "
            f"{escaped(occupation)}{escaped(more)}."
        )
    return Sentence(f"For {escaped(occupation)} it names {escaped(level)}{escaped(more)}.")


def _official(ctx: Context) -> tuple[tuple[Sentence, ...], list[Block]]:
    """Typical entry requirements, and levels of education that people in the occupation name."""
    said: list[Sentence] = []
    rows: list[tuple[TableCell, ...]] = []
    for role in ctx.roles:
        found = _entry_of(ctx.release, role)
        if found is not None:
            said.append(_entry(*found, first=not said))
        rows += ctx.take(_named(ctx.release, role)).rows
    table = (
        [
            Table(
                "Education that people in the closest official occupations call required",
                ("Occupation", "Level of education", "Share of answers"),
                tuple(rows),
            )
        ]
        if rows
        else []
    )
    return tuple(dict.fromkeys(said)), [*table]


@remembered
def _entry_of(release: Release, role: Role) -> tuple[str, Projection] | None:
    """The closest occupation of a role and its projection, where that names a typical way in."""
    occupation = Context(release, (role,), Filters()).closest(role, "onetsoc2019")
    entry = projection(release, occupation.soc2018_code) if occupation is not None else None
    return (occupation.label, entry) if occupation is not None and entry is not None and entry.education else None


@remembered
def _named(release: Release, role: Role) -> Part:
    """The levels of education that most people in a role's closest occupation call required, as rows."""
    ctx = Context(release, (role,), Filters())
    occupation = ctx.closest(role, "onetsoc2019")
    if occupation is None:
        return Part()
    top = sorted(education(release, occupation.occupation_id), key=lambda e: -e.share)[:3]
    figures = [education_share(role, occupation, e) for e in top]
    rows = tuple(
        (
            TableCell(f"{role.label} → {occupation.label}"),
            TableCell(e.label),
            TableCell(show(figure), ctx.add(figure)),
        )
        for e, figure in zip(top, figures, strict=True)
    )
    return Part(rows=rows, figures=ctx.figures)
