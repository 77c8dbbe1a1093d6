#!/bin/sh
# Make sure that hledger is there for the test that holds our statements against another program, or say how to get it.
set -eu
if command -v hledger >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing hledger for the test of the statements …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq hledger >/dev/null
    exit 0
fi
echo "The test of the statements needs hledger. Install it first, for example: sudo apt-get install hledger" >&2
exit 1
