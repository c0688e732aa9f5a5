"""What a server counts about itself, in Prometheus's text format. No label holds anything that a visitor wrote."""

from __future__ import annotations

import os
import sys
import time
from bisect import bisect_left
from collections import Counter
from itertools import accumulate
from pathlib import Path

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Requests by route and status, how long they took, and memory, of one worker."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, int]] = Counter()
        self._within: dict[str, list[int]] = {}  # requests of each route by the first bound that they kept
        self._seconds: dict[str, float] = {}
        self.kept = 0  # answers that were kept from before
        self.running = 0
        self.warm = False  # every role's own work is done

    def observe(self, route: str, status: int, seconds: float) -> None:
        """Counts a request that ended."""
        self._requests[route, status] += 1
        self._within.setdefault(route, [0] * (len(_SECONDS) + 1))[bisect_left(_SECONDS, seconds)] += 1
        self._seconds[route] = self._seconds.get(route, 0.0) + seconds

    def text(self, release_id: str) -> str:
        """Everything counted so far, in the text format 0.0.4."""
        lines = [
            "# HELP metier_requests_total Requests answered, by route and status.",
            "# TYPE metier_requests_total counter",
            *(f'metier_requests_total{{route="{r}",status="{s}"}} {n}' for (r, s), n in sorted(self._requests.items())),
            "# HELP metier_request_seconds How long requests took, by route.",
            "# TYPE metier_request_seconds histogram",
        ]
        for route in sorted(self._within):
            lines += self._histogram(route)
        lines += [
            "# HELP metier_requests_running Requests being answered now.",
            "# TYPE metier_requests_running gauge",
            f"metier_requests_running {self.running}",
            "# HELP metier_warm Whether every role's own work is done, which its first comparison waits for.",
            "# TYPE metier_warm gauge",
            f"metier_warm {self.warm:d}",
            "# HELP metier_kept_answers_total Pages answered from those kept in memory.",
            "# TYPE metier_kept_answers_total counter",
            f"metier_kept_answers_total {self.kept}",
            "# HELP process_resident_memory_bytes Memory of this worker.",
            "# TYPE process_resident_memory_bytes gauge",
            f"process_resident_memory_bytes {memory_bytes()}",
            "# HELP process_cpu_seconds_total Processor time of this worker.",
            "# TYPE process_cpu_seconds_total counter",
            f"process_cpu_seconds_total {time.process_time():.3f}",
            "# HELP metier_release_info The release that is served, and the process that answers.",
            "# TYPE metier_release_info gauge",
            f'metier_release_info{{release="{release_id[:12]}",pid="{os.getpid()}"}} 1',
        ]
        return "\n".join(lines) + "\n"

    def _histogram(self, route: str) -> list[str]:
        *sums, total = accumulate(self._within[route])
        buckets = [
            f'metier_request_seconds_bucket{{route="{route}",le="{bound}"}} {n}'
            for bound, n in zip(_SECONDS, sums, strict=True)
        ]
        return [
            *buckets,
            f'metier_request_seconds_bucket{{route="{route}",le="+Inf"}} {total}',
            f'metier_request_seconds_sum{{route="{route}"}} {self._seconds[route]:.6f}',
            f'metier_request_seconds_count{{route="{route}"}} {total}',
        ]


def memory_bytes() -> int:
    """Bytes of memory that this process holds; elsewhere than on Linux the most that it ever held, 0 on Windows."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
