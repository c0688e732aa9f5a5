"""Every error that metier raises on purpose.

    MetierError
      UserInputError        a request that cannot be met as written (exit status 2)
        UnknownRole         no role has this name; carries the nearest ones
        AmbiguousRole       a name with several meanings; carries them
        UnknownTechnology   no technology has this name, or no posting names it often enough
        UnknownFilter       a country, level, year or workplace that does not exist
        EmptySelection      filters that leave nothing; says which one and what has data
        UnknownFigure       a figure id that this release cannot produce
      SourceError           a producer's file that cannot be read as it is
      VocabularyError       a vocabulary file that breaks its own rules
      ReleaseError          a release that is missing, damaged or refused
      FetchError            a download that did not complete

Each message says what is wrong and where; ``hint`` says what to do next.
"""

from __future__ import annotations


class MetierError(Exception):
    """A failure with a message for people. ``hint`` is the next step, ``exit_status`` the process's."""

    exit_status = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class UserInputError(MetierError):
    """What was asked for cannot be met as written."""

    exit_status = 2


class UnknownRole(UserInputError):
    """No role, title or code has this name. ``nearest`` holds labels to offer."""

    def __init__(self, name: str, nearest: tuple[str, ...] = (), *, hint: str = "") -> None:
        self.name = name
        self.nearest = nearest
        if not hint:
            hint = "Did you mean: " + "; ".join(nearest) + "?" if nearest else "List the roles with: metier roles"
        short = name if len(name) <= 80 else name[:77] + "..."
        super().__init__(f"No role is called {short!r}.", hint=hint)


class AmbiguousRole(UserInputError):
    """A name that several roles share. ``meanings`` holds (label, role id) pairs."""

    def __init__(self, name: str, meanings: tuple[tuple[str, str], ...]) -> None:
        self.name = name
        self.meanings = meanings
        lines = "\n".join(f"  {label}  ({role_id})" for label, role_id in meanings)
        super().__init__(
            f"{name!r} has {len(meanings)} meanings:\n{lines}",
            hint="Name one of them, by label or by the id in brackets.",
        )


class UnknownTechnology(UserInputError):
    """No technology has this name, or too few postings name it for a page."""


class UnknownFilter(UserInputError):
    """A filter value that does not exist."""


class EmptySelection(UserInputError):
    """Filters that leave no evidence at all."""


class UnknownFigure(UserInputError):
    """A figure id that this release cannot produce."""


class SourceError(MetierError):
    """A producer's file that cannot be read as it is. Names the file, the place and the next step."""

    def __init__(self, file: str, problem: str, *, place: str = "", hint: str = "") -> None:
        self.file = file
        self.place = place
        where = f"{file} ({place})" if place else file
        super().__init__(f"{where}: {problem}", hint=hint)


class VocabularyError(MetierError):
    """A vocabulary file that breaks its own rules."""


class ReleaseError(MetierError):
    """A release that is missing, damaged or refused."""


class FetchError(MetierError):
    """A download that did not complete; what was there before is intact."""
