"""The same answers as JSON, for programs; described at /api/openapi.json."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from metier.model import Role
from metier.release.reader import Release
from metier.release.roles import list_roles
from metier.report.assemble import report as make_report
from metier.report.explain import explain as explain_figure
from metier.report.pay_page.page import pay_report
from metier.report.pay_question import pay_question
from metier.report.question import find_roles, make_filters
from metier.report.render.as_json import figure_as_data, to_json
from metier.surfaces.web.answer import JSON, Answer
from metier.surfaces.web.api_schema import PROBLEM, Explained, ProblemBody, ReportBody, RoleLine
from metier.surfaces.web.problems import Problem
from metier.surfaces.web.reply import Replies

MOST_ROLES_LISTED = 200
_Text = Query(min_length=1, max_length=80)
Names = Annotated[list[Annotated[str, _Text]], Query(min_length=2, max_length=5, description="A role by name or id.")]
PayNames = Annotated[list[Annotated[str, _Text]], Query(min_length=1, max_length=5, description="A role or job title.")]
Name = Annotated[str, Query(min_length=1, max_length=80, description="A role by name or id.")]
Country = Annotated[str | None, Query(max_length=80, description="Country by name or two-letter code.")]
LevelName = Annotated[str | None, Query(max_length=80, description="Level: entry, senior, staff, manager ...")]
Year = Annotated[int | None, Query(ge=1000, le=9999, description="Year of the postings.")]
Remote = Annotated[bool | None, Query(description="Only remote postings, or only the others.")]
_FAILED: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemBody, "description": what, "content": {PROBLEM: {}}}
    for status, what in (
        (400, "Cannot be met as asked."),
        (404, "No such role or figure, or no evidence left by the filters."),
        (503, "Busy; try again later."),
    )
}


def problem_json(problem: Problem) -> Answer:
    """A problem as JSON (RFC 9457)."""
    body = {"title": problem.title, "status": problem.status, "detail": problem.message, "hint": problem.hint}
    return Answer(json.dumps(body, ensure_ascii=False).encode(), PROBLEM, problem.status, headers=problem.headers)


def api_router(release: Release, replies: Replies) -> APIRouter:
    """The routes below /api, which read one release."""
    router = APIRouter(prefix="/api", responses=_FAILED)

    @router.get("/compare", response_model=ReportBody, summary="Compare two to five roles")
    async def compare(
        request: Request,
        role: Names,
        country: Country = None,
        level: LevelName = None,
        year: Year = None,
        remote: Remote = None,
    ) -> Response:
        make = partial(_report, release, role, 2, country=country, level=level, year=year, remote=remote)
        return await replies.reply(request, make)

    @router.get("/role", response_model=ReportBody, summary="The profile of one role")
    async def role(
        request: Request,
        role: Name,
        country: Country = None,
        level: LevelName = None,
        year: Year = None,
        remote: Remote = None,
    ) -> Response:
        make = partial(_report, release, [role], 1, country=country, level=level, year=year, remote=remote)
        return await replies.reply(request, make)

    @router.get("/roles", response_model=list[RoleLine], summary="Roles whose names hold some words")
    async def roles(
        request: Request,
        q: Annotated[str, Query(max_length=80, description="Words of a name; empty for the vocabulary's own.")] = "",
        limit: Annotated[int, Query(ge=1, le=MOST_ROLES_LISTED)] = MOST_ROLES_LISTED,
    ) -> Response:
        return await replies.reply(request, partial(_roles, release, q, limit))

    @router.get("/pay", response_model=ReportBody, summary="What one to five roles or titles are paid")
    async def pay(
        request: Request,
        role: PayNames,
        country: Country = None,
        level: LevelName = None,
        year: Year = None,
        remote: Remote = None,
        employment_type: Annotated[str | None, Query(max_length=80, description="full-time, contract ...")] = None,
        kind: Annotated[str | None, Query(max_length=80, description="advertised, survey or official.")] = None,
        currency: Annotated[str | None, Query(max_length=80, description="Code or name, such as EUR.")] = None,
        ppp: Annotated[bool, Query(description="At United States prices.")] = False,
    ) -> Response:
        asked: dict[str, Any] = {"country": country, "level": level, "year": year, "remote": remote}
        asked |= {"employment_type": employment_type, "kind": kind, "currency": currency, "ppp": ppp}
        return await replies.reply(request, partial(_pay, release, role, asked))

    @router.get("/explain", response_model=Explained, summary="One figure down to its counts")
    async def explain(
        request: Request, figure: Annotated[str, Query(min_length=3, max_length=1000, description="Id of a figure.")]
    ) -> Response:
        return await replies.reply(request, partial(_explained, release, figure))

    return router


def _json(data: object) -> Answer:
    return Answer(json.dumps(data, ensure_ascii=False, allow_nan=False).encode(), JSON)


def _report(
    release: Release,
    names: list[str],
    least: int,
    *,
    country: str | None,
    level: str | None,
    year: int | None,
    remote: bool | None,
) -> Answer:
    roles: tuple[Role, ...] = find_roles(release, names, least=least)
    filters = make_filters(release, country=country, level=level, year=year, remote=remote)
    return Answer(to_json(make_report(release, roles, filters)).encode(), JSON)


def _pay(release: Release, names: list[str], asked: dict[str, Any]) -> Answer:
    return Answer(to_json(pay_report(release, pay_question(release, names, **asked))).encode(), JSON)


def _roles(release: Release, words: str, limit: int) -> Answer:
    keys = ("role_id", "label", "scheme", "family", "postings")
    return _json([dict(zip(keys, row, strict=True)) for row in list_roles(release, words, limit=limit)])


def _explained(release: Release, figure_id: str) -> Answer:
    found = explain_figure(release, figure_id)
    origins = {origin.origin_id: origin for origin in found.origins}
    return _json(
        {
            "release_id": found.release_id,
            "id": found.figure.id,
            "figure": figure_as_data(found.figure, origins),
            "parts": {part.id: figure_as_data(part, origins) for part in found.parts},
            "origins": {origin_id: asdict(origin) for origin_id, origin in origins.items()},
            "head": found.head,
            "rows": found.rows,
        }
    )
