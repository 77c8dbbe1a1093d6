"""Hand out files as they are: Django's static ones, and the phone's app with the policy of every page."""

import re
from wsgiref.headers import Headers

from whitenoise.middleware import WhiteNoiseMiddleware

from ecoop.web.middleware import CONTENT_POLICY, POWERS_NOT_USED

# The camera reads barcodes and photographs bills; pictures taken are shown before they are sent.
CONTENT_POLICY_OF_PHONE = CONTENT_POLICY.replace("img-src 'self' data:", "img-src 'self' data: blob:").replace(
    "default-src 'self'", "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
)
POWERS_OF_PHONE = POWERS_NOT_USED.replace("camera=()", "camera=(self)")
_NAMED_BY_CONTENT = re.compile(r"^/app/assets/.+-[\w-]{8}\.\w+$")


class Files(WhiteNoiseMiddleware):
    """Hand out static files and the phone's app."""

    def add_phone_headers(self, headers: Headers, url: str) -> None:
        """Send the policies with the files of the app."""
        if url.startswith("/app/"):
            headers["Content-Security-Policy"] = CONTENT_POLICY_OF_PHONE
            headers["Permissions-Policy"] = POWERS_OF_PHONE
            headers["Referrer-Policy"] = "same-origin"
            headers["X-Content-Type-Options"] = "nosniff"

    def add_cache_headers(self, headers: Headers, path: str, url: str) -> None:
        """Say how long a file may be kept, and under which policies it is shown."""
        super().add_cache_headers(headers, path, url)
        self.add_phone_headers(headers, url)

    def immutable_file_test(self, path: str, url: str) -> bool:
        """Tell whether a file's name changes with its content, so that browsers may keep it for ever."""
        return bool(_NAMED_BY_CONTENT.match(url)) or bool(super().immutable_file_test(path, url))
