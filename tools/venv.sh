#!/bin/sh
# Makes .venv and installs the locked dependencies and the package (editable). Run by the Makefile.
# Needs nothing but Python >= 3.11; on Debian and Ubuntu the venv module may be a package of its own.
set -eu
cd "$(dirname "$0")/.."

find_python() {
    for name in "${PYTHON:-}" python3 python3.11 python3.12 python3.13 python3.14 python; do
        [ -n "$name" ] || continue
        path=$(command -v "$name" 2>/dev/null) || continue
        if "$path" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$path"
            return 0
        fi
    done
    return 1
}

if ! python=$(find_python); then
    echo "Marsad needs Python 3.11 or newer; none was found on PATH." >&2
    echo "Install it, or name it: make PYTHON=/path/to/python3.11 $*" >&2
    exit 1
fi

fits() {
    .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

if ! fits; then
    rm -rf .venv
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
            echo "The venv module is missing: installing python$version-venv." >&2
            apt-get update -q >&2 || echo "The package lists could not be refreshed; trying with those there are." >&2
            DEBIAN_FRONTEND=noninteractive apt-get install -y -q "python$version-venv" >&2 ||
                DEBIAN_FRONTEND=noninteractive apt-get install -y -q python3-venv >&2
        else
            echo "$python lacks the venv module. On Debian or Ubuntu: sudo apt-get install python$version-venv" >&2
            exit 1
        fi
    fi
    echo "Making .venv with $python" >&2
    "$python" -m venv .venv
fi

# Dependencies by exact version and hash; then the package without asking for anything more.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
