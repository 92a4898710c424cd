"""The compiled path gives the bytes of the one written in Python, and can be compiled at any time."""

from __future__ import annotations

import copy
import dataclasses
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMPILED = ROOT / "build" / "compiled"
sys.path.insert(0, str(ROOT))
import hatch_compile  # noqa: E402

sys.path.remove(str(ROOT))
SCRIPT = """
import sys
from marsad.reading import words
sys.stderr.write(words.__file__ + "\\n")
import pickle
from marsad import Coder
pickle.loads(pickle.dumps(Coder()))  # as it goes to another process
from marsad.cli.main import main
main()
"""


def events(source: Path) -> tuple[str, str]:
    """The events of all examples as JSON lines, and the file of a module that is compiled."""
    ran = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", SCRIPT, "code", "--format", "jsonl", str(ROOT / "examples")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(source), "PYTHONUTF8": "1"},
    )
    return ran.stdout, ran.stderr.splitlines()[0]


def test_compiled_modules_give_the_same_bytes():
    if not hatch_compile.is_current(ROOT, COMPILED):
        reason = "build/compiled does not hold the package as it is now: run make compiled"
        pytest.fail(reason) if os.environ.get("MARSAD_COMPARE") else pytest.skip(reason)
    written, module = events(ROOT / "src")
    assert module.endswith(".py")
    assert written.count("\n") > 100
    compiled, module = events(COMPILED)
    assert not module.endswith(".py")
    assert compiled == written


def test_what_is_compiled_is_there():
    found = hatch_compile.sources(ROOT / "src" / "marsad")
    assert all(path.is_file() for path in found)
    assert ROOT / "src" / "marsad" / "coding" / "coder.py" in found


def test_every_construct_can_be_compiled(tmp_path):
    """Writes the C code, without compiling it: names the line that mypyc does not know how to translate."""
    pytest.importorskip("setuptools")
    shutil.copytree(
        ROOT / "src" / "marsad", tmp_path / "marsad", ignore=shutil.ignore_patterns("static", "__pycache__")
    )
    hatch_compile.translate({path: path.read_text() for path in hatch_compile.sources(tmp_path / "marsad")})
    ran = subprocess.run(
        [sys.executable, "-c", "import hatch_compile; hatch_compile.extensions()"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]


def test_compiled_dataclasses_have_constructors_of_their_own():
    source = """
@dataclass(frozen=True, slots=True)
class Point:
    \"\"\"A point.\"\"\"

    x: int
    name: str = ""
    seen: list[int] = field(default_factory=list)

    @property
    def left(self) -> bool:
        return self.x < 0


@dataclass(slots=True)
class Above:
    y: int
"""
    values = {"dataclass": dataclasses.dataclass, "field": dataclasses.field}
    exec(hatch_compile.with_constructors(source, {"Above"}), values)  # noqa: S102 - the text above
    point = values["Point"]
    assert point(1, "a", [2]) == dataclasses.replace(point(3, "a", [2]), x=1)
    assert (point(1).name, point(1).seen, point(-1).left) == ("", [], True)
    assert copy.copy(point(1, "a", [2])) == point(1, "a", [2])
    assert "__init__" in hatch_compile.with_constructors(source, set()).split("class Above")[1]
    assert hatch_compile.with_constructors(source, {"Point", "Above"}) == source
    plain = "@dataclass()\nclass Plain:\n    x: int\n"
    assert "@dataclass(init=False)" in hatch_compile.with_constructors(plain, set())


def test_compiled_constants_are_final():
    source = """from __future__ import annotations
T = TypeVar("T")
Senses = dict[str, int]
_MOST = 3
_known: dict[str, int] = {}
_shared = None
_LINES = (
    "a",
)
_RING = ((31.3, 34.2), (31.4, 34.3))
def share(value: T) -> T:
    global _shared
    _shared = value
    return value
"""
    made = hatch_compile.with_finals(source)
    assert made.splitlines()[:2] == ["from __future__ import annotations", "from typing import Final"]
    assert made.splitlines()[2:11] == [
        'T = TypeVar("T")',
        "Senses = dict[str, int]",
        "_MOST: Final = 3",
        "_known: Final[dict[str, int]] = {}",
        "_shared = None",
        "_LINES: Final = (",
        '    "a",',
        ")",
        "_RING = ((31.3, 34.2), (31.4, 34.3))",
    ]
