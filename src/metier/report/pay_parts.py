"""What each named part of a described job moves, by the estimate itself, and which parts it does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from metier.model import Sentence, Table, TableCell
from metier.report.context import Context
from metier.report.pay_estimated import Estimated, estimated
from metier.report.pay_job import Description
from metier.report.render.values import MINUS, show
from metier.report.words import escaped, listed
from metier.statistics.pay_estimate import PayEstimate, PayEstimator
from metier.statistics.pay_terms import PayJob, field_words
from metier.vocabulary import industries, levels, technologies

HEAD = ("Named", "Without it", "With it", "Difference")
NOTE = (
    "Each row leaves one part out, averages it over the role's postings (a level is the usual one then), and keeps the "
    "others. Parts go together, so the rows do not add up. These are associations: jobs that name a part differ in "
    "more than it."
)
MOST_SHOWN = 10


def moved_table(
    ctx: Context, estimator: PayEstimator, asked: Description, found: Estimated, money: str
) -> Table | None:
    """The estimate with and without each named part; None where nothing but role and country is named."""
    rows = []
    for label, left_out in list(_named(estimator, asked, found))[:MOST_SHOWN]:
        without = replace(asked, job=left_out(asked.job))
        middle = estimated(ctx, estimator, without, left_out(found.job), money).figures["p50"]
        full = found.figures["p50"]
        if middle.value and full.value:
            rows.append(
                (
                    TableCell(label),
                    TableCell(show(middle), ctx.add(middle)),
                    TableCell(show(full), ctx.add(full)),
                    TableCell(_percent(full.value / middle.value - 1)),
                )
            )
    return Table("What each named part moves in this estimate", HEAD, tuple(rows), NOTE) if rows else None


def _percent(share: float) -> str:
    """A difference with its sign, in per cent.

    >>> _percent(0.0421), _percent(-0.0004)
    ('+4.2 %', '0.0 %')
    """
    shown = f"{abs(share) * 100:.1f} %"
    return shown if shown == "0.0 %" else ("+" if share > 0 else MINUS) + shown


LeftOut = Callable[[PayJob], PayJob]


def _named(estimator: PayEstimator, asked: Description, found: Estimated) -> Iterator[tuple[str, LeftOut]]:
    """(words, what leaves it out of a job) of each named part that the estimator knows."""
    job, unknown, usual = asked.job, set(found.most.unknown), estimator.usual_level(asked.job.role_id)
    if job.level and job.level != usual:
        yield (
            f"{levels()[job.level].label}, beside “{levels()[usual].label.lower()}”",
            lambda j: replace(j, level=usual),
        )
    if job.place or job.state:
        yield ", ".join(part for part in (job.place, job.state) if part), lambda j: replace(j, place="", state="")
    if job.workplace:
        yield "Remote" if job.workplace == "remote" else "Not marked as remote", lambda j: replace(j, workplace="")
    if job.industry_id and f"industry={job.industry_id}" not in unknown:
        yield industries()[job.industry_id].label, lambda j: replace(j, industry_id="")
    for technology in job.technologies or ():
        if f"technology={technology}" not in unknown:
            others = tuple(t for t in job.technologies or () if t != technology) or None
            yield technologies()[technology].label, partial(_with_technologies, others)
    if words := [word for word in field_words(job) if f"word={word}" in estimator.pay]:
        yield f"“{' '.join(words)}” in the title", lambda j: replace(j, title="")


def _with_technologies(named: tuple[str, ...] | None, job: PayJob) -> PayJob:
    return replace(job, technologies=named)


def unknown_sentences(asked: Description, found: PayEstimate) -> Iterator[Sentence]:
    """What was described and does not enter the estimate, with the nearest name where one is."""
    for skill, near in asked.unread:
        nearest = f" Did you mean {listed(near, 'or')}?" if near else ""
        yield Sentence(escaped(f"No technology is called “{skill}”: it is left out.{nearest}"))
    rare = [_words(term, asked) for term in found.unknown]
    if rare:
        yield Sentence(
            escaped(f"Too few postings with pay show {listed(rare)}: the estimate takes no account of it by itself.")
        )


def _words(term: str, asked: Description) -> str:
    """A term of the estimator in words."""
    name, _, value = term.partition("=")
    if name == "role-level":
        return f"{asked.role.label} at level “{levels()[value.rpartition('|')[2]].label.lower()}”"
    if name == "technology":
        return technologies()[value].label
    if name == "industry":
        return industries()[value].label
    if name == "city":
        return asked.job.place
    return f"{name} “{value}”"
