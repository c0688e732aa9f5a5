"""The advertised pay of a described job as a report: the estimate with its intervals, and what it rests on."""

from __future__ import annotations

from dataclasses import replace

from metier.errors import UnknownFilter, UserInputError
from metier.model import Block, Figure, Filters, Interval, Report, Section, Sentence, Table, TableCell
from metier.release.official import country_names
from metier.release.pay_estimator import pay_estimator
from metier.release.prices import DOLLARS
from metier.release.reader import Release
from metier.release.roles import get_role
from metier.release.schema import COLLECTIONS
from metier.report.context import Context
from metier.report.finish import origins_of
from metier.report.ids import FigureId
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_beside import left_aside, posted
from metier.report.pay_estimated import MOST, Estimated, estimated, few_or
from metier.report.pay_job import Description, of_item
from metier.report.pay_named import also_possible
from metier.report.pay_parts import moved_table, unknown_sentences
from metier.report.render.values import show, show_interval
from metier.report.words import escaped, in_prose, listed, lower_first
from metier.statistics.pay_estimate import PayEstimator
from metier.statistics.pay_terms import PayJob, left_out_terms
from metier.vocabulary import levels, roles, rule

LIMITS = (
    Sentence(
        "It says where advertised ranges lie, not what one person earns; bonuses, shares and benefits are not in it."
    ),
)


def estimate_report(release: Release, asked: Description, *, year: int | None = None, money: str = DOLLARS) -> Report:
    """The estimate as a report of one section. Raises UserInputError where too little is known to estimate."""
    estimator = pay_estimator(release)
    _check_country(release, estimator, asked)
    jobs = _jobs(release, estimator, asked, year)
    filters = Filters(country=asked.job.country, level=asked.job.level or None, year=year)
    ctx = Context(release, (asked.role,), filters)
    found = [estimated(ctx, estimator, asked, job, money) for job in jobs]
    section = Section(
        id="pay-estimate",
        title="What such a job is advertised at",
        paragraphs=(_answer(ctx, asked, found[0], money), _beside(ctx, asked, found[0], money), LIMITS),
        blocks=tuple(_blocks(ctx, estimator, asked, found, money)),
        missing=tuple(unknown_sentences(asked, found[0].most)),
    )
    used = {origin for figure in ctx.figures.values() for origin in figure.origins}
    return Report(
        title=f"Pay estimate: {asked.role.label}, {_level(found[0].job)}, {_place(ctx, asked)}",
        roles=(asked.role,),
        filters=filters,
        sections=(section,),
        figures=dict(ctx.figures),
        origins=origins_of(release, used),
        release_id=release.id,
        evidence_date=release.evidence_date,
        about_pay=True,
    )


def estimate_figures(release: Release, wanted: FigureId) -> dict[str, Figure]:
    """The figures of the estimate that a figure's id tells of, by id."""
    asked = of_item(release, wanted.role_ids[0], wanted.filters, wanted.item)
    return estimate_report(release, asked, year=wanted.filters.year, money=wanted.money).figures


def _check_country(release: Release, estimator: PayEstimator, asked: Description) -> None:
    """Nothing, where enough postings of a country state pay; else the countries that have enough."""
    least = rule("pay_estimator.least_country_postings")
    code = asked.job.country
    if estimator.postings.get(f"country={code}", 0) >= least:
        return
    names = country_names(release)
    counts = {t.removeprefix("country="): n for t, n in estimator.postings.items() if t.startswith("country=")}
    enough = [names[c] for c, n in sorted(counts.items(), key=lambda pair: -pair[1]) if n >= least and c in names]
    n = counts.get(code, 0)
    fewer = f"only {n}" if n else f"fewer than {rule('pay_estimator.least_postings'):.0f}"
    raise UserInputError(
        f"No estimate for {in_prose(names.get(code, code))}: {fewer} postings there state pay with a named employer, "
        f"and an estimate needs {least:.0f}.",
        hint=f"Estimates are made for {listed([in_prose(name) for name in enough])}. See what is stated there with: "
        f'metier pay "{asked.role.label}" --country {code}',
    )


def _jobs(release: Release, estimator: PayEstimator, asked: Description, year: int | None) -> list[PayJob]:
    """The described job in each collection that can tell of it, the one with most postings of the role first."""
    number = {
        collection: estimator.postings.get(f"role-collection={asked.job.role_id}|{collection}", 0)
        for collection in estimator.newest
    }
    least = rule("pay_estimator.least_postings")
    enough = sorted((c for c, n in number.items() if n >= least), key=lambda c: (-number[c], c))
    if not enough:
        raise UserInputError(
            f"No estimate for {asked.role.label}: fewer than {least:.0f} postings of it state pay with a named "
            "employer.",
            hint=f"Roles near it with an estimate: {listed(_near(release, estimator, asked))}. "
            f'See what is stated with: metier pay "{asked.role.label}"',
        )
    in_year = [c for c in enough if year is None or f"year={c}|{year}" in estimator.pay]
    if not in_year:
        years = sorted(
            {t.rpartition("|")[2] for t in estimator.pay if t.startswith(tuple(f"year={c}|" for c in enough))}
        )
        raise UnknownFilter(
            f"No estimate of {asked.role.label} for {year}: no postings of that year state pay.",
            hint=f"Years with postings: {listed(years)}; without --year the newest of each collection is taken.",
        )
    level = asked.job.level or estimator.usual_level(asked.job.role_id)
    few = rule("flag.small_sample_postings")
    kept = [in_year[0], *(c for c in in_year[1:] if number[c] >= few)]
    return [replace(asked.job, collection=c, year=year or estimator.newest[c], level=level) for c in kept]


def _near(release: Release, estimator: PayEstimator, asked: Description) -> list[str]:
    """Labels of up to three roles of the same family and track with most postings."""
    start, least = "role=", rule("pay_estimator.least_postings")
    counts = {t.removeprefix(start): n for t, n in estimator.postings.items() if t.startswith(start)}
    known = {role_id: entry for role_id, entry in roles().items() if counts.get(role_id, 0) >= least}
    order = sorted(
        known, key=lambda r: (known[r].track != asked.role.track, known[r].family != asked.role.family, -counts[r], r)
    )
    return [get_role(release, role_id).label for role_id in order[:3]]


def _level(job: PayJob) -> str:
    return levels()[job.level].label.lower()


def _place(ctx: Context, asked: Description) -> str:
    """The place that is estimated for: 'Boston, MA, United States'."""
    return ", ".join(part for part in (asked.job.place, asked.job.state, _country(ctx, asked)) if part)


def _country(ctx: Context, asked: Description) -> str:
    return country_names(ctx.release).get(asked.job.country, asked.job.country)


def _answer(ctx: Context, asked: Description, first: Estimated, money: str) -> tuple[Sentence, ...]:
    """How the role was read, the answer of the collection with most postings, and what it rests on."""
    source, most = COLLECTION_NAMES[first.job.collection], first.most
    level = few_or(most.n_role_level)
    postings = " posting" if most.n_role_level == 1 else " postings" if most.n_role_level else ""
    return (
        *_read(ctx, asked),
        ctx.say(
            "The middle of the advertised range is estimated at {0}. Of such jobs at other employers, half lie between "
            "{1} and {2}, and nine of ten between {3} and {4}.",
            *(first.figures[name] for name in ("p50", "p25", "p75", "p5", "p95")),
        ),
        Sentence(
            f"This speaks of {source} in {first.job.year}. It rests on {most.n_role:,} postings of the role with "
            f"pay there ({level}{postings} at this level, all collections together), and on what level, place and "
            "tools go with in other roles."
        ),
        *posted(ctx, asked, first.job, money),
    )


def _read(ctx: Context, asked: Description) -> tuple[Sentence, ...]:
    """How a typed title was read, and what else it may mean; nothing where the role was named."""
    if asked.read is None:
        return ()
    others = also_possible(ctx.release, asked.read, asked.role)
    also = f" (also possible: {listed(others, 'or')})" if others else ""
    return (Sentence(escaped(f"Read “{asked.read.title}” as {asked.role.label}{also}.")),)


def _beside(ctx: Context, asked: Description, first: Estimated, money: str) -> tuple[Sentence, ...]:
    """What was left out and is averaged over, what was taken, and which evidence takes no part."""
    said = [f"No country was named: {in_prose(_country(ctx, asked))} is taken, where most postings are."]
    said = [] if asked.country_given else said
    if not asked.job.level:
        said.append(f"No level was named: “{_level(first.job)}” is taken, the usual one of the role's postings.")
    said += asked.of_place
    if first.job.workplace == "unspecified":
        said.append(
            "Not remote is taken as not marked as remote: boards mark remote jobs and say nothing of the others."
        )
    left_out = [_LEFT_OUT[term] for term in left_out_terms(first.job)]
    if left_out:
        said.append(f"Not named, and averaged over the role's postings: {listed(left_out)}.")
    if first.job.paid == "hour":
        said.append(
            "Jobs paid by the hour are advertised at other pay than salaried ones; this is an estimate of them."
        )
    return (*(Sentence(escaped(text)) for text in said), *left_aside(ctx, asked, first.job, money))


_LEFT_OUT = {
    "left out=where": "place and remote work",
    "left out=industry": "industry",
    "left out=technologies": "technologies",
    "left out=title": "further words of the title",
}


def _blocks(
    ctx: Context, estimator: PayEstimator, asked: Description, found: list[Estimated], money: str
) -> list[Block]:
    """The collections side by side, and what each named part moves."""
    blocks: list[Block] = [_collections(ctx, found)] if len(found) > 1 else []
    moved = moved_table(ctx, estimator, asked, found[0], money)
    return blocks + ([moved] if moved is not None else [])


def _collections(ctx: Context, found: list[Estimated]) -> Table:
    rows = []
    for one in found:
        middle = one.figures["p50"]
        rows.append(
            (
                TableCell(f"{_source(one)}, {one.job.year}"),
                TableCell(show(middle), ctx.add(middle)),
                TableCell(_between(one.figures["p25"], one.figures["p75"]), ctx.add(one.figures["p25"])),
                TableCell(_between(one.figures["p5"], one.figures["p95"]), ctx.add(one.figures["p5"])),
                TableCell(f"{one.most.n_role:,}"),
            )
        )
    head = ("Where and when", "Middle", "Half lie between", "Nine of ten between", "Postings of the role")
    note = " ".join(f"{_source(e)}: {lower_first(COLLECTIONS[e.job.collection])}." for e in found)
    return Table("The same job in each collection, never pooled", head, tuple(rows), note)


def _source(one: Estimated) -> str:
    name = COLLECTION_NAMES[one.job.collection]
    return name[:1].upper() + name[1:]


def _between(low: Figure, high: Figure) -> str:
    """Two amounts with their unit once: '$43 to $62 an hour'."""
    if low.value is None or high.value is None:
        return ""
    return show_interval(replace(low, interval=Interval(low.value, high.value, MOST, ""), no_interval=None))
