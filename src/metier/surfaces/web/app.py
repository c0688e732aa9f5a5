"""The application: pages, files, suggestions, the API and what watches over a server, behind one guard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from metier import __version__
from metier.errors import MetierError
from metier.surfaces.pages import suggest
from metier.surfaces.pages.explain import PATH as EXPLAIN
from metier.surfaces.pages.listing import SITEMAP
from metier.surfaces.pages.page import Site
from metier.surfaces.web.answer import JSON, TEXT, Answer, encoding_for
from metier.surfaces.web.api import api_router, problem_json
from metier.surfaces.web.asked import read_query
from metier.surfaces.web.desk import Desk
from metier.surfaces.web.files import robots, sitemap, static_file
from metier.surfaces.web.guard import Guard
from metier.surfaces.web.headers import SECURITY
from metier.surfaces.web.logs import SERVER
from metier.surfaces.web.metrics import MEDIA, Metrics
from metier.surfaces.web.problem_page import problem_answer
from metier.surfaces.web.problems import BROKEN, NO_PAGE, Problem, problem_of
from metier.surfaces.web.rate import Buckets
from metier.surfaces.web.reply import Replies, path_of
from metier.surfaces.web.settings import Settings
from metier.surfaces.web.warm import Warmth
from metier.surfaces.web.work import Work

_DESCRIPTION = "Compare careers on evidence: every figure with its sample size, interval, source and method."


def app(site: Site, settings: Settings, *, buckets: Buckets | None = None, warm_roles: bool = False) -> FastAPI:
    """The application that serves a site. ``buckets`` counts clients' requests; its own if left out.

    ``warm_roles``: beside a page of each kind, every role's own work is done before readers ask for it.
    """
    limits = settings.limits
    metrics = Metrics()
    work = Work(limits.threads, most_waiting=limits.waiting_requests, seconds=limits.request_seconds)
    light = Work(1, most_waiting=limits.waiting_requests, seconds=limits.request_seconds)
    replies = Replies(site, settings, work, light, metrics)
    if buckets is None:
        buckets = Buckets(limits.requests_per_second, limits.burst_requests, most_clients=limits.clients_remembered)
    desk = Desk(site, fresh_seconds=limits.fresh_seconds)
    warmth = Warmth(site, partial(_prepare, desk, replies), metrics, each_role=warm_roles)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(warmth.home)
        work.begin(warmth.make)
        yield
        warmth.stop()
        work.close()
        light.close()

    made = FastAPI(
        title="metier",
        version=__version__,
        description=_DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url=None,  # its page loads scripts of another host
        redoc_url=None,
        redirect_slashes=False,
        servers=[{"url": f"{site.base}{site.root}" or "/"}],
        lifespan=life,
        middleware=[Middleware(Guard, settings=settings, metrics=metrics, buckets=buckets)],
    )
    _add_failures(made, site)
    _add_probes(made, site, metrics, warmth)
    made.include_router(api_router(site.release, replies))
    _add_pages(made, site, replies, desk)
    return made


def _add_pages(made: FastAPI, site: Site, replies: Replies, desk: Desk) -> None:
    """The pages, and the files that they load."""

    async def static(request: Request) -> Response:
        answer = static_file(path_of(request), encoding_for(request.headers.get("accept-encoding", "")))
        return (answer or problem_answer(site, NO_PAGE)).response()

    async def suggestions(request: Request) -> Response:
        words = read_query(request.scope["query_string"]).get("q") or ""
        return await replies.reply(request, lambda: _suggested(site, words), light=True)

    async def explained(request: Request) -> Response:
        return await replies.reply(request, partial(desk.explained, request.scope["query_string"]))

    async def page(request: Request) -> Response:
        return await replies.reply(request, partial(desk.answer, path_of(request), request.scope["query_string"]))

    async def no_endpoint(_: Request) -> Response:
        return problem_json(NO_PAGE).response()

    async def for_robots(request: Request) -> Response:
        return await replies.reply(request, lambda: robots(site))

    async def site_map(request: Request) -> Response:
        return await replies.reply(request, lambda: sitemap(site) or problem_answer(site, NO_PAGE))

    for path, endpoint in (
        ("/static/{file:path}", static),
        (suggest.PATH, suggestions),
        (EXPLAIN, explained),
        ("/robots.txt", for_robots),
        (SITEMAP, site_map),
        ("/api/{path:path}", no_endpoint),
        ("/{path:path}", page),
    ):
        made.add_route(path, endpoint, methods=["GET"], include_in_schema=False)


def _prepare(desk: Desk, replies: Replies, path: str) -> None:
    replies.prepare(path, partial(desk.answer, path, b""))


def _suggested(site: Site, words: str) -> Answer:
    return Answer(suggest.suggestions_json(site, words).encode(), JSON)


def _add_probes(made: FastAPI, site: Site, metrics: Metrics, warmth: Warmth) -> None:
    """What watches over a server asks: does it live, is it ready, what has it counted."""

    async def healthz(_: Request) -> Response:
        return Answer(b"alive\n", TEXT).response()

    async def readyz(_: Request) -> Response:
        if not warmth.reached:
            return Answer(b"reading the release\n", TEXT, 503, headers=(("retry-after", "1"),)).response()
        return Answer(f"ready {site.release.id[:12]}\n".encode(), TEXT).response()

    async def counted(_: Request) -> Response:
        return Answer(metrics.text(site.release.id).encode(), MEDIA).response()

    for path, endpoint in (("/healthz", healthz), ("/readyz", readyz), ("/metrics", counted)):
        made.add_route(path, endpoint, methods=["GET"], include_in_schema=False)


def _add_failures(made: FastAPI, site: Site) -> None:
    """What is said where something fails: JSON below /api, a page elsewhere, never a traceback."""

    def told(request: Request, problem: Problem) -> Response:
        for_program = request.scope["path"].removeprefix(site.root).startswith("/api/")
        response = (problem_json(problem) if for_program else problem_answer(site, problem)).response()
        response.headers.update(dict(SECURITY))  # an unforeseen failure is answered outside of the guard
        return response

    async def failed(request: Request, error: Exception) -> Response:
        if not isinstance(error, MetierError):  # raised again after this, and logged
            return told(request, BROKEN)
        problem = problem_of(error)
        if problem.status == 500:
            SERVER.error("a page could not be made", exc_info=error)
        return told(request, problem)

    async def misunderstood(request: Request, error: Exception) -> Response:
        wrong = error.errors() if isinstance(error, RequestValidationError) else []
        said = "; ".join(f"{entry['loc'][-1]}: {entry['msg']}" for entry in wrong[:5])
        return told(request, Problem(400, f"The request is not as described: {said}.", "See /api/openapi.json."))

    async def no_route(request: Request, _: Exception) -> Response:
        return told(request, NO_PAGE)

    made.add_exception_handler(MetierError, failed)
    made.add_exception_handler(RequestValidationError, misunderstood)
    made.add_exception_handler(HTTPException, no_route)
    made.add_exception_handler(Exception, failed)
