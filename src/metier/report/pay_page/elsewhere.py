"""Where another collection with many more statements says something clearly different of a role's middle."""

from __future__ import annotations

from metier.model import Role, Sentence
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_page.asked import Asked
from metier.report.pay_page.papers import answer_figures
from metier.report.pay_page.stated import Stated
from metier.report.words import escaped
from metier.statistics.pay_answers import PayAnswer, median_gap
from metier.vocabulary import rule


def sentences(asked: Asked) -> tuple[Sentence, ...]:
    """One sentence a role of which a larger collection of the same kind states a clearly different middle."""
    said = (
        _said(asked, role, best, other)
        for role, best, entries in zip(asked.roles, asked.best, asked.stated, strict=True)
        if best is not None and (other := _larger(best, entries)) is not None
    )
    return tuple(said)


def _larger(best: Stated, entries: tuple[Stated, ...]) -> Stated | None:
    """The collection with most statements of those that have many more than the leading one and differ from it."""
    if best.shown is None or not best.exact:
        return None
    least = best.shown.n_statements * rule("pay.many_more_statements")
    others = [
        s
        for s in entries
        if s.kind == best.kind
        and s.collection != best.collection
        and s.exact
        and s.shown is not None
        and s.shown.nature == "posted"
        and s.shown.n_statements >= least
        and _differ(best.shown, s.shown)
    ]
    return max(others, key=lambda s: s.shown.n_statements if s.shown else 0, default=None)


def _differ(a: PayAnswer, b: PayAnswer) -> bool:
    """Whether two middles lie clearly apart: by a tenth or so, and further than chance explains."""
    gap = median_gap(a, b)
    if gap is None or gap.low <= 0 <= gap.high:
        return False
    return abs(gap.value) * 100 >= rule("pay.different_middle")


def _said(asked: Asked, role: Role, best: Stated, other: Stated) -> Sentence:
    """What the other collection states, and why it is not the answer."""
    figure = answer_figures(asked.ctx, role, other, asked.money, only=(0.5,))["p50"]
    shown = other.shown.n_statements if other.shown else 0
    name, there = escaped(role.label), COLLECTION_NAMES[best.collection]
    return asked.ctx.say(
        f"Elsewhere, on {COLLECTION_NAMES[other.collection]}, {{0}} is in the middle for {name} ({shown:,} "
        f"statements); the figures above are from {there}, {_why(asked, other)}.",
        figure,
    )


def _why(asked: Asked, other: Stated) -> str:
    """Why the leading collection leads: all roles have enough there, or its statements are less alike."""
    told = [entries for entries in asked.stated if entries]
    if asked.alike and len(told) > 1:
        key = (other.collection, other.kind)
        everywhere = all(any((s.collection, s.kind) == key and s.exact for s in entries) for entries in told)
        who = "both roles" if len(told) == 2 else "all roles"
        return f"where {who} have {'most between them' if everywhere else 'enough'}"
    return "where they come from more different employers"
