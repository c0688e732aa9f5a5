"""The home page: two boxes to name roles, and what a comparison looks like."""

from __future__ import annotations

from dataclasses import dataclass

from metier.errors import UserInputError
from metier.model import Dumbbell, Figure, Filters, PayChart, Report, Role
from metier.release.reader import Release, remembered
from metier.release.roles import get_role
from metier.release.suggest import known_roles
from metier.report.assemble import report as make_report
from metier.report.filter_words import place_in_words
from metier.report.render.charts import DotRow, dot_rows
from metier.report.render.citing import Citations, citations
from metier.report.render.values import show
from metier.report.words import in_prose
from metier.surfaces.pages.address import compare_path
from metier.surfaces.pages.frame import render
from metier.surfaces.pages.page import Page, Site
from metier.surfaces.pages.whole import whole

_TITLE = "metier: compare careers on evidence"
_LEFT_OVER = "other"  # the family of titles that name no role
_ROWS_EACH = 2  # rows of the picture that favour either role


@dataclass(frozen=True, slots=True)
class Example:
    """What a real comparison says, small enough for a picture."""

    roles: tuple[Role, ...]
    rows: tuple[DotRow, ...]  # what sets the roles apart most, in the order of the difference
    caption: str
    pay: tuple[tuple[str, float], ...]  # (median pay as shown, share of the higher) of each role
    pay_kind: str
    pay_place: str
    figures: int
    minutes: int

    @property
    def path(self) -> str:
        """Where the whole comparison is."""
        return compare_path([role.role_id for role in self.roles])


@remembered
def example(release: Release) -> Example | None:
    """The comparison of the two roles with most postings; None for a release without two."""
    named = [role for role in known_roles(release) if role.family != _LEFT_OVER and role.postings][:2]
    if len(named) < 2:
        return None
    roles = tuple(get_role(release, role.role_id) for role in named)
    try:
        report = make_report(release, roles, Filters())
    except UserInputError:
        return None
    cited = citations(report)
    chart = _most_telling(report, cited)
    kind, place, pay = _medians(report, cited)
    return Example(
        roles=roles,
        rows=dot_rows(chart, cited) if chart else (),
        caption=chart.caption if chart else "",
        pay=pay,
        pay_kind=kind,
        pay_place=place,
        figures=len(report.figures),
        minutes=report.reading_minutes,
    )


def _most_telling(report: Report, cited: Citations) -> Dumbbell | None:
    """The rows of the chart of tools that favour either role most; of another chart where tools tell nothing."""
    charts = [(section.id != "tools", b) for section in report.sections for b in section.blocks if type(b) is Dumbbell]
    for _, chart in sorted(charts, key=lambda one: one[0]):
        real = [row for row in chart.rows if row.real and row.difference]
        real.sort(key=lambda row: -_value(cited.figure(row.difference or "")))
        if len(real) > 2 * _ROWS_EACH:
            return Dumbbell(chart.caption, chart.roles, (*real[:_ROWS_EACH], *real[-_ROWS_EACH:]))
        if real:
            return Dumbbell(chart.caption, chart.roles, tuple(real))
    return None


def _value(figure: Figure) -> float:
    return figure.value or 0.0


def _medians(report: Report, cited: Citations) -> tuple[str, str, tuple[tuple[str, float], ...]]:
    """(kind, place, median pay of each role as shown with its share of the highest), where one kind has all of them."""
    for chart in (b for section in report.sections for b in section.blocks if isinstance(b, PayChart)):
        for kind in dict.fromkeys(row.kind for row in chart.rows):
            medians = {
                row.role_index: cited.figure(figure_id)
                for row in reversed(chart.rows)
                if row.kind == kind
                for name, figure_id in row.quantiles
                if name == "p50"
            }
            found = [medians[place] for place in sorted(medians) if medians[place].value]
            if len(found) == len(report.roles):
                highest = max(map(_value, found))
                where = in_prose(place_in_words(found[0].place))
                return kind, where, tuple((show(figure), round(100 * _value(figure) / highest, 1)) for figure in found)
    return "", "", ()


def page(site: Site) -> Page:
    """The home page."""
    release = site.release
    description = (
        "Two careers side by side: duties, tools, pay, outlook and open jobs, "
        "each figure with its sample size, its interval and its source."
    )
    own = known_roles(release)
    main = render(
        "home.html.j2",
        site=site,
        example=example(release),
        roles=sum(role.family != _LEFT_OVER for role in own),
        postings=sum(role.postings for role in own),
        sources=len({origin.producer for origin in release.origins.values()}),
    )
    return whole(site, "/", title=_TITLE, description=description, main=main)
