"""A whole report: every section from one context."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from metier.errors import EmptySelection, UserInputError
from metier.model import (
    Filters,
    Report,
    Role,
)
from metier.release.postings import available
from metier.release.reader import Release
from metier.report.context import Context
from metier.report.finish import origins_of, reading_minutes
from metier.report.sections import (
    definitions,
    education,
    industries,
    jobs,
    outlook,
    pay,
    related,
    responsibilities,
    short,
    skills,
    start,
    tools,
)
from metier.report.words import listed

MOST_ROLES = 5
_ORDER = (
    definitions,
    responsibilities,
    skills,
    education,
    tools,
    industries,
    pay,
    outlook,
    start,
    jobs,
    related,
)


def make_context(release: Release, roles: tuple[Role, ...], filters: Filters) -> Context:
    """The context of a comparison, with the question checked. Raises UserInputError."""
    check_roles(roles)
    ctx = Context(release, roles, filters)
    if filters and ctx.posted:
        check_not_empty(ctx)
    return ctx


def check_roles(roles: tuple[Role, ...]) -> None:
    """Nothing, for up to five different roles; else raises UserInputError."""
    ids = [role.role_id for role in roles]
    twice = [role.label for i, role in enumerate(roles) if role.role_id in ids[:i]]
    if twice:
        raise UserInputError(f"{twice[0]} is named twice.", hint="Name each role once; two to five roles.")
    if len(roles) > MOST_ROLES:
        raise UserInputError(
            f"{len(roles)} roles are too many to compare side by side.",
            hint=f"Name two to {MOST_ROLES} roles.",
        )


def report(release: Release, roles: tuple[Role, ...], filters: Filters) -> Report:
    """The report on some roles in one slice of the evidence: a comparison, or the profile of one role."""
    return make_report(make_context(release, roles, filters))


def make_report(ctx: Context) -> Report:
    """The report that a context leads to; its question is not checked again."""
    release, roles, filters = ctx.release, ctx.roles, ctx.filters
    sections = [module.section(ctx) for module in _ORDER]
    sections.insert(0, short.section(ctx))
    used = {origin for figure in ctx.figures.values() for origin in figure.origins}
    return Report(
        title=" or ".join(role.label for role in roles) + ("?" if len(roles) > 1 else ""),
        roles=roles,
        filters=filters,
        sections=tuple(sections),
        figures=dict(ctx.figures),
        origins=origins_of(release, used),
        release_id=release.id,
        evidence_date=release.evidence_date,
        reading_minutes=reading_minutes(sections),
    )


def check_not_empty(ctx: Context) -> None:
    """Raises EmptySelection naming the filter that leaves nothing, and what has data."""
    if any(ctx.evidence.postings(role.role_id) for role in ctx.posted):
        return
    names = listed([role.label for role in ctx.posted])
    columns = {"country": "country", "level": "level", "year": "year", "remote": "workplace"}
    for name, value in ctx.filters.items():
        alone = Context(ctx.release, ctx.roles, replace(Filters(), **{name: getattr(ctx.filters, name)}))
        if not any(alone.evidence.postings(role.role_id) for role in ctx.posted):
            options: Counter[str] = Counter()
            for role in ctx.posted:
                options.update(dict(available(ctx.release, role.role_id, columns[name])))
            top = [f"{v} ({n:,} postings)" for v, n in sorted(options.items(), key=lambda o: -o[1])[:6]]
            raise EmptySelection(
                f"No {names} posting has {name} = {value}; that filter leaves nothing.",
                hint=f"With data, by {columns[name]}: {listed(top)}." if top else "",
            )
    raise EmptySelection(
        f"No {names} posting matches {ctx.filters.key()}: each filter has postings, all of them together have none.",
        hint="Leave one of the filters out.",
    )
