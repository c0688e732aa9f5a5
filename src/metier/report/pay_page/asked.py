"""A question about pay with what every section needs: the country shown, the answers, and which of them lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import inf

from metier.model import Filters, Role
from metier.release.official import country_names
from metier.report.context import Context
from metier.report.pay_page.stated import Stated, main_country, stated_pay
from metier.report.pay_question import ADVERTISED, SURVEY, PayQuestion
from metier.report.words import in_prose
from metier.statistics.pay_answers import PayAnswer

FREED_FIRST = ("employment_type", "remote", "year", "level", "country")
"""Facets in the order in which they are freed: how pay differs by country, nothing else makes up for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the sections of the page about pay share. ``best`` has the answer that leads for each role, or None.

    ``filters`` are the question's with the country that stated pay is shown for; where no role of several has enough,
    those of the nearest slice in which one collection answers for all of them, and ``instead_of`` is what was asked.
    ``alike``: the leading answers come from one collection and are all of one slice, so that they may be compared.
    """

    ctx: Context
    question: PayQuestion
    filters: Filters
    stated: tuple[tuple[Stated, ...], ...]
    best: tuple[Stated | None, ...]
    alike: bool
    instead_of: Filters | None = None

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles, in the order asked for."""
        return self.question.roles

    @property
    def money(self) -> str:
        """What amounts are shown in."""
        return self.question.money

    @property
    def leading(self) -> tuple[str, str] | None:
        """Collection and kind of the leading answers: the first role's that has one."""
        return next(((s.collection, s.kind) for s in self.best if s), None)

    def country_name(self, code: str | None) -> str:
        """A country's name as it stands in a sentence."""
        return in_prose(country_names(self.ctx.release).get(code or "", code or ""))

    def entries_of(self, role: Role, filters: Filters) -> tuple[Stated, ...]:
        """The answers for one role in a slice, one a collection and kind."""
        return stated_pay(self.ctx.release, role.role_id, filters, self.question.money, self.question.kind)

    def of(self, role_id: str, collection: str, kind: str) -> Stated | None:
        """The answer of one role in one collection and kind."""
        wanted = (role_id, collection, kind)
        found = (s for entries in self.stated for s in entries)
        return next((s for s in found if (s.role_id, s.collection, s.kind) == wanted), None)


def ask(ctx: Context, question: PayQuestion) -> Asked:
    """The question with its answers. Without a country, stated pay is shown for the one with most of it."""
    filters = question.filters
    told = _told(question)
    if told and filters.country is None:
        filters = replace(filters, country=main_country(ctx.release, told, filters))
    asked = _answered(ctx, question, filters, None)
    if asked.alike or len(told) < 2 or any(s.exact for s in asked.best if s is not None):
        return asked
    for wider in _wider(ctx, question, filters):
        found = _answered(ctx, question, wider, filters)
        if found.alike and all(found.stated[question.roles.index(r)] for r in question.roles if r.role_id in told):
            return found
    return asked


def _told(question: PayQuestion) -> list[str]:
    """Ids of the roles that stated pay is asked for."""
    return [role.role_id for role in question.roles if question.stated and not role.is_official]


def _answered(ctx: Context, question: PayQuestion, filters: Filters, instead_of: Filters | None) -> Asked:
    told = _told(question)
    stated = tuple(
        stated_pay(ctx.release, role.role_id, filters, question.money, question.kind) if role.role_id in told else ()
        for role in question.roles
    )
    return Asked(ctx, question, filters, stated, *lead(stated), instead_of)


def _wider(ctx: Context, question: PayQuestion, filters: Filters) -> Iterator[Filters]:
    """The slices about a slice, those that free least first: a country is freed last, for that with most pay."""
    fixed = [name for name in FREED_FIRST if getattr(filters, name) is not None]
    for size in range(1, len(fixed) + 1):
        for freed in combinations(fixed, size):
            wider = replace(filters, **dict.fromkeys(freed))
            if wider.country is None:
                wider = replace(wider, country=main_country(ctx.release, _told(question), wider))
            if wider != filters:
                yield wider


def lead(stated: Sequence[Sequence[Stated]]) -> tuple[tuple[Stated | None, ...], bool]:
    """The answer that leads for each role, and whether they may be compared.

    Advertised pay before survey answers. One collection for all roles that have any statement, the one with most
    unrelated statements of the role of which it has fewest, where it answers for the slice itself; else each role's
    own best: an answer for the slice before one near it, then the one with most unrelated statements. (How narrow an
    interval is does not choose: that of a few statements that happen to agree is narrow by luck.)
    """
    told = [entries for entries in stated if entries]
    for kind in (ADVERTISED, SURVEY):
        exact = [{s.collection: s for s in entries if s.kind == kind and s.exact and s.shown} for entries in told]
        shared = sorted(set.intersection(*(set(found) for found in exact))) if exact else []
        if shared:
            chosen = max(shared, key=lambda name: min(found[name].unrelated for found in exact))
            of_role = {found[chosen].role_id: found[chosen] for found in exact}
            return tuple(of_role[entries[0].role_id] if entries else None for entries in stated), True
    best = (min((s for s in entries if s.shown), key=_rank, default=None) for entries in stated)
    return tuple(best), False


def _rank(s: Stated) -> tuple[bool, bool, float, float]:
    """How little an answer says: of the slice itself first, then advertised, nearest, and from most statements."""
    cost = 0.0 if isinstance(s.answer, PayAnswer) else s.answer.cost
    cost = inf if cost != cost else cost  # not a number: a collection that teaches nothing of what is near
    return not s.exact, s.kind != ADVERTISED, cost, -s.unrelated
