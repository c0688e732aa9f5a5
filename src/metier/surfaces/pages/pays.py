"""The way into pay: a box for any job title, and what much advertised roles are paid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from metier.model import Figure, Filters
from metier.release.official import country_names
from metier.release.reader import Release, remembered
from metier.release.role_overview import RoleLine, curated_roles, pay_spread
from metier.release.roles import get_role
from metier.report.context import Context
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_page.asked import Asked, ask
from metier.report.pay_page.short import medians
from metier.report.pay_page.stated import main_country
from metier.report.pay_question import ADVERTISED, PayQuestion
from metier.report.render.axes import Axis, round_axis
from metier.report.render.values import show, show_interval, show_n, unit_in_words
from metier.report.words import in_prose
from metier.surfaces.pages.frame import render
from metier.surfaces.pages.page import Page, Site
from metier.surfaces.pages.whole import whole

PATH = "/pay"
MOST = 16  # roles whose pay is drawn
_LEFT_OVER = "other"  # the family of titles that name no role
_UNIT = "usd_year"


@dataclass(frozen=True, slots=True)
class Paid:
    """A role's median with its interval, as shown and in per cent of the axis."""

    role_id: str
    label: str
    median: str
    interval: str
    rests_on: str
    x: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Popular:
    """Roles by median advertised pay, the highest first, all in one country and from one collection of statements.

    No axis where there is none. Collections see other employers and years, so that a ranking across them would mislead.
    """

    country: str
    source: str  # the collection, in words
    rows: tuple[Paid, ...]
    axis: Axis | None
    unit: str


def page(
    site: Site, query: str = "", *, message: str = "", hint: str = "", near: Sequence[tuple[str, str]] = ()
) -> Page:
    """The way into pay. ``message`` says why a typed title led nowhere; ``near`` holds (label, path) to offer."""
    title = "Pay"
    description = "What jobs are paid: the median, how sure it is, by level, country and year, and where it comes from."
    main = render(
        "pays.html.j2",
        site=site,
        query=query,
        message=message,
        hint=hint,
        near=tuple(near),
        popular=popular(site.release),
        roles=with_pay(site.release),
    )
    return whole(site, PATH, title=title, description=description, main=main, current="pay", trail=[(title, PATH)])


@remembered
def with_pay(release: Release) -> tuple[RoleLine, ...]:
    """The roles with enough stated pay to answer for some country, by name."""
    found = (line for line in curated_roles(release) if line.family != _LEFT_OVER)
    return tuple(
        sorted((line for line in found if pay_spread(release, line.role_id).countries), key=lambda line: line.label)
    )


@remembered
def popular(release: Release) -> Popular:
    """The medians of the roles with most postings, in the country in which most of their pay is stated.

    Only of roles whose own page leads with the collection that leads for most.
    """
    lines = [line for line in curated_roles(release) if line.family != _LEFT_OVER][: 2 * MOST]
    country = main_country(release, [line.role_id for line in lines[:MOST]], Filters())
    filters = Filters(country=country)
    asked = {line: _asked(release, line, filters) for line in lines}
    source = _source_of_most(asked.values())
    found = [(line, figure) for line in lines if (figure := _median(asked[line], source)) is not None][:MOST]
    ends = [end for _, f in found if f.interval for end in (f.interval.low, f.interval.high)]
    axis = round_axis(ends, _UNIT)
    rows = [_paid(line, figure, axis) for line, figure in found if axis and figure.interval]
    names = country_names(release)
    return Popular(
        country=in_prose(names.get(country or "", country or "")),
        source=COLLECTION_NAMES.get(source, source),
        rows=tuple(sorted(rows, key=lambda row: (-row.x, row.label))),
        axis=axis,
        unit=unit_in_words(_UNIT),
    )


def _asked(release: Release, line: RoleLine, filters: Filters) -> Asked:
    """What is advertised for a role in a slice, by collection."""
    role = get_role(release, line.role_id)
    return ask(Context(release, (role,), filters), PayQuestion(roles=(role,), filters=filters, kind=ADVERTISED))


def _source(asked: Asked) -> str:
    """The collection that leads on the role's own page; '' where the slice itself has too little."""
    best = asked.best[0]
    return best.collection if best is not None and best.exact else ""


def _source_of_most(asked: Iterable[Asked]) -> str:
    """The collection that leads for most roles; '' where none does."""
    counts = Counter(source for one in asked if (source := _source(one)))
    return min(counts, key=lambda name: (-counts[name], name), default="")


def _median(asked: Asked, source: str) -> Figure | None:
    """The median of a role's advertised pay where that collection leads; None for any other role."""
    figure = medians(asked)[0] if _source(asked) == source else None
    return figure if figure is not None and figure.value is not None and figure.interval is not None else None


def _paid(line: RoleLine, figure: Figure, axis: Axis) -> Paid:
    low, high = (figure.interval.low, figure.interval.high) if figure.interval else (0.0, 0.0)
    return Paid(
        line.role_id,
        line.label,
        show(figure),
        show_interval(figure),
        show_n(figure),
        axis.place(figure.value or 0.0),
        axis.place(low),
        axis.place(high),
    )
