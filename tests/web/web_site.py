"""Names that the tests of the server share."""

from __future__ import annotations

from collections.abc import Callable

from starlette.testclient import TestClient

PAIR = "/compare/data-analyst-vs-data-engineer"
PEER = ("203.0.113.9", 50000)
MakeClient = Callable[..., TestClient]
