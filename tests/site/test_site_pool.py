"""Pages made by several processes: how they are shared out, and that each way of starting processes gives the same."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from threading import Event, Thread

import pytest
from small_site import Made, site_of

from metier.surfaces.site import pool
from metier.surfaces.site.generate import generate
from metier.surfaces.site.plan import Work, chosen_roles, plan
from metier.surfaces.site.pool import in_parts
from metier.surfaces.site.worker import OnePage

COMPARED = 4  # pages


def comparisons(roles: int) -> tuple[list[str], list[OnePage]]:
    compared = [f"role-{number}" for number in range(roles)]
    return compared, [(Work("compare", f"/{pair}", pair), ("",)) for pair in combinations(compared, 2)]


def test_pages_about_one_role_are_in_one_part_and_comparisons_come_last() -> None:
    compared, todo = comparisons(40)
    others: list[OnePage] = [(Work(kind, f"/{kind}/{role}", (role,)), ("",)) for role in compared for kind in "ab"]
    parts = in_parts([*todo, *others], compared, 2)
    assert sorted((page for part in parts for page in part), key=repr) == sorted([*todo, *others], key=repr)
    kinds = [one.kind == "compare" for part in parts for one, _ in part]
    assert kinds == sorted(kinds)
    for role in compared:
        assert sum(any(one.items == (role,) for one, _ in part) for part in parts) == 1
    for part in parts[2:]:
        about = {role for one, _ in part for role in one.items}
        assert len(about) <= 24  # of 40


def test_parts_get_smaller() -> None:
    compared, todo = comparisons(40)
    sizes = [len(part) for part in in_parts(todo, compared, 2)]
    assert sum(sizes) == len(todo)
    assert sizes[0] > 60 > 12 >= sizes[-1]
    assert in_parts([], [], 2) == []


def test_a_process_with_threads_is_never_copied() -> None:
    end = Event()
    other = Thread(target=end.wait)
    other.start()
    try:
        assert pool._context().get_start_method() == "spawn"
    finally:
        end.set()
        other.join()


def test_processes_that_are_started_anew_make_the_same(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_context", lambda: multiprocessing.get_context("spawn"))
    few = [one for one in made.works if one.kind in ("sources", "not_found", "feed", "role")]
    for processes in (1, 2):
        generate(made.site, few, made.compared, tmp_path / str(processes), processes=processes)
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
def test_processes_that_are_copied_make_the_same(tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, __file__, str(tmp_path)],
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (found.returncode, found.stdout.split()) == (0, ["fork"]), found.stderr
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert len(list(tmp_path.glob("2/compare/*/index.html"))) == COMPARED


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _copied(folder: Path) -> None:
    """A few pages by one process and by two, and how the two were started."""
    site = site_of()
    compared = chosen_roles(site, top=6)
    works = [one for one in plan(site, compared) if one.kind == "compare"][:COMPARED]
    works.append(Work("methods", "/methods", (), ("methods/index.html",)))
    print(pool._context().get_start_method())
    generate(site, works, compared, folder / "2", processes=2)
    generate(site, works, compared, folder / "1", processes=1)


if __name__ == "__main__":
    _copied(Path(sys.argv[1]))
