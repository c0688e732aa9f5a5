"""What went wrong, as a status and words for a visitor."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metier.errors import (
    AmbiguousRole,
    EmptySelection,
    MetierError,
    UnknownFigure,
    UnknownRole,
    UnknownTechnology,
    UserInputError,
)
from metier.surfaces.web.work import Busy, TooLong

_TITLES = {
    400: "This cannot be shown as asked",
    404: "There is no such page",
    500: "Something went wrong here",
    503: "Not now",
}
_COMMAND = re.compile(r"\bmetier [a-z]+")
_OPTION = re.compile(r"(?<!\w)--(?:no-)?([a-z]+)")
RETRY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """A status, what is wrong, and what to do next."""

    status: int
    message: str
    hint: str = ""

    @property
    def title(self) -> str:
        """The problem in a few words."""
        return _TITLES[self.status]

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """When to try again, where that helps."""
        return (("retry-after", str(RETRY_SECONDS)),) if self.status == 503 else ()


NO_PAGE = Problem(404, "No page of this site has that address.")
BROKEN = Problem(500, "This page could not be made.", "The people who run this site can see why in its log.")
NOTHING_NAMED = Problem(400, "No figure is named.", "Follow “explain” from a figure's papers.")


def problem_of(error: MetierError) -> Problem:
    """What an error means to a visitor of the site."""
    match error:
        case UnknownRole():
            return Problem(404, error.message, "Did you mean one of these?" if error.nearest else "")
        case AmbiguousRole():
            return Problem(404, f"“{error.name}” has {len(error.meanings)} meanings.", "Choose one of them.")
        case UnknownTechnology() | UnknownFigure() | EmptySelection():
            return Problem(404, error.message, hint_of(error.hint))
        case UserInputError():
            return Problem(400, error.message, hint_of(error.hint))
        case Busy() | TooLong():
            return Problem(503, error.message, error.hint)
        case _:  # a damaged release: the owner finds the error in the log, and nothing of it belongs on a page
            return BROKEN


def hint_of(hint: str) -> str:
    """A hint without commands, which visitors do not have; options become the names of fields.

    >>> hint_of("Leave --country out, or leave --kind out."), hint_of('For example: metier compare "a" "b"')
    ('Leave “country” out, or leave “kind” out.', '')
    """
    parts = re.split(r"(?<=[.?!;])\s+|\n", hint)
    kept = " ".join(part for part in parts if not _COMMAND.search(part))
    return _OPTION.sub(r"“\1”", f"{kept[:-1]}." if kept.endswith(";") else kept)
