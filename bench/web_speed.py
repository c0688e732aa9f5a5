"""How fast a process makes the pages of comparisons it has not made before, with the roles' own work done.

    python -m bench.web_speed [--release DIR] [--pairs 1000]

Per page: the report of a pair (``assemble``) and its HTML (``article``), in CPU time of one thread. The ratio is
to one plain job on the same machine in the same run, so that runs on busy or slow machines can be compared: every
figure of the report put into a plain list by a Jinja template, and nothing worked out.
"""

from __future__ import annotations

import argparse
import gzip
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from bench.speed import percentile, seconds, some_pairs

if TYPE_CHECKING:
    from metier.model import Report

PAIRS = 1000
EVERY = 20  # pages between two runs of the plain job
PLAIN = (
    "<ul>{% for f in figures %}<li id='{{ f.id }}'><b>{{ f.label }}</b> {{ f.value }} {{ f.period }} {{ f.place }}"
    " {{ f.n }} {{ f.n_of }} {{ f.method }} {% for o in f.origins %}<i>{{ o }}</i>{% endfor %}</li>{% endfor %}</ul>"
)


def plain_page() -> Callable[[Report], str]:
    """The plain job: a template over a report's figures."""
    from jinja2 import Environment

    template = Environment(autoescape=True).from_string(PLAIN)
    return lambda report: template.render(figures=list(report.figures.values()))


def measure(folder: str | None, count: int, out: Console) -> None:
    """Prints the medians and 99th percentiles, absolute and as ratio to the plain job."""
    from metier.model import Filters
    from metier.release.roles import get_role
    from metier.report.assemble import report
    from metier.report.render.article import article
    from metier.report.warm import settle, warm
    from metier.surfaces.python import open_release, roles

    release = open_release(folder)
    curated = [role for role in roles(release=release) if not role.is_official]
    start = time.process_time()
    warm(release, curated)
    settle()
    out.print(f"Warm after {time.process_time() - start:.1f} s of CPU, {len(curated)} roles.")
    plain = plain_page()
    made: dict[str, list[float]] = {"report": [], "HTML": [], "page (both)": [], "plain job": []}
    sizes, packed = [], []
    for place, pair in enumerate(some_pairs((role.role_id for role in curated), count)):
        chosen = tuple(get_role(release, role_id) for role_id in pair)
        began = time.process_time()
        found = report(release, chosen, Filters())
        assembled = time.process_time()
        page = article(found)
        done = time.process_time()
        for name, spent in (("report", assembled - began), ("HTML", done - assembled), ("page (both)", done - began)):
            made[name].append(spent)
        if place % EVERY == 0:
            began = time.process_time()
            plain(found)
            made["plain job"].append(time.process_time() - began)
            sizes.append(len(page.html.encode()))
            packed.append(len(gzip.compress(page.html.encode(), 6)))
    show(made, out)
    out.print(
        f"A page has {statistics.median(sizes) / 1000:.0f} kB, {statistics.median(packed) / 1000:.0f} kB compressed "
        f"(medians of {len(sizes)}). {os.cpu_count()} processors; load {os.getloadavg()[0]:.1f}; "
        f"Python {sys.version.split()[0]}"
    )


def show(made: dict[str, list[float]], out: Console) -> None:
    """The table: medians and 99th percentiles of CPU, and how many plain jobs the median is."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("CPU of")
    for name in ("runs", "median", "p99", "plain jobs"):
        table.add_column(name, justify="right")
    one = statistics.median(made["plain job"])
    for name, spent in made.items():
        middle = statistics.median(spent)
        table.add_row(name, f"{len(spent)}", seconds(middle), seconds(percentile(spent, 99)), f"{middle / one:.1f}")
    out.print(table)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the measurement."""
    parser = argparse.ArgumentParser(prog="python -m bench.web_speed", description=__doc__.splitlines()[0])
    parser.add_argument("--release", help="folder of a release; the starter if left out")
    parser.add_argument("--pairs", type=int, default=PAIRS, help="different pairs of roles")
    asked = parser.parse_args(arguments)
    measure(asked.release, asked.pairs, Console(highlight=False))


if __name__ == "__main__":
    main()
