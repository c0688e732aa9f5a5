"""The report on one technology: who asks for it, beside what, whether more often than before, and at what pay."""

from __future__ import annotations

from collections.abc import Sequence

from metier.errors import UnknownTechnology
from metier.model import (
    Block,
    Dumbbell,
    DumbbellRow,
    Figure,
    Filters,
    Report,
    Section,
    Sentence,
)
from metier.release.official import country_names
from metier.release.reader import Release
from metier.release.schema import COLLECTIONS
from metier.release.technologies import Use, companions, find_technology, uses
from metier.report.context import Context
from metier.report.finish import origins_of, reading_minutes
from metier.report.pay import COLLECTION_NAMES
from metier.report.technology_companions import common_rows, lifted_table
from metier.report.technology_mix import Trend, count_figure, slices, trend
from metier.report.technology_shares import RoleShare, who_asks
from metier.report.technology_use import apart, jobs, learn, pay
from metier.report.words import escaped, listed
from metier.vocabulary import levels, rule

SHOWN_ROLES = 15


def technology_report(release: Release, name: str) -> Report:
    """The report on a technology, by id or any of its names. Raises UnknownTechnology."""
    item_id = find_technology(release, name)
    if not item_id:
        raise UnknownTechnology(
            f"No page tells of a technology called {name[:80]!r}: it is not known, or fewer than "
            f"{rule('minimum.postings_shown'):.0f} postings name it.",
            hint="Search the list of technologies.",
        )
    use = uses(release)[item_id]
    ctx = Context(release, (), Filters())
    shares = who_asks(release, item_id, use.collection)
    moved = trend(ctx, item_id, use.label, use.collection)
    sections = [
        _who(ctx, use, shares),
        _beside(ctx, use),
        _trend(ctx, use, moved),
        pay(ctx, use),
        learn(ctx, use),
        apart(ctx, use, shares[:SHOWN_ROLES]),
        jobs(ctx, use),
    ]
    sections.insert(0, _short(ctx, use, shares, moved))
    used = {origin for figure in ctx.figures.values() for origin in figure.origins}
    return Report(
        title=use.label,
        roles=(),
        filters=Filters(),
        sections=tuple(sections),
        figures=dict(ctx.figures),
        origins=origins_of(release, used),
        release_id=release.id,
        evidence_date=release.evidence_date,
        reading_minutes=reading_minutes(sections),
    )


def _short(ctx: Context, use: Use, shares: list[RoleShare], moved: Trend | None) -> Section:
    """The page in a few sentences."""
    label = escaped(use.label)
    said: list[Sentence] = []
    if shares:
        top = shares[:3]
        named = [f"{{{i}}} of {escaped(share.role.label)} postings" for i, share in enumerate(top)]
        said.append(ctx.say(f"{label} is named by {listed(named)}.", *(share.figure for share in top)))
    found = companions(ctx.release, use.item_id, use.collection)
    lifted = sorted((c for c in found if c.lifted_rank), key=lambda c: c.lifted_rank)[:3]
    if lifted:
        said.append(
            Sentence(
                f"Postings that name it name {escaped(listed([c.label for c in lifted]))} far more often than other "
                "postings of the same roles do."
            )
        )
    if moved is not None:
        said.append(_moved(ctx, moved))
    return Section(id="short", title="In short", paragraphs=(tuple(said),) if said else ())


def _moved(ctx: Context, moved: Trend) -> Sentence:
    """The first and the last year, and whether chance can explain what lies between them."""
    (first, before), (last, after) = moved.years[0], moved.years[-1]
    tail = "a change of {2}" if moved.clear else "a change of {2} that may be chance"
    return ctx.say(
        f"At one mix of roles, {{0}} of postings named it in {first} and {{1}} in {last}: {tail}.",
        before,
        after,
        moved.change,
    )


def _who(ctx: Context, use: Use, shares: list[RoleShare]) -> Section:
    """Roles by share of postings, then levels and countries at one mix of roles."""
    blocks: list[Block] = []
    if shares:
        roles = [(share.role.label, share.figure) for share in shares[:SHOWN_ROLES]]
        blocks.append(_dots(ctx, f"Roles whose postings name {use.label} most", roles, use))
    names = {"country": country_names(ctx.release), "level": {key: level.label for key, level in levels().items()}}
    for dimension, caption in (
        ("level", "By level, at one mix of roles"),
        ("country", "By country, at one mix of roles"),
    ):
        found = slices(ctx, use.item_id, use.label, use.collection, dimension)
        if len(found) > 1:
            rows = [(names[dimension].get(value, value), figure) for value, figure in found]
            blocks.append(_dots(ctx, caption, rows, use))
    missing = []
    if not shares:
        missing.append(Sentence(f"No role has enough postings for a share that name {escaped(use.label)}."))
    main, *others = sorted(use.named, key=lambda one: one != use.collection)
    says = [
        ctx.say(
            f"Of the {_postings(main)}, {{0}} name {escaped(use.label)}.",
            count_figure(ctx, use.item_id, use.label, main),
        )
    ]
    if others:
        counts = [f"{{{i}}} of the {_postings(one)}" for i, one in enumerate(others)]
        says.append(
            ctx.say(
                f"So do {listed(counts)}; collections read different things, so they are never added up.",
                *(count_figure(ctx, use.item_id, use.label, one) for one in others),
            )
        )
    return Section(
        id="who", title="Who asks for it", paragraphs=(tuple(says),), blocks=tuple(blocks), missing=tuple(missing)
    )


def _postings(collection: str) -> str:
    """The postings of a collection in words, as its description in lower case at the start."""
    return COLLECTIONS[collection][:1].lower() + COLLECTIONS[collection][1:]


def _dots(ctx: Context, caption: str, rows: Sequence[tuple[str, Figure]], use: Use, what: str = "") -> Dumbbell:
    """A chart of shares, a row each."""
    made = tuple(DumbbellRow(label, (ctx.add(figure),)) for label, figure in rows)
    return Dumbbell(caption, (what or f"Share of postings that name {use.label}",), made)


def _beside(ctx: Context, use: Use) -> Section:
    """What is named beside it."""
    rows = common_rows(ctx, use.item_id, use.label, use.collection)
    what = f"Share of the postings that name {use.label}"
    blocks: list[Block] = [_dots(ctx, f"Named most often beside {use.label}", rows, use, what)] if rows else []
    blocks += lifted_table(ctx, use.item_id, use.label, use.collection)
    least, fewest = rule("technology_pairs.least_named"), rule("technology_pairs.least_employers")
    missing = (
        ()
        if blocks
        else (
            Sentence(
                f"No companion is shown: at least {least:.0f} postings must name the technology, and "
                f"{fewest:.0f} employers both."
            ),
        )
    )
    return Section(id="beside", title="Named beside it", blocks=tuple(blocks), missing=missing)


def _trend(ctx: Context, use: Use, moved: Trend | None) -> Section:
    """The share of each year of a collection that was collected in one way."""
    title = "More or less often than before"
    if moved is None:
        why = (
            f"The postings of {COLLECTION_NAMES[use.collection]} are of one year, or of years collected in different "
            "ways: what differs between them may be the collector, so no trend is told."
        )
        return Section(id="trend", title=title, missing=(Sentence(why),))
    chart = _dots(ctx, "By year, at one mix of roles", moved.years, use)
    return Section(id="trend", title=title, paragraphs=((_moved(ctx, moved),),), blocks=(chart,))
