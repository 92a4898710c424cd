"""Compiles the path from text to events with mypyc: the same modules, as extension modules of the same names.

`python hatch_compile.py FOLDER` puts the whole package, compiled, into FOLDER; `hatch_build.py` does so for a
wheel when MARSAD_COMPILE is set. Needs mypy (with mypyc), setuptools and a C compiler. What is written in
Python stays the reference: tests/test_compiled.py holds that both give the same bytes.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Set
from pathlib import Path

# What runs for every article. Tables that are read once a process stay as they are.
_PACKAGES = ("reading", "coding")
_MODULES = (
    "gazetteer/geography.py",
    "gazetteer/lookup.py",
    "lexicon/grammar.py",
    "lexicon/parties.py",
    "lexicon/persons.py",
    "lexicon/realis.py",
    "lexicon/speech.py",
    "lexicon/triggers.py",
)
_MARK = ".compiled"


def sources(package: Path) -> list[Path]:
    """The modules that are compiled, of the package in a folder; sorted."""
    whole = [path for name in _PACKAGES for path in (package / name).glob("*.py") if path.name != "__init__.py"]
    return sorted([*whole, *(package / name for name in _MODULES)])


def digest(package: Path) -> str:
    """SHA-256 over the names and bytes of every module and table of a package: what a compiled copy was made of."""
    total = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(p for p in package.rglob("*") if p.suffix in (".py", ".csv", ".yml", ".json") and p.is_file()):
        if "static" not in path.relative_to(package).parts:
            total.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def is_current(root: Path, target: Path) -> bool:
    """Whether `target` holds what `build` would put there now."""
    mark = target / _MARK
    return mark.is_file() and mark.read_text() == digest(root / "src" / "marsad")


def with_constructors(source: str, bases: Set[str]) -> str:
    """A module whose dataclasses build themselves by a method of their own, which can be compiled.

    The one that `dataclass` writes at run time stays Python, and takes longer than what is compiled around it; that of
    a frozen class longest. So in the compiled copy nothing is frozen: whoever writes into a value is told by the
    tests, which run on the Python. Classes with `__post_init__` or fields of special kinds, and those that stand
    above or below another (`bases`), stay as they are.
    """
    lines = source.split("\n")
    found = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef) and node.name not in bases]
    for node in reversed(found):
        made = _constructor(node)
        if made is not None:
            decorator, after, method = made
            lines[after:after] = ["", *method]
            lines[decorator.lineno - 1] = f"@{_open(decorator)}"
    return "\n".join(lines)


def with_finals(source: str) -> str:
    """A module whose constants are declared final, so that compiled code need not look for them by name.

    What a module sets once, at its top, is a constant, if its name is all capitals or all small letters: other names
    are types. Tuples of anything but plain values stay as they are: mypyc takes a final tuple of tuples for unset.
    """
    lines = source.split("\n")
    tree = ast.parse(source)
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    names += [name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names]
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            name, kind = ast.unparse(node.target), f"[{ast.get_source_segment(source, node.annotation)}]"
        elif isinstance(node, ast.Assign) and not ast.unparse(node.value).startswith("TypeVar("):
            name, kind = ast.unparse(node.targets[0]), ""
        else:
            continue
        if isinstance(node.value, ast.Tuple) and not all(isinstance(part, ast.Constant) for part in node.value.elts):
            continue
        if re.fullmatch(r"_?([A-Z_\d]+|[a-z][a-z_\d]*)", name) and names.count(name) == 1:
            _, equals, value = lines[node.lineno - 1].partition(" =")
            lines[node.lineno - 1] = f"{name}: Final{kind}{equals}{value}"
    after = next((node.end_lineno or 0 for node in tree.body if ast.unparse(node).startswith("from __future__")), 0)
    return "\n".join([*lines[:after], "from typing import Final", *lines[after:]])


def translate(written: dict[Path, str]) -> None:
    """Writes these modules as they are compiled: with constructors for their dataclasses, their constants final."""
    classes = [n for text in written.values() for n in ast.parse(text).body if isinstance(n, ast.ClassDef)]
    bases = {ast.unparse(base) for node in classes for base in node.bases}
    for path, text in written.items():
        path.write_text(with_constructors(with_finals(text), bases), encoding="utf-8")


def _constructor(node: ast.ClassDef) -> tuple[ast.Call, int, list[str]] | None:
    """(decorator, line after which the method goes, its lines) for a dataclass; None for another class."""
    calls = [d for d in node.decorator_list if isinstance(d, ast.Call) and ast.unparse(d.func) == "dataclass"]
    methods = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
    if not calls or node.bases or "__post_init__" in methods:
        return None
    taken, put = ["self"], []
    fields = [part for part in node.body if isinstance(part, ast.AnnAssign)]
    for field in fields:
        name, kind = ast.unparse(field.target), ast.unparse(field.annotation)
        if field.value is None or isinstance(field.value, ast.Constant | ast.Name | ast.Attribute | ast.Tuple):
            taken.append(f"{name}: {kind}" + ("" if field.value is None else f" = {ast.unparse(field.value)}"))
            put.append(f"        self.{name} = {name}")
        elif ast.unparse(field.value) in _EMPTY:
            taken.append(f"{name}: {kind} | None = None")
            put.append(f"        self.{name} = {_EMPTY[ast.unparse(field.value)]} if {name} is None else {name}")
        elif isinstance(field.value, ast.Call) and ast.unparse(field.value.func) == "field":
            return None
        else:
            taken.append(f"{name}: {kind} = {ast.unparse(field.value)}")
            put.append(f"        self.{name} = {name}")
    method = [f"    def __init__({', '.join(taken)}) -> None:", *put]
    if "__reduce__" not in methods:  # for `copy` and pickle
        values = "".join(f"self.{ast.unparse(field.target)}, " for field in fields)
        method += [
            "    def __reduce__(self) -> tuple[object, tuple[object, ...]]:",
            f"        return {node.name}, ({values})",
        ]
    return calls[0], fields[-1].end_lineno or fields[-1].lineno, method


_EMPTY = {"field(default_factory=list)": "[]", "field(default_factory=dict)": "{}"}


def _open(decorator: ast.Call) -> str:
    """The decorator of a dataclass that has its own constructor: not frozen, but hashed as one that is."""
    options = {option.arg: ast.unparse(option.value) for option in decorator.keywords}
    if options.pop("frozen", "False") == "True" and options.get("eq", "True") == "True":
        options["unsafe_hash"] = "True"
    options["init"] = "False"
    return f"dataclass({', '.join(f'{name}={value}' for name, value in options.items())})"


def extensions(*, level: str = "1", is_strict: bool = False) -> list[object]:
    """The extension modules, with their C code written under `build`; run in the folder that holds the package.

    Args:
        level: of the C compiler's optimisation; a higher one takes twice as long and gains nothing.
        is_strict: whether a value that C code may read before it is set, which mypyc has written and which ends in a
            crash, is an error. Compilers see it where it is not, too, so nobody's wheel fails for it.
    """
    from mypyc.build import mypycify

    files = [path.as_posix() for path in sources(Path("marsad"))]
    made = mypycify(["--ignore-missing-imports", *files], opt_level=level, debug_level="0", multi_file=True)
    quiet = ["-Wno-all", "-Werror=maybe-uninitialized"] if is_strict else ["-w"]
    for extension in made:
        # The compiler warns of what mypyc has made sure of; what it warns of differs from version to version.
        kept = [flag for flag in extension.extra_compile_args if flag != "-Werror"]
        extension.extra_compile_args = [*kept, *quiet] if os.name != "nt" else kept
    return list(made)


def build(root: Path, target: Path, *, is_strict: bool = False) -> list[Path]:
    """Copies the package into `target` and compiles it there; the extension modules, relative to `target`.

    Args:
        root: of the checkout.
        target: is made anew.
        is_strict: as `extensions` has it.

    Raises:
        RuntimeError: when compiling fails; the message says what to do.
    """
    package = root / "src" / "marsad"
    made_of = digest(package)
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(package, target / "marsad", ignore=shutil.ignore_patterns("__pycache__", "*.so", "*.pyd"))
    written = {path: path.read_text(encoding="utf-8") for path in sources(target / "marsad")}
    translate(written)
    done = subprocess.run(
        [sys.executable, str(Path(__file__).resolve()), "--here", *(["--strict"] if is_strict else [])],
        cwd=target,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    for path, text in written.items():
        path.write_text(
            text, encoding="utf-8"
        )  # beside its extension module it is only read, for the version of tables
    if done.returncode:
        sys.stderr.write(done.stdout[-4000:])
        raise RuntimeError("compiling failed: see above; without MARSAD_COMPILE the package works as it is written")
    shutil.rmtree(target / "build", ignore_errors=True)
    (target / _MARK).write_text(made_of)
    return sorted(path.relative_to(target) for path in target.rglob("*") if path.suffix in (".so", ".pyd"))


def _compile_here(*, is_strict: bool) -> None:
    """Compiles the package in the working folder in place."""
    from setuptools import setup

    modules = extensions(is_strict=is_strict)
    setup(name="marsad-compiled", packages=[], ext_modules=modules, script_args=["-q", "build_ext", "--inplace"])


if __name__ == "__main__":
    if sys.argv[1] == "--here":
        _compile_here(is_strict="--strict" in sys.argv)
    elif is_current(Path(__file__).resolve().parent, Path(sys.argv[1])):
        sys.stdout.write(f"{sys.argv[1]} holds the package as it is now, compiled.\n")
    else:
        build(Path(__file__).resolve().parent, Path(sys.argv[1]), is_strict=True)
