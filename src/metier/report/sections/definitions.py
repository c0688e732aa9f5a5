"""Definitions: what each role is, its closest official occupations, and what stands behind the figures."""

from __future__ import annotations

from dataclasses import dataclass

from metier.model import Definition, Figure, Filters, Role, Section, Status, Table, TableCell
from metier.release.official import Occupation, crosswalk, occupations_of
from metier.release.pay import pay_cells
from metier.release.reader import Release, remembered
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
    blocks = [_definition(ctx.release, role) for role in ctx.roles]
    evidence = _evidence(ctx)
    return Section(id="definitions", title="Definitions", blocks=(*blocks, *evidence))


@remembered
def _definition(release: Release, role: Role) -> Definition:
    occupations = occupations_of(release, role.role_id)
    linked = [
        (o.label, f"{SCHEMES[o.scheme]} {o.code.rsplit('/', 1)[-1]}", RELATIONS[o.relation])
        for o in occupations
        if o.occupation_id != role.role_id
    ]
    if role.is_official:
        linked += [
            (label, f"{SCHEMES[scheme]} {code.rsplit('/', 1)[-1]}", "paired by a published crosswalk of 2020")
            for label, scheme, code in crosswalk(release, role.role_id)
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
    counted = [_counted(ctx.release, role, ctx.filters) for role in ctx.posted]
    rows = []
    for collection, name in _COLLECTIONS.items():
        of_roles = [counts[collection] for counts in counted]
        for of_role in of_roles:
            ctx.add(of_role.postings)
            ctx.add(of_role.employers)
        cells = [cell for of_role in of_roles for cell in of_role.cells]
        if any(cell.text != "0" for cell in cells):
            rows.append((TableCell(name), *cells))
    stated = []
    for role in ctx.posted:
        figure = _statements(ctx.release, role, ctx.filters)
        stated += [TableCell(f"{figure.value:,.0f}", ctx.add(figure)), TableCell("–")]
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


@dataclass(frozen=True, slots=True)
class _Counted:
    """Postings and employers of a role in one collection, with their table cells."""

    postings: Figure
    employers: Figure
    cells: tuple[TableCell, TableCell]


@remembered
def _counted(release: Release, role: Role, filters: Filters) -> dict[str, _Counted]:
    """What is counted of one role in a slice, by collection."""
    ctx = Context(release, (role,), filters)
    postings, employers = ctx.evidence.postings(role.role_id), ctx.evidence.employers()[role.role_id]
    found = {}
    for collection, name in _COLLECTIONS.items():
        n, who = postings.get(collection, 0), employers.get(collection, 0)
        label = f"{role.label} postings in “{name}”, after duplicates were dropped"
        figure = count_figure(ctx, role, "posting", collection, n, label)
        hiring = count_figure(ctx, role, "employer", collection, who, f"Employers of these {role.label} postings")
        cells = TableCell(f"{n:,}", figure.id), TableCell(f"{who:,}", hiring.id)
        found[collection] = _Counted(figure, hiring, cells)
    return found


@remembered
def _statements(release: Release, role: Role, filters: Filters) -> Figure:
    """How many pay statements of a role the salary file has in a slice."""
    n = sum(entry.n for entry in pay_cells(release, [role.role_id], filters) if entry.collection == "aijobs")
    ctx = Context(release, (role,), filters)
    return count_figure(ctx, role, "pay_statement", "aijobs", n, f"Pay statements for {role.label}")


_COLLECTIONS = {
    "data-jobs": "Job boards, 2023 and late 2024",
    "ats-radar": "Employers' own boards, summer 2026",
    "fulltext": "Full texts, 2018–2026",
    "network-jobs": "Portfolio companies, January 2026",
    "asaniczka": "Job-board titles, January 2024",
}
