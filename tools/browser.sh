#!/bin/sh
# Makes sure that the browser tests find a Chromium: the machine's own, or Debian's package.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Chromium is missing: installing Debian's package for the browser tests." >&2
    apt-get update -q >/dev/null || echo "The package lists could not be refreshed; trying with those there are." >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium >/dev/null
else
    echo "The browser tests need Chromium. On Debian or Ubuntu: sudo apt-get install chromium" >&2
    exit 1
fi
