"""A value of a table or a JSON object as text."""

from __future__ import annotations

from collections.abc import Mapping

_PARTS = ("name", "title", "value", "label", "addressLocality", "text")  # what names a thing that is an object
_MOST = 50  # members of a list that are looked at
_MISSING = frozenset(("NAType", "NaTType"))  # with which tables mark what is missing; no package is imported to tell


def as_text(value: object) -> str:
    """A value as text: of an object its name, of a list its members.

    >>> as_text({"name": "Acme"}), as_text(["Berlin", "Paris"]), as_text(12), as_text(None), as_text(float("nan"))
    ('Acme', 'Berlin, Paris', '12', '', '')
    """
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, float) and value != value) or type(value).__name__ in _MISSING:
        return ""
    if isinstance(value, Mapping):
        return next((as_text(value[part]) for part in _PARTS if value.get(part)), "")
    if isinstance(value, list | tuple):
        return ", ".join(text for text in map(as_text, value[:_MOST]) if text)
    return str(value)
