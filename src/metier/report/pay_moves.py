"""What advertised pay is associated with, in one collection: levels, places, industries and technologies."""

from __future__ import annotations

from collections.abc import Sequence
from math import expm1

from metier.model import Block, Figure, Filters, Flag, Interval, Role, Status, Table, TableCell
from metier.release.pay_effects import PayEffect, measured_collections, pay_effects
from metier.report.context import Context
from metier.report.ids import ALL_ROLES, FigureId
from metier.report.pay import COLLECTION_NAMES
from metier.report.render.values import show, show_interval
from metier.vocabulary import levels, rule

MOST = 8  # technologies shown on each side: a person reads so many
FEWEST = 3  # industries, which stand beside their own mean
HEAD = ("What", "Beside", "Association", "95 % interval", "Postings")
METHOD = "statistics.pay_premiums@1"
_LADDERS = {"level": "individual", "management level": "management"}
_BASES = {"mean": "the mean of all", "without it": "not naming it"}


def moves(ctx: Context, collection: str) -> list[Block]:
    """Tables of what pay is associated with in a collection: over all its roles, on the ladders of those asked for.

    Where the collection is too small to tell, the one that tells most does; the tables name it.
    """
    measured = measured_collections(ctx.release)
    if collection not in measured:
        if not measured:
            return []
        collection = measured[0]
    found = pay_effects(ctx.release, collection)
    ladders = _ladders(ctx.posted)
    standing = sorted(
        (e for e in found if e.feature in (*ladders, "country", "workplace") and _named(e)), key=_by_ladder
    )
    industries = [e for e in found if e.feature == "industry"]
    tools = [e for e in found if e.feature == "technology" and e.clear]
    above, below = tools[:MOST], tools[::-1][:MOST]
    parts = (
        ("Level, country and workplace: association with advertised pay", standing),
        ("Industry of the employer: association with advertised pay", industries if len(industries) >= FEWEST else []),
        ("Technologies associated with more advertised pay", [e for e in above if e.effect_log > 0]),
        ("Technologies associated with less advertised pay", [e for e in below if e.effect_log < 0]),
    )
    shown = [(caption, effects) for caption, effects in parts if effects]
    return [
        Table(
            caption, HEAD, tuple(effect_row(ctx, collection, e) for e in effects), "" if i else _note(ctx, collection)
        )
        for i, (caption, effects) in enumerate(shown)
    ]


def effect_figures(ctx: Context, collection: str) -> dict[str, Figure]:
    """Every association that is measured in a collection, by the id of its figure."""
    figures = (effect_figure(ctx, collection, effect) for effect in pay_effects(ctx.release, collection))
    return {figure.id: figure for figure in figures}


def effect_figure(ctx: Context, collection: str, effect: PayEffect) -> Figure:
    """The association of one item with advertised pay, in percent beside its base."""
    roles = tuple(role.role_id for role in ctx.roles) or (ALL_ROLES,)
    return Figure(
        id=str(FigureId("pay_effect", effect.feature.replace(" ", "-"), collection, roles, effect.item_id, Filters())),
        measure=f"pay_effect.{effect.feature.replace(' ', '-')}",
        label=f"Advertised pay that goes with {effect.label} beside {base_words(effect)}, all else that is known being"
        f" alike ({COLLECTION_NAMES[collection]})",
        unit="percent",
        value=100 * expm1(effect.effect_log),
        status=Status.ESTIMATED,
        period=period_of(ctx, collection),
        place="all countries",
        origins=ctx.origins_of(collection),
        method=METHOD,
        n=effect.postings,
        n_of="postings with pay that show it, of all roles",
        interval=Interval(
            100 * expm1(effect.low_log),
            100 * expm1(effect.high_log),
            rule("interval.level"),
            "leaving out employers, a group at a time" if effect.employers else "as if every statement stood alone",
        ),
        flags=frozenset(() if effect.employers else {Flag.CLUSTERS_UNKNOWN}),
        inputs=(("employers", effect.employers or "not recorded"), ("log points", effect.effect_log)),
        note="An association: jobs that show it differ in more than this.",
    )


def period_of(ctx: Context, collection: str) -> str:
    """The period that a collection describes, as its producers state it."""
    periods = {o.period: None for name in ctx.origins_of(collection) if (o := ctx.release.origins.get(name))}
    return "; ".join(period for period in periods if period) or "not stated"


def base_words(effect: PayEffect) -> str:
    """What an effect is beside, in words."""
    if effect.base in _BASES:
        return _BASES[effect.base]
    if effect.feature in _LADDERS:
        return f"“{levels()[effect.base].label.lower()}”"
    return {"US": "the United States", "unspecified": "not stated"}.get(effect.base, effect.base)


def _ladders(roles: Sequence[Role]) -> list[str]:
    """The features of the ladders that some roles are on; both without roles."""
    tracks = {role.track for role in roles} or set(_LADDERS.values())
    return [feature for feature, track in _LADDERS.items() if track in tracks]


def _named(effect: PayEffect) -> bool:
    """Whether an effect is of something that a person can name: not of a country that postings leave open."""
    return effect.item_id not in ("unknown", "unspecified") or effect.feature in _LADDERS


def _by_ladder(effect: PayEffect) -> tuple[int, float, str]:
    """Levels as they follow one another, then countries and workplaces, best paid first."""
    place = float(levels()[effect.item_id].rank) if effect.feature in _LADDERS else -effect.effect_log
    return (*_LADDERS, "country", "workplace").index(effect.feature), place, effect.item_id


def effect_row(ctx: Context, collection: str, effect: PayEffect) -> tuple[TableCell, ...]:
    """An effect as a row under HEAD."""
    figure = effect_figure(ctx, collection, effect)
    return (
        TableCell(effect.label),
        TableCell(base_words(effect)),
        TableCell(show(figure), ctx.add(figure), "real" if effect.clear and effect.employers else ""),
        TableCell(show_interval(figure)),
        TableCell(f"{effect.postings:,}"),
    )


def _note(ctx: Context, collection: str) -> str:
    name = COLLECTION_NAMES[collection]
    return (
        f"{name[:1].upper()}{name[1:]} ({period_of(ctx, collection)}), over all roles; shown from "
        f"{rule('pay_effects.least_postings'):.0f} postings on. Role, level, place, year, workplace, industry and the "
        "other technologies are held alike where they are known. An association: jobs that differ in one thing differ "
        "in others too."
    )
