"""The first pages, made before anybody asks, so that tables are read and checked when readers come."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from threading import Event

from metier.release.suggest import known_roles
from metier.report.read_ahead import read_ahead
from metier.report.warm import keep_memory, settle
from metier.surfaces.pages import suggest
from metier.surfaces.pages.address import compare_path, pay_path, role_path
from metier.surfaces.pages.page import Site
from metier.surfaces.web.metrics import Metrics

_HOME = "/"
_PAGES = (
    *("/roles", "/pay", "/skills", "/skills/python", "/jobs", "/map", "/methods", "/sources", "/compare"),
    "/roles/none-of-these",  # reads the names that are offered for one that is not known
)


class Warmth:
    """Prepares the home page; then a page of each kind, ``reached`` once that is done; then the pages of each role."""

    def __init__(self, site: Site, prepare: Callable[[str], None], metrics: Metrics, *, each_role: bool) -> None:
        self._site, self._prepare, self._metrics, self._every = site, prepare, metrics, each_role
        self._stop = Event()
        self.reached = False

    def home(self) -> None:
        """Makes the home page, before the first reader is let in, who would make it a second time at the same time."""
        keep_memory()
        with suppress(Exception):  # it fails for its reader too, and is logged there
            self._make(_HOME)

    def make(self) -> None:
        """Makes the other pages. One that fails here fails for its reader too, and is logged there."""
        try:
            for path in self._first():
                self._make(path)
            suggest.suggestions_json(self._site, "data")
        finally:
            self.reached = True
        if self._every:
            self._each_role()

    def _first(self) -> Iterator[str]:
        """A page of each kind."""
        ids = self._roles()[:2]
        yield from _PAGES
        yield from [compare_path(ids), role_path(ids[0]), pay_path(ids[0])] if len(ids) == 2 else []

    def _each_role(self) -> None:
        """Every role's pages, and its part in comparisons, which its first one would wait for.

        It rests as long as it works, so that readers, who come first, have at least half of the processor.
        """
        ids = self._roles()
        if not self._stop.is_set():
            with suppress(Exception):  # as above
                read_ahead(self._site.release, ids)
        for role_id, other in pairwise([*ids, *ids[:1]]):
            start = time.monotonic()
            for path in (compare_path((role_id, other)), role_path(role_id), pay_path(role_id)):
                self._make(path)
            self._stop.wait(time.monotonic() - start)
        if not self._stop.is_set():
            settle()
            self._metrics.warm = True

    def _roles(self) -> list[str]:
        return [role.role_id for role in known_roles(self._site.release) if role.postings]

    def _make(self, path: str) -> None:
        if not self._stop.is_set():
            self._prepare(path)

    def stop(self) -> None:
        """Makes no further page."""
        self._stop.set()
