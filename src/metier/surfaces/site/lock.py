"""One run at a time writes into a folder: two would remove each other's new pages."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from metier.errors import UserInputError


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Nothing; no other run writes into the folder meanwhile. The folder is made where it does not exist.

    The lock is on the folder itself: it leaves no file there, and ends with the process, however that ends.
    Raises UserInputError while another run holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":  # a folder cannot be locked there
        yield
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        _lock(opened, folder)
        yield
    finally:
        os.close(opened)


def _lock(opened: int, folder: Path) -> None:
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UserInputError(
            f"Another run is writing the site in {folder}.",
            hint="Wait until it has ended, or name another folder.",
        ) from None
    except OSError:  # some network drives know no locks; a run alone there is as safe as before
        return
