"""Industries: where each role is hired."""

from __future__ import annotations

from metier.model import Block, Filters, Role, Section, Sentence, Table, TableCell
from metier.release.official import wages
from metier.release.reader import Release, remembered
from metier.report.context import Context, Part
from metier.report.official import employment, sector_share
from metier.report.render.values import show
from metier.report.share_blocks import contrasts, dumbbell, nothing_real, pick, too_few, typical
from metier.report.words import escaped

OVERLAPPING = ("Federal Government, incl", "State Government, incl", "Local Government, incl")
"""Rows by owner, which count people of the sectors again: schools and hospitals, for example."""


def section(ctx: Context) -> Section:
    """The section."""
    shares = ctx.shares("industry")
    paragraphs: list[tuple[Sentence, ...]] = []
    blocks: list[Block] = []
    if shares is not None:
        said = [s for role in range(len(shares.roles)) if (s := typical(ctx, shares, role))]
        if len(shares.roles) > 1 and shares.complete:
            said += contrasts(ctx, shares, "industry", limit=2) or [nothing_real(ctx, shares, "industry")]
        paragraphs.append(tuple(said))
        blocks.append(
            dumbbell(
                ctx,
                shares,
                pick(shares, 10),
                "Industries of the employers, by share of postings",
                "As the collection names the employer's industry, or as the text and the employer's name tell it; "
                "mostly US postings of 2018 and 2020.",
            )
        )
    official, table = _sectors(ctx)
    return Section(
        id="industries",
        title="Industries",
        paragraphs=tuple(p for p in (*paragraphs, official) if p),
        blocks=(*blocks, *table),
        missing=too_few(shares, ctx, "the employer's industry"),
    )


def _sectors(ctx: Context) -> tuple[tuple[Sentence, ...], list[Table]]:
    """Sectors that employ most people of the closest official occupation, with employment."""
    parts = [ctx.take(_of_role(ctx.release, role)) for role in ctx.roles]
    rows = [row for part in parts for row in part.rows]
    if not rows:
        return (), []
    return tuple(dict.fromkeys(sentence for part in parts for sentence in part.said)), [
        Table(
            "Where the closest official occupations work in the United States",
            ("Occupation", "Sector", "People employed", "Share"),
            tuple(rows),
            "Without the self-employed.",
            detail=bool(ctx.posted),
        )
    ]


@remembered
def _of_role(release: Release, role: Role) -> Part:
    """The sectors that employ most people of a role's closest occupation, as a sentence and rows."""
    ctx = Context(release, (role,), Filters())
    occupation = ctx.closest(role, "onetsoc2019")
    if occupation is None:
        return Part()
    newest = wages(release, occupation.soc2018_code)
    sectors = [
        w
        for w in wages(release, occupation.soc2018_code, by_industry=True)
        if newest and w.period == newest[0].period and w.employment and not w.industry.startswith(OVERLAPPING)
    ]
    if not sectors:
        return Part()
    whole = newest[0].employment or 0
    figures = [employment(role, occupation, w) for w in sectors[:4]]
    shares = [sector_share(f, whole) for f in figures]
    own = occupation.occupation_id == role.role_id
    whose = "" if own else f", the closest official occupation of {escaped(role.label)},"
    name, sector = escaped(sectors[0].occupation), escaped(sectors[0].industry)
    said: tuple[Sentence, ...] = ()
    if shares[0] is not None:
        text = f"Of {name}{whose} {{0}} work in {sector}, more than in any other sector."
        said = (ctx.say(text, shares[0]),)
    rows = tuple(
        (
            TableCell(w.occupation if own else f"{role.label} → {w.occupation}"),
            TableCell(w.industry),
            TableCell(show(f), ctx.add(f)),
            TableCell(show(share), ctx.add(share)) if share is not None else TableCell("–"),
        )
        for w, f, share in zip(sectors, figures, shares, strict=False)
    )
    return Part(said, rows=rows, figures=ctx.figures)
