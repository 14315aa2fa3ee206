"""What every answer tells the browser: what a page may fetch and run, who may show it, what is kept of it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), "
    "serial=(), hid=(), bluetooth=(), midi=(), browsing-topics=(), fullscreen=(self), clipboard-write=(self)",
}
FOR_A_YEAR = "max-age=31536000"
# What each kind of content may come from; the scripts are said apart.
SOURCES = {
    "default-src": "'self'",
    # Streamlit writes the styles of its elements in the page as it draws them.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}


def of_the_page(html: str) -> str:
    """The policy of a page: its own scripts, the files beside it, and the inline scripts that it was made with."""
    hashes = sorted({f"'sha256-{_digest(script)}'" for script in INLINE.findall(html) if script.strip()})
    return _policy(["'self'", "blob:", *hashes], "'none'")


def of_a_component() -> str:
    """The policy of the frame of a map: streamlit-folium evaluates the script of each map that it is sent."""
    return _policy(["'self'", "'unsafe-inline'", "'unsafe-eval'"], "'self'")


def _policy(scripts: Iterable[str], ancestors: str) -> str:
    sources = SOURCES | {"script-src": " ".join(scripts), "frame-ancestors": ancestors}
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()
