"""Files on this machine and in S3, alike: what stands where, reading, and writing that is there whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import posixpath
import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow.fs as pafs

from marsad.errors import ReadError
from marsad.scale.job import Job

UNFINISHED = ".new"  # ending of what is being written
SUFFIXES = (".warc", ".parquet", ".jsonl", ".ndjson")

_WILD = re.compile(r"[*?\[]")
_BUFFER = 4 * 1024 * 1024  # bytes asked of a store at a time: a request takes longer than the bytes


def is_remote(name: str) -> bool:
    """Whether the name is an address (s3://…) rather than a path."""
    return "://" in name


@lru_cache(maxsize=64)
def _store(root: str) -> Any:
    return pafs.FileSystem.from_uri(root)[0]  # asks where a bucket stands: once, not for every file


def locate(name: str) -> tuple[Any, str]:
    """(file system, path in it) of a path or address.

    Raises:
        ReadError: when there is no such kind of store, or it can't be reached.
    """
    if not is_remote(name):
        return pafs.LocalFileSystem(), os.path.normpath(name)
    scheme, _, path = name.partition("://")
    try:
        return _store(f"{scheme}://{path.partition('/')[0]}"), path.rstrip("/")
    except (ValueError, OSError) as error:
        raise ReadError(name, f"can't be reached: {error}; check the address and the credentials") from error


def suffix_of(name: str) -> str:
    """What tells the format of a file, ".gz" left out; "" when it is none that is read here."""
    stem = name.lower().removesuffix(".gz")
    return next((suffix for suffix in SUFFIXES if stem.endswith(suffix)), "")


def open_input(origin: str) -> BinaryIO:
    """The file, to be read from its beginning; can be sought in.

    Raises:
        OSError, ReadError: when it can't be opened.
    """
    if not is_remote(origin):
        return Path(origin).open("rb")
    filesystem, path = locate(origin)
    return io.BufferedReader(filesystem.open_input_file(path), _BUFFER)


def _pattern(glob: str) -> re.Pattern[str]:
    """The regular expression of a glob: ** any folders, * and ? within one name, [ ] a set."""
    out = []
    at = 0
    while at < len(glob):
        rest = glob[at:]
        if rest.startswith("**/"):
            out.append("(?:.*/)?")
            at += 3
        elif rest[0] == "[" and "]" in rest[2:]:
            end = rest.index("]", 2)
            inside = rest[1:end].replace("\\", "\\\\")
            out.append(f"[{'^' + inside[1:] if inside[0] == '!' else inside}]")
            at += end + 1
        else:
            out.append({"*": "[^/]*", "?": "[^/]"}.get(rest[0], re.escape(rest[0])))
            at += 1
    return re.compile("".join(out))


def _listed(filesystem: Any, path: str) -> tuple[list[Any], bool]:
    """(files that a path, folder or glob stands for, whether the name was that of one file)."""
    wild = _WILD.search(path)
    if wild is None:
        info = filesystem.get_file_info(path)
        if info.type == pafs.FileType.File:
            return [info], True
        if info.type != pafs.FileType.Directory:
            return [], True
        found = filesystem.get_file_info(pafs.FileSelector(path, recursive=True))
        return [i for i in found if i.type == pafs.FileType.File and suffix_of(i.path)], False
    base = path[: wild.start()].rpartition("/")[0]
    root = base or ("/" if path.startswith("/") else ".")
    rest = path[len(base) :].lstrip("/")
    selector = pafs.FileSelector(root, recursive="/" in rest, allow_not_found=True)
    pattern = _pattern(rest)
    found = [
        info
        for info in filesystem.get_file_info(selector)
        if info.type == pafs.FileType.File and pattern.fullmatch(posixpath.relpath(info.path, root))
    ]
    return found, False


def _hidden(path: str, root: str) -> bool:
    return any(part.startswith((".", "_")) for part in posixpath.relpath(path, root).split("/") if part != "..")


def _is_within(origin: str, folder: str) -> bool:
    if is_remote(origin) != is_remote(folder):
        return False
    if not is_remote(folder):
        origin, folder = os.path.abspath(origin), os.path.abspath(folder)
    return origin.startswith(folder.rstrip("/") + "/")


def _jobs_of(name: str, out: str) -> Iterator[Job | ReadError]:
    """The files of one name, and why some can't be taken."""
    filesystem, path = locate(name)
    found, single = _listed(filesystem, path)
    scheme = name.partition("://")[0] + "://" if is_remote(name) else ""
    empty = True
    for info in found:
        origin = scheme + info.path if scheme else os.path.normpath(info.path)
        if _is_within(origin, out) or not (single or not _hidden(info.path, path)):
            continue
        empty = False
        if suffix_of(origin):
            yield Job(origin, info.size or 0, info.mtime.isoformat() if info.mtime else "")
        else:
            ends = f"its name ends in none of {', '.join(SUFFIXES)}"
            yield ReadError(origin, f"of no format read here; {ends}: leave it out")
    if empty:
        yield ReadError(name, f"no such file, or a folder without files to read; looked for {', '.join(SUFFIXES)}")


def list_inputs(names: Iterable[str], out: str) -> tuple[list[Job], list[ReadError]]:
    """The files that the names stand for, sorted and each once, and what can't be taken.

    Args:
        names: files, folders and globs, local or s3://; of a folder, the files of a known format that are not hidden.
        out: the output folder, whose files are no input.
    """
    jobs: dict[str, Job] = {}
    problems: list[ReadError] = []
    for name in names:
        try:
            for found in _jobs_of(name, out):
                if isinstance(found, Job):
                    jobs[found.origin] = found
                else:
                    problems.append(found)
        except ReadError as error:
            problems.append(error)
        except OSError as error:
            problems.append(ReadError(name, f"can't be listed: {error}; check who may read it"))
    return [jobs[origin] for origin in sorted(jobs)], problems


class Folder:
    """A folder of the output, local or in S3; picklable.

    Args:
        name: path or s3:// address.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._place: tuple[Any, str] | None = None

    def __getstate__(self) -> str:
        return self.name

    def __setstate__(self, name: str) -> None:
        self.__init__(name)  # type: ignore[misc]

    @property
    def _filesystem(self) -> Any:
        self._place = self._place or locate(self.name)
        return self._place[0]

    def path(self, name: str) -> str:
        """Path of a file of the folder, within its file system."""
        self._place = self._place or locate(self.name)
        return f"{self._place[1]}/{name}"

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None when there is none."""
        try:
            with self._filesystem.open_input_stream(self.path(name)) as stream:
                return bytes(stream.read())
        except FileNotFoundError:
            return None

    def open(self, name: str) -> Any:
        """A file, to be read and sought in (a pyarrow.NativeFile)."""
        return self._filesystem.open_input_file(self.path(name))

    def names(self, folder: str, ending: str) -> list[str]:
        """Files under a folder of the folder with this ending, sorted; relative to this one."""
        selector = pafs.FileSelector(self.path(folder), recursive=True, allow_not_found=True)
        root = self.path("")
        found = self._filesystem.get_file_info(selector)
        return sorted(i.path[len(root) :] for i in found if i.type == pafs.FileType.File and i.path.endswith(ending))

    @contextlib.contextmanager
    def writing(self, name: str, *, lasting: bool = False) -> Iterator[BinaryIO]:
        """A new file, which stands under its name once it is written whole; nothing stands there when that fails.

        Args:
            name: its path in the folder.
            lasting: waits until it would outlive a loss of power.
        """
        target = self.path(name)
        remote = is_remote(self.name)
        if not remote:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
        # S3 shows an object only when it is complete; here, a name that readers pass over until it is renamed.
        handle, made = tempfile.mkstemp(prefix=".", suffix=UNFINISHED, dir=None if remote else Path(target).parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
                if lasting:
                    stream.flush()
                    os.fsync(stream.fileno())
            if remote:
                local = pafs.LocalFileSystem()
                pafs.copy_files(made, target, source_filesystem=local, destination_filesystem=self._filesystem)
            else:
                os.chmod(made, 0o666 & ~_umask())
                os.replace(made, target)
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(made)

    def write(self, name: str, data: bytes) -> None:
        """Writes a file whole or not at all."""
        with self.writing(name) as stream:
            stream.write(data)

    def remove(self, name: str) -> None:
        """Takes a file away; none there is no error."""
        with contextlib.suppress(FileNotFoundError):
            self._filesystem.delete_file(self.path(name))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
