"""The ``metier`` command: parse, call, render, and say errors without a traceback."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from cyclopts import App

from metier import __version__
from metier.errors import MetierError

HELP = """Compare careers on evidence: every figure with its sample size, interval, source and method.

Start here:

    metier compare "data science manager" "ML software engineer"
    metier compare "data analyst" "data engineer" --country Germany --level senior
    metier role "prompt engineer"
    metier compare 15-2051 11-3021 --format html --out report.html
    metier pay "data engineer" --country Germany --currency EUR
"""

ONE_THREAD = frozenset({"compare", "role", "pay", "explain", "serve", "site", "build"})
"""Commands whose linear algebra runs in one thread. Those that answer solve small systems, where threads wait for one
another more than they work; a build must not depend on how many processors summed up a fit."""

app = App(name="metier", help=HELP, version=__version__, help_format="plaintext")
release_app = App(name="release", help="Look into a release: what it holds, whether it is intact, what changed.")
app.command(release_app)

# Commands are named by import path, so that --help loads none of the code behind them.
app.command("metier.surfaces.cli.compare:compare", name="compare", help="Compare two to five roles.")
app.command("metier.surfaces.cli.compare:role", name="role", help="Show the profile of one role.")
app.command("metier.surfaces.cli.pay:app", name="pay", help="What roles are paid; pay estimate: one described job.")
app.command("metier.surfaces.cli.lookup:roles", name="roles", help="List roles, or find them by words of a name.")
app.command("metier.surfaces.cli.read:read", name="read", help="Read job postings: role, pay, degree, technologies ...")
app.command("metier.surfaces.cli.title:title", name="title", help="Read raw job titles: role, track and level.")
app.command(
    "metier.surfaces.cli.lookup:explain",
    name="explain",
    help="Show where one figure comes from, down to its counts.",
)
app.command("metier.surfaces.cli.site:site", name="site", help="Write the website as files for any web host.")
app.command("metier.surfaces.cli.serve:serve", name="serve", help="Serve the website on this computer.")
app.command("metier.surfaces.cli.build:build", name="build", help="Build a release from the producers' files.")
app.command("metier.surfaces.cli.build:fetch", name="fetch", help="Download a producer's current files.")
release_app.command("metier.surfaces.cli.releases:info", name="info", help="What a release holds.")
release_app.command("metier.surfaces.cli.releases:verify", name="verify", help="Check every byte of a release.")
release_app.command("metier.surfaces.cli.releases:diff", name="diff", help="What differs between two releases.")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exits with 0, 1 (failed), 2 (cannot be met as asked) or 130 (interrupted)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without our characters shows '?', not a traceback
    named = (sys.argv[1:] if arguments is None else arguments)[:1]
    if ONE_THREAD.intersection(named):
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        app(arguments)
    except MetierError as error:
        print(f"metier: {error.message}", file=sys.stderr)
        if error.hint:
            print(error.hint, file=sys.stderr)
        try:
            sys.stdout.flush()
        except (OSError, ValueError):  # it was why this failed
            _drop_output()
        sys.exit(error.exit_status)
    except KeyboardInterrupt:
        print("metier: interrupted; nothing was left half-written.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        _drop_output()
        sys.exit(0)
    except OSError as error:  # a full disk, a folder that cannot be written to
        print(f"metier: {error}", file=sys.stderr)
        _drop_output()
        sys.exit(1)


def _drop_output() -> None:
    """Send what is still buffered for standard output nowhere, so that exiting does not fail again."""
    with suppress(OSError, ValueError):  # standard output may be no file, such as in a notebook
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
