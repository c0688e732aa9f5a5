"""What postings state of the role and level of an estimate, beside it: for comparison, no part of it."""

from __future__ import annotations

from dataclasses import replace

from metier.model import Filters, Sentence, Status
from metier.release.official import country_names
from metier.report.context import Context
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_job import Description
from metier.report.pay_page.papers import answer_figures
from metier.report.pay_page.stated import stated_in
from metier.report.pay_question import ADVERTISED
from metier.report.render.values import show
from metier.report.words import escaped, in_prose
from metier.statistics.pay_terms import PayJob

NO_PART = "aijobs"
_WHY = "takes no part in estimates, because it names no employers, places or tools"


def posted(ctx: Context, asked: Description, job: PayJob, money: str) -> tuple[Sentence, ...]:
    """What postings of the role, level and country state in the collection that answers; nothing where too few do."""
    country = escaped(in_prose(country_names(ctx.release).get(job.country, job.country)))
    lead = f"Postings of this role and level there, anywhere in {country}, state"
    return _stating(ctx, asked, job, money, job.collection, lead)


def left_aside(ctx: Context, asked: Description, job: PayJob, money: str) -> tuple[Sentence, ...]:
    """That one collection takes no part, and what it states of the role, level and country."""
    name = COLLECTION_NAMES[NO_PART]
    said = _stating(ctx, asked, job, money, NO_PART, f"{name} {_WHY}; of this role and level it states")
    return said or (Sentence(f"{name} {_WHY}."),)


def _stating(
    ctx: Context, asked: Description, job: PayJob, money: str, collection: str, lead: str
) -> tuple[Sentence, ...]:
    """'... $148k in the middle (37, 2023-2024)', of these statements alone; the papers say what they are joined with.

    Nothing for pay by the hour, which is not told apart in what is stated.
    """
    filters = Filters(country=job.country, level=job.level)
    found = stated_in(ctx.release, asked.role.role_id, filters, money, collection, ADVERTISED)
    if found is None or found.shown is None or job.paid != "year":
        return ()
    figure = answer_figures(ctx, asked.role, found, money, only=(0.5,))["p50"]
    tail = f" in the middle ({found.shown.n_statements:,}, {figure.period})."
    if found.shown.nature != "modelled":
        return (ctx.say(f"{lead} {{0}}{tail}", figure),)
    amount = show(
        replace(figure, value=found.shown.median.stated, status=Status.MEASURED, interval=None, no_interval="as stated")
    )
    return (ctx.say(f"{lead} {amount}{tail}", also=(figure,)),)
