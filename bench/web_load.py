"""Mixed traffic against ``metier serve``: statuses, latency and the server's memory.

    python -m bench.web_load --minutes 20 --rate 100

Starts a server on a free port of this computer and asks it from this process, at a fixed rate whether or not earlier
requests were answered; latency counts from the moment at which a request was due. One request in a hundred is
malformed. Visitors have addresses of their own, as behind a proxy. The first minutes, while the pages asked for most
are made for the first time, are told apart (--settle). Exit status 1 for a server error, for a malformed request that
was not refused, or for memory that grew by more than a tenth after those minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from urllib.parse import quote

import numpy as np

from metier.release.reader import Release
from metier.release.suggest import known_roles
from metier.surfaces.pages.address import compare_path, pay_path, role_path
from metier.surfaces.pages.assets import assets

VISITORS = 400
PAIRS = 1000
MALFORMED = 0.01
GROWS = 60.0  # seconds in which the rate grows to its height
MOST_GROWTH = 0.10
BAD = (
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET /\x01 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"NONSENSE\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00",
    b"GET /roles?q=" + b"x" * 3000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n" + b"x" * 5000,
    b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 40_000 + b"\r\n\r\n",
    b"GET /static/../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /roles/%00%0d%0aSet-Cookie:x HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /compare/data-analyst-vs-data-engineer?level=%3Cscript%3E HTTP/1.1\r\nHost: x\r\n\r\n",
    b"DELETE /roles HTTP/1.1\r\nHost: x\r\n\r\n",
)
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Traffic:
    """What visitors ask, by how often they ask it: (kind, path) pairs, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        roles = [role for role in known_roles(Release()) if role.postings and role.family != "other"]
        self.ids = [role.role_id for role in roles]
        self.labels = [role.label for role in roles]
        self.pairs = [compare_path(pair) for pair in list(combinations(self.ids[:60], 2))[:PAIRS]]
        self.random.shuffle(self.pairs)
        self.files = sorted(assets())

    def _often(self, of: Sequence[str]) -> str:
        """One of several, the first far more often than the last, as with what people read."""
        return of[min(int(len(of) ** self.random.random()) - 1, len(of) - 1)]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        while True:
            kind = self.random.choices(
                ("compare", "filtered", "role", "pay", "home", "jobs", "suggest", "static", "api", "file", "lost"),
                (34, 3, 12, 8, 6, 4, 10, 18, 2, 1, 2),
            )[0]
            yield kind, self._path(kind)

    def _path(self, kind: str) -> str:
        role, label = self._often(self.ids), self._often(self.labels)
        match kind:
            case "compare":
                return self._often(self.pairs)
            case "filtered":
                return self._often(self.pairs) + self.random.choice(("?country=US", "?level=senior", "?year=2024"))
            case "role":
                return role_path(role)
            case "pay":
                return pay_path(role, self.random.choice(("", "", "US", "GB")))
            case "jobs":
                return "/jobs?q=" + quote(label.split()[0])
            case "suggest":
                return "/suggest?q=" + quote(label[: self.random.randint(1, 8)])
            case "static":
                return self.random.choice(self.files)
            case "api":
                return "/api/roles?q=" + quote(label)
            case "file":
                return self._often(self.pairs) + ".csv"
            case "lost":
                return self.random.choice(("/favicon.ico", "/wp-login.php", "/roles/no-such-role", "/compare/a-vs-b"))
            case _:
                return "/"


def due_after(n: int, rate: float) -> float:
    """Seconds after which the n-th request is due, at a rate that grows evenly to its height.

    >>> due_after(3000, 100), due_after(4000, 100)
    (60.0, 70.0)
    """
    growing = GROWS * rate / 2
    return GROWS * (n / growing) ** 0.5 if n < growing else GROWS + (n - growing) / rate


class Load:
    """Asks at a fixed rate and keeps what came back."""

    def __init__(self, port: int, traffic: Traffic, settle: float) -> None:
        self.port, self.traffic, self.settle = port, traffic, settle
        self.settled = 0.0  # when that was, and how many looks at memory came before
        self.looks_before = 0
        self.random = Random(1)
        self.lines: list[Line] = []
        self.statuses: Counter[tuple[str, str]] = Counter()
        self.seconds: dict[str, list[float]] = {}  # once settled
        self.before: list[float] = []  # seconds of the requests before that
        self.memory: list[float] = []
        self.cpu: list[float] = []

    async def run(self, minutes: float, rate: float) -> None:
        """Asks for some minutes, once the server has done every role's own work."""
        while not await self._ready():
            await asyncio.sleep(0.2)
        asked = iter(self.traffic)
        start, due = time.monotonic(), 0
        self.settled = start + self.settle * 60
        running: set[asyncio.Task[None]] = set()
        looked = start
        while (at := start + due_after(due, rate)) < start + minutes * 60:
            if at >= looked:
                await self._look()
                looked += 10
            await asyncio.sleep(max(0.0, at - time.monotonic()))
            bad = self.random.random() < MALFORMED
            task = asyncio.create_task(self._malformed() if bad else self._one(*next(asked), at))
            running.add(task)
            task.add_done_callback(running.discard)
            due += 1
        await asyncio.gather(*running)
        await self._look()

    async def _one(self, kind: str, path: str, at: float) -> None:
        status = await self._status(path)
        self.statuses[kind, status] += 1
        seconds = self.before if at < self.settled else self.seconds.setdefault(kind, [])
        seconds.append(time.monotonic() - at)

    async def _status(self, path: str) -> str:
        for again in (False, True):  # the server may have closed a kept line in the meantime
            kept = bool(self.lines) and not again
            try:
                reader, writer = self.lines.pop() if kept else await self._connect()
                visitor = self.random.randrange(VISITORS)
                writer.write(
                    f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\n"
                    f"X-Forwarded-For: 198.51.{visitor // 250}.{visitor % 250}\r\n\r\n".encode()
                )
                head = await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"content-length: (\d+)", head)
                await reader.readexactly(int(length[1]) if length else 0)
                self.lines.append((reader, writer))
                return head[9:12].decode()
            except (OSError, asyncio.IncompleteReadError):
                if not kept:
                    return "closed"
        return "closed"

    async def _connect(self) -> Line:
        return await asyncio.open_connection("127.0.0.1", self.port)

    async def _malformed(self) -> None:
        try:
            reader, writer = await self._connect()
            writer.write(self.random.choice(BAD))
            said = await asyncio.wait_for(reader.read(1000), 30)
            writer.close()
        except OSError:
            said = b""
        self.statuses["malformed", said[9:12].decode("latin-1") or "closed"] += 1

    async def _probe(self, path: str) -> str:
        reader, writer = await self._connect()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        text = (await reader.read()).decode()
        writer.close()
        return text

    async def _ready(self) -> bool:
        try:
            return "\nmetier_warm 1\n" in await self._probe("/metrics")
        except OSError:  # it does not listen yet
            return False

    async def _look(self) -> None:
        """Keeps the server's memory and processor time so far."""
        text = await self._probe("/metrics")
        self.looks_before += time.monotonic() < self.settled
        for name, kept in (("process_resident_memory_bytes", self.memory), ("process_cpu_seconds_total", self.cpu)):
            found = re.search(rf"^{name} ([0-9.]+)", text, re.MULTILINE)
            kept.append(float(found[1]) if found else 0.0)


def report(load: Load, rate: float) -> bool:
    """Prints what came back; whether all of it is as it should be."""
    for kind in sorted({kind for kind, _ in load.statuses}):
        found = ", ".join(f"{s}: {n:,}" for (k, s), n in sorted(load.statuses.items()) if k == kind)
        ms = np.array(load.seconds.get(kind, [np.nan])) * 1000
        print(f"{kind:10} p50 {np.percentile(ms, 50):7.1f} ms  p99 {np.percentile(ms, 99):8.1f} ms  {found}")
    for name, kept in (
        ("settled", np.concatenate([np.array(s) for s in load.seconds.values()])),
        ("before", load.before),
    ):
        ms = np.array(kept) * 1000 if len(kept) else np.array([np.nan])
        print(f"{name:10} p50 {np.percentile(ms, 50):7.1f} ms  p99 {np.percentile(ms, 99):8.1f} ms  at {rate:g}/s")
    at = min(load.looks_before, len(load.memory) - 1)
    growth = load.memory[-1] / load.memory[at] - 1 if load.memory[at] else 0.0
    print(f"memory     {load.memory[at] / 2**20:.0f} MiB settled, {load.memory[-1] / 2**20:.0f} at end ({growth:+.1%})")
    print(f"           each minute {', '.join(f'{held / 2**20:.0f}' for held in load.memory[::6])} MiB")
    busy = [
        (load.cpu[to] - load.cpu[since]) / (10 * max(1, to - since))
        for since, to in ((0, at), (at, -1 % len(load.cpu)))
    ]
    print(f"processor  {busy[0]:.2f} of a core before, {busy[1]:.2f} settled")
    errors = sum(n for (_, status), n in load.statuses.items() if status.startswith("5"))
    passed = sum(n for (k, status), n in load.statuses.items() if k == "malformed" and status < "300")
    print(f"errors     {errors} server errors; {passed} malformed requests that were not refused")
    return not errors and not passed and growth <= MOST_GROWTH


def main() -> None:
    """Runs a server and the load."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--rate", type=float, default=100, help="requests a second")
    parser.add_argument("--settle", type=float, default=5, help="minutes that are told apart")
    parser.add_argument("--log", type=Path, default=Path("web_load.log"), help="where the server's log goes")
    asked = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "metier", "serve", "--port", str(port), "--trusted-proxy", "127.0.0.1"]
    load = Load(port, Traffic(seed=20261123), asked.settle)
    with asked.log.open("w") as log, subprocess.Popen(command, stderr=log) as server:
        try:
            asyncio.run(load.run(asked.minutes, asked.rate))
        finally:
            server.terminate()
    sys.exit(0 if report(load, asked.rate) else 1)


if __name__ == "__main__":
    main()
