"""A running server: the socket, one or more worker processes, and a stop that lets running requests end."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from metier.errors import UserInputError
from metier.release.reader import Release
from metier.surfaces.pages.page import Site
from metier.surfaces.web.app import app
from metier.surfaces.web.logs import CONFIG
from metier.surfaces.web.protocol import PatientProtocol, ServerConfig, connections_within
from metier.surfaces.web.settings import Settings

_BACKLOG = 512
_WORKER_SECONDS = 60  # in which a worker must answer its parent; it does not while it loads, long on a busy machine


def create(settings: Settings) -> FastAPI:
    """The application of one worker."""
    site = Site(Release(settings.release or None), base=settings.base, root=settings.root)
    return app(site, settings, warm_roles=True)


def serve(settings: Settings, *, ready: Callable[[str], None]) -> None:
    """Serves until it is asked to stop. ``ready`` is told the address once the socket is open.

    Raises ReleaseError before it listens, UserInputError where it cannot listen.
    """
    Release(settings.release or None)  # a damaged release should fail here, not in a worker
    listening = listen(settings.host, settings.port)
    config = configuration(settings)
    ready(address_of(settings.host, listening.getsockname()[1], settings.root))
    if settings.workers > 1:
        Multiprocess(config, sockets=[listening]).run()
    else:
        uvicorn.Server(config).run(sockets=[listening])


def configuration(settings: Settings) -> ServerConfig:
    """How uvicorn runs the application of ``settings``."""
    limits = settings.limits
    config = ServerConfig(
        partial(create, settings),
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        log_config=CONFIG,
        access_log=False,
        proxy_headers=False,  # the guard reads them, and only from proxies that are trusted
        server_header=False,
        backlog=_BACKLOG,
        h11_max_incomplete_event_size=limits.header_bytes + limits.target_bytes,
        timeout_keep_alive=int(limits.keep_alive_seconds),
        timeout_graceful_shutdown=limits.shutdown_seconds,
        timeout_worker_healthcheck=_WORKER_SECONDS,
    )
    config.limits = replace(limits, connections=connections_within(limits))
    return config


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises UserInputError that says what to do where the address cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise UserInputError(
            f"{host} is no address of this computer.", hint="Use 127.0.0.1, or 0.0.0.0 for every network."
        ) from error
    listening = socket.socket(family, kind, protocol)
    if sys.platform != "win32":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
        listening.listen(_BACKLOG)  # who comes before the workers are ready waits, and is not refused
    except OSError as error:
        listening.close()
        raise UserInputError(f"Cannot listen on {host}, port {port}: {_why(error)}.", hint=_next(error)) from error
    listening.setblocking(False)
    listening.set_inheritable(True)
    return listening


def _why(error: OSError) -> str:
    return {
        errno.EADDRINUSE: "another program does",
        errno.EACCES: "ports under 1024 need special rights",
        errno.EADDRNOTAVAIL: "no network of this computer has that address",
    }.get(error.errno or 0, error.strerror or "refused")


def _next(error: OSError) -> str:
    if error.errno == errno.EADDRNOTAVAIL:
        return "Use 127.0.0.1, or 0.0.0.0 for every network."
    return "Choose another port, such as --port 8080, or 0 for any that is free."


def address_of(host: str, port: int, root: str) -> str:
    """The address at which a browser on this computer finds the site.

    >>> address_of("0.0.0.0", 8000, "/careers")
    'http://127.0.0.1:8000/careers/'
    """
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}{root}/"
