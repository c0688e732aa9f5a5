"""The page about the pay of one role or title, in one country or where most of it is stated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from metier.errors import EmptySelection
from metier.model import Filters, Report, Role
from metier.release.official import country_names
from metier.release.pay import TITLE, title_key, title_named
from metier.release.prices import DOLLARS, PPP
from metier.release.reader import Release
from metier.release.role_overview import pay_spread
from metier.release.roles import get_role
from metier.report.pay_page.page import pay_report
from metier.report.pay_question import PayQuestion, question_of
from metier.report.words import in_prose
from metier.surfaces.pages import structured
from metier.surfaces.pages.address import pay_path
from metier.surfaces.pages.body import body
from metier.surfaces.pages.compare import FORMATS
from metier.surfaces.pages.frame import render
from metier.surfaces.pages.narrowing import pay_boxes
from metier.surfaces.pages.page import Page, Site
from metier.surfaces.pages.role import close_roles
from metier.surfaces.pages.whole import whole

NO_FILTERS = Filters()
CLOSE = 4
COUNTRIES = 12  # countries that a page links to


@dataclass(frozen=True, slots=True)
class Country:
    """A country with stated pay of a role, the page about it, and whether it is the one shown."""

    name: str
    path: str
    statements: int
    here: bool


def page(
    site: Site, role_id: str, filters: Filters = NO_FILTERS, *, currency: str | None = None, ppp: bool = False
) -> Page:
    """The page about the pay of a role, occupation or typed title ('title:head-of-data').

    ``filters.country`` is the country in the path. Raises UnknownRole, UnknownFilter and UserInputError for a question
    that cannot be asked; a slice without pay is a page that says so.
    """
    release = site.release
    role = get_role(release, role_id)
    try:
        question = question_of(release, (role,), filters, currency=currency, ppp=ppp)
    except EmptySelection as error:
        asked = PayQuestion(roles=(role,), filters=filters, money=PPP if ppp else DOLLARS)
        return _page(site, asked, None, {"article": None, "message": error.message, "hint": _in_words(error.hint)})
    report = pay_report(release, question)
    return _page(site, question, report, {"article": body(site, report)})


def countries(release: Release, role_id: str) -> tuple[tuple[str, int], ...]:
    """(code, statements) of the countries that a role's page links to: the pages about them exist."""
    return pay_spread(release, role_id).countries[:COUNTRIES]


def query_of(question: PayQuestion) -> str:
    """What narrows a page about pay beside role and country, as it stands in an address."""
    pairs = dict(replace(question.filters, country=None).items())
    if question.money == PPP:
        pairs["ppp"] = "yes"
    elif question.money:
        pairs["currency"] = question.money
    return f"?{urlencode(pairs)}" if pairs else ""


def _page(site: Site, question: PayQuestion, report: Report | None, shown: dict[str, object]) -> Page:
    """The frame around an answer, or around the message that there is none in this slice."""
    release, role, filters = site.release, question.roles[0], question.filters
    path, everywhere = pay_path(role.role_id, filters.country or ""), pay_path(role.role_id)
    names = country_names(release)
    country = names.get(filters.country, filters.country) if filters.country else ""
    place = f" in {in_prose(country)}" if country else ""
    title = f"{role.label}: pay{place}"
    answer, of = answered(report) if report else ("", "")
    description = f"{answer} {of}".strip() or f"What is known of the pay of {role.label}{place}."
    spread = pay_spread(release, role.role_id)
    query = query_of(question)
    main = render(
        "pay.html.j2",
        site=site,
        role=role,
        profile=_profile(release, role),
        title=title,
        whole=everywhere,
        country=country,
        answer=answer,
        of=of,
        boxes=pay_boxes(release, spread, filters, question.money) if site.live else (),
        ppp=question.money == PPP,
        narrowed=bool(query or filters),
        files=[(site.link(f"{path}.{kind}{query}"), word) for kind, word in FORMATS.items()]
        if site.live and report
        else (),
        countries=[
            Country(names.get(code, code), pay_path(role.role_id, code) + query, n, code == filters.country)
            for code, n in countries(release, role.role_id)
        ],
        close=close_roles(release, _profile(release, role))[:CLOSE],
        **shown,
    )
    trail = [("Pay", "/pay"), (role.label, everywhere)]
    if country:
        trail.append((country, path))
    data = structured.role_profile(site, path, report, title=title, description=description) if report else []
    return whole(
        site,
        path,
        title=title,
        description=description,
        main=main,
        current="pay",
        kind="article",
        trail=trail,
        data=data,
        swaps=True,
    )


def _profile(release: Release, role: Role) -> str:
    """The id of the role whose profile goes with a page about pay: for a typed title what it is read as, '' nothing."""
    if not role.role_id.startswith(TITLE):
        return role.role_id
    named = title_named(release, title_key(role.role_id))
    return named[1] if named else ""


def answered(report: Report) -> tuple[str, str]:
    """(the first answer of a report about pay, what it is of), as plain text; '' where it does not say."""
    said = [sentence for paragraph in report.sections[0].paragraphs for sentence in paragraph]
    answer = next((sentence.plain() for sentence in said if sentence.figures), "")
    of = said[0].plain() if answer and not said[0].figures else ""
    return answer, of


def _in_words(hint: str) -> str:
    """A hint without the options of the command line, which a page has boxes for."""
    return "" if "--" in hint else hint
