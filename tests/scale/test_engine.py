"""A worker loads no more than it needs."""

from __future__ import annotations

import subprocess
import sys


def test_a_worker_loads_no_pandas(tmp_path):
    program = (
        "import sys\nfrom marsad.scale.engine import _Call\n_Call(sys.argv[1])\n"
        "import pyarrow as pa\npa.Table.from_pylist([{'a': 1}])\nprint('pandas' in sys.modules)\n"
        "import pandas\nprint(pandas.__name__)"
    )
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "pandas"], "pandas itself can still be had"
