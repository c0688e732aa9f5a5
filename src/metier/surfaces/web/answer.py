"""What a request is answered with: status, content, media type, and what others may keep of it."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from threading import Lock

import brotli
from starlette.responses import Response

from metier import __version__
from metier.surfaces.pages.page import Site

HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
JSON = "application/json"
NEVER_KEPT = "no-store"
BROTLI, GZIP = "br", "gzip"
_SMALLEST = 600  # bytes; less fits in one packet of the network with its headers, compressed or not


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer. ``cache`` says who may keep it; ``encoding`` is '', br or gzip."""

    body: bytes
    media: str = HTML
    status: int = 200
    cache: str = NEVER_KEPT
    headers: tuple[tuple[str, str], ...] = ()
    encoding: str = ""

    def compressed(self, encoding: str, level: int) -> Answer:
        """The answer in fewer bytes, 'br' or 'gzip', if it has enough of them to be worth it."""
        if not encoding or len(self.body) < _SMALLEST or self.encoding:
            return self
        if encoding == BROTLI:
            return replace(self, body=brotli.compress(self.body, quality=level), encoding=encoding)
        return replace(self, body=gzip.compress(self.body, level, mtime=0), encoding=encoding)

    def response(self, etag: str = "") -> Response:
        """The answer as the server sends it."""
        response = Response(self.body, self.status, media_type=None)
        response.headers["content-type"] = self.media
        response.headers["cache-control"] = self.cache
        response.headers["vary"] = "accept-encoding"
        if self.encoding:
            response.headers["content-encoding"] = self.encoding
        if etag and self.status == 200:
            response.headers["etag"] = etag
        for name, value in self.headers:
            response.headers[name] = value
        return response


def not_modified(etag: str, cache: str) -> Response:
    """The answer to a client that holds the page already."""
    return Response(None, 304, {"etag": etag, "cache-control": cache, "vary": "accept-encoding"})


def redirect(location: str, status: int = 301, *, seconds: int = 0) -> Answer:
    """An answer that leads to another address of this site."""
    cache = f"public, max-age={seconds}" if seconds else NEVER_KEPT
    return Answer(b"", TEXT, status, cache, (("location", location),))


def encoding_for(accept_encoding: str) -> str:
    """The best encoding that a client takes: 'br', 'gzip' or ''.

    >>> encoding_for("gzip, br"), encoding_for("gzip;q=0.5"), encoding_for("br;q=0, gzip;q=0"), encoding_for("")
    ('br', 'gzip', '', '')
    """
    taken: dict[str, bool] = {}
    for part in accept_encoding.casefold().split(","):
        name, _, parameters = part.partition(";")
        taken[name.strip()] = parameters.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in (BROTLI, GZIP) if taken.get(name, taken.get("*", False))), "")


def edition(site: Site) -> str:
    """What every page depends on, in 16 characters: the release, this version's code of pages, and where the site lies.

    Two workers or two servers of the same edition give the same pages.
    """
    digest = hashlib.sha256(f"{site.release.id}\n{__version__}\n{site.base}\n{site.root}\n".encode())
    for package in ("metier.report", "metier.surfaces.pages"):
        for entry in _sources(files(package)):
            digest.update(entry.read_bytes())
    return digest.hexdigest()[:16]


def _sources(folder: Traversable) -> list[Traversable]:
    """The files that make pages: code, templates, style."""
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            found += _sources(entry) if entry.name != "__pycache__" else []
        elif entry.name.endswith((".py", ".j2", ".css", ".js", ".svg")):
            found.append(entry)
    return found


def etag_of(edition_id: str, target: str) -> str:
    """The validator of a page. It is weak: the same page may come compressed or not."""
    return f'W/"{hashlib.sha256(f"{edition_id} {target}".encode()).hexdigest()[:20]}"'


def matches(if_none_match: str, etag: str) -> bool:
    """Whether a client holds this edition of the page.

    >>> matches('"a", W/"b"', 'W/"b"'), matches("*", 'W/"b"')
    (True, False)
    """
    held = {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
    return etag.removeprefix("W/") in held


class Kept:
    """The finished answers asked for last, up to a number of bytes."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._bytes = most_bytes, 0
        self._answers: OrderedDict[tuple[str, str], Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, target: str, encoding: str) -> Answer | None:
        """The answer for a path with its query, if it is still here."""
        with self._lock:
            found = self._answers.get((target, encoding))
            if found is not None:
                self._answers.move_to_end((target, encoding))
        return found

    def put(self, target: str, encoding: str, answer: Answer) -> None:
        """Keeps an answer; those that were quiet longest make room."""
        with self._lock:
            before = self._answers.pop((target, encoding), None)
            self._bytes -= _size(target, before) if before else 0
            self._answers[target, encoding] = answer
            self._bytes += _size(target, answer)
            while self._bytes > self._most:
                (gone, _), dropped = self._answers.popitem(last=False)
                self._bytes -= _size(gone, dropped)


def _size(target: str, answer: Answer) -> int:
    return len(target) + len(answer.body) + 500  # what the objects around the bytes take
