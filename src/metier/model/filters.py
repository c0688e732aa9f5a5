"""Which part of the evidence a question is about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Country (ISO 3166 alpha-2), level, year, workplace and type of employment; None means all.

    The type of employment is recorded with pay and open jobs only.
    """

    country: str | None = None
    level: str | None = None
    year: int | None = None
    remote: bool | None = None
    employment_type: str | None = None

    def items(self) -> tuple[tuple[str, str], ...]:
        """(name, value) pairs of the filters that are set, in a fixed order."""
        if not self:
            return ()
        pairs = (
            ("country", self.country),
            ("level", self.level),
            ("year", None if self.year is None else str(self.year)),
            ("remote", None if self.remote is None else ("yes" if self.remote else "no")),
            ("employment_type", self.employment_type),
        )
        return tuple((name, value) for name, value in pairs if value is not None)

    def key(self) -> str:
        """The filters as they stand in a figure id: ``country=US,level=senior`` or ''."""
        return ",".join(f"{name}={value}" for name, value in self.items())

    def __bool__(self) -> bool:
        # Asked for with every figure: a chain is several times faster than a loop over the fields.
        return (
            self.country is not None
            or self.level is not None
            or self.year is not None
            or self.remote is not None
            or self.employment_type is not None
        )
