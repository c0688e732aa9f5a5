"""A site as files: made by several processes, put in place when all of it is there; unchanged pages stay."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from metier import __version__
from metier.errors import UserInputError
from metier.report.read_ahead import read_ahead
from metier.surfaces.pages.listing import SITEMAP, robots, sitemaps
from metier.surfaces.pages.page import Site
from metier.surfaces.pages.suggest import FILE, roles_json
from metier.surfaces.site import manifest
from metier.surfaces.site.links import links
from metier.surfaces.site.lock import alone_in
from metier.surfaces.site.manifest import SiteManifest, Written
from metier.surfaces.site.plan import Work, fixed_files, safe_name
from metier.surfaces.site.pool import by_several, in_parts
from metier.surfaces.site.worker import Made, Maker, OnePage, Setting, seldom_collecting, write_new

_PAGES = frozenset({"picture", "feed", "not_found"})  # kinds that no site map lists
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Generated:
    """What a run did: files in the site, written, removed; pages made, and pages that needed no making."""

    files: int
    written: int
    removed: int
    made: int
    unchanged: int


def up_to_date(site: Site, compared: Sequence[str], out: Path) -> Generated | None:
    """What a run would do where it has nothing to do, told without planning; None where it may have.

    Raises UserInputError for a folder that is no generated site.
    """
    before = manifest.read(out)
    if before is None or before.whole != manifest.whole_of(site, compared):
        return None
    if not all(manifest.is_there(out, name, written) for name, written in before.files.items()):
        return None
    pages = sum(name.endswith(".html") for name in before.files)
    return Generated(len(before.files), 0, 0, 0, pages)


def generate(
    site: Site,
    works: Sequence[Work],
    compared: Sequence[str],
    out: Path,
    *,
    processes: int = 1,
    progress: Progress = lambda done, of: None,
) -> Generated:
    """The planned pages in the folder ``out``; ``compared`` holds the roles that were planned to be compared.

    Raises UserInputError for a folder that is no generated site, or that another run is writing.
    """
    manifest.read(out)  # a folder of others is refused before anything is done to it
    with alone_in(out):
        return _generate(site, works, compared, out, processes, progress)


def _generate(
    site: Site, works: Sequence[Work], compared: Sequence[str], out: Path, processes: int, progress: Progress
) -> Generated:
    before = manifest.read(out) or SiteManifest()
    listed = _listed(site, works, compared)
    names = [name for one in works for name in one.files]
    _refuse_others(out, before, (*listed, *names))
    whole = manifest.whole_of(site, compared)
    pages = sha256("\n".join(sorted(names)).encode()).hexdigest()
    made_from = {name: manifest.made_from(whole, pages, one.kind, one.path) for one in works for name in one.files}
    todo, found = _todo(out, before, works, made_from)
    new = out / manifest.NEW
    done = len(works) - len(todo)
    progress(done, len(works))
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        for count, results in _made(site, new, works, compared, listed, todo, processes):
            found |= {name: Written(made_from[name], digest, size) for name, digest, size in results}
            done += count
            progress(done, len(works))
        found |= _write_listed(out, new, before, listed)
        after = SiteManifest(site.release.id, __version__, whole, found)
        written, removed = _put_in_place(out, new, before, after)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return Generated(len(found), written, removed, len(todo), len(works) - len(todo))


def _write_listed(out: Path, new: Path, before: SiteManifest, listed: Mapping[str, bytes]) -> dict[str, Written]:
    found = {}
    for name, content in listed.items():
        found[name] = Written("", sha256(content).hexdigest(), len(content))
        was = before.files.get(name)
        if was is None or was.sha256 != found[name].sha256 or not manifest.is_there(out, name, was):
            write_new(new / name, content)
    return found


def _listed(site: Site, works: Sequence[Work], compared: Sequence[str]) -> dict[str, bytes]:
    """The files that list the site, and those that all pages share: quick to make, so made every time."""
    paths = [one.path for one in works if one.kind not in _PAGES]
    texts = {**dict(sitemaps(site, paths)), "/robots.txt": robots(site), FILE: roles_json(site, compared)}
    return fixed_files() | {safe_name(path[1:]): text.encode() for path, text in texts.items()}


def _refuse_others(out: Path, before: SiteManifest, names: Sequence[str]) -> None:
    """Nothing that this did not write is overwritten."""
    for name in names:
        if name not in before.files and (out / name).is_file():
            raise UserInputError(
                f"{out / name} is in the way: it is no file of the generated site.",
                hint="Move it, or name a new folder.",
            )


def _todo(
    out: Path, before: SiteManifest, works: Sequence[Work], made_from: Mapping[str, str]
) -> tuple[list[OnePage], dict[str, Written]]:
    """The pages to make with the hashes of their files as they are, and the files that stay unseen."""
    todo: list[OnePage] = []
    kept: dict[str, Written] = {}
    for one in works:
        there = {name: before.files[name] for name in one.files if manifest.is_there(out, name, before.files.get(name))}
        if len(there) == len(one.files) and all(w.made_from == made_from[name] for name, w in there.items()):
            kept |= there
        else:
            todo.append((one, tuple(there[name].sha256 if name in there else "" for name in one.files)))
    return todo, kept


def _made(
    site: Site,
    new: Path,
    works: Sequence[Work],
    compared: Sequence[str],
    listed: Mapping[str, bytes],
    todo: Sequence[OnePage],
    processes: int,
) -> Iterator[tuple[int, Made]]:
    """(pages, their files) as they are made, by this process or by several."""
    files = [f"/{name}" for name in listed] + [f"/{name}" for one in works for name in one.files]
    known = links(site.root, (one.path for one in works), (*files, SITEMAP) if site.base else files)
    folder = str(site.release.folder.resolve())
    setting = Setting(folder, site.base, site.root, site.downloads, known, str(new.resolve()))
    maker = Maker(setting, site)
    parts = in_parts(todo, compared, processes)
    with seldom_collecting():
        read_ahead(site.release, [role_id for one, _ in todo for role_id in _roles_of(one)])
        if processes < 2 or len(parts) < 2:
            yield from ((len(part), maker.write(part)) for part in parts)
            return
        first, *rest = (parts[0][:1], parts[0][1:], *parts[1:])
        yield 1, maker.write(first)  # reads what every page needs: copies of this process have it then
        yield from by_several(maker, rest, min(processes, len(rest)))


def _roles_of(one: Work) -> tuple[str, ...]:
    """The roles that a page compares."""
    return one.items if one.kind == "compare" else ()


def _put_in_place(out: Path, new: Path, before: SiteManifest, after: SiteManifest) -> tuple[int, int]:
    """(files written, files removed): the new files move to their places, those no longer made go, the manifest last.

    Files that pages share come first, so that no page asks for one that is not there yet.
    """
    moving = sorted((path for path in new.rglob("*") if path.is_file()), key=_shared_first)
    if moving:  # what is about to come is ours too, should this be interrupted; it will be made again then
        coming = {path.relative_to(new).as_posix(): Written("", "", -1) for path in moving}
        _write(replace(before, whole="", files={**before.files, **coming}), out, new)
    for path in moving:
        target = out / path.relative_to(new)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    stale = [name for name in before.files if name not in after.files]
    for name in stale:
        _remove(out, name)
    _write(after, out, new)
    return len(moving), len(stale)


def _write(content: SiteManifest, out: Path, new: Path) -> None:
    """The manifest in its place, whole; the file stays untouched where nothing changed."""
    path, text = out / manifest.NAME, content.text()
    if path.is_file() and path.read_text("utf-8") == text:
        return
    (new / manifest.NAME).write_text(text, "utf-8")
    (new / manifest.NAME).replace(path)


def _shared_first(path: Path) -> tuple[bool, str]:
    return path.suffix == ".html", str(path)


def _remove(out: Path, name: str) -> None:
    """A file that the site no longer has, and the folders that it leaves empty."""
    path = out / safe_name(name)
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == out or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
