"""Definitions: what each role is, its closest official occupations, and what stands behind the figures."""

from __future__ import annotations

from metier.model import Definition, Figure, Role, Section, Status, Table, TableCell
from metier.release.official import Occupation, crosswalk
from metier.release.pay import pay_cells
from metier.report.context import Context
from metier.report.ids import FigureId
from metier.report.shares import place, span
from metier.report.words import a_an, listed

RELATIONS = {
    "exact": "the same",
    "close": "close",
    "broad": "broader than the role",
    "narrow": "narrower than the role",
    "related": "related",
}
SCHEMES = {"onetsoc2019": "O*NET", "esco-1.2.1": "ESCO"}
ZONES = {1: "little or no", 2: "some", 3: "medium", 4: "considerable", 5: "extensive"}


def section(ctx: Context) -> Section:
    """The section; its table counts postings, employers and pay statements."""
    blocks = [_definition(ctx, role) for role in ctx.roles]
    evidence = _evidence(ctx)
    return Section(id="definitions", title="Definitions", blocks=(*blocks, *evidence))


def _definition(ctx: Context, role: Role) -> Definition:
    occupations = ctx.occupations[role.role_id]
    linked = [
        (o.label, f"{SCHEMES[o.scheme]} {o.code.rsplit('/', 1)[-1]}", RELATIONS[o.relation])
        for o in occupations
        if o.occupation_id != role.role_id
    ]
    if role.is_official:
        linked += [
            (label, f"{SCHEMES[scheme]} {code.rsplit('/', 1)[-1]}", "paired by a published crosswalk of 2020")
            for label, scheme, code in crosswalk(ctx.release, role.role_id)
        ]
    text = role.definition or _official_definition(role, occupations)
    return Definition(role.label, text, role.sets_apart, tuple(linked))


def _official_definition(role: Role, occupations: list[Occupation]) -> str:
    """A definition of an official occupation, made from its place in the classification."""
    own = occupations[0]
    words = [f"“{role.label}” is an official occupation, {SCHEMES[own.scheme]} {own.code.rsplit('/', 1)[-1]}."]
    if own.job_zone:
        words.append(f"It needs {ZONES[own.job_zone]} preparation (job zone {own.job_zone} of 5).")
    if own.isco08_code:
        words.append(f"It belongs to ISCO-08 group {own.isco08_code}.")
    if own.scheme == "onetsoc2019" and not own.rated:
        words.append("The producer has not rated its skills yet.")
    return " ".join(words)


def count_figure(ctx: Context, role: Role, what: str, collection: str, n: int, label: str) -> Figure:
    """A plain count, such as the postings of a role in one collection."""
    years = ctx.release.origins
    return Figure(
        id=str(FigureId(what, "count", collection, (role.role_id,), "", ctx.filters)),
        measure=f"{what}.count",
        label=label,
        unit="count",
        value=float(n),
        status=Status.MEASURED,
        period=span(year for o in ctx.origins_of(collection) if o in years for year in _years(years[o].period))
        if collection
        else "see the parts",
        place=place(ctx.filters),
        filters=ctx.filters.items(),
        origins=ctx.origins_of(collection),
        method="build.counts@1",
        no_interval="a count of what the collection holds, not an estimate",
    )


def _years(period: str) -> list[int]:
    import re

    return [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", period)]


def _evidence(ctx: Context) -> tuple[Table, ...]:
    if not ctx.posted:
        return ()
    employers = ctx.evidence.employers()
    pay = pay_cells(ctx.release, [role.role_id for role in ctx.posted], ctx.filters)
    rows = []
    for collection, name in _COLLECTIONS.items():
        cells = []
        for role in ctx.posted:
            n = ctx.evidence.postings(role.role_id).get(collection, 0)
            who = employers[role.role_id].get(collection, 0)
            label = f"{role.label} postings in “{name}”, after duplicates were dropped"
            figure = count_figure(ctx, role, "posting", collection, n, label)
            cells.append(TableCell(f"{n:,}", ctx.add(figure)))
            figure = count_figure(ctx, role, "employer", collection, who, f"Employers of these {role.label} postings")
            cells.append(TableCell(f"{who:,}", ctx.add(figure)))
        if any(cell.text != "0" for cell in cells):
            rows.append((TableCell(name), *cells))
    stated = []
    for role in ctx.posted:
        n = sum(entry.n for entry in pay if entry.key == role.role_id and entry.collection == "aijobs")
        figure = count_figure(ctx, role, "pay_statement", "aijobs", n, f"Pay statements for {role.label}")
        stated += [TableCell(f"{n:,}", ctx.add(figure)), TableCell("–")]
    rows.append((TableCell("Salary statements, aijobs.net (employers not recorded)"), *stated))
    head = ("Where from", *(text for role in ctx.posted for text in (f"{role.label}: postings", "employers")))
    names = listed([a_an(role.label) for role in ctx.posted])
    return (
        Table(
            f"The evidence on {names}",
            head,
            tuple(rows),
            "Postings are counted after duplicates across boards and employers were dropped. "
            "Collections are never pooled.",
        ),
    )


_COLLECTIONS = {
    "data-jobs": "Job boards, 2023 and late 2024",
    "ats-radar": "Employers' own boards, summer 2026",
    "fulltext": "Full texts, 2018–2026",
    "network-jobs": "Portfolio companies, January 2026",
    "asaniczka": "Job-board titles, January 2024",
}
