"""The measurement of speed itself: that it runs commands, draws pairs and shows a table."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench import speed


def test_a_process_is_run_as_often_as_asked_after_one_warm_run() -> None:
    timing = speed.time_process("nothing", (sys.executable, "-c", ""), runs=2)
    assert len(timing.wall_s) == len(timing.cpu_s) == 2
    assert timing.memory_mb > 1


def test_a_failing_command_is_not_a_measurement() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        speed.time_process("fails", (sys.executable, "-c", "raise SystemExit(3)"), runs=1)


def test_pairs_are_different_and_the_same_for_a_seed() -> None:
    pairs = speed.some_pairs(["c", "a", "b", "d"], 6)
    assert len(set(pairs)) == 6
    assert all(a != b for a, b in pairs)
    assert pairs == speed.some_pairs(["d", "b", "a", "c"], 6)
    assert len(speed.some_pairs("abcdef", 4, seed=1)) == 4


def test_durations_and_percentiles() -> None:
    assert [speed.seconds(value) for value in (0.0123, 0.7, 61.04)] == ["12.3 ms", "700 ms", "61.0 s"]
    assert speed.percentile([5, 1, 2, 4, 3], 95) == 5


def test_without_the_producers_files_the_ratio_is_skipped_with_a_reason(tmp_path: Path) -> None:
    out = io.StringIO()
    timing = speed.time_calls("calls", [list, dict])
    assert speed.against_pandas(tmp_path, timing, 1, Console(file=out, width=200)) == []
    assert "not in" in out.getvalue()
    speed.show([timing], Console(file=out, width=120))
    assert "median" in out.getvalue()
