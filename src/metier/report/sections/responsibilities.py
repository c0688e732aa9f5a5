"""Responsibilities: duties by share of postings, and the work activities of the closest occupations."""

from __future__ import annotations

from metier.model import Block, Section, Sentence
from metier.report.context import Context
from metier.report.descriptors import descriptor_table
from metier.report.share_blocks import contrasts, dumbbell, how_often, nothing_real, pick, too_few, typical


def section(ctx: Context) -> Section:
    """The section."""
    shares = ctx.shares("duty")
    paragraphs: list[tuple[Sentence, ...]] = []
    blocks: list[Block] = []
    if shares is not None:
        common = [s for role in range(len(shares.roles)) if (s := typical(ctx, shares, role))]
        paragraphs.append((*common, *how_often(ctx, "duty")))
        if len(shares.roles) > 1 and shares.complete:
            paragraphs.append(tuple(contrasts(ctx, shares, "duty") or [nothing_real(ctx, shares, "duty")]))
        blocks.append(
            dumbbell(
                ctx,
                shares,
                pick(shares, 12),
                "Duties, by share of postings whose text names them",
                "Read from full texts. Bars are 95 % intervals; few texts make them long.",
            )
        )
    blocks += descriptor_table(ctx, ("activity",), "Work activities of the closest official occupations", 8)
    return Section(
        id="responsibilities",
        title="Responsibilities",
        paragraphs=tuple(p for p in paragraphs if p),
        blocks=tuple(blocks),
        missing=too_few(shares, ctx, "duties"),
    )
