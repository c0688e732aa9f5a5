"""Tools and software: technologies by kind, with what sets the roles apart."""

from __future__ import annotations

from collections import Counter

from metier.model import Block, Filters, Role, Section, Sentence, Table, TableCell
from metier.release.official import listed_technologies
from metier.release.reader import Release, remembered
from metier.report.context import Context
from metier.report.sections.skills import is_tool
from metier.report.share_blocks import contrasts, dumbbell, nothing_real, pick, too_few, typical
from metier.report.shares import ShareSet
from metier.report.shown import Shown
from metier.report.words import listed

A_KIND, MOST_ROWS = 2, 36  # tools of each kind for each role, and rows in all
LEAST_SHOWN = 0.02  # share of any role's postings


def section(ctx: Context) -> Section:
    """The section."""
    shares = ctx.shares("technology")
    paragraphs: list[tuple[Sentence, ...]] = []
    blocks: list[Block] = []
    if shares is not None:
        paragraphs.append(tuple(s for role in range(len(shares.roles)) if (s := typical(ctx, shares, role, is_tool))))
        if len(shares.roles) > 1 and shares.complete:
            said = contrasts(ctx, shares, "tool", keep=is_tool)
            paragraphs.append(tuple(said or [nothing_real(ctx, shares, "tool")]))
        blocks.append(dumbbell(ctx, shares, pick(shares, 12, is_tool), "Tools, by share of postings that name them"))
        blocks.append(_by_kind(ctx, shares))
    blocks += _official(ctx)
    return Section(
        id="tools",
        title="Tools and software",
        paragraphs=tuple(p for p in paragraphs if p),
        blocks=tuple(blocks),
        missing=too_few(shares, ctx, "tools"),
    )


def _by_kind(ctx: Context, shares: ShareSet) -> Table:
    """The two tools of each kind that each role's postings name most."""
    rows: list[tuple[float, str, int, tuple[Shown, ...]]] = []  # the larger share, kind, item, what is shown
    everyone = range(len(shares.roles))
    known = [shares.each[role] for role in everyone if shares.enough(role)]
    for kind, top in _leading(shares).items():
        for item in top:
            most = max([each[item] for each in known], default=0.0)
            if most >= LEAST_SHOWN:
                shown = tuple([shares.shown(role, item) for role in everyone])
                for one in shown:
                    ctx.add(one.figure)
                rows.append((most, kind.replace("-", " "), item, shown))
    order: dict[str, float] = {}
    for most, kind, _, _ in rows:
        order[kind] = max(most, order.get(kind, most))
    rows.sort(key=lambda row: (-order[row[1]], row[1], -row[0]))
    return Table(
        "The leading tools of each kind",
        ("Kind", "Tool", *(role.label for role in shares.roles)),
        tuple(_tool_row(shares, kind, item, shown) for _, kind, item, shown in rows[:MOST_ROWS]),
        "“≠” marks real differences.",
        detail=True,
    )


def _leading(shares: ShareSet) -> dict[str, dict[int, None]]:
    """The two tools of each kind that each role's postings name most, by kind; the first role's first."""
    kinds = shares.counts.kinds
    found: dict[str, dict[int, None]] = {}
    for role in range(len(shares.roles)):
        met: Counter[str] = Counter()
        for item in shares.ranked(role, is_tool):
            kind = kinds[item]
            if met[kind] < A_KIND:
                met[kind] += 1
                found.setdefault(kind, {})[item] = None
    return found


def _tool_row(shares: ShareSet, kind: str, item: int, shown: tuple[Shown, ...]) -> tuple[TableCell, ...]:
    cells = [one.real if shares.any_real(item) else one.plain for one in shown]
    return (TableCell(kind), TableCell(shares.counts.labels[item]), *cells)


def _some(names: list[str], most: int = 18) -> str:
    """The first names in prose, and how many more there are."""
    return listed(names) if len(names) <= most else f"{', '.join(names[:most])} and {len(names) - most} more"


def _official(ctx: Context) -> list[Table]:
    """Technologies that O*NET marks as in demand for the closest occupations."""
    rows = [row for role in ctx.roles if (row := _demanded(ctx.release, role)) is not None]
    if not rows:
        return []
    return [
        Table(
            "In demand, by O*NET's reading of US postings",
            ("Closest occupation", "Technologies"),
            tuple(rows),
            "O*NET marks a technology “in demand” when postings for the occupation name it often.",
            detail=bool(ctx.posted),
        )
    ]


@remembered
def _demanded(release: Release, role: Role) -> tuple[TableCell, TableCell] | None:
    """The closest occupation of a role and the technologies marked for it; None where there are none."""
    occupation = Context(release, (role,), Filters()).closest(role, "onetsoc2019")
    if occupation is None:
        return None
    names = [name for name, _, _, demanded, _ in listed_technologies(release, occupation.occupation_id) if demanded]
    return (TableCell(f"{role.label} → {occupation.label}"), TableCell(_some(names))) if names else None
