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
from metier.report.filter_words import filters_in_words, place_in_words
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
from metier.report.words import counted, listed

MOST_ROLES = 5
_COLUMNS = {"country": "country", "level": "level", "year": "year", "remote": "workplace"}  # by filter
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
        raise UserInputError(f"{twice[0]} is named twice.", hint="Name each role once: two to five roles.")
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
    used = set().union(*{figure.origins for figure in ctx.figures.values()})
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
    for name, value in ctx.filters.items():
        alone = Context(ctx.release, ctx.roles, replace(Filters(), **{name: getattr(ctx.filters, name)}))
        if not any(alone.evidence.postings(role.role_id) for role in ctx.posted):
            why = "that filter leaves nothing" if name in _COLUMNS else "postings are not counted by type of employment"
            raise EmptySelection(
                f"No {names} posting matches {filters_in_words([(name, value)])}: {why}.", hint=_with_data(ctx, name)
            )
    raise EmptySelection(
        f"No {names} posting matches {filters_in_words(ctx.filters.items())}: "
        "each filter has postings, all of them together have none.",
        hint="Leave one of the filters out.",
    )


def _with_data(ctx: Context, name: str) -> str:
    """What to ask for in place of a filter that leaves nothing."""
    if name not in _COLUMNS:
        return "Leave it out here; pay can be narrowed by type of employment."
    options: Counter[str] = Counter()
    for role in ctx.posted:
        options.update(dict(available(ctx.release, role.role_id, _COLUMNS[name])))
    most = sorted(options.items(), key=lambda o: -o[1])[:6]
    top = [f"{place_in_words(v)} ({counted(n, 'postings')})" for v, n in most]
    return f"With data, by {_COLUMNS[name]}: {listed(top)}." if top else ""
