"""What the tests of the website in a browser share: a real server on a real socket, and tabs that are watched."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from page_kinds import DESK

from metier.surfaces.web.server import configuration, listen
from metier.surfaces.web.settings import Settings, default_limits

if TYPE_CHECKING:
    from page_kinds import OpenTab
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request

PATIENT = replace(default_limits(), burst_requests=100_000, request_seconds=300)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server, as patient as a slow machine needs."""
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    running = uvicorn.Server(configuration(Settings(limits=PATIENT)))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
    thread.start()
    line = HTTPConnection("127.0.0.1", port, timeout=120)  # waits in the socket's queue until the server is ready
    line.request("GET", "/healthz")
    assert line.getresponse().status == 200
    line.close()
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join()


@pytest.fixture
def open_tab(chromium: Browser, server: str) -> Iterator[OpenTab]:
    """Opens a page in a profile of its own. What it asks of other hosts, or complains of, fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((server, "data:", "blob:", "file:")):
            wrong.append(f"asked another host: {request.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _is_own_status(message):
            wrong.append(message.text)

    def make(path: str = "/", **options: Any) -> Any:
        context = chromium.new_context(**{"viewport": DESK, "base_url": server, "accept_downloads": True, **options})
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", asked)
        tab.on("console", said)
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.goto(path)
        return tab

    yield make
    for context in contexts:
        context.close()
    assert wrong == []


def _is_own_status(message: ConsoleMessage) -> bool:
    """Whether the browser only reports that the page itself was answered with a status of 400 or more."""
    asked = urlsplit(message.location["url"])
    return message.text.startswith("Failed to load resource") and not asked.path.startswith("/static/")
