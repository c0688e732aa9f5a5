"""The like-for-like pay gap of each pair of roles, in sentences."""

from __future__ import annotations

from itertools import combinations

from metier.model import Figure, Flag, Role, Sentence
from metier.release.postings import PayStatements
from metier.report.context import Context
from metier.report.pay import COLLECTION_NAMES, gap_figures
from metier.report.words import escaped, listed
from metier.vocabulary import rule

MOST_ROLES = 3
Pair = tuple[PayStatements, PayStatements]


def like_for_like_sentences(ctx: Context, found: list[PayStatements]) -> tuple[Sentence, ...]:
    """What remains of each pay gap at one mix of levels, countries, years and workplaces; or that none can be told."""
    if len(ctx.posted) > MOST_ROLES:
        return (Sentence("Like-for-like gaps are worked out for two or three roles; compare them in pairs."),)
    said: list[Sentence] = []
    for a, b in combinations(ctx.posted, 2):
        shared = [
            (left, right)
            for left in found
            for right in found
            if (left.role_id, right.role_id) == (a.role_id, b.role_id)
            and (left.collection, left.kind) == (right.collection, right.kind)
            and left.kind == "advertised"
        ]
        said += _pair(ctx, a, b, sorted(shared, key=lambda pair: -min(pair[0].n, pair[1].n)))
    return tuple(said)


def _pair(ctx: Context, a: Role, b: Role, shared: list[Pair]) -> list[Sentence]:
    """The gap of one pair: with levels made alike where they overlap, else without; from the first place that tells."""
    names = f"{escaped(a.label)} over {escaped(b.label)}"
    for with_level in (True, False):
        for left, right in shared:
            figures, _ = gap_figures(ctx, a, b, left, right, ctx.filters, with_level=with_level)
            if figures and _tells(figures["remaining"]):
                return _told(ctx, a, b, figures, left.collection, with_level=with_level)
    if not shared:
        return []
    left, right = shared[0]
    where = f"{COLLECTION_NAMES[left.collection]}, {left.n:,} and {right.n:,} statements"
    return [
        Sentence(
            f"Like for like, {names}: the pay statements ({where}) have too little in common in level, country, year "
            "and workplace to tell a gap."
        )
    ]


def _tells(remaining: Figure) -> bool:
    """Whether a gap is known well enough to be worth saying."""
    interval = remaining.interval
    cells = int(dict(remaining.inputs)["common cells"])
    narrow = interval is not None and interval.high - interval.low <= rule("pay.widest_gap_interval")
    return narrow and cells >= rule("pay.like_for_like_cells")


def _told(
    ctx: Context, a: Role, b: Role, figures: dict[str, Figure], collection: str, *, with_level: bool
) -> list[Sentence]:
    remaining = figures["remaining"]
    names = f"{escaped(a.label)} over {escaped(b.label)} ({COLLECTION_NAMES[collection]}, {remaining.period})"
    made_alike = listed(_made_alike(ctx, with_level=with_level))
    said = [
        ctx.say(
            f"Like for like, {names}: the raw gap of mean advertised pay is {{0}}, of which {{1}} comes from different "
            f"{made_alike}; at one common mix {{2}} remains.",
            figures["raw"],
            figures["mix"],
            remaining,
        )
    ]
    if not with_level and not ctx.filters.level:
        both = f"{escaped(a.label)} and {escaped(b.label)}"
        ladders = f"{both} stand on different ladders: what remains includes the step to a manager's job."
        hardly = f"Levels of {both} hardly overlap and are not made alike."
        said.append(Sentence(ladders if a.track != b.track else hardly))
    interval, value = remaining.interval, remaining.value or 0.0
    if interval is not None and interval.low <= 0 <= interval.high:
        said.append(ctx.say("What remains, {0}, may be chance: its interval includes 0.", remaining))
    elif with_level and abs(value) >= rule("difference.large_pay_percent"):
        if Flag.CLUSTERS_UNKNOWN in remaining.flags:
            ctx.hints.append(said[0])
        else:
            ctx.find("pay at one mix", abs(value) / 100, said[0], ahead=(a if value > 0 else b).role_id)
    return said


def _made_alike(ctx: Context, *, with_level: bool) -> list[str]:
    """What is made alike: whatever a filter has not made alike already."""
    names = [
        ("levels", with_level and not ctx.filters.level),
        ("countries", not ctx.filters.country),
        ("years", ctx.filters.year is None),
        ("workplaces", ctx.filters.remote is None),
    ]
    return [name for name, varies in names if varies] or ["jobs"]
