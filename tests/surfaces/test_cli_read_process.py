"""``metier read`` as a process that is killed, interrupted, or works with others: nothing is lost, nothing is twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

METIER = (sys.executable, "-m", "metier", "read")
TEXT = "Your profile\n- 3+ years of experience with Python\n- A bachelor's degree\n"
PIPE = 1 << 20  # more than a pipe and the reader's own buffer hold, so writing it waits for the reader
GROUP = 256


def ad(number: int) -> str:
    """A line for one posting, of about 2 kB, most of which need not be read."""
    return json.dumps({"id": f"ad-{number}", "title": "Data Engineer", "text": TEXT, "logo": "x" * 2000}) + "\n"


def written(path: Path) -> list[str]:
    """The ids of the lines of a file that are whole."""
    *lines, rest = path.read_bytes().split(b"\n")
    assert not rest or path.suffix == ".jsonl"
    return [json.loads(line)["id"] for line in lines]


def feed(pipe: IO[bytes], lines: Iterator[str], groups: int) -> None:
    """Writes until the reader must have written some groups, because it asks for the lines of the next."""
    for _ in range(groups * GROUP):
        pipe.write(next(lines).encode())
    size = 0
    while size < PIPE:
        line = next(lines).encode()
        pipe.write(line)
        size += len(line)
    pipe.flush()


@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_is_stopped_is_continued(way: signal.Signals, workers: int, tmp_path: Path) -> None:
    total = 3000 if workers == 1 else 5000
    source = tmp_path / "ads.jsonl"
    source.write_text("".join(map(ad, range(total))), encoding="utf-8")
    out = tmp_path / "facts.jsonl"
    command = (*METIER, "-", "--out", str(out), "--workers", str(workers))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        feed(process.stdin, map(ad, range(total)), groups=2 if workers == 1 else 8)
        process.send_signal(way)
        said = process.stderr.read().decode()
        assert process.wait(60) == (130 if way == signal.SIGINT else -signal.SIGKILL)
    if way == signal.SIGINT:
        assert "--resume" in said
        assert "Traceback" not in said
    first = written(out)
    assert len(first) >= 2 * GROUP
    assert first == [f"ad-{number}" for number in range(len(first))]
    with out.open("ab") as file:
        file.write(b'{"id": "ad-')  # as if it had been killed while it wrote a line
    ended = subprocess.run((*METIER, str(source), "--out", str(out), "--resume"), capture_output=True, check=True)
    assert f"{len(first):,} were there already" in ended.stderr.decode()
    assert written(out) == [f"ad-{number}" for number in range(total)]


def test_workers_write_the_same_in_the_same_order(tmp_path: Path) -> None:
    source = tmp_path / "ads.jsonl"
    source.write_text("{bad\n" + "".join(map(ad, range(1000))), encoding="utf-8")
    found = []
    for workers in ("1", "3"):
        ended = subprocess.run((*METIER, str(source), "--workers", workers), capture_output=True, check=True)
        assert b"line 1: not JSON" in ended.stderr
        found.append(ended.stdout)
    assert found[0] == found[1]
    assert found[0].count(b"\n") == 1000


def test_a_reader_that_goes_away_ends_the_run_quietly(tmp_path: Path) -> None:
    source = tmp_path / "ads.jsonl"
    source.write_text("".join(map(ad, range(3000))), encoding="utf-8")
    with subprocess.Popen((*METIER, str(source)), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["id"] == "ad-0"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks = []
    for total in (500, 4000):
        source = tmp_path / f"{total}.jsonl"
        source.write_text("".join(map(ad, range(total))), encoding="utf-8")
        code = (
            "import sys\nfrom metier.surfaces.cli.main import main\n"
            f"try:\n    main(['read', {str(source)!r}, '--out', {os.devnull!r}])\n"
            "except SystemExit as end:\n    assert not end.code, end.code\n"
            # Not ru_maxrss: that begins with what the process had that started this one.
            "print(next(l.split()[1] for l in open('/proc/self/status') if l.startswith('VmHWM')))"
        )
        ended = subprocess.run((sys.executable, "-c", code), capture_output=True, check=True, text=True)
        peaks.append(int(ended.stdout) / 1024)
    assert peaks[1] < peaks[0] + 20
    assert peaks[1] < 400
