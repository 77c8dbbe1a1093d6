#!/bin/sh
# Make sure that a Chromium is there for the browser tests, or say how to get one.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core >/dev/null
    exit 0
fi
echo "The browser tests need Chromium. Install it first, for example: sudo apt-get install chromium fonts-noto-core" >&2
exit 1
