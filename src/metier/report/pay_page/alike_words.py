"""Like for like in words: whether a gap is real, what it rests on, and where too little is known to tell."""

from __future__ import annotations

from collections.abc import Sequence

from metier.model import Filters, Section, Sentence
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_page.alike import MOST_ROLES, PayGap, middle_gap
from metier.report.pay_page.asked import Asked
from metier.report.pay_page.short import medians, slice_in_words
from metier.report.pay_question import ADVERTISED
from metier.report.render.values import show, show_interval
from metier.report.words import escaped, listed

TOO_MANY = Sentence("Like-for-like gaps are worked out for two or three roles; compare them in pairs.")
_ALL = {
    "country": "countries",
    "level": "levels",
    "year": "years",
    "remote": "workplaces",
    "employment_type": "types of employment",
}


def in_short(asked: Asked, found: Sequence[PayGap]) -> tuple[Sentence, ...]:
    """Whether each gap is real, in one sentence a pair."""
    return tuple(_unknown(asked, gap) if gap.remaining is None else _short(asked, gap) for gap in found)


def _short(asked: Asked, gap: PayGap) -> Sentence:
    """The verdict on a pair. One about a wider slice than the one asked for begins with that, and is no verdict."""
    a, b = escaped(gap.a.label), escaped(gap.b.label)
    raw, mix, remaining = (gap.figures[name] for name in ("raw", "mix", "remaining"))
    borrowed = gap.filters != asked.ctx.filters
    elsewhere = (gap.collection, ADVERTISED) != asked.leading
    alike = f"at one mix of {listed(made_alike(gap.filters, with_level=gap.with_level))}"
    other_way = _other_way(asked, gap)
    if borrowed:
        where = f" ({COLLECTION_NAMES[gap.collection]})" if elsewhere else ""
        begins = f"Too little is known{_of(asked, asked.ctx.filters)} to tell; {_over(asked, gap)}, {alike}{where}"
    else:
        verdict = _verdict(gap, other_way=bool(other_way), elsewhere=elsewhere)
        begins = f"{verdict}: {_source(asked, gap) if elsewhere else ''}{alike}"
    there = " there" if borrowed or elsewhere else ""
    after = " and that may be nothing" if gap.chance else ""
    return asked.ctx.say(
        f"Is the gap real? {begins}, {a} is posted at {{0}} ({show_interval(remaining)}) against {b}{after}; the raw "
        f"gap{there} is {{1}}, where the mix alone would make {{2}}.{other_way}{_ladders(gap)}",
        remaining,
        raw,
        mix,
    )


def doubt(asked: Asked, found: Sequence[PayGap]) -> tuple[Sentence, ...]:
    """What a reader who sees the medians of two roles has to know of their gap; nothing where it is told as real."""
    if len(asked.roles) != 2 or not asked.alike or None in asked.best:
        return ()
    gap = found[0] if found else None
    if gap is None or gap.remaining is None or gap.filters != asked.ctx.filters:
        return (Sentence("Whether that gap is real cannot be told."),)
    return (Sentence("That gap is not beyond chance."),) if gap.chance else ()


def _verdict(gap: PayGap, *, other_way: bool, elsewhere: bool) -> str:
    """Whether a gap is real; where the medians above differ the other way, that and no yes."""
    if gap.chance:
        return "Not beyond chance"
    if other_way:
        return "The sources disagree" if elsewhere else "It is the other way round"
    return "Yes" if gap.sure else "It seems so, though employers are not recorded"


def _of(asked: Asked, filters: Filters) -> str:
    """The slice asked for: ' in Ireland', ' (entry, in Ireland)'."""
    words = slice_in_words(asked, filters)
    return f" ({words})" if "," in words else f" {words}"


def _over(asked: Asked, gap: PayGap) -> str:
    """The slice that answers in its place: 'over all countries and levels', 'over all levels (in Ireland)'."""
    freed = [
        words
        for name, words in _ALL.items()
        if getattr(asked.ctx.filters, name) is not None and getattr(gap.filters, name) is None
    ]
    kept = slice_in_words(asked, gap.filters).removesuffix("all countries").rstrip(", ") if gap.filters else ""
    return f"over all {listed(freed)}" + (f" ({kept})" if kept else "")


def _source(asked: Asked, gap: PayGap) -> str:
    """Why the gap is told by other statements than the medians above: 'on job boards the two ...; on aijobs.net, '."""
    collection, kind = asked.leading or ("", "")
    told = f"on {COLLECTION_NAMES[gap.collection]}, "
    if kind != ADVERTISED or collection not in gap.untold:
        return f"by what is advertised {told}"
    return f"on {COLLECTION_NAMES[collection]} {gap.untold[collection]}; {told}"


def _other_way(asked: Asked, gap: PayGap) -> str:
    """That the medians which are shown differ the other way round; '' where they do not."""
    shown = {role.role_id: figure for role, figure in zip(asked.roles, medians(asked), strict=True) if figure}
    a, b = shown.get(gap.a.role_id), shown.get(gap.b.role_id)
    if not asked.alike or a is None or b is None or gap.remaining is None or show(a) == show(b):
        return ""
    apart = (a.value or 0.0) - (b.value or 0.0)
    return " The medians above differ the other way." if apart * (gap.remaining.value or 0.0) < 0 else ""


def _ladders(gap: PayGap) -> str:
    """What different ladders, or levels that are not made alike, mean for a gap."""
    if gap.two_ladders:
        return " The two stand on different ladders, so what remains includes the step to a manager's job."
    alike = gap.with_level or gap.filters.level is not None
    return "" if alike else " Their levels hardly overlap and are not made alike."


def _unknown(asked: Asked, gap: PayGap) -> Sentence:
    """How far the middles are apart, and that what of it is the mix cannot be told."""
    a, b = escaped(gap.a.label), escaped(gap.b.label)
    middles = middle_gap(asked, gap.a, gap.b)
    if middles is None:
        return Sentence(f"Is the gap of {a} to {b} real? It cannot be told: {escaped(gap.reason)}.")
    interval = f" ({show_interval(middles)})" if middles.interval else ""
    return asked.ctx.say(
        f"Is the gap real? It cannot be told: the middle of {a} is at {{0}}{interval} against {b}, but to say how much "
        f"of that is level, country, year or workplace, {escaped(gap.reason)}.",
        middles,
    )


def made_alike(filters: Filters, *, with_level: bool) -> list[str]:
    """What is made alike: whatever a filter has not made alike already."""
    names = [
        ("level", with_level and not filters.level),
        ("country", not filters.country),
        ("year", filters.year is None),
        ("workplace", filters.remote is None),
    ]
    return [name for name, varies in names if varies] or ["jobs"]


def section(asked: Asked, found: Sequence[PayGap]) -> Section | None:
    """Like for like in full; None for one role or more than three."""
    ctx = asked.ctx
    if len(ctx.posted) < 2:
        return None
    said: list[Sentence] = []
    missing: list[Sentence] = []
    if len(ctx.posted) > MOST_ROLES:
        missing.append(TOO_MANY)
    for gap in found:
        if gap.remaining is None:
            names = f"{escaped(gap.a.label)} over {escaped(gap.b.label)}"
            missing.append(Sentence(f"{names}: {escaped(gap.reason)}, so that no gap at one mix can be told."))
        else:
            said.append(told(asked, gap))
    note = Sentence(
        "What remains is not the effect of the role alone: city, employer, bonus and shares are not made alike. Gaps "
        "are those of US dollars, in any currency that amounts are shown in."
    )
    if not said and not missing:
        return None
    paragraphs = ((*said, note),) if said else ()
    return Section(id="pay-alike", title="Like for like", paragraphs=paragraphs, missing=tuple(missing))


def told(asked: Asked, gap: PayGap) -> Sentence:
    """The gap of a pair and its parts, with what they rest on; of a wider slice than the one asked for, with that."""
    over = "" if gap.filters == asked.ctx.filters else f", {_over(asked, gap)}"
    remaining = gap.figures["remaining"]
    where = f"{COLLECTION_NAMES[gap.collection]}, {remaining.period}{over}"
    shares = dict(remaining.inputs)
    overlap = f"{float(shares['share of the first role in them']):.0%} and " + (
        f"{float(shares['share of the second role in them']):.0%}"
    )
    names = f"{escaped(gap.a.label)} against {escaped(gap.b.label)}"
    mix = listed(made_alike(gap.filters, with_level=gap.with_level))
    text = (
        f"{names} ({where}): mean advertised pay differs by {{0}}. The mix of {mix} makes {{1}} of that; "
        f"like for like, {{2}} remains. It rests on {int(shares['common cells'])} kinds of jobs that both have, "
        f"with {overlap.replace('%', ' %')} of their statements."
    )
    return asked.ctx.say(text, gap.figures["raw"], gap.figures["mix"], remaining)
