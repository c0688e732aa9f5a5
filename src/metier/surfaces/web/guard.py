"""What every request passes before anything looks at what it asks, and every answer on its way out."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from metier.surfaces.web.answer import NEVER_KEPT, TEXT, Answer, redirect
from metier.surfaces.web.headers import SECURITY_BYTES
from metier.surfaces.web.logs import log_request
from metier.surfaces.web.metrics import Metrics
from metier.surfaces.web.rate import Buckets, client_of
from metier.surfaces.web.routes import PROBES, pattern_of
from metier.surfaces.web.settings import Settings

_ALLOWED = ("GET", "HEAD")
_MOST_HEADERS = 100


@dataclass(slots=True)
class _Sent:
    status: int = 500
    size: int = 0


class Guard:
    """ASGI middleware: limits, the host's name, methods, the folder of the site; headers, log and counts."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics, buckets: Buckets) -> None:
        self.app, self.settings, self.metrics, self.buckets = app, settings, metrics, buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or lets the application do it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        start = time.perf_counter()
        sent = _Sent()
        path, method = self._path_within(scope), scope["method"]
        self.metrics.running += 1
        try:
            out = _outgoing(send, sent, head=method == "HEAD")
            refusal = self._refusal(scope, path)
            if refusal is not None:
                await refusal.response()(scope, receive, out)
            elif path is None:
                await self._elsewhere(scope).response()(scope, receive, out)
            else:
                decoded = unquote(path.decode("latin-1"))
                await self.app({**scope, "method": "GET", "path": decoded, "raw_path": path}, receive, out)
        finally:
            self.metrics.running -= 1
            seconds = time.perf_counter() - start
            route = pattern_of(path.decode("latin-1")) if path is not None else "other"
            self.metrics.observe(route, sent.status, seconds)
            log_request(method, route, sent.status, seconds, sent.size)

    def _path_within(self, scope: Scope) -> bytes | None:
        """The path as it was sent, within the folder of the site; None for one outside of it."""
        path: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "surrogatepass")
        root = self.settings.root.encode()
        if path.decode("latin-1") in PROBES or not root:
            return path
        if path == root:
            return b"/"
        return path[len(root) :] if path.startswith(root + b"/") else None

    def _refusal(self, scope: Scope, path: bytes | None) -> Answer | None:
        """Why a request is not let through; None for one that is."""
        limits = self.settings.limits
        headers: Sequence[tuple[bytes, bytes]] = scope["headers"]
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > limits.target_bytes:
            return _plain(414, f"The address is longer than {limits.target_bytes} bytes.")
        if len(headers) > _MOST_HEADERS or sum(len(n) + len(v) for n, v in headers) > limits.header_bytes:
            return _plain(431, "The request has too many or too long headers.")
        if path is None or path.decode("latin-1") not in PROBES:
            for check in (self._too_often, self._wrong_host, self._wrong_body, _wrong_method):
                refusal = check(scope, headers)
                if refusal is not None:
                    return refusal
        elif scope["method"] not in _ALLOWED:
            return _wrong_method(scope, headers)
        return None

    def _elsewhere(self, scope: Scope) -> Answer:
        """The answer outside the folder of the site."""
        if scope["path"] == "/":
            return redirect(f"{self.settings.root}/", 302)
        return _plain(404, f"The site lies at {self.settings.root}/.")

    def _wrong_host(self, _scope: Scope, headers: Sequence[tuple[bytes, bytes]]) -> Answer | None:
        wanted = self.settings.base_host
        if not wanted or _values(headers, b"host") == [wanted]:
            return None
        return _plain(400, f"This server is {wanted}; the request names another host.")

    def _wrong_body(self, _scope: Scope, headers: Sequence[tuple[bytes, bytes]]) -> Answer | None:
        lengths = _values(headers, b"content-length")
        if _values(headers, b"transfer-encoding"):
            return _plain(411, "No page needs a request body; say its length or leave it out.")
        if any(not length.isdecimal() or int(length[:12]) > self.settings.limits.body_bytes for length in lengths):
            return _plain(413, f"No page needs a request body of more than {self.settings.limits.body_bytes} bytes.")
        return None

    def _too_often(self, scope: Scope, headers: Sequence[tuple[bytes, bytes]]) -> Answer | None:
        peer = scope.get("client")
        forwarded = _values(headers, b"x-forwarded-for")
        client = client_of(peer[0] if peer else "", forwarded, self.settings.trusted_proxies)
        wait = self.buckets.wait(client)
        if not wait:
            return None
        return _plain(429, "Too many requests; slow down.", ("retry-after", str(math.ceil(wait))))


def _wrong_method(scope: Scope, _headers: Sequence[tuple[bytes, bytes]]) -> Answer | None:
    if scope["method"] in _ALLOWED:
        return None
    return _plain(405, "Pages are asked for with GET or HEAD.", ("allow", ", ".join(_ALLOWED)))


def _values(headers: Sequence[tuple[bytes, bytes]], name: bytes) -> list[str]:
    return [value.decode("latin-1").strip().casefold() for key, value in headers if key.lower() == name]


def _plain(status: int, message: str, *headers: tuple[str, str]) -> Answer:
    return Answer(f"{message}\n".encode(), TEXT, status, NEVER_KEPT, headers)


def _outgoing(send: Send, sent: _Sent, *, head: bool) -> Send:
    """Sends with the headers that every answer carries; counts; of an answer to HEAD only the headers."""

    async def out(message: Message) -> None:
        if message["type"] == "http.response.start":
            sent.status = message["status"]
            given = {name.lower() for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(pair for pair in SECURITY_BYTES if pair[0] not in given)]
        elif message["type"] == "http.response.body" and head:
            message = {**message, "body": b""}
        if message["type"] == "http.response.body":
            sent.size += len(message.get("body", b""))
        await send(message)

    return out
