"""``metier build`` and ``metier fetch``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Protocol

from cyclopts import Parameter

from metier.errors import MetierError


class Say(Protocol):
    """Tells what a long step is doing."""

    def __call__(self, message: str, /) -> None: ...


@contextmanager
def progress(title: str) -> Iterator[Say]:
    """A bar with elapsed time and the current step on a terminal; a line a step elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda message, /: print(f"  {message}", file=sys.stderr, flush=True)
        return
    with Progress(TextColumn("[bold]{task.fields[title]}"), BarColumn(24), TimeElapsedColumn(),
                  TextColumn("{task.description}"), console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None, title=title)
        yield lambda message, /: bar.update(task, description=message)


def build(*, sources: Annotated[Path, Parameter(help="Folder that holds sources/ and postings/.")],
          out: Annotated[Path, Parameter(name=["--out", "-o"], help="Folder of the release to write.")],
          accept_loss: Annotated[str, Parameter(help="Why a table may lose rows against the last release.")] = "",
          ) -> None:
    """Build a release from the producers' files, check it, seal it.

    The folder appears, or replaces the earlier release, only when everything has succeeded. The same
    files give the same release id and the same bytes.

    Example:
        metier build --sources ../shared --out my-release
    """
    need_build_extra()
    from metier.build.pipeline import build as run

    with progress("Building") as say:
        release_id = run(sources, out, say, accept_loss=accept_loss)
    print(f"Release {release_id} in {out}")


def fetch(source: str = "", /, *, to: Annotated[Path, Parameter(help="Folder to put the files in.")] = Path("sources"),
          ) -> None:
    """Download a producer's current files where the producer allows it; resumes what was interrupted.

    Parameters
    ----------
    source
        Name of the source; the list of sources if left out.
    """
    need_build_extra()
    from metier.build.fetch import describe_sources
    from metier.build.fetch import fetch as run

    if not source:
        print(describe_sources())
        return
    with progress("Fetching") as say:
        paths = run(source, to, progress=say)
    for path in paths:
        print(path)


def need_build_extra() -> None:
    """Nothing, when the build extra is installed; else an error that says how to install it."""
    from importlib.util import find_spec

    missing = [name for name in ("pyarrow", "python_calamine", "rensa", "selectolax", "httpx2") if not find_spec(name)]
    if missing:
        raise MetierError(f"Building needs packages that are not installed: {', '.join(missing)}.",
                          hint="Install them with: pip install 'metier[build]'")
