"""A server answers at once, and does every role's own work while it is quiet."""

from __future__ import annotations

import pytest

from metier.release.reader import Release
from metier.release.suggest import known_roles
from metier.surfaces.pages.page import Site
from metier.surfaces.web import warm
from metier.surfaces.web.metrics import Metrics
from metier.surfaces.web.warm import Warmth


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes that the process settled, which would last beyond a test."""
    told: list[str] = []
    monkeypatch.setattr(warm, "settle", lambda: told.append("settled"))
    return told


def test_every_role_is_compared_once_before_readers_come(release: Release, settled: list[str]) -> None:
    asked: list[str] = []
    metrics = Metrics()
    Warmth(Site(release), asked.append, metrics, each_role=True).make()
    compared = {one for path in asked if path.startswith("/compare/") for one in path[9:].split("-vs-")}
    assert compared == {role.role_id for role in known_roles(release) if role.postings}
    assert {"/map", "/roles/data-analyst", "/pay/data-analyst"} <= set(asked)
    assert settled == ["settled"]
    assert "metier_warm 1" in metrics.text("x")


def test_a_server_that_stops_makes_nothing_more(release: Release, settled: list[str]) -> None:
    asked: list[str] = []
    warmth = Warmth(Site(release), asked.append, Metrics(), each_role=True)
    warmth.stop()
    warmth.make()
    assert (asked, settled, warmth.reached) == ([], [], True)


def test_the_home_page_is_made_before_the_first_reader_comes(release: Release) -> None:
    asked: list[str] = []
    Warmth(Site(release), asked.append, Metrics(), each_role=False).home()
    assert asked == ["/"]


def test_a_home_page_that_fails_keeps_nobody_out(release: Release) -> None:
    def fail(_: str) -> None:
        raise OSError

    Warmth(Site(release), fail, Metrics(), each_role=False).home()
