"""Headers that every answer carries, whatever it is."""

from __future__ import annotations

from metier.surfaces.pages.frame import POLICY

CSP = f"{POLICY}; frame-ancestors 'none'"
_FEATURES = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics", "interest-cohort")
SECURITY = (
    ("content-security-policy", CSP),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("permissions-policy", ", ".join(f"{name}=()" for name in _FEATURES)),
    ("cross-origin-opener-policy", "same-origin"),
)
SECURITY_BYTES = tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in SECURITY)
