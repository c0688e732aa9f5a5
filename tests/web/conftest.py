"""What the tests of the server share: the site of the starter release, and clients of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient
from web_site import PEER, MakeClient

from metier.release.reader import Release
from metier.surfaces.pages.page import Site
from metier.surfaces.web.app import app
from metier.surfaces.web.rate import Buckets
from metier.surfaces.web.settings import Limits, Settings, default_limits


@pytest.fixture(scope="session")
def release() -> Release:
    """The starter release, opened once."""
    return Release()


@pytest.fixture(scope="session")
def generous() -> Limits:
    """The usual limits, except that one client may ask as often as the tests do, on a machine however slow."""
    return replace(default_limits(), burst_requests=100_000, request_seconds=300)


@pytest.fixture(scope="session")
def make_client(release: Release, generous: Limits) -> MakeClient:
    """A client of a site set up in some way."""

    def make(
        *,
        buckets: Buckets | None = None,
        limits: Limits | None = None,
        base: str = "",
        root: str = "",
        raises: bool = True,
        host: str = "testserver",
    ) -> TestClient:
        settings = Settings(limits=limits or generous, base=base, root=root)
        made = app(Site(release, base=base, root=root), settings, buckets=buckets)
        return TestClient(made, f"http://{host}", client=PEER, follow_redirects=False, raise_server_exceptions=raises)

    return make


@pytest.fixture(scope="session")
def client(make_client: MakeClient) -> Iterator[TestClient]:
    """A client of the site at its plainest, which lives as long as the tests."""
    with make_client() as found:
        yield found
