#!/bin/sh
# Make sure that a Chromium is there for the browser tests, or say how to get one.
set -eu
bare=chromium-headless-shell
has() { command -v "$1" >/dev/null 2>&1; }
whole() { has chromium || has chromium-browser || has google-chrome; }
can_install() { [ "$(id -u)" = 0 ] && has apt-get; }
export DEBIAN_FRONTEND=noninteractive
if ! whole && can_install; then
    echo "Installing Chromium for the browser tests …"
    apt-get update -qq
    apt-get install -y -qq chromium fonts-noto-core >/dev/null
fi
if ! whole; then
    echo "The browser tests need Chromium. Install it first, for example: sudo apt-get install chromium fonts-noto-core" >&2
    exit 1
fi
# The engine without the program around it is quicker; where it cannot be had, the tests take the whole.
if ! has "$bare" && can_install; then
    apt-get install -y -qq "$bare" >/dev/null 2>&1 || true
fi
