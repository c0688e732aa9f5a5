"""How the amounts were made comparable, and what was set aside, with counts."""

from __future__ import annotations

import re

from metier.model import Block, Section, Sentence, Table, TableCell
from metier.release.dropped import set_aside
from metier.release.prices import DOLLARS, PPP, rate_of
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_page.asked import Asked
from metier.report.words import escaped
from metier.vocabulary import rule

_KEPT = "pay kept"  # of which nothing was set aside
_ABOUT_PAY = re.compile(r"\b(pay|range|salary|amount|salaries|wage|currency)\b", re.IGNORECASE)


def section(asked: Asked) -> Section:
    """The section: the rules by which amounts became comparable, and a table of what was set aside."""
    said = (_annual(), _dollars(), *_shown_in(asked), _kinds())
    return Section(id="pay-made", title="How these amounts were made", paragraphs=(said,), blocks=_set_aside(asked))


def _annual() -> Sentence:
    hours, days = rule("annualise.hours_per_year"), rule("annualise.days_per_year")
    return Sentence(
        f"Pay for an hour, day, week or month is shown as pay for a year of full-time work: {hours:,.0f} hours, "
        f"{days:,.0f} days, {rule('annualise.weeks_per_year'):.0f} weeks or 12 months; a range wider than "
        f"{rule('annualise.widest_range'):g} times its lower end is set aside."
    )


def _dollars() -> Sentence:
    return Sentence(
        "An amount in another currency is kept in US dollars at the mean of the daily rates of the European Central "
        "Bank in the year of the statement, or of the Federal Reserve where that has none."
    )


def _shown_in(asked: Asked) -> tuple[Sentence, ...]:
    """The rate or factor of the money that is asked for."""
    if asked.money == DOLLARS:
        return ()
    if asked.money == PPP:
        return (
            Sentence(
                "At United States prices: local pay at that rate, divided by the World Bank's purchasing power factor "
                "of the year, or of the newest year that has one; each figure's papers name factor and year."
            ),
        )
    year = int(asked.ctx.release.evidence_date[:4])
    rate = rate_of(asked.ctx.release, asked.money, year)
    newest = ""
    if rate is not None:
        over = f"mean of {rate.days} days to {rate.last_day}" if rate.days else f"annual mean of {rate.year}"
        newest = f" The newest is {rate.per_usd:,.4g} {asked.money} a dollar ({over})."
    return (
        Sentence(
            f"Amounts are shown in {asked.money} at the same year's rate by which they became dollars, so that pay "
            f"stated in {asked.money} is shown as it was stated; each figure's papers name the rates.{escaped(newest)}"
        ),
    )


def _kinds() -> Sentence:
    return Sentence("Advertised pay, survey answers and official wages are never mixed in one figure.")


def _set_aside(asked: Asked) -> tuple[Block, ...]:
    """What was set aside in the collections that answer, by reason."""
    used = {s.collection for entries in asked.stated for s in entries}
    rows = [
        (TableCell(reason[:1].upper() + reason[1:]), TableCell(COLLECTION_NAMES[collection]), TableCell(f"{n:,}"))
        for collection in sorted(used)
        for reason, n in set_aside(asked.ctx.release).get(collection, ())
        if _ABOUT_PAY.search(reason) and n and not reason.startswith(_KEPT)
    ]
    if not rows:
        return ()
    note = "Counted over the whole collection, not over these roles. “Second row” is the other end of a range."
    return (Table("Set aside, with the reason", ("Reason", "Where", "Rows"), tuple(rows), note, detail=True),)
