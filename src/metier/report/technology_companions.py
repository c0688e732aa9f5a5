"""What is named beside a technology: how often, and how much more often than by other postings of the same roles."""

from __future__ import annotations

from math import exp

from metier.model import Block, Figure, Filters, Flag, Interval, Status, Table, TableCell
from metier.release.technologies import Companion, companions, counted
from metier.report.context import Context
from metier.report.ids import ALL_ROLES, FigureId
from metier.report.pay import COLLECTION_NAMES
from metier.report.render.values import show, show_interval
from metier.report.shares import span
from metier.vocabulary import rule

MEASURE = "technology_pair"
BESIDE = "~"  # between two technologies in the id of a figure


def share_figure(ctx: Context, item_id: str, label: str, collection: str, found: Companion) -> Figure:
    """The share of the postings naming a technology that name a companion too."""
    return _figure(
        ctx, item_id, collection, found, "share",
        f"Share of the postings naming {label} that name {found.label} too ({COLLECTION_NAMES[collection]})",
        (found.share, found.share_low, found.share_high),
    )  # fmt: skip


def ratio_figure(ctx: Context, item_id: str, label: str, collection: str, found: Companion) -> Figure:
    """How many times as often a companion is named as by postings of the same roles without the technology."""
    return _figure(
        ctx, item_id, collection, found, "times",
        f"How many times as often {found.label} is named by postings that name {label} as by postings of the same "
        f"roles that do not ({COLLECTION_NAMES[collection]})",
        (exp(found.ratio_log), exp(found.low_log), exp(found.high_log)),
    )  # fmt: skip


def _figure(
    ctx: Context,
    item_id: str,
    collection: str,
    found: Companion,
    statistic: str,
    label: str,
    value: tuple[float, float, float],
) -> Figure:
    """A figure about two technologies, with its papers."""
    share = statistic == "share"
    item = f"{item_id}{BESIDE}{found.item_id}"
    return Figure(
        id=str(FigureId(MEASURE, statistic, collection, (ALL_ROLES,), item, Filters())),
        measure=f"{MEASURE}.{statistic}",
        label=label,
        unit="share" if share else "ratio",
        value=value[0],
        status=Status.ESTIMATED,
        period=span(map(int, counted(ctx.release, collection).values["year"])),
        place="all countries",
        origins=ctx.origins_of(collection),
        method="statistics.shares.shares@1" if share else "statistics.companions.companion_ratio@1",
        n=found.postings,
        n_of="postings that name it, of all roles",
        interval=Interval(value[1], value[2], rule("interval.level"), "cluster-robust"),
        flags=frozenset({Flag.SMALL_SAMPLE} if found.postings < rule("flag.small_sample_postings") else ()),
        inputs=(
            ("postings that name both", found.both_postings),
            ("employers that name both", found.both_employers),
        ),
        note="" if share else "An association: the two need not belong together. Roles are held alike.",
    )


def common_rows(ctx: Context, item_id: str, label: str, collection: str) -> list[tuple[str, Figure]]:
    """The companions that most of a technology's postings name, with the share that does."""
    found = companions(ctx.release, item_id, collection)
    common = sorted((c for c in found if c.common_rank), key=lambda c: c.common_rank)
    return [(c.label, share_figure(ctx, item_id, label, collection, c)) for c in common]


def lifted_table(ctx: Context, item_id: str, label: str, collection: str) -> list[Block]:
    """The companions that are named far more often than by other postings of the same roles."""
    found = companions(ctx.release, item_id, collection)
    lifted = sorted((c for c in found if c.lifted_rank), key=lambda c: c.lifted_rank)
    if not lifted:
        return []
    rows = []
    for one in lifted:
        times = ratio_figure(ctx, item_id, label, collection, one)
        rows.append(
            (
                TableCell(one.label),
                TableCell(show(times), ctx.add(times)),
                TableCell(show_interval(times)),
                TableCell(f"{one.both_employers:,}"),
            )
        )
    return [
        Table(
            f"Named far more often beside {label} than elsewhere",
            ("Technology", "Times as often", "95 % interval", "Employers"),
            tuple(rows),
            "Times as often: as in postings of the same roles that do not name it. Ordered by the lower end of the "
            "interval, so that chance is not put first. Employers: those that name both. An association.",
        )
    ]
