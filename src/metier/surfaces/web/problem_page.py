"""A problem as a page of the site."""

from __future__ import annotations

from collections.abc import Sequence

from metier.surfaces.pages import not_found
from metier.surfaces.pages.page import Site
from metier.surfaces.web.answer import Answer
from metier.surfaces.web.problems import Problem


def problem_answer(site: Site, problem: Problem, offers: Sequence[tuple[str, str]] = ()) -> Answer:
    """The page that says what is wrong, what to do next, and (label, path) of pages that may be meant."""
    page = not_found.page(site, "/", problem.message, problem.hint, offers, title=problem.title, status=problem.status)
    return Answer(page.html.encode(), status=page.status, headers=problem.headers)
