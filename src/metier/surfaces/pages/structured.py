"""What pages say to search engines, as JSON-LD in schema.org's terms: only what is true of the page.

No ``JobPosting``: its description is the posting's own text, which a release never holds
(docs/decisions/0026-static-site.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metier.model import Figure, Flag, PayChart, PayRow, Report, Role
from metier.surfaces.pages.page import Site

CONTEXT = "https://schema.org"
_QUANTILES = {
    "p10": "percentile10",
    "p25": "percentile25",
    "p50": "median",
    "p75": "percentile75",
    "p90": "percentile90",
}
_STATED = ("advertised", "official")
_ONE_COUNTRY = {"United States": "US"}  # as official wages write it; pay in postings carries codes
_MOST_CHARACTERS = 5000  # of a data set's description that search engines read

Thing = dict[str, object]


def breadcrumbs(site: Site, trail: Sequence[tuple[str, str]]) -> list[Thing]:
    """Where a page stands: (name, path) from the home page down; none where the site's address is not known."""
    if not site.base:
        return []
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": site.canonical(path)}
        for place, (name, path) in enumerate(trail, start=1)
    ]
    return [{"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}]


def comparison(site: Site, path: str, report: Report, *, title: str, description: str) -> list[Thing]:
    """A comparison: an article, and the data set of its figures."""
    return [_article(site, path, report, title, description), dataset(site, path, report, title=title)]


def role_profile(site: Site, path: str, report: Report, *, title: str, description: str) -> list[Thing]:
    """A role's profile or its pay: the occupation with its pay where that is of one country, and the data set."""
    found = occupation(site, path, report, description=description)
    return [*([found] if found else []), dataset(site, path, report, title=title)]


def dataset(site: Site, path: str, report: Report, *, title: str) -> Thing:
    """The figures of a report as a data set, with the sources that they were made from."""
    names = " and ".join(role.label for role in report.roles) or title
    about = (
        f"{len(report.figures)} figures on {names}, each with its sample size, interval, period, place, source and "
        f"method, from job postings, surveys of pay and official statistics."
    )
    found: Thing = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": f"{title}: figures"[:200],
        "description": about[:_MOST_CHARACTERS],
        "creator": _maker(),
        "isAccessibleForFree": True,
        "isBasedOn": [_work(origin.title or origin.producer, origin.url) for origin in report.origins.values()],
        **_dates(report),
    }
    if report.release_id:
        found["version"] = report.release_id
    return found | _address(site, path)


def occupation(site: Site, path: str, report: Report, *, description: str) -> Thing | None:
    """The role of a page as an occupation with estimated pay; None where no pay is of the role and of one country.

    schema.org asks for a distribution of pay at a place. Pay of the closest official occupation is not the role's
    own, and a small sample is no estimate to publish: both are left out.
    """
    if len(report.roles) != 1:
        return None
    rows = [(row, figures, place) for row, figures in _pay_rows(report) if (place := _place(row, figures))]
    if not rows:
        return None
    role, place = report.roles[0], rows[0][2]
    return {
        "@context": CONTEXT,
        "@type": "Occupation",
        "name": role.label,
        "description": role.definition or description,
        "occupationLocation": [{"@type": "Country", "name": place}],
        "estimatedSalary": [_salary(row, figures) for row, figures, where in rows if where == place],
        **({"occupationalCategory": code} if (code := _soc(role)) else {}),
        **_address(site, path, name="mainEntityOfPage"),
    }


def _article(site: Site, path: str, report: Report, title: str, description: str) -> Thing:
    return {
        "@context": CONTEXT,
        "@type": "Article",
        "headline": title[:110],
        "description": description,
        "inLanguage": "en-GB",
        "author": _maker(),
        "publisher": _maker(),
        "isAccessibleForFree": True,
        **({"dateModified": report.evidence_date} if report.evidence_date else {}),
        **_address(site, path, name="mainEntityOfPage"),
    }


def _maker() -> Thing:
    return {"@type": "Organization", "name": "metier"}


def _work(name: str, url: str) -> Thing:
    return {"@type": "CreativeWork", "name": name, **({"url": url} if url.startswith(("https://", "http://")) else {})}


def _address(site: Site, path: str, *, name: str = "url") -> Thing:
    return {name: site.canonical(path)} if site.base else {}


def _dates(report: Report) -> Thing:
    """Up to when the evidence reaches; the day is the release's, never the clock's."""
    return {"dateModified": report.evidence_date, "temporalCoverage": f"../{report.evidence_date}"} if (
        report.evidence_date
    ) else {}  # fmt: skip


def _soc(role: Role) -> str:
    """The code of an official occupation of the United States; '' for a role, whose link may not be exact."""
    return role.role_id.removeprefix("onet-") if role.scheme.startswith("onetsoc") else ""


def _pay_rows(report: Report) -> Iterator[tuple[PayRow, dict[str, Figure]]]:
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, PayChart):
                for row in block.rows:
                    yield row, {name: report.figures[figure] for name, figure in row.quantiles}


def _place(row: PayRow, figures: dict[str, Figure]) -> str:
    """The one country (ISO code) that a row's pay is of; '' where it is not the role's, of one country, or enough."""
    middle = figures.get("p50")
    if middle is None or row.kind not in _STATED or any(figure.value is None for figure in figures.values()):
        return ""
    if any(figure.flags & {Flag.MAPPED_CLOSE, Flag.SMALL_SAMPLE} for figure in figures.values()):
        return ""
    if not middle.unit.endswith("_year") or "ppp" in middle.unit:
        return ""
    place = _ONE_COUNTRY.get(middle.place, middle.place)
    return place if len(place) == 2 and place.isascii() and place.isupper() else ""


def _salary(row: PayRow, figures: dict[str, Figure]) -> Thing:
    return {
        "@type": "MonetaryAmountDistribution",
        "name": row.label,
        "currency": figures["p50"].unit.split("_")[0].upper(),
        "duration": "P1Y",
        **{_QUANTILES[name]: round(figure.value) for name, figure in figures.items() if figure.value is not None},
    }
