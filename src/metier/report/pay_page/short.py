"""In short: what each role is paid, how sure that is, and what remains of the gap."""

from __future__ import annotations

from collections.abc import Sequence

from metier.model import Figure, Filters, Role, Section, Sentence
from metier.release.prices import DOLLARS, PPP
from metier.release.schema import COLLECTIONS
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_page import elsewhere
from metier.report.pay_page.asked import Asked
from metier.report.pay_page.expected import best_expected, expected_figure
from metier.report.pay_page.papers import answer_figures
from metier.report.pay_page.stated import Stated, stated_in
from metier.report.render.values import show_interval
from metier.report.words import escaped, listed, lower_first
from metier.statistics.pay_answers import PayAnswer, TooFew
from metier.vocabulary import levels, rule

WHAT = {"advertised": "posted pay", "survey": "pay that people reported"}
FREED = {
    "country": "country",
    "level": "level",
    "year": "year",
    "remote": "workplace",
    "employment_type": "type of employment",
}


def section(asked: Asked, official: tuple[Sentence, ...], gap: tuple[Sentence, ...]) -> Section:
    """The section. ``official`` are the medians of official wages, ``gap`` what is said of pairs of roles."""
    said = answers(asked)
    missing = [
        _nothing(asked, role)
        for role, best in zip(asked.roles, asked.best, strict=True)
        if best is None and asked.question.stated and not role.is_official
    ]
    if not said and not missing and not official:
        missing.append(_unknown(asked))
    paragraphs = (
        *((sentence,) for sentence in _scope(asked)),
        *((sentence,) for sentence in said),
        *(part for part in (_meant(asked),) if part),
        *(part for part in (elsewhere.sentences(asked), prices(asked), gap, official) if part),
    )
    return Section(id="pay-short", title="In short", paragraphs=paragraphs, missing=tuple(missing))


def _scope(asked: Asked) -> tuple[Sentence, ...]:
    """What all answers are of, where they are of one place: 'Posted pay a year in the United States ...'."""
    first = next((best for best in asked.best if best is not None), None)
    if first is None or not asked.alike:
        return ()
    if asked.instead_of is not None:
        return _instead(asked, asked.instead_of, first)
    of, what = slice_in_words(asked, first.filters), WHAT[first.kind]
    chosen = "" if asked.question.filters.country or not first.filters.country else ", where most of it is stated"
    return (Sentence(f"{what[:1].upper()}{what[1:]} a year, {of}{chosen}; from {_from(first)}."),)


def _meant(asked: Asked) -> tuple[Sentence, ...]:
    """What a level or a type of employment that was asked for means here, where that is not plain."""
    wanted, said = asked.question.filters, []
    hours, work = rule("annualise.hours_per_year"), escaped(wanted.employment_type or "")
    if not asked.question.stated:
        return ()
    if wanted.level == "unspecified":
        said.append(Sentence("Mid-level: titles that state no level are taken."))
    if any(s is not None and s.filters.employment_type not in (None, "full-time") for s in asked.best):
        usual = f"Where pay is stated by the hour, as is usual for {work} work, "
        said.append(Sentence(f"{usual}a year is hourly pay times {hours:,.0f} hours."))
    return tuple(said)


def _from(stated: Stated) -> str:
    """The collection with what it is: 'job boards (job-board postings with tagged technologies, 2023 and 2024)'."""
    return f"{COLLECTION_NAMES[stated.collection]} ({lower_first(COLLECTIONS[stated.collection])})"


def _instead(asked: Asked, wanted: Filters, first: Stated) -> tuple[Sentence, ...]:
    """That no role has enough in the slice asked for, what to expect of it, and of what slice the answers are."""
    of, what = slice_in_words(asked, first.filters), WHAT[first.kind]
    told = [role for role, best in zip(asked.roles, asked.best, strict=True) if best is not None]
    expected = best_expected([asked.entries_of(role, wanted) for role in told])
    return (
        Sentence(f"Too few statements of pay, {slice_in_words(asked, wanted)}, for any of these roles."),
        *_expected(asked, told, expected, wanted),
        Sentence(f"The nearest that answers for all of them is {what}, {of}, from {_from(first)}."),
    )


def _expected(asked: Asked, roles: Sequence[Role], expected: Sequence[Stated], of: Filters) -> tuple[Sentence, ...]:
    """What similar jobs let one expect there, each with its interval."""
    if not expected:
        return ()
    found = [expected_figure(asked.ctx, role, s, of, asked.money) for role, s in zip(roles, expected, strict=True)]
    figures = [figure for figure in found if figure is not None]
    if len(figures) < len(roles):
        return ()
    names = [f" for {escaped(role.label)}" if len(roles) > 1 else "" for role in roles]
    parts = [f"{{{i}}}{name} (95 % sure: {show_interval(figures[i])})" for i, name in enumerate(names)]
    where = COLLECTION_NAMES[expected[0].collection]
    text = f"Similar jobs ({where}) let one expect {listed(parts)} in the middle there."
    return (asked.ctx.say(text, *figures),)


def answers(asked: Asked) -> tuple[Sentence, ...]:
    """A sentence for each role, after what could not be answered where that is so."""
    said: list[Sentence] = []
    for role, best in zip(asked.roles, asked.best, strict=True):
        if best is None or best.shown is None:
            continue
        if isinstance(best.answer, TooFew):
            said += _too_few(asked, role, best.answer)
        said.append(_answer(asked, role, best, best.shown))
    if not asked.alike and len(said) > 1 and sum(best is not None for best in asked.best) > 1:
        text = "These differ in kind, source, place, level or year: they are no comparison of the roles."
        said.append(Sentence(text))
    return tuple(said)


def slice_in_words(asked: Asked, filters: Filters) -> str:
    """What an answer is of: 'senior, remote, in Germany, 2024'; 'all countries' where nothing is fixed."""
    level = levels().get(filters.level or "")
    parts = [
        "" if level is None else ("no level stated" if level.id == "unspecified" else level.label.lower()),
        "" if filters.remote is None else ("remote" if filters.remote else "not remote"),
        filters.employment_type or "",
        f"in {asked.country_name(filters.country)}" if filters.country else "all countries",
        str(filters.year or ""),
    ]
    return ", ".join(escaped(part) for part in parts if part)


def _answer(asked: Asked, role: Role, stated: Stated, shown: PayAnswer) -> Sentence:
    """The median and the middle half of one role, how sure the median is, and what it rests on."""
    figures = answer_figures(asked.ctx, role, stated, asked.money)
    median = figures["p50"]
    name = f"“{escaped(role.label)}”" if role.scheme == "title" else escaped(role.label)
    of = f"{slice_in_words(asked, stated.filters)}; {WHAT[stated.kind]}, {COLLECTION_NAMES[stated.collection]}"
    where = "" if asked.alike else f" ({of})"
    return asked.ctx.say(
        f"{name}{where}: {{0}} in the middle, half between {{1}} and {{2}} ({_rests_on(shown, median)}).",
        median,
        figures["p25"],
        figures["p75"],
    )


def _rests_on(shown: PayAnswer, median: Figure) -> str:
    """What an answer rests on and how sure its middle is: '306 statements of 2023–2024; 95 % sure: $161k to $175k'."""
    n = f"{shown.n_statements:,} statement{'' if shown.n_statements == 1 else 's'} of {median.period}"
    bounds = show_interval(median)
    sure = f"; the middle is 95 % sure to be {bounds}" if bounds else ""
    if shown.nature == "modelled":
        return f"estimated from {n} and from similar jobs{sure}"
    return f"{n}{sure}"


def _too_few(asked: Asked, role: Role, answer: TooFew) -> tuple[Sentence, ...]:
    """That the slice has too little, what to expect of it, and what answers in its place."""
    n = answer.n_statements
    few = f"only {n:,} statement{'' if n == 1 else 's'} of pay, too few to show" if n else "no statement of pay"
    freed = listed([FREED[name] for name in answer.freed])
    off = f"; its middle may lie off by {answer.cost * 100:.0f} % or so" if answer.cost == answer.cost else ""
    expected = best_expected([asked.entries_of(role, asked.filters)])
    return (
        Sentence(f"{escaped(role.label)}, {slice_in_words(asked, asked.filters)}: {few}."),
        *_expected(asked, [role], expected, asked.filters),
        Sentence(f"The nearest with enough leaves the {freed} open{off}."),
    )


def prices(asked: Asked) -> tuple[Sentence, ...]:
    """What the medians of a country outside the United States would buy there; at market rates where that is shown."""
    other = DOLLARS if asked.money == PPP else PPP
    said = []
    for role, best in zip(asked.roles, asked.best, strict=True):
        if best is None or not best.exact or best.filters.country in (None, "US"):
            continue
        shown = answer_figures(asked.ctx, role, best, asked.money, only=(0.5,))["p50"]
        again = stated_in(asked.ctx.release, role.role_id, best.filters, other, best.collection, best.kind)
        beside = None if again is None else answer_figures(asked.ctx, role, again, other, only=(0.5,)).get("p50")
        if beside is None:
            continue
        market, alike = (beside, shown) if asked.money == PPP else (shown, beside)
        there = asked.country_name(best.filters.country)
        name = f" for {escaped(role.label)}" if len(asked.roles) > 1 else ""
        text = f"In {escaped(there)}, {{0}} a year{name} is worth {{1}}."
        said.append(asked.ctx.say(text, market, alike))
    return tuple(said)


def _unknown(asked: Asked) -> Sentence:
    """That nothing of what was asked for is known of any of the roles."""
    names = escaped(listed([role.label for role in asked.roles]))
    if asked.question.stated:
        return Sentence(f"No pay is known of {names}: no wage survey counts it, and no postings are read as it.")
    return Sentence(
        f"No official wage is known of {names}: no occupation of the wage survey is linked to it. What is advertised "
        "is shown without a kind, or with the kind advertised."
    )


def _nothing(asked: Asked, role: Role) -> Sentence:
    kind = {"": "stated pay", "advertised": "advertised pay", "survey": "survey answers on pay"}[asked.question.kind]
    return Sentence(
        f"{kind[:1].upper()}{kind[1:]} of {escaped(role.label)}: too few to show any, in any country or year."
    )


def in_a_line(asked: Asked) -> tuple[Sentence, ...]:
    """The medians of the roles with their intervals: of all where they are alike, else of those in the slice asked for.

    Nothing where they are of different sources.
    """
    shown = [
        (role, best, median)
        for role, best, median in zip(asked.roles, asked.best, medians(asked), strict=True)
        if best is not None and median is not None and (asked.alike or best.exact)
    ]
    if not shown or len({(best.collection, best.kind) for _, best, _ in shown}) > 1:
        return ()
    first = shown[0][1]
    amounts = []
    for place, (role, _, median) in enumerate(shown):
        bounds = show_interval(median)
        sure = f" ({bounds})" if bounds else ""
        amounts.append(f"{{{place}}}{sure}" + (f" for {escaped(role.label)}" if len(asked.roles) > 1 else ""))
    what, of, where = WHAT[first.kind], slice_in_words(asked, first.filters), COLLECTION_NAMES[first.collection]
    how = "95 % intervals" + ("; too little is stated in the slice asked for" if asked.instead_of is not None else "")
    text = f"{what[:1].upper()}{what[1:]} a year, {of}: {listed(amounts)} in the middle ({where}; {how})."
    return (asked.ctx.say(text, *(median for _, _, median in shown)),)


def medians(asked: Asked) -> tuple[Figure | None, ...]:
    """The median that leads for each role, or None."""
    return tuple(
        None if best is None else answer_figures(asked.ctx, role, best, asked.money, only=(0.5,)).get("p50")
        for role, best in zip(asked.roles, asked.best, strict=True)
    )
