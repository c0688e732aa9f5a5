"""``metier site``: the website as files."""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from metier.errors import UserInputError
from metier.surfaces import python
from metier.surfaces.cli.compare import ReleaseFolder

TOP = 20
_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?")
_ROOT = re.compile(r"(/[A-Za-z0-9._~-]+)*")

Roles = Annotated[str | None, Parameter(help="Compare these roles with one another: names or codes, with commas.")]
Top = Annotated[int | None, Parameter(help="Compare the so many roles with most postings with one another (20).")]
Every = Annotated[
    bool, Parameter(name="--all", negative="", help="Compare every role of the vocabulary with every other.")
]
Base = Annotated[
    str,
    Parameter(help="The host's address, such as https://example.org: for site map, feeds, canonical links, pictures."),
]
Root = Annotated[str, Parameter(help="The folder of the host that the site will lie in, such as /careers.")]
Jobs = Annotated[int | None, Parameter(help="Processes that make pages; as many as there are cores if left out.")]
Downloads = Annotated[
    bool, Parameter(negative="", help="Put PDF, HTML, Markdown, JSON and CSV beside each comparison.")
]


def site(
    out: Path,
    /,
    *,
    roles: Roles = None,
    top: Top = None,
    every: Every = False,
    base: Base = "",
    root: Root = "",
    jobs: Jobs = None,
    downloads: Downloads = False,
    release: ReleaseFolder = None,
) -> None:
    """Write the website as files for any web host.

    Run again, it writes only what changed, and removes pages that the site no longer has.

    Examples:
        metier site public --top 20 --base https://example.org
        metier site public --roles "data analyst,data engineer,data scientist" --root /careers

    Parameters
    ----------
    out
        Folder to write: new, empty, or a site that this command wrote.
    """
    from metier.surfaces.pages.page import Site
    from metier.surfaces.site.generate import generate, up_to_date
    from metier.surfaces.site.plan import chosen_roles, plan

    _check(roles, top, every, base, root, jobs)
    place = Site(
        python.open_release(release), live=False, base=base.rstrip("/"), root=root.rstrip("/"), downloads=downloads
    )
    names = [name.strip() for name in (roles or "").split(",") if name.strip()]
    compared = chosen_roles(place, names=names, top=None if every else top or TOP)
    started = time.monotonic()
    show = _Progress(sys.stderr.isatty())
    done = up_to_date(place, compared, out) or generate(
        place, plan(place, compared), compared, out, processes=jobs or os.cpu_count() or 1, progress=show
    )
    show.end()
    seconds = time.monotonic() - started
    print(
        f"Wrote {done.written:,} files to {out}, of {done.files:,}; {done.unchanged:,} pages were up to date, "
        f"{done.removed:,} files removed. {seconds:.1f} seconds.",
        file=sys.stderr,
    )
    if not base:
        print("Without --base there are no site map, pictures and canonical links.", file=sys.stderr)


def _check(roles: str | None, top: int | None, every: bool, base: str, root: str, jobs: int | None) -> None:
    if sum((roles is not None, top is not None, every)) > 1:
        raise UserInputError("Choose one of --roles, --top and --all.", hint="metier site OUT --top 20")
    if top is not None and top < 2:
        raise UserInputError(f"--top {top}: a site compares two roles or more.", hint="metier site OUT --top 20")
    if base and not _BASE.fullmatch(base.rstrip("/")):
        raise UserInputError(f"--base {base!r} is no address of a host.", hint="Such as --base https://example.org")
    if not _ROOT.fullmatch(root.rstrip("/")) or ".." in root:
        raise UserInputError(f"--root {root!r} is no folder of a host.", hint="Such as --root /careers")
    if jobs is not None and not 1 <= jobs <= 256:
        raise UserInputError(f"--jobs {jobs}: one process to 256.", hint="Leave it out to use every core.")


class _Progress:
    """One line on a terminal that says how far the pages are; nothing elsewhere."""

    def __init__(self, shown: bool) -> None:
        self._shown, self._last, self._any = shown, 0.0, False

    def __call__(self, done: int, of: int) -> None:
        now = time.monotonic()
        if self._shown and (now - self._last > 0.1 or done == of):
            self._last, self._any = now, True
            print(f"\r{done:,} of {of:,} pages ({100 * done // max(of, 1)} %)", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leaves the line."""
        if self._any:
            print(file=sys.stderr)
