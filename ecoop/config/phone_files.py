"""What the phone's files are sent with: the policy of every page, and how long they may be kept."""

import re
from typing import Any

from ecoop.web.middleware import CONTENT_POLICY, POWERS_NOT_USED

# The camera reads barcodes and photographs bills; pictures taken are shown before they are sent.
CONTENT_POLICY_OF_PHONE = CONTENT_POLICY.replace("img-src 'self' data:", "img-src 'self' data: blob:").replace(
    "default-src 'self'", "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
)
POWERS_OF_PHONE = POWERS_NOT_USED.replace("camera=()", "camera=(self)")
_NAMED_BY_CONTENT = re.compile(r"^/app/assets/.+-[\w-]{8}\.\w+$")
# The names under which Django's own static files carry a hash of their content.
_HASHED = re.compile(r"^.+\.[0-9a-f]{12}\..+$")


def add_headers(headers: Any, path: str, url: str) -> None:
    """Send the policies with the files of the app."""
    if url.startswith("/app/"):
        headers["Content-Security-Policy"] = CONTENT_POLICY_OF_PHONE
        headers["Permissions-Policy"] = POWERS_OF_PHONE
        headers["Referrer-Policy"] = "same-origin"
        headers["X-Content-Type-Options"] = "nosniff"


def is_named_by_content(path: str, url: str) -> bool:
    """Tell whether a file's name changes with its content, so that browsers may keep it for ever."""
    return bool(_NAMED_BY_CONTENT.match(url) or (url.startswith("/static/") and _HASHED.match(url)))
