"""A real server on a real socket: slow clients, rude ones, and a stop that lets readers finish."""

from __future__ import annotations

import json
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
import uvicorn

from metier.errors import UserInputError
from metier.surfaces.web.protocol import connections_within
from metier.surfaces.web.server import address_of, configuration, listen
from metier.surfaces.web.settings import Limits, Settings, default_limits

PATIENT = replace(default_limits(), burst_requests=100_000, request_seconds=300)
HURRIED = replace(PATIENT, receive_seconds=0.3, send_seconds=0.3, keep_alive_seconds=1)
GET = b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n"
Connect = Callable[[], socket.socket]


class Running:
    """A server in a thread of this process."""

    def __init__(self, limits: Limits) -> None:
        self.socket = listen("127.0.0.1", 0)
        self.port: int = self.socket.getsockname()[1]
        self.config = configuration(Settings(limits=limits))
        self.server = uvicorn.Server(self.config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]})

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def ask(self, path: bytes) -> bytes:
        return ask(self.port, path)

    def __enter__(self) -> Running:
        self.thread.start()
        assert b" 200 " in self.ask(b"/healthz")
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join()


def until_closed(line: socket.socket) -> bytes:
    """Everything that a server says until it closes; fails where it never does."""
    said = b""
    try:
        while part := line.recv(65536):
            said += part
    except ConnectionResetError:
        pass
    return said


@pytest.fixture(scope="module")
def hurried() -> Iterator[Running]:
    with Running(HURRIED) as server:
        yield server


def test_a_client_that_sends_nothing_is_let_go(hurried: Running) -> None:
    with hurried.connect() as line:
        assert until_closed(line) == b""


def test_a_client_that_trickles_its_headers_is_told_and_let_go(hurried: Running) -> None:
    with hurried.connect() as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        said, start = b"", time.monotonic()
        while not said and time.monotonic() - start < 30:
            if select.select([line], [], [], 0.05)[0]:
                said = until_closed(line)
            else:
                line.sendall(b"X-Slow: 1\r\n")  # a byte now and then does not buy time
        assert said.startswith(b"HTTP/1.1 408 ")
        assert b"content-security-policy" in said


def test_a_client_that_never_sends_its_body_is_let_go(hurried: Running) -> None:
    with hurried.connect() as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n")
        assert until_closed(line).startswith(b"HTTP/1.1 200 ")


def test_a_client_that_does_not_take_its_answer_is_let_go(hurried: Running) -> None:
    with hurried.connect() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        try:
            for _ in range(400):  # far more than the system buffers
                line.sendall(GET % b"/api/openapi.json" * 10)
        except (ConnectionError, TimeoutError):
            return
        line.settimeout(60)
        until_closed(line)


def test_200_slow_clients_do_not_keep_others_waiting(hurried: Running) -> None:
    with Running(PATIENT) as server, ExitStack() as slow:
        for _ in range(200):
            line = slow.enter_context(server.connect())
            line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        for _ in range(20):
            assert b" 200 " in server.ask(b"/healthz")


def test_when_lines_run_out_those_that_wait_longest_make_room() -> None:
    with Running(replace(PATIENT, connections=20)) as server, ExitStack() as slow:
        first = [slow.enter_context(server.connect()) for _ in range(60)]
        assert b" 200 " in server.ask(b"/healthz")
        assert until_closed(first[0]) == b""


def test_a_line_is_used_again_and_closed_after_its_share() -> None:
    with Running(replace(PATIENT, keep_alive_requests=3)) as server, server.connect() as line:
        line.sendall(GET % b"/healthz" * 3)
        assert until_closed(line).count(b"HTTP/1.1 200 ") == 3


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # a greeting in TLS
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",  # no host
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 70_000,
        b"\r\n" * 40_000,
    ],
)
def test_what_is_no_http_is_refused_and_does_no_harm(hurried: Running, request_bytes: bytes) -> None:
    with hurried.connect() as line:
        try:
            line.sendall(request_bytes)
        except ConnectionError:
            return
        said = until_closed(line)
        assert said == b"" or said.split(b" ")[1].startswith(b"4"), said[:100]
    assert b" 200 " in hurried.ask(b"/healthz")


@pytest.mark.parametrize(
    "path", [b"/../../etc/passwd", b"/static/../../../etc/passwd", b"//etc/passwd", b"/roles/../.."]
)
def test_dots_in_a_path_lead_nowhere(hurried: Running, path: bytes) -> None:
    said = hurried.ask(path)
    assert b"root:" not in said
    assert said.split(b" ")[1] in (b"404", b"301")


def test_a_whole_address_in_the_request_line_is_no_way_out(hurried: Running) -> None:
    assert hurried.ask(b"http://evil.example/roles").split(b" ")[1] == b"404"


def test_a_line_break_in_an_address_makes_no_header(hurried: Running) -> None:
    said = hurried.ask(b"/compare?a=data+analyst%0d%0aSet-Cookie:+x=1&b=data+engineer%0d%0a%0d%0ahello")
    head = said.partition(b"\r\n\r\n")[0].lower()
    assert b"set-cookie" not in head


def ask(port: int, path: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=120) as line:
        line.sendall(b"GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % path)
        return until_closed(line)


def test_a_stop_lets_a_running_request_end_and_ends_the_process() -> None:
    command = [sys.executable, "-m", "metier", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        port = int(process.stderr.readline().rpartition(":")[2].partition("/")[0])
        assert b" 200 " in ask(port, b"/healthz")
        with socket.create_connection(("127.0.0.1", port), timeout=120) as line:
            line.sendall(GET % b"/roles")
            said = b""
            while b"running 2" not in said and b'route="/roles",status' not in said:
                said = ask(port, b"/metrics")
            process.send_signal(signal.SIGTERM)
            page = until_closed(line)
        rest = process.stderr.read()
        assert process.wait(60) in (0, -signal.SIGTERM)
    assert page.startswith(b"HTTP/1.1 200 ")
    assert page.endswith(b"</html>")
    assert "Traceback" not in rest
    assert all(json.loads(text) for text in rest.splitlines())


def test_a_port_in_use_says_what_to_do() -> None:
    taken = listen("127.0.0.1", 0)
    with taken, pytest.raises(UserInputError, match="another program does") as refused:
        listen("127.0.0.1", taken.getsockname()[1])
    assert "--port 8080" in refused.value.hint


def test_an_address_that_is_not_here_says_what_to_do() -> None:
    for host in ("192.0.2.1", "no.such.host.invalid"):
        with pytest.raises(UserInputError) as refused:
            listen(host, 0)
        assert "127.0.0.1" in refused.value.hint


def test_connections_stay_within_the_files_that_the_system_allows() -> None:
    assert 20 <= connections_within(replace(PATIENT, connections=10**9)) < 10**9
    assert connections_within(replace(PATIENT, connections=30)) == 30


def test_the_address_to_open_is_one_that_a_browser_finds() -> None:
    assert address_of("::", 80, "") == "http://[::1]:80/"
    assert address_of("192.168.1.2", 8000, "") == "http://192.168.1.2:8000/"
