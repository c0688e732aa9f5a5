"""HTTP connections that end: uvicorn's own wait for ever on a client that sends or takes a byte now and then.

An ASGI application cannot help, because it runs only once a request's headers are here.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from metier.surfaces.web.headers import SECURITY_BYTES
from metier.surfaces.web.settings import Limits, default_limits

_WAITING = (h11.IDLE, h11.SEND_BODY)  # the client has still to send something
_NEEDED_FILES = 100  # open files that are no connections


class ServerConfig(Config):
    """uvicorn's configuration with our limits, which reach a connection this way in every worker."""

    limits: Limits


class PatientProtocol(H11Protocol):
    """A connection with a time to send a request, a time to take the answer, and a number of requests."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._limits = config.limits if isinstance(config, ServerConfig) else default_limits()
        self._receiving: asyncio.TimerHandle | None = None
        self._sending: asyncio.TimerHandle | None = None
        self._answered = 0
        self._quiet_since = self.loop.time()

    # -- life ---------------------------------------------------------------------------------------
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins: the first request is due. Where there are too many connections, the one waiting longest goes."""
        super().connection_made(transport)
        self._expect()
        if len(self.connections) > self._limits.connections:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends, with its timers."""
        super().connection_lost(exc)
        for timer in (self._receiving, self._sending, self.timeout_keep_alive_task):
            if timer is not None:
                timer.cancel()

    def _make_room(self) -> None:
        """Closes the connection that has been without a request in progress for longest."""
        waiting = [c for c in self.connections if isinstance(c, PatientProtocol) and not c._answering]
        if waiting:
            min(waiting, key=lambda connection: connection._quiet_since).transport.abort()

    @property
    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    # -- time to send a request -----------------------------------------------------------------------
    def data_received(self, data: bytes) -> None:
        """Takes bytes. They do not prolong the time in which the whole request is due."""
        if self._receiving is None:
            self._expect()
        super().data_received(data)
        between = self.conn.their_state is h11.IDLE and not self.conn.trailing_data[0]
        if self.conn.their_state not in _WAITING or (between and self._answered):
            self._stop_expecting()

    def _expect(self) -> None:
        self._receiving = self.loop.call_later(self._limits.receive_seconds, self._too_slow)

    def _stop_expecting(self) -> None:
        if self._receiving is not None:
            self._receiving.cancel()
            self._receiving = None

    def _too_slow(self) -> None:
        """Closes; says why where part of a request came and nothing was answered."""
        self._receiving = None
        if self.transport.is_closing():
            return
        if self.conn.their_state is h11.IDLE and self.conn.our_state is h11.IDLE and self.conn.trailing_data[0]:
            self._refuse(408, b"The request did not arrive in time.")
        else:
            self.transport.abort()

    def send_400_response(self, msg: str) -> None:
        """Answers what is no HTTP, or holds more headers than allowed."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self._refuse(400, msg.encode("ascii", "replace"))
        else:
            self.transport.abort()

    def _refuse(self, status: int, message: bytes) -> None:
        """Answers in plain text without the application, and closes."""
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(message)).encode()),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
            *SECURITY_BYTES,
        ]
        for event in (h11.Response(status_code=status, headers=headers), h11.Data(data=message), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
        self._watch_sending()

    # -- time to take an answer -----------------------------------------------------------------------
    def on_response_complete(self) -> None:
        """Ends a request: the answer is due to be taken, and the next request may come, if any is left."""
        self._answered += 1
        self._quiet_since = self.loop.time()
        if self.conn.their_state is not h11.SEND_BODY:
            self._stop_expecting()
        super().on_response_complete()
        self._watch_sending()
        if self._answered >= self._limits.keep_alive_requests:
            self.transport.close()

    def pause_writing(self) -> None:
        """The client takes more slowly than we send."""
        super().pause_writing()
        self._watch_sending()

    def _watch_sending(self) -> None:
        if self._sending is None and self.transport.get_write_buffer_size():
            self._sending = self.loop.call_later(self._limits.send_seconds, self._not_taken)

    def _not_taken(self) -> None:
        self._sending = None
        if self.transport.get_write_buffer_size():
            self.transport.abort()


def connections_within(limits: Limits) -> int:
    """The most connections that the limits and the system's number of open files allow."""
    try:
        import resource
    except ImportError:  # Windows has no such number
        return limits.connections
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return limits.connections if files < 0 else max(20, min(limits.connections, files - _NEEDED_FILES))
