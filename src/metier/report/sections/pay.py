"""Pay in a comparison: the answers of the page about pay, its charts, and what remains of each gap."""

from __future__ import annotations

import shlex

from metier.model import Block, Figure, Filters, Flag, LinkList, PayRow, Role, Section, Sentence, Table, TableCell
from metier.release.reader import Release, remembered
from metier.report.context import Context
from metier.report.pay import as_published
from metier.report.pay_page import alike, alike_words, countries, kinds, ladder, official, short
from metier.report.pay_page.asked import Asked, ask
from metier.report.pay_page.stated import cells_in
from metier.report.pay_question import PayQuestion
from metier.report.pay_trend import trend
from metier.report.render.values import show
from metier.report.words import escaped, listed
from metier.vocabulary import rule

MOST_RANKED = 2  # roles of which countries are ranked


def section(ctx: Context) -> Section:
    """The section. Without a country filter, stated pay is shown for the country with most of it."""
    asked = ask(ctx, PayQuestion(roles=ctx.roles, filters=ctx.filters))
    wages = official.official_pay(ctx)
    gaps = alike.gaps(ctx, first=asked.leading[0] if asked.leading else "")
    answer = short.section(asked, official.in_short(ctx, wages), alike_words.in_short(asked, gaps))
    chart = kinds.section(asked, wages.rows, full=True)
    if paid := short.in_a_line(asked):
        ctx.pay = (*paid, *alike_words.doubt(asked, gaps))
    _find_gaps(asked, gaps)
    _find_official_gap(ctx, wages)
    levels = ladder.medians(asked)
    blocks: list[Block] = [*chart.blocks, *((levels,) if levels else ())]
    if len(ctx.posted) <= MOST_RANKED:
        blocks += countries.country_bars(asked, most=countries.FEW)
    blocks += _published(ctx, asked.filters)
    many = () if gaps or len(ctx.posted) <= alike.MOST_ROLES else (alike_words.TOO_MANY,)
    return Section(
        id="pay",
        title="Pay",
        paragraphs=tuple(part for part in (*answer.paragraphs, many, _over_time(ctx)) if part),
        blocks=(*blocks, _more(ctx)),
        missing=(*answer.missing, *_no_official(ctx, wages.rows)),
    )


def _over_time(ctx: Context) -> tuple[Sentence, ...]:
    """The first thing that can be said of each role's trend."""
    said, _ = trend(ctx)
    return tuple(sentence for sentence in said if sentence.figures)[: len(ctx.posted)]


def _more(ctx: Context) -> LinkList:
    """Where each role's pay is told in full."""
    f = ctx.filters
    options = [
        *(("--country", f.country) if f.country else ()),
        *(("--level", f.level) if f.level else ()),
        *(("--year", str(f.year)) if f.year else ()),
        *(() if f.remote is None else ("--remote" if f.remote else "--no-remote",)),
    ]
    said = " ".join(map(shlex.quote, [*options, "--full"]))
    items = ((f"Pay: {role.label}", f'metier pay "{role.label}" {said}', "") for role in ctx.roles)
    return LinkList("More on pay, with trends, levels, places and how the amounts were made", tuple(items))


def _find_gaps(asked: Asked, gaps: tuple[alike.PayGap, ...]) -> None:
    """Offers large gaps to "In short": those of the medians, and those that remain at one mix."""
    ctx, large = asked.ctx, rule("difference.large_pay_percent")
    for gap in gaps:
        remaining = gap.remaining
        if remaining is None or gap.chance:
            _find_middle(asked, gap)
        elif gap.with_level and abs(remaining.value or 0.0) >= large:
            said = alike_words.told(asked, gap)
            if gap.sure:
                ahead = gap.a if (remaining.value or 0.0) > 0 else gap.b
                ctx.find("pay at one mix", abs(remaining.value or 0.0) / 100, said, ahead=ahead.role_id)
            else:
                ctx.hints.append(said)
        else:
            _find_middle(asked, gap)


def _find_middle(asked: Asked, gap: alike.PayGap) -> None:
    """Offers a large gap of medians that is not chance, from a collection that records employers."""
    middle = alike.middle_gap(asked, gap.a, gap.b)
    if middle is None or middle.interval is None or middle.value is None or Flag.CLUSTERS_UNKNOWN in middle.flags:
        return
    if middle.interval.low <= 0 <= middle.interval.high:
        return
    if abs(middle.value) < rule("difference.large_pay_percent"):
        return
    most, least = (gap.a, gap.b) if middle.value > 0 else (gap.b, gap.a)
    medians = {role.role_id: figure for role, figure in zip(asked.roles, short.medians(asked), strict=True) if figure}
    said = asked.ctx.say(
        f"Advertised pay is higher for {escaped(most.label)}: a median of {{0}} against {{1}} for "
        f"{escaped(least.label)}, before level and year are made alike.",
        medians[most.role_id],
        medians[least.role_id],
        also=(middle,),
    )
    asked.ctx.find("pay", abs(middle.value) / 100, said, ahead=most.role_id)


def _find_official_gap(ctx: Context, wages: official.OfficialPay) -> None:
    """Offers a large gap of official medians to "In short" when the means differ beyond their errors."""
    ranked = sorted((m for m in wages.closest if m[0].value and m[1].interval), key=lambda m: -(m[0].value or 0.0))
    if len(ranked) < 2:
        return
    most, least = ranked[0], ranked[-1]
    gap = (most[0].value or 0.0) / (least[0].value or 1.0) - 1
    apart = (
        most[1].interval is not None and least[1].interval is not None and most[1].interval.low > least[1].interval.high
    )
    if apart and gap * 100 >= rule("difference.large_pay_percent"):
        ctx.find(
            "official pay",
            gap,
            ctx.say(
                f"Official wages: {escaped(most[2])} had a median of {{0}}, {escaped(least[2])} {{1}}{ctx.proviso}.",
                most[0],
                least[0],
                also=(most[1], least[1]),
            ),
            ahead=most[3].role_id,
        )


def _published(ctx: Context, filters: Filters) -> list[Block]:
    """The salary file's own quartiles, as published: a check that anyone can repeat."""
    rows = []
    for role in ctx.posted:
        figures = _as_published(ctx.release, role, filters)
        if figures:
            cells = [TableCell(show(f), ctx.add(f)) for f in figures.values()]
            rows.append((TableCell(role.label), TableCell(f"{figures['p50'].n or 0:,}"), *cells))
    head = ("Role", "Amounts", "A quarter below", "Median", "A quarter above")
    note = "Every amount of the file in this country: both ends of a range, all kinds and years mixed. Not an answer."
    return [Table("To check against the salary file as published", head, tuple(rows), note)] if rows else []


@remembered
def _as_published(release: Release, role: Role, filters: Filters) -> dict[str, Figure]:
    return as_published(Context(release, (role,), filters), role, cells_in(release, role.role_id, filters), filters)


def _no_official(ctx: Context, rows: tuple[PayRow, ...]) -> tuple[Sentence, ...]:
    """The roles for which no official wage is shown."""
    have = {row.role_index for row in rows}
    short_of = [role.label for i, role in enumerate(ctx.roles) if i not in have]
    if not short_of:
        return ()
    return (
        Sentence(
            f"No official wage is shown for {escaped(listed(short_of))}: "
            "no occupation of the US wage survey is linked to it."
        ),
    )
