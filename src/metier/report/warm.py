"""What every comparison needs of each role, worked out before the first visitor asks."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Sequence

from metier.model import Filters, Role
from metier.release.reader import Release
from metier.report.assemble import report
from metier.report.read_ahead import read_ahead
from metier.report.render.article import article

YOUNG = 250_000  # new objects before the collector of cycles looks at them: more than a page has at once
_LARGE = 31 << 20  # bytes; glibc draws conclusions from up to 32 MiB


def warm(release: Release, roles: Sequence[Role]) -> None:
    """Nothing; afterwards comparisons of these roles spend time on what two roles differ in only.

    Each role is compared with its neighbour and shown. Takes about a twentieth of a second a role.
    """
    read_ahead(release, [role.role_id for role in roles])
    for role, other in zip(roles, [*roles[1:], *roles[:1]], strict=True):
        if role != other:
            article(report(release, (role, other), Filters()))


def settle() -> None:
    """Nothing; afterwards the collector of cycles passes over what exists now and looks at new objects less often.

    For a process that makes pages for a long time, once it is warm. Pages hold no cycles, and looking through what is
    kept of a hundred roles costs a page a fifth of its time.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # what is passed over at the end, too, is not taken apart, and DuckDB complains of it
    gc.set_threshold(YOUNG, 20, 50)
    keep_memory()


def keep_memory() -> None:
    """Nothing; afterwards the memory of one page serves the next, and is not given back to the system in between.

    A page passes through texts of a megabyte. glibc keeps free memory up to twice the largest piece that it ever took
    from the system alone and gave back, so one large piece saves each page a thousand page faults. Elsewhere this
    changes nothing.
    """
    bytes(_LARGE)
