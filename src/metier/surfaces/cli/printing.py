"""Lines printed as bytes, so that they are UTF-8 whatever the terminal is, and leave at once."""

from __future__ import annotations

import sys


def print_bytes(content: bytes) -> None:
    """Bytes to standard output at once, as they are; as text where it was replaced by a text stream."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(content.decode())
    else:
        sys.stdout.flush()
        buffer.write(content)
        buffer.flush()
