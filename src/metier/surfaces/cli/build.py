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
    with Progress(
        TextColumn("[bold]{task.fields[title]}"),
        BarColumn(24),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task("starting", total=None, title=title)
        yield lambda message, /: bar.update(task, description=message)


def build(
    *,
    sources: Annotated[Path, Parameter(help="Folder that holds sources/ and postings/.")],
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


def fetch(
    source: str = "",
    /,
    *,
    to: Annotated[Path, Parameter(help="Folder of sources to put the file in.")] = Path("sources"),
    version: Annotated[
        str | None, Parameter(help="Version to fetch; the one that metier was tested with if left out.")
    ] = None,
    contact: Annotated[str, Parameter(help="Your e-mail address, where a producer asks programs for one.")] = "",
) -> None:
    """Download a producer's official file where the producer allows it; resumes what was interrupted.

    The file is checked by hash, recorded in origin.yaml beside it, and appears only when it is whole.

    Parameters
    ----------
    source
        Id of the source; the list of sources if left out.
    """
    need_build_extra()
    from metier.build.fetch import fetch as run
    from metier.build.fetch import fetchables

    if not source:
        for entry in fetchables().values():
            how = f"by hand: {entry.by_hand}" if entry.by_hand else f"version {entry.version}"
            print(f"{entry.id:20} {entry.title} ({entry.producer}); {entry.licence}; {how}")
        return
    with progress("Fetching") as say:
        say(source)
        found = run(source, to, version=version, contact=contact)
    print(f"{found.path}  {found.size:,} bytes  sha256 {found.sha256}{'' if found.new else '  (was already there)'}")


def need_build_extra() -> None:
    """Nothing, when the build extra is installed; else an error that says how to install it."""
    from importlib.util import find_spec

    missing = [name for name in ("pyarrow", "python_calamine", "rensa", "httpx2", "stamina") if not find_spec(name)]
    if missing:
        raise MetierError(
            f"This command needs packages that are not installed: {', '.join(missing)}.",
            hint="Install them with: pip install 'metier[build]'",
        )
