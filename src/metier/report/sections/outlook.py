"""Outlook: official projections of the closest occupations, and open postings on a fixed panel."""

from __future__ import annotations

from metier.model import Block, Figure, Filters, Role, Section, Sentence, Status, Table, TableCell
from metier.release.official import Occupation, Projection, projection
from metier.release.postings import open_by_day
from metier.release.reader import Release, remembered
from metier.report.context import Context, Part
from metier.report.ids import FigureId
from metier.report.official import projected, standing
from metier.report.render.values import show
from metier.report.words import choose, escaped, listed

# The producer reports why an occupation's share of an industry's jobs moves, not why employment does.
_REASONS = {
    "demand up": "more demand",
    "demand down": "less demand",
    "productivity up": "productivity raises its share of jobs",
    "productivity down": "productivity lowers its share of jobs",
}


def section(ctx: Context) -> Section:
    """The section."""
    projected_of = [_of_role(ctx.release, role) for role in ctx.roles]
    missing = tuple(
        Sentence(f"No official projection is linked to {escaped(role.label)}.")
        for role, part in zip(ctx.roles, projected_of, strict=True)
        if not part.rows
    )
    said = tuple(sentence for part in projected_of for sentence in ctx.take(part).said)
    rows = tuple(row for part in projected_of for row in part.rows)
    changes = [change for role in ctx.roles if (change := _change(ctx.release, role)) is not None]
    _compare(ctx, changes)
    blocks: list[Block] = []
    if rows:
        blocks.append(
            Table(
                "Official projections for the United States",
                ("Occupation", "Employed", "Change", "Openings a year", "The producer's reasons, in short"),
                rows,
                "The producer projects whole occupations and gives no intervals. Openings include people who leave.",
            )
        )
    panel, table = _panel(ctx)
    return Section(
        id="outlook",
        title="Outlook",
        paragraphs=tuple(p for p in (said, panel) if p),
        blocks=(*blocks, *table),
        missing=missing,
    )


def _projections(ctx: Context, role: Role) -> list[tuple[Occupation, Projection]]:
    """The occupations whose projections are shown for a role, with them."""
    return [(o, p) for o in ctx.counterparts(role) if (p := projection(ctx.release, o.soc2018_code))]


@remembered
def _of_role(release: Release, role: Role) -> Part:
    """The projections of a role's closest occupations, as sentences and rows."""
    ctx = Context(release, (role,), Filters())
    said, rows = [], []
    for occupation, p in _projections(ctx, role):
        change, openings, base = (projected(role, occupation, p, w) for w in ("change", "openings", "employment"))
        via = "" if occupation.occupation_id == role.role_id else f" ({standing(occupation)} for {role.label})"
        template = choose(
            (
                "Employment of {o}{via} is projected to change by {{0}} from {p}, with about {{1}} openings a year.",
                "{o}{via}: {{0}} projected from {p}, and about {{1}} openings a year from growth and turnover.",
            ),
            "outlook",
            role.role_id,
        )
        said.append(
            ctx.say(
                template.format(o=escaped(p.occupation), via=escaped(via), p=escaped(_period(p.period))),
                change,
                openings,
            )
        )
        reasons = "; ".join(_REASONS.get(factor, factor) for factor in p.factors) or "not given"
        rows.append(
            (
                TableCell(f"{role.label} → {p.occupation}" if via else role.label),
                *(TableCell(show(f), ctx.add(f)) for f in (base, change, openings)),
                TableCell(reasons),
            )
        )
    return Part(tuple(said), rows=tuple(rows), figures=ctx.figures)


@remembered
def _change(release: Release, role: Role) -> tuple[Figure, str] | None:
    """The projected change of a role's closest occupation with its name; None where there is none."""
    ctx = Context(release, (role,), Filters())
    for occupation, p in _projections(ctx, role):
        if occupation is ctx.counterparts(role)[0]:
            change = projected(role, occupation, p, "change")
            return (change, p.occupation) if change.value is not None else None
    return None


def _period(period: str) -> str:
    return period.replace("–", " to ").replace("-", " to 20", 1) if "-" in period and len(period) == 7 else period


def _compare(ctx: Context, changes: list[tuple[Figure, str]]) -> None:
    """Offers the projections to "In short" when the occupations differ by ten points or more."""
    ranked = sorted(changes, key=lambda entry: -(entry[0].value or 0.0))
    if len(ranked) < 2:
        return
    (most, first), (least, last) = ranked[0], ranked[-1]
    gap = ((most.value or 0.0) - (least.value or 0.0)) / 100
    if gap >= 0.10 and first != last:
        ctx.find(
            "outlook",
            gap,
            ctx.say(
                f"Official projections for ten years: employment of {escaped(first)} changes by {{0}}, of "
                f"{escaped(last)} by {{1}}{ctx.proviso}.",
                most,
                least,
            ),
            ahead=most.id.split("/")[1],
        )


def _panel(ctx: Context) -> tuple[tuple[Sentence, ...], list[Block]]:
    """Open postings on the first and last day of the daily panel, for the roles with enough."""
    said = []
    rows = []
    for role in ctx.posted:
        days = open_by_day(ctx.release, role.role_id)
        if not days:
            continue
        ends = _ends(ctx.release, role)
        rows.append((TableCell(role.label), *(TableCell(show(f), ctx.add(f)) for f in ends)))
        said.append((role.label, days[0][0], days[-1][0], ends))
    if not rows:
        return (), []
    first, last = said[0][1], said[0][2]
    values = [f for _, _, _, ends in said for f in ends]
    parts = [f"{escaped(label)} {{{2 * i}}} and {{{2 * i + 1}}}" for i, (label, _, _, _) in enumerate(said)]
    sentence = ctx.say(
        f"On the boards of a fixed panel of employers, open postings on {first} and {last}: {listed(parts)}. "
        "Three weeks are too short to call a trend.",
        *values,
    )
    return (sentence,), [
        Table(
            "Open postings on a fixed panel of employers' boards",
            ("Role", first, last),
            tuple(rows),
            "Unfiltered: every country and level. Postings, not hires.",
        )
    ]


@remembered
def _ends(release: Release, role: Role) -> tuple[Figure, Figure]:
    """Open postings of a role on the first and last day of the panel."""
    days = open_by_day(release, role.role_id)
    ctx = Context(release, (role,), Filters())
    return _open(ctx, role, *days[0]), _open(ctx, role, *days[-1])


def _open(ctx: Context, role: Role, day: str, n: int, employers: int) -> Figure:
    return Figure(
        id=str(FigureId("open_postings", "count", "ats-radar", (role.role_id,), day, Filters())),
        measure="open_postings.count",
        label=f"Open {role.label} postings on {day}",
        unit="count",
        value=float(n),
        status=Status.MEASURED,
        period=day,
        place="all countries",
        origins=ctx.origins_of("ats-radar"),
        method="build.counts@1",
        no_interval="a count of the panel's postings, not an estimate",
        inputs=(("employers with one or more", employers),),
    )
