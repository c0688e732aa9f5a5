"""Runs the commands of the `console` blocks in README.md and docs, and writes their output below them.

python scripts/document_examples.py [--check]

A block holds commands (lines that begin with "$ metier") and what they print, in a terminal of 80 columns.
"| head -N" after a command keeps the first N lines, "| tail -N" the last N. Commands run on the starter
release, in a folder that holds only the files of docs/use/examples, and my-release, which is that same release.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from metier.release.reader import starter_folder
from metier.surfaces.cli.main import main as metier

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "docs" / "use" / "examples"
COLUMNS = "80"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def pages() -> list[Path]:
    """README.md and every page of docs."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@contextlib.contextmanager
def workplace() -> Iterator[None]:
    """A current folder with the examples and my-release in it, 80 columns wide, without colour."""
    before = Path.cwd(), dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "my-release").symlink_to(starter_folder())
        shutil.copytree(EXAMPLES, folder, dirs_exist_ok=True)
        os.chdir(folder)
        os.environ.update(COLUMNS=COLUMNS, NO_COLOR="1")
        try:
            yield
        finally:
            os.chdir(before[0])
            os.environ.clear()
            os.environ.update(before[1])


def output_of(command: str) -> list[str]:
    """The lines that one documented command prints, errors included."""
    call, _, cut = command.partition(" | ")
    arguments = shlex.split(call)
    if arguments[:1] != ["metier"]:
        raise ValueError(f"not a metier command: {command}")
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), contextlib.suppress(SystemExit):
        metier(arguments[1:])
    lines = [line.rstrip() for line in said.getvalue().rstrip().split("\n")]
    if not cut:
        return lines
    way, number = cut.strip().split(" -")
    if way not in ("head", "tail"):
        raise ValueError(f"only head and tail may follow a documented command: {command}")
    return lines[: int(number)] if way == "head" else lines[-int(number) :]


def commands(block: str) -> list[str]:
    """The commands of one console block, without the prompt."""
    return [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]


def refreshed(text: str) -> str:
    """A page with every console block run again."""

    def run(match: re.Match[str]) -> str:
        lines = []
        for command in commands(match.group(1)):
            lines += [f"$ {command}", *output_of(command)]
        return "```console\n" + "\n".join(lines) + "\n```"

    return _BLOCK.sub(run, text)


def main() -> int:
    """Writes the pages; with --check, 1 when one of them is stale."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say which pages are stale")
    check = parser.parse_args().check
    stale = []
    for path in pages():
        text = path.read_text(encoding="utf-8")
        with workplace():
            new = refreshed(text)
        if new != text:
            stale.append(str(path.relative_to(ROOT)))
            if not check:
                path.write_text(new, encoding="utf-8")
    print(("stale: " if check else "wrote: ") + (", ".join(stale) or "nothing"))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
