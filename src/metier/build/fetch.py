"""Brings a producer's current official file to the folder of sources: whole, or not at all.

A download goes to ``NAME.part`` and takes its final name only when it is complete and, where a hash is
pinned, right. An interrupted one is continued where it stopped if the producer says that the file is still
the same (ETag or date). What was fetched is recorded in ``origin.yaml`` beside the file.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from metier.build.conform import vocabulary_file
from metier.build.sources.base import sha256_of
from metier.errors import FetchError, UserInputError

if TYPE_CHECKING:
    import httpx2

ATTEMPTS = 5
_RETRIED = frozenset({408, 416, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetchable:
    """One official file and where it comes from (vocabulary/data/fetch.yaml)."""

    id: str
    title: str
    producer: str
    licence: str
    page: str
    version: str
    folder: str
    url: str = ""
    file: str = ""
    unpack: bool = False
    contact: bool = False
    by_hand: str = ""
    pinned: tuple[tuple[str, str], ...] = ()

    def at(self, version: str | None) -> Fetchable:
        """The entry with a version filled in everywhere."""
        chosen = version or self.version
        names = {"version": chosen, "under": chosen.replace(".", "_"), "yy": chosen[-2:]}
        filled = {name: getattr(self, name).format(**names) for name in ("url", "folder", "file")}
        rest = {name: getattr(self, name) for name in self.__slots__ if name not in (*filled, "version")}
        return Fetchable(version=chosen, **filled, **rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file that is complete on disk; ``new`` is False where it already was."""

    path: Path
    sha256: str
    size: int
    new: bool
    members: tuple[str, ...] = ()


def fetchables() -> dict[str, Fetchable]:
    """Every official file that can be fetched, by id."""
    return {
        row["id"]: Fetchable(**{**row, "pinned": tuple(row.get("pinned", {}).items())})
        for row in vocabulary_file("fetch.yaml")
    }


def fetch(
    name: str,
    target: Path,
    *,
    version: str | None = None,
    base_url: str | None = None,
    contact: str = "",
    client: httpx2.Client | None = None,
) -> Fetched:
    """The complete file of source ``name`` under ``target``, downloaded unless it is there already.

    ``base_url`` replaces everything before the file's name (a mirror); ``contact`` is the e-mail address
    that some producers ask programs to give.
    """
    source = _source(name, version, contact)
    folder = target / source.folder
    path = folder / source.file
    recorded = _recorded(folder).get(source.file)
    if path.is_file() and recorded and recorded["sha256"] == sha256_of(path):
        return Fetched(path=path, sha256=recorded["sha256"], size=path.stat().st_size, new=False)
    folder.mkdir(parents=True, exist_ok=True)
    url = f"{base_url.rstrip('/')}/{source.file}" if base_url else source.url
    part = path.with_name(path.name + ".part")
    with _client(client, contact) as http:
        _download(http, url, part, source)
    digest = sha256_of(part)
    expected = dict(source.pinned).get(source.version)
    if expected and digest != expected:
        _forget(part)
        raise FetchError(
            f"{url}: SHA-256 is {digest}, expected {expected}; {path} was left as it was.",
            hint="Fetch again. If it persists, the producer changed the file: check it before use.",
        )
    members = _members(part, source) if source.unpack else ()
    size = part.stat().st_size
    part.replace(path)
    _forget(part)
    _record(folder, source, url, digest, size)
    return Fetched(path=path, sha256=digest, size=size, new=True, members=members)


def _source(name: str, version: str | None, contact: str) -> Fetchable:
    known = fetchables()
    if name not in known:
        raise UserInputError(f"No source is called {name!r}.", hint=f"Sources: {', '.join(known)}.")
    source = known[name].at(version)
    if source.by_hand:
        raise UserInputError(
            f"{source.title} cannot be fetched by a program: {source.by_hand}.",
            hint=f"Ask for it at {source.page} and put the files into {source.folder}/.",
        )
    if source.contact and "@" not in contact:
        raise UserInputError(
            f"{source.producer} serves programs only that name a contact.",
            hint="Give your e-mail address with --contact; it is sent to the producer and stored nowhere.",
        )
    return source


@contextmanager
def _client(given: httpx2.Client | None, contact: str) -> Iterator[httpx2.Client]:
    import httpx2

    if given is not None:
        yield given
        return
    agent = f"metier ({contact})" if contact else "metier"
    headers = {"User-Agent": agent}
    with httpx2.Client(headers=headers, follow_redirects=True, timeout=60) as client:
        yield client


def _download(http: httpx2.Client, url: str, part: Path, source: Fetchable) -> None:
    """Fills ``part`` with the whole file, continuing after interruptions."""
    import httpx2
    import stamina

    def worth_retrying(error: Exception) -> bool:
        if isinstance(error, httpx2.HTTPStatusError):
            return error.response.status_code in _RETRIED
        return isinstance(error, httpx2.TransportError)

    try:
        for attempt in stamina.retry_context(on=worth_retrying, attempts=ATTEMPTS, timeout=None):
            with attempt:
                _continue(http, url, part)
    except httpx2.HTTPStatusError as error:
        raise FetchError(
            f"{url}: the producer answered {error.response.status_code}.",
            hint=f"See {source.page} for the current address or version; choose one with --version.",
        ) from error
    except httpx2.HTTPError as error:
        raise FetchError(
            f"{url}: {error or type(error).__name__} after {ATTEMPTS} attempts.",
            hint="What arrived is kept: run the same command again to continue.",
        ) from error


def _continue(http: httpx2.Client, url: str, part: Path) -> None:
    """One request: the rest of the file where the producer vouches for it, else all of it."""
    mark = _mark(part)
    validator = mark.read_text(encoding="utf-8") if mark.is_file() else ""
    have = part.stat().st_size if part.is_file() and validator else 0
    headers = {"Accept-Encoding": "identity"}  # a range counts the bytes that are stored
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": validator}
    with http.stream("GET", url, headers=headers) as response:
        if response.status_code == 416:  # what we have is not a beginning of what is there
            _forget(part)
        response.raise_for_status()
        continues = response.status_code == 206 and _starts_at(response) == have
        etag = response.headers.get("etag", "")
        strong = etag if not etag.startswith("W/") else ""
        mark.write_text(strong or response.headers.get("last-modified", ""), encoding="utf-8")
        with part.open("ab" if continues else "wb") as stream:
            for chunk in response.iter_raw():
                stream.write(chunk)


def _starts_at(response: httpx2.Response) -> int | None:
    unit, _, span = response.headers.get("content-range", "").partition(" ")
    first = span.partition("-")[0]
    return int(first) if unit == "bytes" and first.isdigit() else None


def _mark(part: Path) -> Path:
    return part.with_name(part.name + ".of")


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _mark(part).unlink(missing_ok=True)


def _members(archive: Path, source: Fetchable) -> tuple[str, ...]:
    """Lays the files of a zip beside it, without their folders; the names that were written."""
    written: dict[str, Path] = {}
    try:
        with zipfile.ZipFile(archive) as zipped:
            for info in zipped.infolist():
                name = PurePosixPath(info.filename.replace("\\", "/")).name
                if info.is_dir() or not name:
                    continue
                written[name] = archive.with_name(name + ".part")
                written[name].write_bytes(zipped.read(info))
    except zipfile.BadZipFile as error:
        for half in (*written.values(), archive):
            _forget(half)
        raise FetchError(
            f"{source.file} of {source.producer} is not a zip: {error}",
            hint=f"The address may answer with a page instead: open {source.page} in a browser.",
        ) from error
    for name, half in written.items():
        half.replace(archive.with_name(name))
    return tuple(sorted(written))


def _recorded(folder: Path) -> dict[str, dict[str, Any]]:
    import yaml

    path = folder / "origin.yaml"
    if not path.is_file():
        return {}
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content["files"] if isinstance(content, dict) and "files" in content else {}


def _record(folder: Path, source: Fetchable, url: str, digest: str, size: int) -> None:
    import yaml

    files = _recorded(folder) | {
        source.file: {
            "title": source.title, "producer": source.producer, "version": source.version,
            "licence": source.licence, "page": source.page, "url": url, "sha256": digest, "bytes": size,
            "fetched": datetime.now(UTC).date().isoformat(),
        }
    }  # fmt: skip
    half = folder / "origin.yaml.part"
    half.write_text(yaml.safe_dump({"files": files}, sort_keys=True, allow_unicode=True), encoding="utf-8")
    half.replace(folder / "origin.yaml")
