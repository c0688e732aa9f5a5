"""What a server writes to standard error: one JSON object a line, nothing about who asked or for what."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})
REQUESTS = logging.getLogger("metier.requests")
SERVER = logging.getLogger("metier.server")


class JsonLines(logging.Formatter):
    """A record as JSON. Of an error, its class and where it arose: its message may repeat what a visitor wrote."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        fields = getattr(record, "fields", None)
        if isinstance(fields, dict):
            line |= fields
        else:
            line["message"] = record.getMessage()
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__qualname__
            line["at"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _places(found: TracebackType | None) -> list[str]:
    """The last ten places of a traceback, innermost last: 'compare.py:41 page'."""
    frames = traceback.extract_tb(found)[-10:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]


def log_request(method: str, route: str, status: int, seconds: float, size: int) -> None:
    """Writes a request that ended: its route as a pattern, no address, no query, no name that a visitor wrote."""
    fields = {
        "method": method if method in METHODS else "other",
        "route": route,
        "status": status,
        "ms": round(seconds * 1000, 1),
        "bytes": size,
    }
    REQUESTS.info("request", extra={"fields": fields})


# For logging.config: uvicorn's own lines take the same form; its line a request, which holds address and query, is off.
CONFIG: dict[str, object] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": JsonLines}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"}},
    "loggers": {
        "metier": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "uvicorn": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "uvicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
