"""How fast metier is, as medians, and as a ratio against a plain pandas script on the same machine.

    python -m bench.speed --shared ../shared [--release DIR] [--build] [--growth]

Whole processes are timed from start to exit. CPU is user and system time together: on a busy machine it
says more than the clock. Every process runs once before it is timed, so that files are in memory.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.table import Table

PAIR = ("data science manager", "machine learning software engineer")
PAIRS = 120
METIER = (sys.executable, "-m", "metier")


@dataclass(frozen=True, slots=True)
class Timing:
    """Repeated runs of one thing: seconds by the clock and of CPU, and the most memory (MB; 0: not measured)."""

    name: str
    wall_s: tuple[float, ...]
    cpu_s: tuple[float, ...]
    memory_mb: float = 0.0


def percentile(values: Sequence[float], percent: int) -> float:
    """The percentile of some values, the nearest one that was measured.

    >>> percentile([5, 1, 2, 4, 3], 50), percentile([5, 1, 2, 4, 3], 95)
    (3, 5)
    """
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * percent / 100), len(ordered) - 1)]


def seconds(value: float) -> str:
    """A duration for reading.

    >>> seconds(0.0123), seconds(0.7), seconds(61.04)
    ('12.3 ms', '700 ms', '61.0 s')
    """
    if value < 0.1:
        return f"{value * 1000:.1f} ms"
    return f"{value * 1000:.0f} ms" if value < 2 else f"{value:.1f} s"


def time_process(name: str, command: Sequence[str], *, runs: int, warm: bool = True) -> Timing:
    """Whole runs of a command, its output thrown away. Raises CalledProcessError when it fails."""
    wall, cpu, memory = [], [], 0.0
    for run in range(runs + warm):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        elapsed = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        memory = max(memory, used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))
        if run or not warm:
            wall.append(elapsed)
            cpu.append(used.ru_utime + used.ru_stime)
    return Timing(name, tuple(wall), tuple(cpu), memory)


def time_calls(name: str, calls: Iterable[Callable[[], object]]) -> Timing:
    """Each call once, in this process."""
    wall, cpu = [], []
    for call in calls:
        start, used = time.perf_counter(), time.process_time()
        call()
        wall.append(time.perf_counter() - start)
        cpu.append(time.process_time() - used)
    return Timing(name, tuple(wall), tuple(cpu))


def some_pairs(ids: Iterable[str], count: int, seed: int = 0) -> list[tuple[str, str]]:
    """Up to ``count`` different pairs, drawn at random with a seed.

    >>> some_pairs(["a", "b"], 5)
    [('a', 'b')]
    """
    pairs = list(itertools.combinations(sorted(ids), 2))
    random.Random(seed).shuffle(pairs)
    return pairs[:count]


def processes(release: Sequence[str], runs: int) -> list[Timing]:
    """What a person waits for at the command line."""
    return [
        time_process("import metier", (sys.executable, "-c", "import metier"), runs=runs),
        time_process("metier --help", (*METIER, "--help"), runs=runs),
        time_process("metier compare A B (terminal)", (*METIER, "compare", *PAIR, *release), runs=runs),
        time_process("metier compare A B -f html", (*METIER, "compare", *PAIR, "-f", "html", *release), runs=runs),
    ]


def inside(folder: str | None, count: int) -> list[Timing]:
    """What a running process (a site generator, a server) spends on a comparison, over different pairs."""
    from metier.surfaces.python import compare, open_release, roles

    release = open_release(folder)
    pairs = some_pairs((role.label for role in roles(release=release)), count)

    def once(pair: tuple[str, str], form: str = "") -> Callable[[], object]:
        def call() -> object:
            made = compare(*pair, release=release)
            return made.to_terminal() if form == "terminal" else made.to_html() if form == "html" else made

        return call

    return [
        time_calls("comparison, each pair new to the process", map(once, pairs)),
        time_calls("comparison, roles seen before", map(once, pairs)),
        time_calls("  with terminal text", (once(pair, "terminal") for pair in pairs)),
        time_calls("  with HTML", (once(pair, "html") for pair in pairs)),
    ]


def against_pandas(shared: Path, compare: Timing, runs: int, out: Console) -> list[Timing]:
    """The plain pandas script as a whole process, with the ratio to ``metier compare``."""
    if not (shared / "postings").is_dir():
        out.print(f"No ratio against pandas: the producers' files are not in {shared} (give --shared).")
        return []
    missing = [name for name in ("pandas", "python_calamine") if find_spec(name) is None]
    if missing:
        out.print(f"No ratio against pandas: {' and '.join(missing)} not installed (make setup).")
        return []
    plain = time_process(
        "plain pandas on the raw files", (sys.executable, "-m", "bench.plain_pandas", str(shared)), runs=runs
    )
    wall, cpu = (statistics.median(a) / statistics.median(b) for a, b in _both(plain, compare))
    out.print(
        f"One comparison is {wall:.1f} times as fast as the plain pandas script ({cpu:.1f} by CPU), which gives "
        "shares and quartiles without duplicates dropped, intervals or tests."
    )
    return [plain]


def _both(a: Timing, b: Timing) -> tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]:
    return (a.wall_s, b.wall_s), (a.cpu_s, b.cpu_s)


def build(shared: Path, out: Console) -> list[Timing]:
    """One build of a release from the producers' files, in a folder that is thrown away."""
    if not (shared / "postings").is_dir():
        out.print(f"No build: the producers' files are not in {shared} (give --shared).")
        return []
    with tempfile.TemporaryDirectory() as folder:
        command = (*METIER, "build", "--sources", str(shared), "--out", str(Path(folder) / "release"))
        return [time_process("metier build", command, runs=1, warm=False)]


def show(timings: Iterable[Timing], out: Console) -> None:
    """The table: medians and 95th percentiles."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("What")
    for name in ("runs", "median", "p95", "CPU", "memory"):
        table.add_column(name, justify="right")
    for timing in timings:
        table.add_row(
            timing.name,
            f"{len(timing.wall_s)}",
            seconds(statistics.median(timing.wall_s)),
            seconds(percentile(timing.wall_s, 95)),
            seconds(statistics.median(timing.cpu_s)),
            f"{timing.memory_mb:,.0f} MB" if timing.memory_mb else "",
        )
    out.print(table)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs every measurement and prints the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the producers' files")
    parser.add_argument("--release", help="folder of a release; the starter if left out")
    parser.add_argument("--runs", type=int, default=7, help="runs of each process")
    parser.add_argument("--pairs", type=int, default=PAIRS, help="pairs of roles compared in one process")
    parser.add_argument("--build", action="store_true", help="also time a whole build and its memory")
    parser.add_argument("--growth", action="store_true", help="also time queries of pay at ten times the postings")
    asked = parser.parse_args(arguments)
    out = Console(highlight=False)
    release = ("--release", asked.release) if asked.release else ()
    timings = processes(release, asked.runs)
    timings += inside(asked.release, asked.pairs)
    timings += against_pandas(asked.shared, timings[2], max(asked.runs // 2, 1), out)
    if asked.build:
        timings += build(asked.shared, out)
    out.print(f"{os.cpu_count()} processors; load {os.getloadavg()[0]:.1f}; Python {sys.version.split()[0]}")
    show(timings, out)
    if asked.growth:
        from bench.pay_growth import growth

        for line in growth(Path(asked.release) if asked.release else None):
            out.print(line)


if __name__ == "__main__":
    main()
