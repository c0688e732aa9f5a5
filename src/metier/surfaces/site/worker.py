"""A process that makes pages: it opens the release once, and writes what is new into the folder of the new site."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

from metier.release.reader import Release
from metier.report.warm import keep_memory
from metier.surfaces.pages.page import Site
from metier.surfaces.site.links import Links
from metier.surfaces.site.make import make
from metier.surfaces.site.plan import Work

OnePage = tuple[Work, tuple[str, ...]]  # work, and the hashes of its files as they are
Made = list[tuple[str, str, int]]  # of some pages: (file, hash of its content, size)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a process needs to make pages; plain data, so that it can be sent to one."""

    release: str
    base: str
    root: str
    downloads: bool
    links: Links
    folder: str  # of the new files

    def site(self) -> Site:
        """The site that pages are made for."""
        return Site(Release(self.release), live=False, base=self.base, root=self.root, downloads=self.downloads)


class Maker:
    """Makes pages in this process. Sent to another one, it opens the release anew there."""

    def __init__(self, setting: Setting, site: Site | None = None) -> None:
        self._setting = setting
        self._site = site or setting.site()
        self._links, self._folder = setting.links, Path(setting.folder)

    def __reduce__(self) -> tuple[type[Maker], tuple[Setting]]:
        return Maker, (self._setting,)

    def write(self, pages: Sequence[OnePage]) -> Made:
        """The files of some pages; only changed content is written."""
        found = []
        for work, before in pages:
            for (name, content), old in zip(make(self._site, self._links, work).items(), before, strict=True):
                digest = sha256(content).hexdigest()
                if digest != old:
                    write_new(self._folder / name, content)
                found.append((name, digest, len(content)))
        gc.collect(0)
        return found


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Nothing; meanwhile cycles among objects are looked for by :meth:`Maker.write` only, when no page is alive."""
    keep_memory()
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def write_new(path: Path, content: bytes) -> None:
    """A file with its folder."""
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


class _Here:
    """The one maker of a process of a pool."""

    maker: Maker | None = None


def start(maker: Maker) -> None:
    """Gets a process of a pool ready."""
    gc.disable()
    gc.freeze()  # what a copied process holds from the start is not looked at: that would copy its memory
    keep_memory()
    Thread(target=_end_with, args=(parent_process(),), daemon=True).start()
    _Here.maker = maker


def _end_with(parent: BaseProcess | None) -> None:
    """Ends this process with the one that started it, should that one be killed: nobody else would."""
    if parent:
        parent.join()
        os._exit(1)


def work(pages: Sequence[OnePage]) -> Made:
    """Makes some pages in a process that :func:`start` got ready."""
    if _Here.maker is None:
        raise RuntimeError("a process makes pages after it was started")
    return _Here.maker.write(pages)
