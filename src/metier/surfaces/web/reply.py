"""How the server replies: from what the client holds, from what was kept, or by making it in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from metier.surfaces.pages.page import Site
from metier.surfaces.web.answer import (
    BROTLI,
    GZIP,
    NEVER_KEPT,
    Answer,
    Kept,
    edition,
    encoding_for,
    etag_of,
    matches,
    not_modified,
)
from metier.surfaces.web.metrics import Metrics
from metier.surfaces.web.settings import Settings
from metier.surfaces.web.work import Work

_KEPT = (200, 301, 303, 404)  # names that nobody has are asked for again and again, and cost as much as a page


class Replies:
    """Replies with pages and files that depend on the address alone, and may be kept while the release is served."""

    def __init__(self, site: Site, settings: Settings, work: Work, light: Work, metrics: Metrics) -> None:
        limits = settings.limits
        self._work, self._light, self._metrics = work, light, metrics
        self._edition = edition(site)
        self._kept = Kept(limits.kept_bytes)
        self._making: dict[tuple[str, str], asyncio.Future[Answer]] = {}
        self._levels = {BROTLI: limits.brotli_quality, GZIP: limits.gzip_level}
        self._cache = f"public, max-age={limits.fresh_seconds}, stale-while-revalidate=86400"

    async def reply(self, request: Request, make: Callable[[], Answer], *, light: bool = False) -> Response:
        """The reply to a request whose answer ``make`` returns. Raises what ``make`` raises, Busy and TooLong.

        What is ``light`` does not queue behind pages.
        """
        target = target_of(request)
        etag = etag_of(self._edition, target)
        if matches(request.headers.get("if-none-match", ""), etag):
            return not_modified(etag, self._cache)
        encoding = encoding_for(request.headers.get("accept-encoding", ""))
        answer = self._kept.get(target, encoding)
        if answer is not None:
            self._metrics.kept += 1
            return answer.response(etag)
        key = (target, encoding)
        if key not in self._making:  # whoever asks for a page while it is made waits for that one
            self._making[key] = asyncio.ensure_future(self._make(key, make, self._light if light else self._work))
            self._making[key].add_done_callback(lambda _: self._making.pop(key, None))
        answer = await asyncio.shield(self._making[key])
        return answer.response(etag)

    def prepare(self, target: str, make: Callable[[], Answer]) -> None:
        """Makes an answer before anybody asks, and keeps it as browsers take it."""
        answer = self._finished(make(), BROTLI)
        if answer.status in _KEPT:
            self._kept.put(target, BROTLI, answer)

    async def _make(self, key: tuple[str, str], make: Callable[[], Answer], work: Work) -> Answer:
        target, encoding = key
        answer = await work.run(lambda: self._finished(make(), encoding))
        if answer.status in _KEPT:
            self._kept.put(target, encoding, answer)
        return answer

    def _finished(self, answer: Answer, encoding: str) -> Answer:
        if answer.status == 200 and answer.cache == NEVER_KEPT:
            answer = replace(answer, cache=self._cache)
        return answer.compressed(encoding, self._levels.get(encoding, 0))


def target_of(request: Request) -> str:
    """The path and query as they were sent."""
    query = request.scope["query_string"].decode("latin-1")
    return path_of(request) + (f"?{query}" if query else "")


def path_of(request: Request) -> str:
    """The path as it was sent."""
    raw: bytes = request.scope["raw_path"]
    return raw.decode("latin-1")
