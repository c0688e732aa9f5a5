"""Pay along the ladder: the median of each level, and the gap of two roles level by level."""

from __future__ import annotations

from dataclasses import replace

from metier.model import Block, Figure, Filters, LadderChart, Role, Section, Sentence
from metier.release.pay import PayCells
from metier.release.reader import Release, remembered_by_figure
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_ladder import ladder_chart, ladder_collection, ladder_gap
from metier.report.pay_page.asked import Asked
from metier.report.pay_page.papers import median_figure, unit_of
from metier.report.pay_page.stated import cells_in
from metier.report.pay_question import ADVERTISED
from metier.vocabulary import levels


def section(asked: Asked) -> Section | None:
    """The section, all of one collection where one tells gaps; None where no two levels have enough, or one is asked
    for."""
    gaps, tables, told = _gaps(asked)
    chart = medians(asked, told) or medians(asked)
    if chart is None and not tables:
        return None
    first = Sentence("A level is what the title or the producer states; a title that states none is often mid-level.")
    charts: tuple[Block, ...] = () if chart is None else (chart,)
    paragraphs = ((first,), gaps) if gaps else ((first,),)
    return Section(id="pay-ladder", title="By level", paragraphs=paragraphs, blocks=(*charts, *tables))


def _gaps(asked: Asked) -> tuple[tuple[Sentence, ...], tuple[Block, ...], tuple[str, str] | None]:
    """The gap level by level with the collection and kind that tell it: the leading ones, else those with most levels.

    Nothing for other than two roles, or where no advertised pay is asked for.
    """
    if len(asked.ctx.posted) != 2 or asked.question.kind not in ("", ADVERTISED):
        return (), (), None
    entries = filtered(asked)
    said, tables = ladder_gap(asked.ctx, [e for e in entries if (e.collection, e.kind) == asked.leading])
    if tables:
        return said, tables, asked.leading
    said, tables = ladder_gap(asked.ctx, entries)
    collection = ladder_collection(asked.ctx, entries) if tables else ""
    return said, tables, (collection, ADVERTISED) if tables else None


def filtered(asked: Asked) -> list[PayCells]:
    """The roles' cells under the question's own filters, for what makes countries alike itself."""
    roles, filters = asked.ctx.posted, asked.question.filters
    return [entry for role in roles for entry in cells_in(asked.ctx.release, role.role_id, filters)]


def medians(asked: Asked, told: tuple[str, str] | None = None) -> LadderChart | None:
    """Medians by level of every role, all from one collection and kind: ``told``, else the leading ones."""
    of = told or asked.leading
    if asked.filters.level is not None or of is None:
        return None
    collection, kind = of
    place = f" in {asked.country_name(asked.filters.country)}" if asked.filters.country else ""

    found = {
        role.role_id: _by_level(asked.ctx.release, role, asked.filters, asked.money, collection, kind)
        for role in asked.ctx.posted
    }

    def median(role: Role, level: str) -> Figure | None:
        return found[role.role_id].get(level)

    what = {"advertised": "Advertised pay", "survey": "Pay that people reported"}[kind]
    note = f"{what}{place}, {COLLECTION_NAMES[collection]}. A level without a mark has too few statements."
    return ladder_chart(asked.ctx, median, unit=unit_of(asked.money), note=note)


@remembered_by_figure
def _by_level(
    release: Release, role: Role, filters: Filters, money: str, collection: str, kind: str
) -> dict[str, Figure]:
    """The medians of a role's stated pay by level, of those levels that have enough."""
    of_level = {
        level: median_figure(release, role, replace(filters, level=level), money, collection, kind)
        for level in levels()
    }
    return {level: figure for level, figure in of_level.items() if figure is not None}
