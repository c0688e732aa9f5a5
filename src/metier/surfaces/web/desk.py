"""From the path and query that somebody asks for to an answer: a page, a file, or the way to the right address."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from metier.errors import AmbiguousRole, UnknownFilter, UnknownRole, UserInputError
from metier.release.roles import find_role
from metier.report.question import find_roles
from metier.surfaces.pages import compare, explain
from metier.surfaces.pages.address import Address, compare_path, jobs_path, pay_path, read_path, role_path
from metier.surfaces.pages.page import Site
from metier.surfaces.web.answer import Answer, redirect
from metier.surfaces.web.asked import Query, filters_of, query_of, read_query
from metier.surfaces.web.kinds import KINDS, Wanted, page_answer
from metier.surfaces.web.named import BOXES, Find, as_typed, comparisons_near, is_id, near, parted, role_named
from metier.surfaces.web.problem_page import problem_answer
from metier.surfaces.web.problems import NO_PAGE, NOTHING_NAMED, problem_of
from metier.surfaces.web.routes import without_ending

_PATHS: dict[str, Callable[[str], str]] = {"pay": pay_path, "role_jobs": jobs_path}


class Desk:
    """Answers what pages are asked for. It keeps nothing, and several threads may ask it at once."""

    def __init__(self, site: Site, *, fresh_seconds: int) -> None:
        self.site, self._fresh = site, fresh_seconds

    def answer(self, path: str, raw_query: bytes) -> Answer:
        """The answer to a path, as it was sent, and its query. What a visitor got wrong becomes a page, no error."""
        wanted, ending = without_ending(path)
        address = read_path(wanted) or read_path(wanted.lower())
        if address is None:
            return problem_answer(self.site, NO_PAGE)
        try:
            query = read_query(raw_query)
            if address.kind == "compares":
                return self._typed(query)
            if address.kind not in KINDS:
                return problem_answer(self.site, NO_PAGE)
            right = KINDS[address.kind](Wanted(self.site, address, query, ending))
            if right.target != _spelled(path, raw_query):
                return redirect(self.site.link(right.target), seconds=self._fresh)
            return right.make()
        except UserInputError as error:
            if address.kind == "compare" and isinstance(error, UnknownRole | AmbiguousRole):
                return self._choose(address.items, error, role_named, read_query(raw_query))
            if address.kind == "compare" and isinstance(error, UnknownFilter):
                return self._unfiltered(address, error)
            return problem_answer(self.site, problem_of(error), self._offers(address, error))

    def explained(self, raw_query: bytes) -> Answer:
        """The page of one figure."""
        try:
            figure_id = read_query(raw_query).get("figure")
            if figure_id is None:
                return problem_answer(self.site, NOTHING_NAMED)
            return page_answer(explain.page(self.site, figure_id))
        except UserInputError as error:
            return problem_answer(self.site, problem_of(error))

    def _typed(self, query: Query) -> Answer:
        """The way to the comparison of names that somebody typed; where one is not known, the boxes again."""
        names = parted(query.all(*BOXES))
        if not names:
            return page_answer(compare.chooser(self.site))
        release = self.site.release
        if len(names) == 1 and is_id(release, names[0]):  # the way from one of two names that are not understood
            return page_answer(compare.chooser(self.site, [as_typed(release, names[0])]))
        try:
            roles = find_roles(release, names)
            path = compare_path([role.role_id for role in roles])
            return redirect(self.site.link(path + query_of(filters_of(release, query))), 303)
        except UserInputError as error:
            return self._choose(names, error, find_role, query)

    def _choose(self, names: Sequence[str], error: UserInputError, find: Find, query: Query) -> Answer:
        """The boxes again, with what is wrong and what may be meant."""
        problem = problem_of(error)
        release = self.site.release
        offered = comparisons_near(release, names, error, find, self._kept(query))
        hint = "" if isinstance(error, UnknownRole) and not offered else problem.hint
        typed = [as_typed(release, name) for name in names]
        page = compare.chooser(
            self.site, typed, message=problem.message, hint=hint, near=offered, status=problem.status
        )
        return page_answer(page)

    def _kept(self, query: Query) -> str:
        """The filters of a query as they stand in an address; '' where one does not exist."""
        try:
            return query_of(filters_of(self.site.release, query))
        except UserInputError:
            return ""

    def _unfiltered(self, address: Address, error: UnknownFilter) -> Answer:
        """A comparison for a filter that does not exist: what is wrong, and the filters that there are."""
        problem = problem_of(error)
        named = tuple(role_named(self.site.release, name) for name in address.items)
        return page_answer(compare.wrong_filter(self.site, named, problem.message, problem.hint, problem.status))

    def _offers(self, address: Address, error: UserInputError) -> list[tuple[str, str]]:
        """(label, path) of pages of the same kind that may be meant."""
        path_of = _PATHS.get(address.kind, role_path)
        return [(label, path_of(role_id)) for label, role_id in near(self.site.release, error)]


def _spelled(path: str, raw_query: bytes) -> str:
    """The address as it was sent."""
    return path + (f"?{raw_query.decode('latin-1')}" if raw_query else "")
