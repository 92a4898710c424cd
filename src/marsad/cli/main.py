"""`marsad`: the entry point, and what it says when it is not installed whole.

Exit status: 0 all done; 1 some inputs failed, each named on standard error; 2 wrong usage, or a package is missing;
130 stopped by the user.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def run(args: Sequence[str] | None = None) -> int:
    """Exit status of a run with these arguments (those of the process when None)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        from marsad.cli.group import invoke  # here, for click may be what is missing

        return invoke(sys.argv[1:] if args is None else args)
    except ImportError as error:
        package = (error.name or "").partition(".")[0]
        if package in ("", "marsad"):
            raise
        # An environment made before an update lacks what the update needs; a name that is not in it, too old a package.
        what = "is not installed" if isinstance(error, ModuleNotFoundError) else f"is too old ({error})"
        advice = "run make in a checkout, or else: pip install --upgrade marsad"
        sys.stderr.write(f"marsad: the package {package} {what}; to install what marsad needs, {advice}\n")
        return 2


def main() -> None:
    """Entry point of the `marsad` script."""
    sys.exit(run())
