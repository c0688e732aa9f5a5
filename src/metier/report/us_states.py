"""States of the United States as people write them."""

from __future__ import annotations

from functools import cache

from metier.errors import UnknownFilter
from metier.report.spelling import nearest
from metier.report.words import listed
from metier.vocabulary.load import read_yaml


def find_state(text: str) -> str:
    """The two letters of a state of the United States by code or name.

    >>> find_state("ca"), find_state("New York")
    ('CA', 'NY')
    """
    names = states()
    wanted = " ".join(text.replace(".", "").split()).casefold()
    if wanted.upper() in names.values():
        return wanted.upper()
    if wanted in names:
        return names[wanted]
    near = [f"{name.title()} ({names[name]})" for name in nearest(wanted, names)]
    hint = f"Did you mean {listed(near, 'or')}?" if near else "Write two letters, such as CA."
    raise UnknownFilter(f"No state of the United States is called {text!r}.", hint=hint)


@cache
def states() -> dict[str, str]:
    """The two letters of each state of the United States by its name in small letters."""
    row = next(row for row in read_yaml("countries.yaml") if row["code"] == "US")
    return {name.casefold(): code for code, name in zip(row["region_codes"], row["regions"], strict=False)}
