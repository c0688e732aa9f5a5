"""Each kind of page: its canonical address, and how it is made. One function a kind; the desk chooses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from metier.errors import UserInputError
from metier.model import Filters
from metier.report.currency import find_currency
from metier.report.pay_question import find_pay_role, question_of
from metier.surfaces.pages import compare, home, jobs, methods, pay, pays, role, role_map, roles, skill, skills, sources
from metier.surfaces.pages.address import Address, compare_path, jobs_path, pay_path, role_path
from metier.surfaces.pages.page import Page, Site
from metier.surfaces.web.answer import Answer
from metier.surfaces.web.asked import Query, filters_of, query_of
from metier.surfaces.web.downloads import pay_file, report_file
from metier.surfaces.web.named import near, pay_role_named, role_named
from metier.surfaces.web.problems import problem_of


@dataclass(frozen=True, slots=True)
class Right:
    """What is asked for, at its canonical address below the site's folder, and how it is made."""

    target: str
    make: Callable[[], Answer]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for: its items and query, and the ending of a file ('' for a page)."""

    site: Site
    address: Address
    query: Query
    ending: str = ""


def page_answer(page: Page) -> Answer:
    """A page as an answer."""
    return Answer(page.html.encode(), status=page.status)


def alone(path: str, page: Callable[[Site], Page]) -> Callable[[Wanted], Right]:
    """A page about nothing in particular, which takes no query."""
    return lambda wanted: Right(path, lambda: page_answer(page(wanted.site)))


def comparison(wanted: Wanted) -> Right:
    """A comparison, as a page or a file."""
    release = wanted.site.release
    named = tuple(role_named(release, name) for name in wanted.address.items)
    filters = filters_of(release, wanted.query)
    path = compare_path([one.role_id for one in named])
    if wanted.ending:
        return Right(
            file_target(path, wanted.ending, query_of(filters)),
            lambda: report_file(release, named, filters, wanted.ending),
        )
    return Right(path + query_of(filters), lambda: page_answer(compare.page(wanted.site, named, filters)))


def file_target(path: str, ending: str, query: str) -> str:
    """The address of a page as a file."""
    return f"{path}.{ending}{query}"


def all_roles(wanted: Wanted) -> Right:
    """The roles, searched by words of a name."""
    words = wanted.query.get("q") or ""
    return Right("/roles" + query_of(Filters(), q=words), lambda: page_answer(roles.page(wanted.site, words)))


def one_role(wanted: Wanted) -> Right:
    """The profile of a role, as a page or a file."""
    release = wanted.site.release
    found = role_named(release, wanted.address.items[0])
    filters = filters_of(release, wanted.query)
    path = role_path(found.role_id)
    if wanted.ending:
        return Right(
            file_target(path, wanted.ending, query_of(filters)),
            lambda: report_file(release, (found,), filters, wanted.ending),
        )
    return Right(path + query_of(filters), lambda: page_answer(role.page(wanted.site, found.role_id, filters)))


def all_pay(wanted: Wanted) -> Right:
    """The way into pay: a title that somebody typed leads to its page."""
    release, typed = wanted.site.release, wanted.query.get("q")
    if typed is None:
        return Right("/pay", lambda: page_answer(pays.page(wanted.site)))
    try:
        found = find_pay_role(release, typed)
    except UserInputError as error:
        problem = problem_of(error)
        offered = [(label, pay_path(role_id)) for label, role_id in near(release, error)]
        page = pays.page(wanted.site, typed, message=problem.message, hint=problem.hint, near=offered)
        return Right("/pay" + query_of(Filters(), q=typed), lambda: page_answer(replace(page, status=problem.status)))
    return Right(pay_path(found.role_id), lambda: page_answer(pay.page(wanted.site, found.role_id)))


def pay_of_role(wanted: Wanted) -> Right:
    """The pay of a role, title or occupation, as a page or a file. Its country stands in the path."""
    release, query = wanted.site.release, wanted.query
    name, *country = wanted.address.items
    found = pay_role_named(release, name)
    filters = filters_of(release, query.with_default("country", *country))
    currency, ppp = query.get("currency"), query.yes("ppp")
    path = pay_path(found.role_id, filters.country or "")
    money = {"currency": "" if currency is None else find_currency(release, currency), "ppp": "yes" if ppp else ""}
    if money["currency"] == "USD":
        money["currency"] = ""
    more = query_of(replace(filters, country=None), **money)
    if wanted.ending:
        question = question_of(release, (found,), filters, currency=currency, ppp=ppp)
        return Right(file_target(path, wanted.ending, more), lambda: pay_file(release, question, wanted.ending))
    make = partial(pay.page, wanted.site, found.role_id, filters, currency=currency, ppp=ppp)
    return Right(path + more, lambda: page_answer(make()))


def all_skills(wanted: Wanted) -> Right:
    """The technologies, searched by words of a name."""
    words = wanted.query.get("q") or ""
    return Right("/skills" + query_of(Filters(), q=words), lambda: page_answer(skills.page(wanted.site, words)))


def one_skill(wanted: Wanted) -> Right:
    """A technology, which the page finds by any of its names."""
    page = skill.page(wanted.site, wanted.address.items[0])
    return Right(page.path, lambda: page_answer(page))


def open_jobs(wanted: Wanted) -> Right:
    """The search of open jobs."""
    asked = jobs.JobsQuery.read(wanted.query.first())
    return Right(asked.address(), lambda: page_answer(jobs.page(wanted.site, asked)))


def jobs_of_role(wanted: Wanted) -> Right:
    """The open jobs of one role."""
    name, number = wanted.address.items
    found = role_named(wanted.site.release, name)
    target = jobs_path(found.role_id, int(number))
    return Right(target, lambda: page_answer(jobs.of_role(wanted.site, found.role_id, int(number))))


KINDS: dict[str, Callable[[Wanted], Right]] = {
    "home": alone("/", home.page),
    "map": alone("/map", role_map.page),
    "methods": alone("/methods", methods.page),
    "sources": alone("/sources", sources.page),
    "pays": all_pay,
    "pay": pay_of_role,
    "compare": comparison,
    "roles": all_roles,
    "role": one_role,
    "skills": all_skills,
    "skill": one_skill,
    "jobs": open_jobs,
    "role_jobs": jobs_of_role,
}
