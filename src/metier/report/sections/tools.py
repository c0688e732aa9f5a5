"""Tools and software: technologies by kind, with what sets the roles apart."""

from __future__ import annotations

from functools import partial
from operator import eq

from metier.model import Block, Section, Sentence, Table, TableCell
from metier.release.official import listed_technologies
from metier.report.context import Context
from metier.report.render.values import show
from metier.report.sections.skills import is_tool
from metier.report.share_blocks import contrasts, dumbbell, nothing_real, pick, ranked, too_few, typical
from metier.report.shares import ShareSet
from metier.report.words import listed


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
    kinds = dict.fromkeys(shares.counts.kinds[i] for r in range(len(shares.roles)) for i in ranked(shares, r, is_tool))
    rows: list[tuple[float, tuple[TableCell, ...]]] = []
    for kind in kinds:
        is_kind = partial(eq, kind)
        top = dict.fromkeys(i for r in range(len(shares.roles)) for i in ranked(shares, r, is_kind)[:2])
        for item in top:
            cells = [shares.share_figure(r, item) for r in range(len(shares.roles))]
            most = max((f.value or 0.0) for f in cells)
            if most >= 0.02:
                mark = "real" if shares.any_real(item) else ""
                rows.append(
                    (
                        most,
                        (
                            TableCell(kind.replace("-", " ")),
                            TableCell(shares.counts.labels[item]),
                            *(TableCell(show(f), ctx.add(f), mark) for f in cells),
                        ),
                    )
                )
    order = {kind: max(m for m, row in rows if row[0].text == kind) for kind in {row[0].text for _, row in rows}}
    rows.sort(key=lambda entry: (-order[entry[1][0].text], entry[1][0].text, -entry[0]))
    head = ("Kind", "Tool", *(role.label for role in shares.roles))
    return Table(
        "The leading tools of each kind",
        head,
        tuple(row for _, row in rows[:36]),
        "“≠” marks real differences.",
    )


def _some(names: list[str], most: int = 18) -> str:
    """The first names in prose, and how many more there are."""
    return listed(names) if len(names) <= most else f"{', '.join(names[:most])} and {len(names) - most} more"


def _official(ctx: Context) -> list[Table]:
    """Technologies that O*NET marks as in demand for the closest occupations."""
    rows = []
    for role in ctx.roles:
        occupation = ctx.closest(role, "onetsoc2019")
        if occupation is None:
            continue
        names = [
            name for name, _, _, demanded, _ in listed_technologies(ctx.release, occupation.occupation_id) if demanded
        ]
        if names:
            rows.append((TableCell(f"{role.label} → {occupation.label}"), TableCell(_some(names))))
    if not rows:
        return []
    return [
        Table(
            "In demand, by O*NET's reading of US postings",
            ("Closest occupation", "Technologies"),
            tuple(rows),
            "O*NET marks a technology “in demand” when postings for the occupation name it often.",
        )
    ]
