"""What the tests of pages share: the starter release as a site with and without a server, and a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from metier.model import Filters
from metier.release.reader import Release
from metier.release.suggest import known_roles
from metier.report.question import find_roles
from metier.surfaces.pages import compare, home, methods, not_found, pay, pays, role, role_map, roles, sources, suggest
from metier.surfaces.pages.address import read_path
from metier.surfaces.pages.assets import assets
from metier.surfaces.pages.frame import POLICY
from metier.surfaces.pages.page import Page, Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Route
    from playwright.sync_api import Page as Tab

    Visit = Callable[..., Tab]


@pytest.fixture(scope="session")
def release() -> Release:
    """The starter release, opened once."""
    return Release()


@pytest.fixture(scope="session")
def site(release: Release) -> Site:
    """The site as a server shows it."""
    return Site(release, base="https://careers.example")


@pytest.fixture(scope="session")
def files_site(release: Release) -> Site:
    """The site as files, in a folder of its host."""
    return Site(release, live=False, base="https://host.example", root="/careers")


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Opens a page of a site in the browser, answered from the page functions: nothing is served or fetched."""
    contexts: list[BrowserContext] = []

    def make(site: Site, path: str = "/", **options: Any) -> Tab:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        tab = context.new_page()
        context.route("**/*", lambda route: _answer(site, route))
        tab.goto(f"http://site.test{path}")
        return tab

    yield make
    for context in contexts:
        context.close()


def _answer(site: Site, route: Route) -> None:
    """The answer of a small server: pages, suggestions and static files, with the policy as a header."""
    parts = urlsplit(route.request.url)
    assert parts.hostname == "site.test", f"a request to another host: {route.request.url}"
    path = parts.path.removeprefix(site.root)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if path in assets():
        body, media = assets()[path]
        route.fulfill(body=body, content_type=media)
    elif path == suggest.PATH:
        route.fulfill(body=suggest.suggestions_json(site, query.get("q", "")), content_type="application/json")
    elif path == suggest.FILE:
        own = [role.role_id for role in known_roles(site.release)]
        route.fulfill(body=suggest.roles_json(site, own), content_type="application/json")
    else:
        policy = {"content-security-policy": f"{POLICY}; frame-ancestors 'none'"}
        page = _page(site, path, query)
        route.fulfill(body=page.html, status=page.status, content_type="text/html; charset=utf-8", headers=policy)


def _page(site: Site, path: str, query: dict[str, str]) -> Page:
    address = read_path(path)
    match address and address.kind:
        case "home":
            return home.page(site)
        case "roles":
            return roles.page(site, query.get("q", ""))
        case "role":
            assert address
            return role.page(site, address.items[0], Filters(country=query.get("country"), level=query.get("level")))
        case "map":
            return role_map.page(site)
        case "pays":
            return pays.page(site)
        case "pay":
            assert address
            country = query.get("country", "".join(address.items[1:]).upper())
            return pay.page(site, address.items[0], Filters(country=country or None, level=query.get("level") or None))
        case "methods":
            return methods.page(site)
        case "sources":
            return sources.page(site)
        case "compares":
            names = [query[name] for name in "abcde" if name in query]
            if len(names) < 2:
                return compare.chooser(site, names)
            return compare.page(site, find_roles(site.release, names))
        case "compare":
            assert address
            remote = {"yes": True, "no": False}.get(query.get("remote", ""))
            filters = Filters(
                country=query.get("country"),
                level=query.get("level"),
                year=int(query.get("year", 0)) or None,
                remote=remote,
            )
            return compare.page(site, find_roles(site.release, address.items), filters)
    return not_found.page(site, path, f"Nothing is at {path}.")
