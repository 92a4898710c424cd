#!/bin/sh
# Makes sure that `make compiled` finds a C compiler and the headers of Python: the machine's own, or Debian's packages.
# Exit status 1, and the reason, where neither can be had.
set -eu
cd "$(dirname "$0")/.."

# What the environment's Python compiles extension modules with, and whether that finds its headers.
compiler=${CC:-$(.venv/bin/python -c 'import sysconfig; print((sysconfig.get_config_var("CC") or "cc").split()[0])')}
headers=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("include"))')
version=$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')

compiles() {
    command -v "${compiler%% *}" >/dev/null 2>&1 &&
        echo '#include <Python.h>' | $compiler "-I$headers" -fsyntax-only -x c - >/dev/null 2>&1
}

if compiles; then exit 0; fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "A C compiler or the headers of Python $version are missing: installing Debian's packages." >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q >/dev/null || echo "The package lists could not be refreshed; trying with those there are." >&2
    apt-get install -y -q --no-install-recommends gcc libc6-dev >/dev/null || true
    compiles || apt-get install -y -q --no-install-recommends "python$version-dev" >/dev/null || true
    if compiles; then exit 0; fi
fi
echo "No module can be compiled: $compiler does not run, or $headers/Python.h is not there." >&2
echo "On Debian or Ubuntu: sudo apt-get install gcc libc6-dev python$version-dev" >&2
exit 1
