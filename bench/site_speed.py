"""How fast a site of files is made, and how fast again when nothing changed.

    python -m bench.site_speed [--pairs 2000] [--processes 2]

Comparison pages are made by several processes from their start on: opening the release and the first slow pages
count. The last line leaves them out: one process that has met every role, making, hashing and writing pages. CPU is
user and system time of all processes: on a busy machine it says more than the clock.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from metier.release.reader import Release
from metier.release.roles import get_role
from metier.report.warm import warm
from metier.surfaces.pages.page import Site
from metier.surfaces.site.generate import generate, up_to_date
from metier.surfaces.site.links import links
from metier.surfaces.site.plan import chosen_roles, plan
from metier.surfaces.site.worker import Maker, Setting, seldom_collecting

UNCHANGED = 500
MOST_WARM = 300  # pages of one process
SEED = 20261123


@dataclass(frozen=True, slots=True)
class Took:
    """A run: pages, seconds by the clock, seconds of CPU, bytes."""

    pages: int
    wall_s: float
    cpu_s: float
    size: int = 0

    def line(self, name: str) -> str:
        """The run in words."""
        rate = f"{self.pages / self.wall_s:.0f} pages/s" if self.wall_s else ""
        each = f"{1000 * self.cpu_s / self.pages:.1f} ms of CPU a page" if self.pages else ""
        return f"{name}: {self.pages} pages in {self.wall_s:.2f} s ({rate}; {each}; {self.size / 1e6:.0f} MB)"


def cpu() -> float:
    """Seconds of CPU of this process and of those that it waited for."""
    t = os.times()
    return t.user + t.system + t.children_user + t.children_system


def made(pairs: int, processes: int, folder: Path) -> tuple[Took, Took]:
    """(the first run, a run with nothing to do over 500 pages) of a site of comparisons."""
    first, used = time.perf_counter(), cpu()
    site = Site(Release(), live=False, base="https://example.org", downloads=False)
    compared = chosen_roles(site)
    works = [one for one in plan(site, compared) if one.kind == "compare"][:pairs]
    generate(site, works, compared, folder / "out", processes=processes)
    size = sum(path.stat().st_size for path in (folder / "out").rglob("*.html"))
    run = Took(len(works), time.perf_counter() - first, cpu() - used, size)
    few = works[:UNCHANGED]
    generate(site, few, compared, folder / "few", processes=processes)
    again, used = time.perf_counter(), cpu()
    fresh = Site(Release(), live=False, base="https://example.org", downloads=False)
    done = up_to_date(fresh, chosen_roles(fresh), folder / "few")
    if done is None or done.written:
        raise SystemExit("a run with nothing to do did something")
    return run, Took(len(few), time.perf_counter() - again, cpu() - used)


def once_warm(pairs: int, folder: Path) -> Took:
    """One process that has met every role before: pages with links mended, hashed and written."""
    site = Site(Release(), live=False, base="https://example.org", downloads=False)
    compared = chosen_roles(site)
    every = [one for one in plan(site, compared) if one.kind == "compare"]
    chosen = random.Random(SEED).sample(every, min(pairs, len(every)))
    known = links(site.root, [one.path for one in every], [])
    maker = Maker(Setting(str(site.release.folder), site.base, site.root, site.downloads, known, str(folder)), site)
    warm(site.release, [get_role(site.release, role_id) for role_id in compared])
    first, used = time.perf_counter(), cpu()
    with seldom_collecting():
        written = maker.write([(one, ("",)) for one in chosen])
    return Took(len(written), time.perf_counter() - first, cpu() - used, sum(size for _, _, size in written))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=2_000)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run, again = made(asked.pairs, asked.processes, Path(folder))
        later = once_warm(min(asked.pairs, MOST_WARM), Path(folder) / "warm")
    print(run.line("made"))
    print(again.line("unchanged"))
    print(later.line("one process, once warm"))


if __name__ == "__main__":
    main()
