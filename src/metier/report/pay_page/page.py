"""The page about pay as a report: the answer first, then the sections that it rests on."""

from __future__ import annotations

from collections.abc import Callable

from metier.model import Figure, Report, Section, Sentence
from metier.release.reader import Release
from metier.report.context import Context
from metier.report.finish import origins_of, reading_minutes
from metier.report.pay_moves import moves
from metier.report.pay_page import alike, alike_words, countries, kinds, ladder, local, made, official, short
from metier.report.pay_page.asked import Asked, ask
from metier.report.pay_question import ADVERTISED, OFFICIAL, PayQuestion
from metier.report.pay_trend import trend
from metier.report.render.citing import figures_of_section


def pay_report(release: Release, question: PayQuestion, *, full: bool = True) -> Report:
    """The answer to a question about pay. Without ``full``: the answer, kinds, levels and like for like alone."""
    ctx = Context(release, question.roles, question.filters)
    asked = ask(ctx, question)
    tells = _official_tells(question)
    wages = official.official_pay(ctx, question.money, question.place) if tells else official.NONE
    first = asked.leading[0] if asked.leading else ""
    gaps = alike.gaps(ctx, first=first) if question.kind in ("", ADVERTISED) else ()
    sections: list[Section | None] = [
        short.section(asked, _official_words(ctx, question, wages), alike_words.in_short(asked, gaps)),
        kinds.section(asked, wages.rows, full=full),
        ladder.section(asked) if question.stated else None,
        alike_words.section(asked, gaps) if question.stated else None,
    ]
    if full:
        sections += [section(asked) for section in _MORE]
    kept = tuple(section for section in sections if section is not None)
    return _report(ctx, question, kept)


def _countries(asked: Asked) -> Section | None:
    return countries.section(asked) if asked.question.stated else None


def _trend(asked: Asked) -> Section | None:
    """How pay changed, at one mix of jobs."""
    if not asked.question.stated:
        return None
    said, blocks = trend(asked.ctx, kind=asked.question.kind or ADVERTISED)
    if not said and not blocks:
        return None
    return Section(id="pay-trend", title="Over time", paragraphs=(said,) if said else (), blocks=blocks)


def _moves(asked: Asked) -> Section | None:
    """What pay is associated with, in the leading collection."""
    if asked.question.kind not in ("", ADVERTISED) or asked.leading is None:
        return None
    blocks = tuple(moves(asked.ctx, asked.leading[0]))
    if not blocks:
        return None
    first = Sentence(
        "An association is no promise: jobs that ask for a tool differ in more than the tool. Amounts are percent of "
        "advertised pay, with the other things in the list held alike."
    )
    return Section(id="pay-moves", title="What pay goes with", paragraphs=((first,),), blocks=blocks)


def _official_tells(question: PayQuestion) -> bool:
    """Whether official wages are of the place asked about: they are of the United States alone."""
    return question.kind in ("", OFFICIAL) and question.filters.country in (None, "US")


def _official_words(ctx: Context, question: PayQuestion, wages: official.OfficialPay) -> tuple[Sentence, ...]:
    """Official wages in short; with what a county's bare name may be mistaken for."""
    said = official.in_short(ctx, wages)
    city = local.city_note(ctx.release, question.place) if question.place and question.bare_county else None
    return (*said, city) if city else said


def _official(asked: Asked) -> Section | None:
    return official.section(asked.ctx, asked.question.place) if _official_tells(asked.question) else None


_MORE: tuple[Callable[[Asked], Section | None], ...] = (_countries, _trend, _moves, _official, made.section)


def _shown(ctx: Context, sections: tuple[Section, ...]) -> dict[str, Figure]:
    """The figures that the sections show or rest on, and those which these are made of, in order."""
    waiting = [figure for section in sections for figure in figures_of_section(section)]
    found: dict[str, Figure] = {}
    for name in waiting:
        if name in ctx.figures and name not in found:
            found[name] = ctx.figures[name]
            waiting += found[name].parts
    return found


def _report(ctx: Context, question: PayQuestion, sections: tuple[Section, ...]) -> Report:
    names = " or ".join(role.label for role in question.roles)
    figures = _shown(ctx, sections)
    used = {origin for figure in figures.values() for origin in figure.origins}
    return Report(
        title=f"Pay: {names}{'?' if len(question.roles) > 1 else ''}",
        roles=question.roles,
        filters=question.filters,
        sections=sections,
        figures=figures,
        origins=origins_of(ctx.release, used),
        release_id=ctx.release.id,
        evidence_date=ctx.release.evidence_date,
        reading_minutes=reading_minutes(sections),
        about_pay=True,
    )
