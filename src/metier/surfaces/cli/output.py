"""Where output goes: the terminal with its width and colour, or a file that appears whole."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from metier.errors import UserInputError
from metier.surfaces.cli.printing import print_bytes


def use_colour() -> bool:
    """Whether to colour: a terminal, and neither NO_COLOR nor a dumb terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def width() -> int:
    """Columns of the terminal, between 40 and 120; 80 where there is none."""
    return max(40, min(shutil.get_terminal_size((80, 24)).columns, 120))


def write(content: str | bytes, out: Path | None) -> None:
    """What was made to the terminal, or to a file that appears only when it is complete; devices are written to."""
    if out is None:
        _print(content)
        return
    target = out.resolve()
    if target.is_dir():
        raise UserInputError(f"{out} is a folder.", hint="Name a file with --out, such as report.html.")
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(_bytes(content))
        else:
            _replace(target, _bytes(content))
    except OSError as error:
        raise UserInputError(
            f"{out} cannot be written: {error.strerror}.",
            hint="Name a file in a folder that exists and can be written to.",
        ) from error
    print(f"Wrote {out}", file=sys.stderr)


def _print(content: str | bytes) -> None:
    if isinstance(content, str):
        sys.stdout.write(content if content.endswith("\n") else content + "\n")
    elif sys.stdout.isatty():
        raise UserInputError("A PDF is no text for a terminal.", hint="Name a file with --out, such as report.pdf.")
    else:
        print_bytes(content)


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def _replace(target: Path, content: bytes) -> None:
    """Write a file beside the target and put it in its place, with the permissions that the target has or would get."""
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, part = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(part).chmod(mode)
        Path(part).replace(target)
    finally:
        Path(part).unlink(missing_ok=True)


def _umask() -> int:
    """The process's file creation mask; reading it means setting it for a moment."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
