"""metier compares careers on evidence.

>>> import metier
>>> comparison = metier.compare("data science manager", "ML software engineer")  # doctest: +SKIP

Importing does no work; what is used is loaded when it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from metier.errors import MetierError
    from metier.surfaces.python import (
        Comparison,
        compare,
        estimate_pay,
        explain,
        occupations,
        open_release,
        pay,
        read_batches,
        read_posting,
        read_postings,
        role,
        roles,
        title,
        titles,
    )

__version__ = "0.1.0"
__all__ = [
    "Comparison",
    "MetierError",
    "compare",
    "estimate_pay",
    "explain",
    "occupations",
    "open_release",
    "pay",
    "read_batches",
    "read_posting",
    "read_postings",
    "role",
    "roles",
    "title",
    "titles",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'metier' has no attribute {name!r}")
    home = "metier.errors" if name == "MetierError" else "metier.surfaces.python"
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
