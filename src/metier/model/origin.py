"""An origin: the producer's file that a value came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One producer's product at one version, with what its licence asks for."""

    origin_id: str
    producer: str
    title: str
    version: str
    licence: str
    citation: str
    url: str
    period: str = ""
    date_published: str = ""
    files: tuple[tuple[str, str], ...] = ()  # (name, sha256) of the bytes that were read
    rows_read: int = 0
    rows_kept: int = 0
